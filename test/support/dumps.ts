/** Dumps as tests make and load them: from sessions to text and back, within this process. */
import fc from 'fast-check';
import { dumpText } from '../../src/dump/dump-text.ts';
import { type Loaded, type LoadOptions, loadSessions } from '../../src/dump/load-sessions.ts';
import { readClauses } from '../../src/dump/read-clauses.ts';
import { readSessions } from '../../src/dump/read-sessions.ts';
import type { SessionState, SessionStorage, StoredSession } from '../../src/session/storage.ts';
import { type Term, Var } from '../../src/term/term.ts';
import { sameTerm } from './same-term.ts';

/** What a dump keeps of a session. */
export interface Kept extends Omit<SessionState, 'first' | 'last'> {
  readonly id: string;
  readonly facts: readonly Term[];
}

/** The date that these dumps have. */
export const DATE = new Date('2026-01-02T03:04:05.678Z');

/** Before all sessions here are due. */
export const NOW = Date.now() / 1000;

/** Begins the sessions. */
export async function begin(storage: SessionStorage, sessions: readonly Kept[]): Promise<void> {
  const outcomes = sessions.map(({ id, facts, ...state }) =>
    storage.commit({
      id,
      version: 0,
      state: { ...state, first: 0, last: facts.length - 1 },
      added: facts.map((fact, place) => ({ place, fact })),
      removed: [],
    }),
  );
  for (const { kind } of await Promise.all(outcomes)) if (kind !== 'done') throw new Error(kind);
}

/** All sessions, by their ids. */
export async function everyone(storage: SessionStorage): Promise<ReadonlyMap<string, StoredSession>> {
  const found = new Map<string, StoredSession>();
  for await (const session of storage.find(new Var())) found.set(session.id, session);
  return found;
}

export async function dumpOf(storage: SessionStorage): Promise<string> {
  return textOf(storage.find(new Var()));
}

/** The dump of sessions that no storage has. */
export async function textOf(
  sessions: Iterable<StoredSession> | AsyncIterable<StoredSession>,
): Promise<string> {
  let text = '';
  for await (const piece of dumpText(sessions, DATE)) text += piece;
  return text;
}

export function asStored({ facts, ...state }: Kept): StoredSession {
  const placed = facts.map((fact, place) => ({ place, fact }));
  return { ...state, version: 1, first: 0, last: facts.length - 1, facts: placed };
}

/** Loads a text that comes in pieces of so many bytes. */
export async function loadText(
  storage: SessionStorage,
  text: string | Uint8Array,
  options: Partial<LoadOptions> & { readonly pieces?: number; readonly loaded?: Loaded } = {},
): Promise<Loaded> {
  const { pieces = 65_536, loaded, ...others } = options;
  const all = { ifThere: 'refuse', withExpired: false, now: () => NOW, ...others } as const;
  return loadSessions(storage, readSessions(readClauses(bytesOf(text, pieces))), all, loaded);
}

/** What is not the same in two sessions; undefined when all is. */
export function difference(kept: Kept, found: StoredSession | undefined): string | undefined {
  if (found === undefined) return 'it is not there';
  for (const name of ['opened', 'lastUsed', 'idle', 'until'] as const) {
    if (!Object.is(kept[name], found[name])) return `${name}: ${kept[name]} is ${found[name]}`;
  }
  if (!sameTerm(kept.peer, found.peer)) return `peer: ${kept.peer} is ${found.peer}`;
  if (kept.facts.length !== found.facts.length) return `${kept.facts.length} facts are ${found.facts.length}`;
  const at = kept.facts.findIndex((fact, i) => !sameTerm(fact, found.facts[i]!.fact));
  return at < 0 ? undefined : `fact ${at}: ${kept.facts[at]} is ${found.facts[at]!.fact}`;
}

/** Sessions of one dump, none of which is due. */
export function randomSessions(ids: fc.Arbitrary<string>, terms: fc.Arbitrary<Term>): fc.Arbitrary<Kept[]> {
  const later = fc.double({ min: 1, max: 1e6, noNaN: true });
  const session = fc.record({
    id: ids,
    peer: terms,
    opened: later.map((seconds) => NOW - seconds),
    lastUsed: later.map((seconds) => NOW + seconds),
    idle: fc.oneof(fc.constantFrom(600, Number.POSITIVE_INFINITY), later),
    until: fc.oneof(
      fc.constant(Number.POSITIVE_INFINITY),
      later.map((seconds) => NOW + 1e6 + seconds),
    ),
    facts: fc.array(terms, { maxLength: 8 }),
  });
  return fc.uniqueArray(session, { selector: ({ id }) => id, maxLength: 6 });
}

/** A text that comes in pieces of so many bytes. */
export async function* bytesOf(text: string | Uint8Array, size = 1000): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text as string);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
