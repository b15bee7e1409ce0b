/**
 * Sessions that are kept in a storage: a request finds its session in memory, and what it changes is stored before it is
 * answered. How that is done is for the parts that are put together here.
 */
import type { Milliseconds } from '../query/limits.ts';
import type { Term } from '../term/term.ts';
import { ChangeCollector } from './change-collector.ts';
import { Commits } from './commits.ts';
import type { Context } from './context.ts';
import { ExpiryClaims } from './expiry-claims.ts';
import { isPromise } from './is-promise.ts';
import type { LiveSession } from './live-session.ts';
import { RequestWork } from './request-work.ts';
import { SessionCache, type StorageOptions } from './session-cache.ts';
import type { SessionKeeper } from './session-keeper.ts';
import type { Awaitable } from './storage.ts';
import type { StorageParts } from './storage-parts.ts';
import { timesOf } from './stored-times.ts';

/** So often sessions whose time is up are looked for. */
const SWEEP_EVERY: Milliseconds = 10_000;

export class StoredSessions implements SessionKeeper {
  readonly #parts: StorageParts;
  readonly #collector: ChangeCollector;
  readonly #commits: Commits;
  readonly #cache: SessionCache;
  readonly #claims: ExpiryClaims;
  readonly #timer: NodeJS.Timeout;

  /** @throws TypeError, RangeError for options that are none. */
  constructor(parts: StorageParts, options: StorageOptions) {
    if (typeof parts.storage?.commit !== 'function') {
      throw new TypeError(
        `storage: ${String(parts.storage)}; what lmdbStorage() or redisStorage() answers was expected`,
      );
    }
    this.#parts = parts;
    this.#collector = new ChangeCollector(parts, (unit) => this.#commits.attend(unit));
    this.#commits = new Commits(
      parts,
      this.#collector,
      () => this.#cache.opened(),
      (id, version) => this.#cache.changed(id, version),
    );
    this.#cache = new SessionCache(parts, this.#collector, this.#commits, options);
    this.#claims = new ExpiryClaims(parts, this.#collector, this.#commits, this.#cache);
    parts.sessions.keeper = this;
    this.#cache.open();
    this.#timer = setInterval(() => this.sweep().catch(parts.report), SWEEP_EVERY).unref();
  }

  /**
   * Runs `handler` when the sessions of these ids are in memory. What it changes is stored before it is answered or, where answers
   * can't be held, before its result is done.
   */
  enter<T>(context: Context, ids: readonly string[], handler: () => T): T | Promise<Awaited<T>> {
    const { request } = context;
    const work = new RequestWork();
    context.work = work;
    const isHeld = request!.holdAnswer !== undefined;
    request!.holdAnswer?.(() => this.#leave(context, work));
    this.#cache.makeRoom();
    const ready = ids.length === 1 ? this.#cache.fetch(ids[0]!) : this.#fetchAll(work, ids);
    const run = (): T | Promise<Awaited<T>> => {
      if (ids.length === 1) this.#hold(work, ids[0]!);
      let isAwaited = false;
      try {
        const result = handler();
        isAwaited = isHeld || isPromise(result);
        if (!isPromise(result)) return result;
        if (!isHeld) return this.#left(result, context, work) as Promise<Awaited<T>>;
        // Whoever gets the answer is told what became of changes; but where the handler fails there may be none.
        return result.then(undefined, (error) => {
          this.#attend(context, work);
          throw error;
        }) as Promise<Awaited<T>>;
      } finally {
        if (!isAwaited) this.#attend(context, work);
      }
    };
    return isPromise(ready) ? (ready.then(run) as Promise<Awaited<T>>) : run();
  }

  /** Brings several sessions into memory, each of which stays there while others are loaded; undefined when that is done at once. */
  #fetchAll(work: RequestWork, ids: readonly string[]): Awaitable<unknown> {
    const fetched = ids.map((id) => {
      const done = this.#cache.fetch(id);
      const hold = (): void => this.#hold(work, id);
      return isPromise(done) ? done.then(hold) : hold();
    });
    return fetched.some(isPromise) ? Promise.all(fetched) : undefined;
  }

  /** Is done when what a request has changed up to now is stored; undefined where it has changed nothing. */
  #leave(context: Context, work: RequestWork): Promise<void> | undefined {
    work.hasAnswered = true;
    const units = work.take();
    if (units.length > 0) return this.#commits.settle(units);
    this.used(context.sessionId);
    return undefined;
  }

  /**
   * Is done when what the request has changed up to now, or without one what anybody has, is stored.
   * @throws StorageError see {@link SessionEngine.commit}
   */
  commit(work: RequestWork | undefined): Promise<void> {
    return work === undefined ? this.#commits.settleAll() : this.#commits.settle(work.take());
  }

  /** Is done when what was changed in a session up to now is stored. Errors as {@link commit}. */
  async settle(id: string): Promise<void> {
    const units = [...(this.#collector.copies.get(id)?.units ?? [])];
    for (const unit of units) unit.isAwaited = true;
    await this.#commits.settle(units);
  }

  async #left<T>(result: PromiseLike<T>, context: Context, work: RequestWork): Promise<T> {
    try {
      return await result;
    } finally {
      await this.#leave(context, work);
    }
  }

  /** Sees to it that what a request has changed is stored though nobody may wait for that. */
  #attend(context: Context, work: RequestWork): void {
    work.hasAnswered = true;
    for (const unit of work.units) this.#commits.attend(unit);
    this.used(context.sessionId);
  }

  #hold(work: RequestWork, id: string): void {
    const pin = this.pin(id);
    if (pin !== undefined) work.hold(pin);
  }

  /** What keeps a session in memory as long as somebody has it. */
  pin(id: string): object | undefined {
    return this.#collector.copies.get(id)?.pin();
  }

  /** Brings a session into memory as it is now, if there is one. */
  fetch(id: string): Awaitable<void> {
    return this.#cache.fetch(id);
  }

  fault(id: string): void {
    this.#cache.fault(id);
  }

  /** Brings the sessions into memory that have a fact which may match; answers how many. */
  load(pattern: Term): Promise<number> {
    return this.#cache.load(pattern);
  }

  /** Takes notice of somebody who asks for facts of all sessions in memory. */
  asked(): void {
    this.#cache.asked();
  }

  /** See {@link ChangeCollector.rerunnable}. */
  rerunnable<T>(fn: (sessionId: string | undefined) => T, sessionId?: string): T {
    return this.#collector.rerunnable(fn, sessionId);
  }

  /** Notes the use of a session, if that is due; nobody waits for it. */
  used(sessionId: string | undefined): void {
    const copy = sessionId === undefined ? undefined : this.#collector.copies.get(sessionId);
    if (copy === undefined || copy.version === 0 || copy.units.length > 0) return;
    const { live } = copy;
    const { granularity } = this.#parts.settings.values;
    if (live.lastUsed - copy.times.lastUsed < granularity || live.lastUsed === copy.times.lastUsed) return;
    const times = timesOf(live, this.#parts.settings.values);
    copy.times = times;
    copy.noting = times;
    const isOver = (): void => {
      if (copy.noting === times) copy.noting = undefined;
    };
    (async () => this.#parts.storage.touch(live.id, times))().then(isOver, (error) => {
      isOver();
      this.#parts.report(error);
    });
  }

  expired(session: LiveSession): void {
    this.#claims.expired(session);
  }

  sweep(): Promise<void> {
    return this.#claims.sweep();
  }

  /** Stores what is to be stored, and lets go of the storage. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#cache.close();
    await this.#commits.settleAll();
    await this.#claims.settled();
    await this.#parts.storage.close();
  }
}
