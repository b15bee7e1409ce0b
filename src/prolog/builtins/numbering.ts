/** Variables as numbers: `numbervars/1,3`, and the copies that listings are made of. */
import { Atom, compound, Int, instantiationError, int, type Term, typeError, Var, deref } from '../../index.ts';
import type { PredicateTable } from '../environment.ts';
import { occurrencesOf, substitute, variablesOf } from './term-variables.ts';

export const numberingPredicates: PredicateTable = {
  'numbervars/1': (term) => [numbered(term!, 0n)],
  'numbervars/3': (term, start) => {
    const first = deref(start!);
    if (first instanceof Var) throw instantiationError();
    if (!(first instanceof Int)) throw typeError('integer', first);
    return [numbered(term!, BigInt(first.value)), first, int(BigInt(first.value) + BigInt(variablesOf(term!).length))];
  },
};

function numbered(term: Term, start: bigint): Term {
  return substitute(
    term,
    new Map(variablesOf(term).map((variable, i) => [variable, compound('$VAR', [int(start + BigInt(i))])])),
  );
}

/** The term with `'$VAR'(N)` for the variables that recur and `'$VAR'('_')` for the others. */
export function namedForListing(term: Term): Term {
  let recurring = 0;
  const values = new Map<Var, Term>();
  for (const [variable, count] of occurrencesOf(term)) {
    values.set(variable, compound('$VAR', [count === 1 ? new Atom('_') : int(recurring++)]));
  }
  return substitute(term, values);
}
