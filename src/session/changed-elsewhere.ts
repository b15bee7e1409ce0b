/**
 * Sessions in memory that another process has changed. While somebody looks at what is in memory, they are loaded anew at once.
 * Else nothing is asked of the storage for their sake: a request that comes with one asks anyway, and those with which none has
 * come leave the memory.
 */
import type { Milliseconds } from '../query/limits.ts';
import type { ChangeCollector } from './change-collector.ts';
import type { SessionCopy } from './session-copy.ts';
import type { Awaitable } from './storage.ts';

/** So long somebody counts as looking who has asked across sessions. */
const LOOKING: Milliseconds = 60_000;

/** So long a session may be in memory as it was. */
const OUTDATED: Milliseconds = 1000;

/** So many are dealt with in one turn of the event loop. */
const AT_ONCE = 1000;

export class ChangedElsewhere {
  readonly #collector: ChangeCollector;
  readonly #isWatched: () => boolean;
  readonly #fetch: (id: string) => Awaitable<void>;
  /** Those that are in memory as they were, and the versions that they have by now. */
  readonly #outdated = new Map<SessionCopy, number>();
  #timer: NodeJS.Timeout | undefined = undefined;
  /** How many of these are to be dealt with now; the others have come later, or again, and have their second. */
  #due = 0;
  #nextTurn: NodeJS.Immediate | undefined = undefined;
  #askedAt = -Infinity;
  #isClosed = false;

  /** `isWatched` answers whether somebody looks who does not ask; `fetch` lets a session in memory be as it is stored. */
  constructor(collector: ChangeCollector, isWatched: () => boolean, fetch: (id: string) => Awaitable<void>) {
    this.#collector = collector;
    this.#isWatched = isWatched;
    this.#fetch = fetch;
  }

  /** Takes notice of somebody who asks across sessions. */
  asked(): void {
    this.#askedAt = performance.now();
    // Not here: whoever asks may be in the middle of a transaction, which can be undone.
    if (this.#outdated.size > 0) queueMicrotask(() => this.#settle());
  }

  /** Takes notice of a session in memory that has this version by now. */
  add(copy: SessionCopy, version: number): void {
    if (copy.isSuspect || this.#isLookedAt) this.#reload(copy, version);
    else this.#keep(copy, version);
  }

  get #isLookedAt(): boolean {
    return this.#isWatched() || performance.now() - this.#askedAt < LOOKING;
  }

  #keep(copy: SessionCopy, version: number): void {
    this.#outdated.set(copy, Math.max(version, this.#outdated.get(copy) ?? version));
    this.#settleLater();
  }

  #settleLater(): void {
    if (!this.#isClosed) this.#timer ??= setTimeout(() => this.#settle(), OUTDATED).unref();
  }

  /** Lets no session be in memory as it was. */
  #settle(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#due = this.#outdated.size;
    this.#settleSome();
  }

  #settleSome(): void {
    const isLookedAt = this.#isLookedAt;
    let left = AT_ONCE;
    for (const [copy, version] of this.#outdated) {
      if (left === 0 || this.#due === 0) break;
      this.#due--;
      this.#outdated.delete(copy);
      if (!this.#isBehind(copy, version)) continue;
      left--;
      if (isLookedAt || !copy.isIdle) this.#reload(copy, version);
      else this.#collector.drop(copy);
    }
    if (this.#due > 0) this.#goOn();
    else if (this.#outdated.size > 0) this.#settleLater();
  }

  #goOn(): void {
    this.#nextTurn ??= setImmediate(() => {
      this.#nextTurn = undefined;
      this.#settleSome();
    });
  }

  /** Loads a session anew; where that fails it is tried again some time later, and whoever needs it meanwhile is told. */
  #reload(copy: SessionCopy, version: number): void {
    const keep = (): void => {
      if (this.#isBehind(copy, version)) this.#keep(copy, version);
    };
    (async () => this.#fetch(copy.id))().then(keep, keep);
  }

  #isBehind(copy: SessionCopy, version: number): boolean {
    return this.#collector.copies.get(copy.id) === copy && (copy.version < version || copy.isSuspect);
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    clearImmediate(this.#nextTurn);
  }
}
