/**
 * The sessions of a storage that are in memory: how they come there, follow what others change, and leave again when nobody
 * needs them.
 */
import type { Term } from '../term/term.ts';
import type { ChangeCollector } from './change-collector.ts';
import type { Commits } from './commits.ts';
import { sessionData } from './fact-terms.ts';
import { isPromise } from './is-promise.ts';
import { LiveSession } from './live-session.ts';
import { SessionCopy } from './session-copy.ts';
import type { Awaitable, LoadedSession, StoredSession } from './storage.ts';
import { storageFailure } from './storage-error.ts';
import type { StorageParts } from './storage-parts.ts';

/** How an engine deals with its storage. */
export interface StorageOptions {
  /** How many sessions stay in memory while no request needs them. Default 10,000. */
  readonly cachedSessions?: number | undefined;
  /**
   * What a request meets whose session can't be loaded as the storage fails: the error, which frameworks answer with status
   * 503, or the session as it was when it was in memory last, of which nothing can be changed. Default `fail`.
   */
  readonly outage?: 'fail' | 'degrade' | undefined;
}

/** So many sessions are looked at in one go to find some that can leave the memory. */
const MOST_LOOKS = 256;

export class SessionCache {
  readonly #parts: StorageParts;
  readonly #collector: ChangeCollector;
  readonly #commits: Commits;
  readonly #cached: number;
  readonly #outage: 'fail' | 'degrade';
  /** Is done when the storage is ready; undefined from then on. */
  #opening: Promise<void> | undefined = undefined;
  #isOpen = false;
  readonly #loading = new Map<string, Promise<void>>();
  #isMakingRoom = false;

  /** @throws TypeError, RangeError for options that are none. */
  constructor(
    parts: StorageParts,
    collector: ChangeCollector,
    commits: Commits,
    { cachedSessions = 10_000, outage = 'fail' }: StorageOptions,
  ) {
    if (!(Number.isSafeInteger(cachedSessions) && cachedSessions >= 0)) {
      throw new RangeError(
        `cachedSessions: ${String(cachedSessions)}; a whole number of sessions, 0 or more, was expected`,
      );
    }
    if (outage !== 'fail' && outage !== 'degrade') {
      throw new TypeError(`outage: ${String(outage)}; 'fail' or 'degrade' was expected`);
    }
    this.#parts = parts;
    this.#collector = collector;
    this.#commits = commits;
    this.#cached = cachedSessions;
    this.#outage = outage;
  }

