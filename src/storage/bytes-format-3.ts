/**
 * Format 3, of sessions alone: all is as in format 2 but the facts, of which each stands for itself, so that those that stay when
 * a session is changed are copied and not read. A fact is its place, as a number, how many bytes its term takes, and the term,
 * in which names are spelt anew. One follows the other up to the end, in the order of the places.
 */
import type { Place, PlacedFact } from '../session/storage.ts';
import { typeError } from '../term/error.ts';
import { Float } from '../term/term.ts';
import type { Format2Writer } from './bytes-format-2-writer.ts';
import type { ByteReader, FormatReader } from './bytes-reader.ts';

/** The first format in which facts stand for themselves. */
export const APART = 3;

export function writeFact(to: Format2Writer, { place, fact }: PlacedFact): void {
  to.fact(checkedPlace(place), fact);
}

/** All facts that are left. */
export function readFacts(from: FormatReader, bytes: ByteReader): PlacedFact[] {
  const facts: PlacedFact[] = [];
  while (bytes.left > 0) {
    const place = bytes.whole(from.number());
    const end = bytes.partEnd();
    facts.push({ place, fact: from.termApart() });
    if (bytes.at !== end) throw bytes.failure(`a term up to byte ${end}`);
  }
  return facts;
}

/** Writes the facts that are left, without those at some places and with others, which are in order. */
export function copyFacts(
  to: Format2Writer,
  from: FormatReader,
  bytes: ByteReader,
  removed: ReadonlySet<Place>,
  added: readonly PlacedFact[],
): void {
  let next = 0;
  let copied = bytes.at;
  while (bytes.left > 0) {
    const start = bytes.at;
    const place = bytes.whole(from.number());
    const end = bytes.partEnd();
    bytes.skipTo(end);
    const isRemoved = removed.has(place);
    if (!isRemoved && !(next < added.length && added[next]!.place < place)) continue;
    to.copy(bytes.source, copied, start);
    while (next < added.length && added[next]!.place < place) writeFact(to, added[next++]!);
    copied = isRemoved ? end : start;
  }
  to.copy(bytes.source, copied, bytes.at);
  while (next < added.length) writeFact(to, added[next++]!);
}

export function checkedPlace(place: Place): Place {
  if (!Number.isSafeInteger(place)) throw typeError('integer', new Float(place));
  return place;
}
