/** Arithmetic as goals: `is/2`, the numeric comparisons, `succ/2` and `plus/3`. */
import { domainError, instantiationError, typeError } from '../../term/error.ts';
import { compareValues } from '../../term/order.ts';
import { Int, int, type Term, Var } from '../../term/term.ts';
import { evaluate } from '../arithmetic/evaluate.ts';
import { deterministic, type Predicates } from '../builtin.ts';
import type { Machine } from '../machine.ts';

const comparison = (holds: (order: number) => boolean) =>
  deterministic(([a, b]) => holds(compareValues(evaluate(a!), evaluate(b!))));

export const arithmeticPredicates: Predicates = {
  'is/2': deterministic(([result, expression], machine) => machine.unify(result!, evaluate(expression!))),
  '=:=/2': comparison((order) => order === 0),
  '=\\=/2': comparison((order) => order !== 0),
  '</2': comparison((order) => order < 0),
  '=</2': comparison((order) => order <= 0),
  '>/2': comparison((order) => order > 0),
  '>=/2': comparison((order) => order >= 0),
  'succ/2': deterministic(([before, after], machine) => succ(before!, after!, machine)),
  'plus/3': deterministic(([a, b, sum], machine) => plus(a!, b!, sum!, machine)),
};

function succ(before: Term, after: Term, machine: Machine): boolean {
  const low = natural(before);
  const high = natural(after);
  if (low !== undefined) return machine.unify(after, int(BigInt(low.value) + 1n));
  if (high === undefined) throw instantiationError();
  if (high.value === 0) return false;
  return machine.unify(before, int(BigInt(high.value) - 1n));
}

/** A natural number, or undefined for a variable. */
function natural(term: Term): Int | undefined {
  if (term instanceof Var) return undefined;
  if (!(term instanceof Int)) throw typeError('integer', term);
  if (term.value < 0) throw domainError('not_less_than_zero', term);
  return term;
}

function plus(a: Term, b: Term, sum: Term, machine: Machine): boolean {
  const [x, y, z] = [a, b, sum].map((term) => {
    if (term instanceof Var) return undefined;
    if (!(term instanceof Int)) throw typeError('integer', term);
    return BigInt(term.value);
  });
  if (x !== undefined && y !== undefined) return machine.unify(sum, int(x + y));
  if (x !== undefined && z !== undefined) return machine.unify(b, int(z - x));
  if (y !== undefined && z !== undefined) return machine.unify(a, int(z - y));
  throw instantiationError();
}
