/** Changes of stored sessions, made for tests; what a change makes of a session; and sessions as they are compared. */
import type {
  PlacedFact,
  SessionChange,
  SessionState,
  SessionTimes,
  StoredSession,
} from '../../src/session/storage.ts';
import { readTerm } from '../../src/syntax/reader.ts';
import type { Term } from '../../src/term/term.ts';
import { encodeTerm } from './term-codec.ts';

/** A fact, or its text. */
export type FactText = Term | string;

export function factOf(fact: FactText): Term {
  return typeof fact === 'string' ? readTerm(fact) : fact;
}

/** The beginning of a session, used at the time 1000 and for 600 seconds more unless something else is said. */
export function begin(
  id: string,
  facts: readonly FactText[] = [],
  state: Partial<SessionState> = {},
): SessionChange {
  return {
    id,
    version: 0,
    state: {
      ...{ peer: readTerm('ip(127,0,0,1)'), opened: 1000, lastUsed: 1000, idle: 600, until: Infinity },
      ...{ first: 0, last: facts.length - 1, ...state },
    },
    added: facts.map((fact, place) => ({ place, fact: factOf(fact) })),
    removed: [],
  };
}

export interface Edits extends Partial<SessionState> {
  readonly assertz?: readonly FactText[];
  readonly asserta?: readonly FactText[];
  readonly remove?: (fact: PlacedFact, index: number) => boolean;
}

/** A change of a session as the engine makes it: added facts get the next places behind and before all that were given. */
export function change(
  session: StoredSession,
  { assertz = [], asserta = [], remove = () => false, ...state }: Edits,
): SessionChange {
  const { id, version, peer, opened, lastUsed, idle, until, first, last } = session;
  const front = asserta.map((fact, i) => ({ place: first - 1 - i, fact: factOf(fact) }));
  const back = assertz.map((fact, i) => ({ place: last + 1 + i, fact: factOf(fact) }));
  const places = [...front, ...back].map(({ place }) => place);
  return {
    id,
    version,
    state: {
      ...{ peer, opened, lastUsed, idle, until },
      first: Math.min(first, ...places),
      last: Math.max(last, ...places),
      ...state,
    },
    added: [...front, ...back],
    removed: session.facts.filter(remove),
  };
}

/** What a session is after a change of it is done. */
export function changed(session: StoredSession | undefined, done: SessionChange): StoredSession {
  const { id, version, state, added, removed } = done;
  const gone = new Set(removed.map(({ place }) => place));
  const facts = [...(session?.facts ?? []).filter(({ place }) => !gone.has(place)), ...added];
  return {
    ...{ id, version: version + 1, ...state },
    lastUsed: Math.max(state.lastUsed, session?.lastUsed ?? -Infinity),
    facts: facts.sort((a, b) => a.place - b.place),
  };
}

/** What a session is after a use of it is noted. */
export function touched(session: StoredSession, { lastUsed, idle, until }: SessionTimes): StoredSession {
  return { ...session, lastUsed: Math.max(session.lastUsed, lastUsed), idle, until };
}

/** A change that begins a session in place of another one. */
export function replacing(old: StoredSession, beginning: SessionChange): SessionChange {
  return { ...beginning, replaces: { id: old.id, version: old.version } };
}

/** A session as it is compared: terms as text that tells all of them apart, except for the names of variables. */
export function plain(session: StoredSession): unknown {
  const { id, version, peer, opened, lastUsed, idle, until, first, last, facts } = session;
  return {
    ...{ id, version, peer: encodeTerm(peer), opened, lastUsed, idle, until, first, last },
    facts: facts.map(({ place, fact }) => `${place} ${encodeTerm(fact)}`),
  };
}

export function byId(sessions: readonly StoredSession[]): unknown[] {
  return [...sessions].sort((a, b) => (a.id < b.id ? -1 : 1)).map(plain);
}
