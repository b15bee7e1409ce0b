/**
 * The sessions of a storage that are in memory: how they come there, follow what others change, and leave again when nobody
 * needs them.
 */
import type { Term } from '../term/term.ts';
import type { ChangeCollector } from './change-collector.ts';
import { ChangedElsewhere } from './changed-elsewhere.ts';
import type { Commits } from './commits.ts';
import { sessionData } from './fact-terms.ts';
import { isPromise } from './is-promise.ts';
import { LiveSession } from './live-session.ts';
import { SessionCopy } from './session-copy.ts';
import { type Awaitable, type LoadedSession, type StoredSession, sessionTimes } from './storage.ts';
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

/** A session that is being loaded. */
interface Loading {
  /** How many times at once. */
  count: number;
  /** The version that was told of meanwhile: the answer that is on its way may not know of it. */
  told: number | undefined;
  /** Keeps what is in memory of it there: the answer may be that nothing has changed. */
  pin: object | undefined;
}

/** So many sessions are looked at in one go to find some that can leave the memory. */
const MOST_LOOKS = 256;

export class SessionCache {
  readonly #parts: StorageParts;
  readonly #collector: ChangeCollector;
  readonly #commits: Commits;
  readonly #cached: number;
  readonly #outage: 'fail' | 'degrade';
  readonly #changedElsewhere: ChangedElsewhere;
  /** Is done when the storage is ready; undefined from then on. */
  #opening: Promise<void> | undefined = undefined;
  #isOpen = false;
  #isMakingRoom = false;
  /** How many have asked for sessions that match: what has been found stays until they have all. */
  #loads = 0;
  /** The versions that were told of meanwhile: what is on its way may not know of them. */
  readonly #toldWhileLoading = new Map<string, number>();
  readonly #loading = new Map<string, Loading>();

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
    this.#changedElsewhere = new ChangedElsewhere(
      collector,
      // What can be read in an outage should be what there was last.
      () => outage === 'degrade' || parts.store.isWatched('session_data', 2),
      (id) => this.fetch(id),
    );
  }

  /** Brings a session into memory as it is now, if there is one. */
  fetch(id: string): Awaitable<void> {
    if (!this.#isOpen) return this.open().then(() => this.fetch(id));
    const copy = this.#collector.copies.get(id);
    if (copy !== undefined && isAhead(copy)) return undefined;
    let loaded: Awaitable<LoadedSession | undefined>;
    try {
      loaded = this.#parts.storage.load(id, copy?.isSuspect === false ? copy.version : undefined);
    } catch (error) {
      this.#unreachable(id, error);
      return undefined;
    }
    if (!isPromise(loaded)) {
      this.#take(id, loaded, copy);
      return undefined;
    }
    const loading: Loading = this.#loading.get(id) ?? { count: 0, told: undefined, pin: undefined };
    loading.pin ??= copy?.pin();
    this.#loading.set(id, loading);
    loading.count++;
    const taken = (): void => {
      if (--loading.count === 0) this.#loading.delete(id);
    };
    return loaded.then(
      (found) => {
        taken();
        const { told } = loading;
        const isUnchanged = found !== undefined && found.facts === undefined;
        // What has not changed may be in memory no more, all the same.
        if (isUnchanged && told !== 0 && !this.#collector.copies.has(id)) return this.fetch(id);
        this.#take(id, told === 0 ? undefined : found, copy);
        if (told !== undefined) this.changed(id, told);
        return undefined;
      },
      (error) => {
        taken();
        this.#unreachable(id, error);
      },
    );
  }

  /**
   * Brings a session into memory where that can be done at once. One that is there stays as it is: this is called in the middle of
   * what others do, transactions too. The id '' is that of none.
   */
  fault(id: string): void {
    if (this.#parts.storage.loadsAtOnce !== true || !this.#isOpen) return;
    if (id !== '' && !this.#collector.copies.has(id)) void this.fetch(id);
  }

  /**
   * Brings the sessions into memory that have a fact which may match; answers how many.
   * @throws StorageError
   */
  async load(pattern: Term): Promise<number> {
    await this.opened();
    this.asked();
    let loaded = 0;
    this.#loads++;
    try {
      for await (const session of this.#parts.storage.find(pattern)) {
        this.#take(session.id, session);
        const told = this.#toldWhileLoading.get(session.id);
        if (told !== undefined) this.changed(session.id, told);
        loaded++;
      }
    } catch (error) {
      throw storageFailure(error);
    } finally {
      if (--this.#loads === 0) this.#toldWhileLoading.clear();
    }
    this.makeRoom(); // in the next turn: who asks right after this finds all
    return loaded;
  }

  /** Takes notice of what the storage has of a session; `asked` is the copy that was there when it was asked. */
  #take(id: string, loaded: LoadedSession | undefined, asked?: SessionCopy): void {
    const { copies } = this.#collector;
    const copy = copies.get(id);
    if (copy === undefined) {
      if (loaded?.facts !== undefined) this.admit(loaded);
      return;
    }
    if (isAhead(copy)) return;
    if (loaded === undefined) {
      if (copy === asked) this.#commits.gone(copy);
      return;
    }
    copies.delete(id);
    copies.set(id, copy); // as the one used last
    this.makeRoom();
    if (loaded.facts !== undefined && (loaded.version > copy.version || copy.isSuspect)) {
      this.#commits.rerun(copy, loaded);
    } else {
      const { noting } = copy;
      copy.times = noting !== undefined && noting.lastUsed > loaded.lastUsed ? noting : sessionTimes(loaded);
      const { granularity } = this.#parts.settings.values;
      this.#parts.sessions.usedElsewhere(copy.live, loaded.lastUsed, loaded.lastUsed + granularity);
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
    this.makeRoom();
  }

  /** Lets go of those that were not used for longest, when who has asked for the last ones holds them. */
  makeRoom(): void {
    if (this.#isMakingRoom || this.#loads > 0 || this.#collector.copies.size <= this.#cached) return;
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

  #unreachable(id: string, error: unknown): void {
    if (this.#outage === 'degrade' && this.#collector.copies.has(id)) return;
    throw storageFailure(error);
  }

  /** Is done when the storage is open; undefined when it is. */
  opened(): Promise<void> | undefined {
    return this.#isOpen ? undefined : this.open();
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
      const opened = this.#parts.storage.open((id, version) => this.changed(id, version));
      if (!isPromise(opened)) this.#isOpen = true;
      await opened;
      this.#isOpen = true;
    } catch (error) {
      throw storageFailure(error);
    }
  }

  /** Takes notice of the version that is stored of a session; 0 when it has ended. */
  changed(id: string, version: number): void {
    const loading = this.#loading.get(id);
    if (loading !== undefined) loading.told = newer(loading.told, version);
    if (this.#loads > 0) this.#toldWhileLoading.set(id, newer(this.#toldWhileLoading.get(id), version));
    const copy = this.#collector.copies.get(id);
    if (copy === undefined || (version !== 0 && version <= copy.version && !copy.isSuspect)) return;
    if (copy.units.length > 0 || copy.running !== undefined) {
      // That comes out when it is stored, if there is something to store then.
      copy.told = newer(copy.told, version);
      // An earlier one of this id may be meant, as this one begins here: the storage is asked then.
      if (copy.version === 0) copy.isSuspect = true;
    } else if (version === 0 && !copy.isSuspect) {
      this.#commits.gone(copy);
    } else {
      this.#changedElsewhere.add(copy, version);
    }
  }

  /** Takes notice of somebody who asks for facts of all sessions in memory. */
  asked(): void {
    this.#changedElsewhere.asked();
  }

  close(): void {
    this.#changedElsewhere.close();
  }
}

/** Whether what is here of a session is known to be ahead of the storage; if somebody else is first, that comes out later. */
function isAhead({ version, running, isEnded }: SessionCopy): boolean {
  return version === 0 || running !== undefined || isEnded;
}

/** The newer of two versions that a session is said to have, in either order; its end, 0, is the last one. */
function newer(one: number | undefined, other: number): number {
  return one === 0 || other === 0 ? 0 : Math.max(one ?? other, other);
}
