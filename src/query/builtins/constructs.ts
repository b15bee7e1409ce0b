/** The control constructs by name. There is no cut: committing is `->`, `once/1` and `\+`. */
import { type Skeleton, Template } from '../../term/skeleton.ts';
import { Atom, Compound } from '../../term/term.ts';
import type { Predicates } from '../builtin.ts';
import {
  Call,
  Conjunction,
  Disjunction,
  Fail,
  IfThenElse,
  Negation,
  SoftIfThenElse,
  True,
} from '../control.ts';
import type { Goal } from '../machine.ts';

const TRUE = new Atom('true');

const fail = () => new Fail();
const negation = ([goal]: readonly Skeleton[]) => new Negation(goal!);

export const constructs: Predicates = {
  'true/0': () => new True(),
  'fail/0': fail,
  'false/0': fail,
  ',/2': ([first, rest]) => new Conjunction(first!, rest!),
  ';/2': ([left, right]) => disjunction(left!, right!),
  '|/2': ([left, right]) => disjunction(left!, right!),
  '->/2': ([condition, then]) => new IfThenElse(condition!, then!),
  '*->/2': ([condition, then]) => new Conjunction(condition!, then!),
  '\\+/1': negation,
  'not/1': negation,
  'once/1': ([goal]) => new IfThenElse(goal!, TRUE),
  'ignore/1': ([goal]) => new IfThenElse(goal!, TRUE, TRUE),
  ...Object.fromEntries(
    Array.from({ length: 8 }, (_, extra) => [
      `call/${extra + 1}`,
      ([goal, ...args]: readonly Skeleton[]) => new Call(goal!, args),
    ]),
  ),
};

/** `;` has the branches of an if-then-else on its left as soon as that is written there. */
function disjunction(left: Skeleton, right: Skeleton): Goal {
  if ((left instanceof Compound || left instanceof Template) && left.args.length === 2) {
    if (left.name === '->') return new IfThenElse(left.args[0]!, left.args[1]!, right);
    if (left.name === '*->') return new SoftIfThenElse(left.args[0]!, left.args[1]!, right);
  }
  return new Disjunction(left, right);
}
