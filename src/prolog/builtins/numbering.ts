/** Variables as numbers: `numbervars/1,3`, and the copies that listings are made of. */
import {
  Atom,
  type Compound,
  compound,
  deref,
  Int,
  instantiationError,
  int,
  type Term,
  typeError,
  Var,
} from '../../index.ts';
import type { PredicateTable } from '../environment.ts';
import { told } from './in-context.ts';
import { occurrencesOf, substitute } from './term-variables.ts';

export const numberingPredicates: PredicateTable = {
  'numbervars/1': (term) => [substitute(term!, numbers(term!, 0n, false))],
  'numbervars/3': (term, start) => fromNumber(term!, start!),
  'numbervars/4': (term, start, _end, options) => {
    const isOnce = /\bsingletons\(true\)/.test(String(options!));
    return [...fromNumber(term!, start!, isOnce), options!];
  },
};

function fromNumber(term: Term, start: Term, hasSingletons = false): Term[] {
  const first = deref(start);
  if (first instanceof Var) throw told(instantiationError(), 'numbervars/4');
  if (!(first instanceof Int)) throw told(typeError('integer', first), 'numbervars/4');
  const from = BigInt(first.value);
  const values = numbers(term, from, hasSingletons);
  const used = [...values.values()].filter(isNumber).length;
  return [substitute(term, values), first, int(from + BigInt(used))];
}

/** For each variable `'$VAR'(N)`, or `'$VAR'('_')` where those that occur once are to be told apart. */
function numbers(term: Term, start: bigint, hasSingletons: boolean): ReadonlyMap<Var, Compound> {
  let next = start;
  const values = new Map<Var, Compound>();
  for (const [variable, count] of occurrencesOf(term)) {
    const isSingleton = hasSingletons && count === 1;
    values.set(variable, compound('$VAR', [isSingleton ? new Atom('_') : int(next++)]));
  }
  return values;
}

function isNumber({ args }: Compound): boolean {
  return args[0] instanceof Int;
}

/** The term with `'$VAR'(N)` for the variables that recur and `'$VAR'('_')` for the others. */
export function namedForListing(term: Term): Term {
  return substitute(term, numbers(term, 0n, true));
}
