/** Lets the facts that a session has in memory be those that are stored. */
import type { ClauseReference, ClauseStore } from '../query/clause-store.ts';
import { sessionData } from './fact-terms.ts';
import type { SessionCopy } from './session-copy.ts';
import type { PlacedFact, SessionChange } from './storage.ts';

/**
 * Erases what is not stored and adds what is missing, and leaves all other facts alone where the order allows that. A change
 * that was `taken` and not stored is no more.
 */
export function restoreFacts(
  store: ClauseStore,
  copy: SessionCopy,
  stored: readonly PlacedFact[],
  taken?: SessionChange,
): void {
  const { kept, others } = copy.split(taken);
  const places = new Set(stored.map(({ place }) => place));
  for (const [place, reference] of kept) {
    if (places.has(place)) continue;
    others.push(reference);
    kept.delete(place);
  }
  let [low, high] = boundsOf(kept);
  if (stored.some(({ place }) => place > low && place < high && !kept.has(place))) {
    // Nothing can be added in between: all anew.
    others.push(...kept.values());
    kept.clear();
    [low, high] = boundsOf(kept);
  }
  const missing = stored.filter(({ place }) => !kept.has(place));
  store.transaction(() => {
    for (const reference of others) {
      copy.forget(reference);
      store.erase(reference);
    }
    const isInFront = ({ place }: PlacedFact): boolean => kept.size > 0 && place < low;
    for (const placed of missing.filter(isInFront).reverse()) add(placed, 'first');
    for (const placed of missing) if (!isInFront(placed)) add(placed, 'last');
  });

  function add(placed: PlacedFact, where: 'first' | 'last'): void {
    copy.keep(store.assertReference(sessionData(copy.id, placed.fact), where), placed);
  }
}

/** The same for a session that goes on with the facts of another one: all of them are yet to be stored. */
export function replaceFacts(
  store: ClauseStore,
  copy: SessionCopy,
  facts: readonly PlacedFact[],
  taken?: SessionChange,
): void {
  const { kept, others } = copy.split(taken);
  store.transaction(() => {
    for (const reference of [...kept.values(), ...others]) {
      copy.forget(reference);
      store.erase(reference);
    }
    for (const { fact } of facts) copy.add(store.assertReference(sessionData(copy.id, fact)), fact);
  });
}

function boundsOf(kept: ReadonlyMap<number, ClauseReference>): [low: number, high: number] {
  let [low, high] = [Infinity, -Infinity];
  for (const place of kept.keys()) {
    low = Math.min(low, place);
    high = Math.max(high, place);
  }
  return [low, high];
}
