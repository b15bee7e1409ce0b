/** The names that occur in the clauses of a store, for those who type them: of large stores, those in a part of it. */
import { Atom, type ClauseStore, Compound, compound, deref, type Term, Var } from '../index.ts';
import { definedIn, generalHead } from '../prolog/host.ts';

/** So many clauses of one predicate are looked at, and so many parts of terms in all: a prompt answers at once. */
const MOST_OF_ONE = 2000;
const MOST_PARTS = 50_000;

/** The names of predicates, atoms and compounds. One may come several times. */
export function* knownNames(store: Pick<ClauseStore, 'predicates' | 'clauses'>): Generator<string> {
  const budget = { parts: MOST_PARTS };
  for (const indicator of definedIn(store)) {
    yield indicator.name;
    let looked = 0;
    if (budget.parts <= 0) continue;
    for (const { term } of store.clauses(compound(':-', [generalHead(indicator), new Var()]))) {
      yield* namesIn(term, budget);
      if (++looked >= MOST_OF_ONE || budget.parts <= 0) break;
    }
  }
}

function* namesIn(term: Term, budget: { parts: number }): Generator<string> {
  const pending = [term];
  for (let part = pending.pop(); part !== undefined && budget.parts-- > 0; part = pending.pop()) {
    const value = deref(part);
    if (value instanceof Atom) yield value.name;
    if (!(value instanceof Compound)) continue;
    yield value.name;
    pending.push(...value.args.slice(0, budget.parts));
  }
}
