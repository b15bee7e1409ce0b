/** Puts the sessions of a dump into a storage, each of them whole or not at all, many at a time. */
import { type ChangeOutcome, dueTime, type Seconds, type SessionStorage } from '../index.ts';
import { DumpError, reasonOf } from './dump-error.ts';
import type { DumpedSession } from './read-sessions.ts';

export interface LoadOptions {
  /** What becomes of a session that is there already. */
  readonly ifThere: 'refuse' | 'replace' | 'skip';
  /** Whether sessions are loaded whose time is up. */
  readonly withExpired: boolean;
  readonly now: () => Seconds;
}

/** What `loadSessions` has done so far, also when it fails. */
export interface Loaded {
  sessions: number;
  /** How many of them have replaced another one. */
  replaced: number;
  skipped: number;
  expired: number;
}

/** How many sessions are committed at a time, and how many facts they have, about. */
const SESSIONS = 256;
const FACTS = 10_000;

/**
 * Loads all sessions, or those before the first error.
 * @throws DumpError for a session that is there already, or that the storage does not take.
 */
export async function loadSessions(
  storage: SessionStorage,
  sessions: AsyncIterable<DumpedSession>,
  options: LoadOptions,
  loaded: Loaded = { sessions: 0, replaced: 0, skipped: 0, expired: 0 },
): Promise<Loaded> {
  const loader = new Loader(storage, options, loaded);
  try {
    for await (const session of sessions) await loader.add(session);
  } catch (error) {
    // What comes before the error in the text is loaded, or has an error that comes before that one.
    await loader.flush();
    throw error;
  }
  await loader.flush();
  return loaded;
}

/** What has become of a session. */
type Outcome = 'loaded' | 'replaced' | 'skipped';

class Loader {
  readonly #storage: SessionStorage;
  readonly #options: LoadOptions;
  readonly #loaded: Loaded;
  #waiting = new Map<string, DumpedSession>();
  #facts = 0;

  constructor(storage: SessionStorage, options: LoadOptions, loaded: Loaded) {
    this.#storage = storage;
    this.#options = options;
    this.#loaded = loaded;
  }

  async add(session: DumpedSession): Promise<void> {
    if (!this.#options.withExpired && dueTime(session) < this.#options.now()) {
      this.#loaded.expired++;
      return;
    }
    if (this.#waiting.has(session.id)) await this.flush();
    this.#waiting.set(session.id, session);
    this.#facts += session.facts.length;
    if (this.#waiting.size >= SESSIONS || this.#facts >= FACTS) await this.flush();
  }

  async flush(): Promise<void> {
    const sessions = [...this.#waiting.values()];
    this.#waiting = new Map();
    this.#facts = 0;
    const there = await Promise.allSettled(sessions.map(async ({ id }) => this.#storage.load(id)));
    const isRefused = (result: PromiseSettledResult<unknown>): boolean =>
      result.status === 'rejected' || (this.#options.ifThere === 'refuse' && result.value !== undefined);
    const refused = there.findIndex(isRefused);
    const before = refused < 0 ? sessions : sessions.slice(0, refused);
    const work = before.map((session, i) => this.#load(session, isFound(there[i]!)));
    await this.#count(before, await Promise.allSettled(work));
    if (refused < 0) return;
    const result = there[refused]!;
    throw result.status === 'rejected'
      ? notLoaded(sessions[refused]!, result.reason)
      : isThere(sessions[refused]!);
  }

  /** Counts what has become of sessions, and throws the first error, with what follows it undone where nothing is lost by that. */
  async #count(
    sessions: readonly DumpedSession[],
    results: readonly PromiseSettledResult<Outcome>[],
  ): Promise<void> {
    const failed = results.find((result) => result.status === 'rejected');
    let isBehind = false;
    for (const [i, result] of results.entries()) {
      isBehind ||= result === failed;
      if (result.status === 'rejected') continue;
      if (isBehind && result.value === 'loaded' && (await this.#undo(sessions[i]!))) continue;
      if (result.value === 'skipped') this.#loaded.skipped++;
      else this.#loaded.sessions++;
      if (result.value === 'replaced') this.#loaded.replaced++;
    }
    if (failed !== undefined) throw failed.reason;
  }

  async #undo({ id, lastUsed }: DumpedSession): Promise<boolean> {
    try {
      return await this.#storage.end(id, { version: 1, lastUsed });
    } catch {
      return false; // then it is there, and counted
    }
  }

  async #load(session: DumpedSession, wasFound: boolean): Promise<Outcome> {
    const { ifThere } = this.#options;
    if (wasFound && ifThere === 'skip') return 'skipped';
    let hasEnded = false;
    try {
      if (wasFound) hasEnded = await this.#storage.end(session.id);
      while ((await this.#begin(session)).kind !== 'done') {
        // Somebody else has begun it meanwhile.
        if (ifThere === 'refuse') throw isThere(session);
        if (ifThere === 'skip') return 'skipped';
        hasEnded = (await this.#storage.end(session.id)) || hasEnded;
      }
    } catch (error) {
      throw error instanceof DumpError ? error : notLoaded(session, error, hasEnded);
    }
    return hasEnded ? 'replaced' : 'loaded';
  }

  async #begin({ id, peer, opened, lastUsed, idle, until, facts }: DumpedSession): Promise<ChangeOutcome> {
    const state = { peer, opened, lastUsed, idle, until, first: 0, last: facts.length - 1 };
    const added = facts.map((fact, place) => ({ place, fact }));
    return this.#storage.commit({ id, version: 0, state, added, removed: [] });
  }
}

function isFound(result: PromiseSettledResult<unknown>): boolean {
  return result.status === 'fulfilled' && result.value !== undefined;
}

function isThere({ id, line }: DumpedSession): DumpError {
  return new DumpError(
    `line ${line}: the session ${JSON.stringify(id)} is there already; --replace or --skip was expected for such ones`,
  );
}

function notLoaded({ id, line }: DumpedSession, error: unknown, hasEnded = false): DumpError {
  const ended = hasEnded ? ', and the one that was there has ended' : '';
  const what = `line ${line}: the session ${JSON.stringify(id)} cannot be loaded${ended}`;
  return new DumpError(`${what}: ${reasonOf(error)}`, { cause: error });
}