  /** Brings a session into memory as it is now, if there is one. */
  fetch(id: string): Awaitable<void> {
    if (!this.#isOpen) return this.open().then(() => this.fetch(id));
    const copy = this.#collector.copies.get(id);
    // What is being stored is ahead; if somebody else is first, that comes out then.
    if (copy !== undefined && (copy.units.length > 0 || copy.running !== undefined)) return undefined;
    const loading = this.#loading.get(id);
    if (loading !== undefined) return loading;
    let loaded: Awaitable<LoadedSession | undefined>;
    try {
      loaded = this.#parts.storage.load(id, copy?.isSuspect === false ? copy.version : undefined);
    } catch (error) {
      this.#unreachable(id, error);
      return undefined;
    }
    if (!isPromise(loaded)) {
      this.#take(id, loaded);
      return undefined;
    }
    const done = loaded
      .then(
        (found) => this.#take(id, found),
        (error) => this.#unreachable(id, error),
      )
      .finally(() => this.#loading.delete(id));
    this.#loading.set(id, done);
    return done;
  }

  /** The same where that can be done at once. */
  fault(id: string): void {
    if (this.#parts.storage.loadsAtOnce === true && this.#isOpen) void this.fetch(id);
  }

  /** Brings the sessions into memory that have a fact which may match; answers how many. */
  async load(pattern: Term): Promise<number> {
    await this.opened();
    let loaded = 0;
    for await (const session of this.#parts.storage.find(pattern)) {
      this.#take(session.id, session);
      loaded++;
    }
    return loaded;
  }

  /** Brings the sessions of these ids into memory; undefined when that is done at once. */
  fetchAll(ids: readonly string[]): Awaitable<unknown> {
    if (ids.length === 1) return this.fetch(ids[0]!);
    const all = ids.map((id) => this.fetch(id));
    return all.some(isPromise) ? Promise.all(all) : undefined;
  }

  /** Takes notice of what the storage has of a session. */
  #take(id: string, loaded: LoadedSession | undefined): void {
    const { copies } = this.#collector;
    const copy = copies.get(id);
    if (copy === undefined) {
      if (loaded?.facts !== undefined) this.admit(loaded);
      return;
    }
    if (copy.units.length > 0 || copy.running !== undefined) return;
    if (loaded === undefined) {
      if (copy.version > 0) this.#vanished(copy);
      return;
    }
    copies.delete(id);
    copies.set(id, copy); // as the one used last
    this.#makeRoom();
    if (loaded.facts !== undefined && (loaded.version > copy.version || copy.isSuspect)) {
      this.#commits.follow(copy, loaded);
    } else {
      const { lastUsed, idle, until } = loaded;
      copy.times = { lastUsed, idle, until };
      const { granularity } = this.#parts.settings.values;
      this.#parts.sessions.usedElsewhere(copy.live, lastUsed, lastUsed + granularity);
    }
  }

  admit(stored: StoredSession): void {
    const { sessions, store, settings } = this.#parts;
    if (sessions.peek(stored.id) !== undefined) return;
    const live = new LiveSession(stored.id, stored.peer, stored.opened);
    live.lastUsed = stored.lastUsed;
    live.usedUpTo = stored.lastUsed + settings.values.granularity;
    const copy = new SessionCopy(live);
    copy.follow(stored);
    store.quietly(() =>
      store.transaction(() => {
        sessions.admit(live);
        for (const placed of stored.facts) {
          copy.keep(store.assertReference(sessionData(stored.id, placed.fact)), placed);
        }
      }),
    );
    this.#collector.copies.set(stored.id, copy);
    store.onUndo(() => this.#collector.copies.delete(stored.id));
    this.#makeRoom();
  }

  /** Lets go of those that were not used for longest, when who has asked for the last ones holds them. */
  #makeRoom(): void {
    if (this.#isMakingRoom || this.#collector.copies.size <= this.#cached) return;
    this.#isMakingRoom = true;
    setImmediate(() => {
      this.#isMakingRoom = false;
      this.#dropUnused();
    });
  }

  #dropUnused(): void {
    const { copies } = this.#collector;
    let looks = Math.min(copies.size, MOST_LOOKS);
    for (const [id, copy] of copies) {
      if (looks-- === 0 || copies.size <= this.#cached) return;
      if (copy.isIdle) {
        this.#collector.drop(copy);
      } else {
        copies.delete(id);
        copies.set(id, copy); // in use, and so the one used last
      }
    }
  }

  /** Another process has ended it. */
  #vanished(copy: SessionCopy): void {
    this.#collector.copies.delete(copy.id);
    this.#parts.sessions.release(copy.live);
  }

  #unreachable(id: string, error: unknown): void {
    if (this.#outage === 'degrade' && this.#collector.copies.has(id)) return;
    throw storageFailure(error);
  }

  /** Is done when the storage is open. */
  async opened(): Promise<void> {
    if (!this.#isOpen) await this.open();
  }

  /** Opens the storage; one that could not be opened is tried again by whoever comes next. */
  open(): Promise<void> {
    this.#opening ??= this.#openNow().finally(() => {
      this.#opening = undefined;
    });
    this.#opening.catch(() => {});
    return this.#opening;
  }

  async #openNow(): Promise<void> {
    try {
      const opened = this.#parts.storage.open((id, version) => this.#changedElsewhere(id, version));
      if (!isPromise(opened)) this.#isOpen = true;
      await opened;
      this.#isOpen = true;
    } catch (error) {
      throw storageFailure(error);
    }
  }

  #changedElsewhere(id: string, version: number): void {
    const copy = this.#collector.copies.get(id);
    if (copy === undefined || (version !== 0 && version <= copy.version && !copy.isSuspect)) return;
    if (version !== 0)
      Promise.resolve(this.fetch(id)).catch(() => {}); // who needs it is told
    else if (copy.isIdle || (copy.units.length === 0 && copy.running === undefined)) this.#vanished(copy);
  }
}
