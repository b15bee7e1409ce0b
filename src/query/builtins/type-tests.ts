/** The type tests: what kind of term an argument is. */
import {
  Atom,
  Compound,
  Float,
  Int,
  isAtomic,
  isCallable,
  properList,
  Str,
  type Term,
  Var,
} from '../../term/term.ts';
import { isAcyclic, isGround } from '../../term/walk.ts';
import { deterministic, type Predicates } from '../builtin.ts';

const test = (holds: (term: Term) => boolean) => deterministic(([term]) => holds(term!));

export const typeTests: Predicates = {
  'var/1': test((term) => term instanceof Var),
  'nonvar/1': test((term) => !(term instanceof Var)),
  'atom/1': test((term) => term instanceof Atom),
  'number/1': test((term) => term instanceof Int || term instanceof Float),
  'integer/1': test((term) => term instanceof Int),
  'float/1': test((term) => term instanceof Float),
  'rational/1': test((term) => term instanceof Int),
  'string/1': test((term) => term instanceof Str),
  'atomic/1': test(isAtomic),
  'compound/1': test((term) => term instanceof Compound),
  'callable/1': test(isCallable),
  'is_list/1': test((term) => properList(term) !== undefined),
  'ground/1': test(isGround),
  'acyclic_term/1': test(isAcyclic),
  'cyclic_term/1': test((term) => !isAcyclic(term)),
};
