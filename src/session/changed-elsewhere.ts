/**
 * Sessions in memory that another process has changed. While somebody looks at what is in memory, they are loaded anew at once.
 * Else nothing is asked of the storage for their sake: a request that comes with one asks anyway, and those with which none has
 * come leave the memory.
 */
import type { Milliseconds } from '../query/limits.ts';
import type { ChangeCollector } from './change-collector.ts';
import type { SessionCopy } from './session-copy.ts';

/** So long somebody counts as looking who has asked across sessions. */
const LOOKING: Milliseconds = 60_000;

/** So long a session may be in memory as it was. */
const OUTDATED: Milliseconds = 1000;

export class ChangedElsewhere {
  readonly #collector: ChangeCollector;
  readonly #reload: (id: string) => void;
  readonly #isLookedAt: () => boolean;
  /** Those that are in memory as they were, and the versions that they have by now. */
  readonly #outdated = new Map<SessionCopy, number>();
  #timer: NodeJS.Timeout | undefined = undefined;
  #askedAt = -Infinity;

  /** `isLookedAt` answers whether somebody looks who does not ask. */
  constructor(collector: ChangeCollector, isLookedAt: () => boolean, reload: (id: string) => void) {
    this.#collector = collector;
    this.#isLookedAt = isLookedAt;
    this.#reload = reload;
  }

  /** Takes notice of somebody who asks across sessions. */
  asked(): void {
    this.#askedAt = performance.now();
    // Not here: whoever asks may be in the middle of a transaction, which can be undone.
    if (this.#outdated.size > 0) queueMicrotask(() => this.#renew((copy) => this.#reload(copy.id)));
  }

  /** Takes notice of a session in memory that has this version by now. */
  add(copy: SessionCopy, version: number): void {
    if (this.#isLookedAt() || performance.now() - this.#askedAt < LOOKING) {
      this.#reload(copy.id);
      return;
    }
    this.#outdated.set(copy, version);
    this.#timer ??= setTimeout(() => this.#renew((copy) => this.#leave(copy)), OUTDATED).unref();
  }

  /** Lets go of a session, or loads it when it is in use. */
  #leave(copy: SessionCopy): void {
    if (copy.isIdle) this.#collector.drop(copy);
    else this.#reload(copy.id);
  }

  #renew(each: (copy: SessionCopy) => void): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const outdated = [...this.#outdated];
    this.#outdated.clear();
    for (const [copy, version] of outdated) {
      if (copy.version < version && this.#collector.copies.get(copy.id) === copy) each(copy);
    }
  }

  close(): void {
    clearTimeout(this.#timer);
  }
}
