/**
 * The contract between the session engine and what makes sessions last or shares them. The engine works on facts in memory;
 * a storage keeps each session under its id, with a version that tells whether somebody else has changed it meanwhile. All
 * functions may answer at once or later. One that fails throws or rejects, and then says nothing of whether what was asked
 * for was done; that there is no such session is an answer and no failure.
 */
import type { Term } from '../term/term.ts';
import type { Seconds } from './settings-table.ts';

/** A value, or the promise of one. */
export type Awaitable<T> = T | Promise<T>;

/**
 * The place of a fact in its session: the order of places is that of the facts. A place that was given to a fact is given to
 * no other one of that session, also when the fact is gone: it names it.
 */
export type Place = number;

export interface PlacedFact {
  readonly place: Place;
  readonly fact: Term;
}

/** When a session was used, and how long it may live after that. */
export interface SessionTimes {
  /** In seconds since 1970. */
  readonly lastUsed: Seconds;
  /** How long it may go unused; Infinity: for ever. */
  readonly idle: Seconds;
  /** The time at which it ends however much it is used, or Infinity. */
  readonly until: Seconds;
}

/** A session without its facts. */
export interface SessionState extends SessionTimes {
  /** A term; variables in it, and in facts, are those of each term alone. */
  readonly peer: Term;
  readonly opened: Seconds;
  /** The least and the greatest place that were ever given; 0 and -1 where none was. */
  readonly first: Place;
  readonly last: Place;
}

/** A session as it is stored. */
export interface StoredSession extends SessionState {
  readonly id: string;
  /** 1 when it is new, and one more with each change of its facts. */
  readonly version: number;
  /** In order. */
  readonly facts: readonly PlacedFact[];
}

/** That a session has the version that whoever asks has already, and when it was used. */
export interface UnchangedSession extends SessionTimes {
  readonly version: number;
  readonly facts?: undefined;
}

/** A session of which a version was known: with its facts, id and state when it has another one. */
export type LoadedSession = StoredSession | UnchangedSession;

/** What becomes of one session, all of it or nothing. Whoever hands it over leaves it, and the terms in it, as they are. */
export interface SessionChange {
  readonly id: string;
  /** The version that is changed; 0 for a session that begins. */
  readonly version: number;
  /** Its state from now on. The time of last use never goes back: the later one of this and the stored one counts. */
  readonly state: SessionState;
  readonly added: readonly PlacedFact[];
  /** With the facts as they are stored, for whoever has an index on them. */
  readonly removed: readonly PlacedFact[];
  /** For a session that begins as another one under a new id: that one, which ends if it still has this version. */
  readonly replaces?: { readonly id: string; readonly version: number };
}

/**
 * What became of a change. `done`: the session has the next version. `conflict`: nothing was changed, since the session, or
 * the one that was to be replaced, has another version; or since one of that id is there that was to begin. It comes as it is
 * now. `gone`: nothing was changed, since there is no such session, or none that could be replaced.
 */
export type ChangeOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'conflict'; readonly now: StoredSession }
  | { readonly kind: 'gone' };

/** What a session has to be still, for its end. */
export interface EndCondition {
  readonly version: number;
  readonly lastUsed: Seconds;
}

/**
 * Is told that another process, or another engine of this one, has changed a session, to `version`; 0 when it has ended. The
 * versions of a session may come in any order, and more than once.
 */
export type ChangeListener = (id: string, version: number) => void;

export interface SessionStorage {
  /** Whether `load` answers at once, always: then sessions are found where nothing can be waited for. */
  readonly loadsAtOnce?: boolean;

  /** Makes it ready; called before all else, and again when it has failed. The listener is told of what is not done through this object. */
  open(listener: ChangeListener): Awaitable<void>;

  /** A session; undefined when there is none, without facts when it has the version that is known. */
  load(id: string, known?: number): Awaitable<LoadedSession | undefined>;

  /** Changes a session. When it is `done`, that lasts as long as the storage promises. */
  commit(change: SessionChange): Awaitable<ChangeOutcome>;

  /** Notes a use, or other timeouts, without a new version. Answers whether there is such a session. */
  touch(id: string, times: SessionTimes): Awaitable<boolean>;

  /**
   * Ends a session, with a condition only if it still is so. Answers whether this call has ended it: of all that try, in all
   * processes, one is told true.
   */
  end(id: string, condition?: EndCondition): Awaitable<boolean>;

  /**
   * Sessions whose time is up before `time`, by their times, at most `limit` of them, those that are due first before others.
   * Damaged ones are left out, and are an error when there are no others.
   */
  due(time: Seconds, limit: number): Awaitable<readonly StoredSession[]>;

  /**
   * The sessions with a fact that may match: none that has one is left out, and some without may be among them. For a variable
   * all sessions. Each is as it is when it comes, and comes at most once. Damaged ones are an error that comes after all others.
   */
  find(pattern: Term): Iterable<StoredSession> | AsyncIterable<StoredSession>;

  /** Waits for what is under way, and lets go of files and connections. */
  close(): Awaitable<void>;
}

/** When the time of a session is up: it lives up to this moment. */
export function dueTime({ lastUsed, idle, until }: SessionTimes): Seconds {
  return Math.min(lastUsed + idle, until);
}

/** The times of a session, and nothing else of it. */
export function sessionTimes({ lastUsed, idle, until }: SessionTimes): SessionTimes {
  return { lastUsed, idle, until };
}

/** The times of a session, if there is one, after it was told others: its last use never goes back. */
export function laterTimes(stored: SessionTimes | undefined, told: SessionTimes): SessionTimes {
  const { lastUsed, idle, until } = told;
  return { lastUsed: Math.max(lastUsed, stored?.lastUsed ?? lastUsed), idle, until };
}

/** Whether a session still is what it has to be for its end. */
export function meets(session: EndCondition, condition: EndCondition | undefined): boolean {
  if (condition === undefined) return true;
  return session.version === condition.version && session.lastUsed === condition.lastUsed;
}
