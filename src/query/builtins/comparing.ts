/** Unification and the standard order of terms. */
import { domainError, typeError } from '../../term/error.ts';
import { compareTerms } from '../../term/order.ts';
import { Atom, Nil, type Term, Var } from '../../term/term.ts';
import { isAcyclic, isVariant } from '../../term/walk.ts';
import { deterministic, type Predicates } from '../builtin.ts';
import type { Machine } from '../machine.ts';

const ordered = (holds: (order: number) => boolean) => deterministic(([a, b]) => holds(compareTerms(a!, b!)));

export const comparing: Predicates = {
  '=/2': deterministic(([a, b], machine) => machine.unify(a!, b!)),
  '\\=/2': deterministic(([a, b], machine) => !machine.canUnify(a!, b!)),
  'unify_with_occurs_check/2': deterministic(([a, b], machine) => machine.unify(a!, b!) && isAcyclic(a!)),
  '==/2': ordered((order) => order === 0),
  '\\==/2': ordered((order) => order !== 0),
  '@</2': ordered((order) => order < 0),
  '@=</2': ordered((order) => order <= 0),
  '@>/2': ordered((order) => order > 0),
  '@>=/2': ordered((order) => order >= 0),
  '=@=/2': deterministic(([a, b]) => isVariant(a!, b!)),
  '\\=@=/2': deterministic(([a, b]) => !isVariant(a!, b!)),
  'compare/3': deterministic(([order, a, b], machine) => compare(order!, a!, b!, machine)),
};

function compare(order: Term, a: Term, b: Term, machine: Machine): boolean {
  if (!(order instanceof Var)) {
    if (!(order instanceof Atom || order instanceof Nil)) throw typeError('atom', order);
    if (!['<', '=', '>'].includes(order.name)) throw domainError('order', order);
  }
  const sign = compareTerms(a, b);
  return machine.unify(order, new Atom(sign < 0 ? '<' : sign > 0 ? '>' : '='));
}
