/** Random sessions for storages, how two of them are the same, and sessions as Prolog text. */
import fc from 'fast-check';
import type { StoredSession } from '../../src/session/storage.ts';
import { readTerm } from '../../src/syntax/reader.ts';
import { type Compound, type Float, type Int, properList, type Term } from '../../src/term/term.ts';
import { isVariant } from '../../src/term/walk.ts';
import { randomTerms } from './random-terms.ts';

const seconds = fc.oneof(
  fc.integer({ min: 0, max: 2e9 }),
  fc.double({ min: 0, max: 2e9, noNaN: true }),
  fc.constant(Infinity),
);
const FAR = 2 ** 52;

/** Sessions with up to eight facts, in the order of their places. */
export function randomSessions(): fc.Arbitrary<StoredSession> {
  const term = randomTerms();
  const place = fc.oneof(fc.integer({ min: -5, max: 20 }), fc.integer({ min: -FAR, max: FAR }));
  const facts = fc
    .uniqueArray(fc.record({ place, fact: term }), { maxLength: 8, selector: (fact) => fact.place })
    .map((placed) => placed.sort((a, b) => a.place - b.place));
  return fc.record({
    id: fc.string(),
    version: fc.nat(),
    lastUsed: seconds,
    idle: seconds,
    until: seconds,
    opened: seconds,
    first: place,
    last: place,
    peer: term,
    facts,
  });
}

/** Whether two sessions are the same but for the names of variables. */
export function sameSession(a: StoredSession, b: StoredSession): boolean {
  return a.id === b.id && a.facts.length === b.facts.length && sameContent(a, b);
}

function sameContent(a: StoredSession, b: StoredSession): boolean {
  const numbers = ['version', 'lastUsed', 'idle', 'until', 'opened', 'first', 'last'] as const;
  return (
    numbers.every((name) => a[name] === b[name]) &&
    isVariant(a.peer, b.peer) &&
    a.facts.every(({ place, fact }, i) => place === b.facts[i]!.place && isVariant(fact, b.facts[i]!.fact))
  );
}

/** The session that a text says: `session(Version, LastUsed, Idle, Until, Opened, First, Last, Peer, [Place-Fact, …])`. */
export function sessionOf(id: string, text: string): StoredSession {
  const { args } = readTerm(text) as Compound;
  const [version, lastUsed, idle, until, opened, first, last] = args.map((arg) =>
    Number((arg as Int | Float).value),
  ) as [number, number, number, number, number, number, number];
  const facts = properList(args[8]!)!.map((pair) => {
    const [number, fact] = (pair as Compound).args as [Int, Term];
    return { place: Number(number.value), fact };
  });
  return { id, version, lastUsed, idle, until, opened, first, last, peer: args[7]!, facts };
}
