/**
 * The end of stored sessions whose time is up. Each engine finds them, in memory or by a question to the storage; whoever ends
 * one in the storage tells of it, so that this happens once.
 */
import type { ChangeCollector } from './change-collector.ts';
import type { Commits } from './commits.ts';
import { LiveSession } from './live-session.ts';
import { ownTimeouts } from './own-settings.ts';
import type { SessionCache } from './session-cache.ts';
import type { StoredSession } from './storage.ts';
import { storageFailure } from './storage-error.ts';
import type { StorageParts } from './storage-parts.ts';
import { isOver, timesOf } from './stored-times.ts';

/** So many are asked for at once. */
const SWEEP = 100;

export class ExpiryClaims {
  readonly #parts: StorageParts;
  readonly #collector: ChangeCollector;
  readonly #commits: Commits;
  readonly #cache: SessionCache;
  readonly #claims = new Map<string, Promise<void>>();
  #sweeping: Promise<void> | undefined = undefined;

  constructor(parts: StorageParts, collector: ChangeCollector, commits: Commits, cache: SessionCache) {
    this.#parts = parts;
    this.#collector = collector;
    this.#commits = commits;
    this.#cache = cache;
  }

  /** A session in memory is over, unless it was used elsewhere; whoever ends it first tells of it. */
  expired(live: LiveSession): void {
    const { id } = live;
    const copy = this.#collector.copies.get(id);
    if (copy?.live !== live) {
      this.#parts.sessions.close(live, 'expired'); // one that was here before there was a storage
      return;
    }
    if (copy.units.length > 0) {
      this.#commits
        .settle([...copy.units])
        .catch(() => {})
        .then(() => this.#claim(id))
        .catch(this.#parts.report);
      return;
    }
    this.#collector.drop(copy);
    this.#claim(id).catch(this.#parts.report);
  }

  /**
   * Ends the sessions whose time is up, those that are not in memory too.
   * @throws StorageError
   */
  sweep(): Promise<void> {
    this.#sweeping ??= this.#sweep()
      .catch((error) => {
        throw storageFailure(error);
      })
      .finally(() => {
        this.#sweeping = undefined;
      });
    return this.#sweeping;
  }

  async #sweep(): Promise<void> {
    await this.#cache.opened();
    const { storage, sessions } = this.#parts;
    sessions.expire();
    await Promise.all(this.#claims.values());
    // Until there are none, or only those that are not over, which have other times now.
    for (let ended = 1; ended > 0; ) {
      ended = 0;
      for (const session of await storage.due(sessions.now(), SWEEP)) {
        if (await this.#endIfOver(session)) ended++;
      }
    }
  }

  #claim(id: string): Promise<void> {
    let claim = this.#claims.get(id);
    if (claim === undefined) {
      claim = this.#claimNow(id).finally(() => this.#claims.delete(id));
      this.#claims.set(id, claim);
    }
    return claim;
  }

  async #claimNow(id: string): Promise<void> {
    await this.#cache.opened();
    const loaded = await this.#parts.storage.load(id);
    if (loaded?.facts !== undefined) await this.#endIfOver(loaded);
  }

  /** Ends a session if it is over, and tells of that if nobody else was first. */
  async #endIfOver(stored: StoredSession): Promise<boolean> {
    const { storage, sessions } = this.#parts;
    const { id, version, lastUsed } = stored;
    const live = new LiveSession(id, stored.peer, stored.opened);
    live.lastUsed = lastUsed;
    const own = ownTimeouts(stored.facts.map(({ fact }) => fact));
    live.timeout = own.timeout;
    live.absoluteTimeout = own.absolute_timeout;
    const times = timesOf(live, this.#parts.settings.values);
    if (!isOver(times, sessions.now())) {
      // By its own timeout or by settings that are new.
      if (times.idle !== stored.idle || times.until !== stored.until) await storage.touch(id, times);
      return false;
    }
    if (!(await storage.end(id, { version, lastUsed }))) return false;
    const copy = this.#collector.copies.get(id);
    if (copy !== undefined) this.#collector.drop(copy);
    this.#cache.admit(stored);
    const admitted = this.#collector.copies.get(id);
    if (admitted === undefined) return true;
    this.#collector.copies.delete(id); // its end is not for the storage any more
    sessions.close(admitted.live, 'expired');
    return true;
  }

  /** Is done when nothing is under way. */
  async settled(): Promise<void> {
    await Promise.allSettled([...this.#claims.values(), this.#sweeping]);
  }
}
