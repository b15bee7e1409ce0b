/**
 * How what was changed in sessions gets to the storage. One commit of a session is under way at a time, and takes all that
 * there is. When somebody else was first, the facts become what is stored and the changes are made again on them.
 */
import { isVariant } from '../term/walk.ts';
import type { ChangeCollector } from './change-collector.ts';
import { sessionData } from './fact-terms.ts';
import type { LiveSession } from './live-session.ts';
import { type FactChange, settleUnits, type WorkUnit } from './request-work.ts';
import { replaceFacts, restoreFacts } from './restore-facts.ts';
import type { SessionCopy } from './session-copy.ts';
import type { Awaitable, ChangeOutcome, SessionChange, SessionState, StoredSession } from './storage.ts';
import { conflictError, goneError, storageFailure } from './storage-error.ts';
import type { StorageParts } from './storage-parts.ts';
import { timesOf } from './stored-times.ts';

/** So often others may be first, before that is taken for a failure. */
const MOST_CONFLICTS = 1000;

export class Commits {
  readonly #parts: StorageParts;
  readonly #collector: ChangeCollector;
  readonly #opening: () => Promise<void> | undefined;
  readonly #changed: (id: string, version: number) => void;
  /** What nobody waits for. */
  #unattended: WorkUnit[] = [];

  /**
   * `opening` answers what to wait for before something can be stored; `changed` is told of versions that are stored: 0 of a
   * session that this engine has ended or given a new id, and what others have made while something was to be stored.
   */
  constructor(
    parts: StorageParts,
    collector: ChangeCollector,
    opening: () => Promise<void> | undefined,
    changed: (id: string, version: number) => void,
  ) {
    this.#parts = parts;
    this.#collector = collector;
    this.#opening = opening;
    this.#changed = changed;
  }

  /**
   * Is done when it is known what became of changes.
   * @throws StorageError the failure of the first that was not stored
   */
  settle(units: readonly WorkUnit[]): Promise<void> {
    const next = units.find(({ isSettled }) => !isSettled);
    // As few promises as can be: under Node.js 20 each costs, where requests have contexts.
    if (next !== undefined)
      return this.#run(next.copy as SessionCopy).then(() => this.#settleRest(units, next));
    const { failure } = units.find((unit) => unit.failure !== undefined) ?? {};
    return failure === undefined ? Promise.resolve() : Promise.reject(failure);
  }

  #settleRest(units: readonly WorkUnit[], last: WorkUnit): Promise<void> | undefined {
    const copy = last.copy as SessionCopy;
    const isWaiting = last.isSettled || copy.running !== undefined || copy.units.includes(last);
    // Whoever waits must never wait for ever.
    if (!isWaiting) last.settle(storageFailure('it is not known what became of a change'));
    const isDone = units.every(({ isSettled, failure }) => isSettled && failure === undefined);
    return isDone ? undefined : this.settle(units);
  }

  /** Is done when all that has been changed up to now is stored, or has failed, which is told where it was waited for. */
  async settleAll(): Promise<void> {
    const units = [...this.#collector.changed].flatMap(({ units }) => units);
    await Promise.allSettled([
      ...[...this.#collector.changed].map(({ running }) => running),
      this.settle(units),
    ]);
  }

  /** Sees to it that changes are stored for which nobody may be waiting. */
  attend(unit: WorkUnit): void {
    if (this.#unattended.length === 0) setImmediate(() => this.#settleUnattended());
    this.#unattended.push(unit);
  }

  #settleUnattended(): void {
    const units = this.#unattended;
    this.#unattended = [];
    for (const unit of units) {
      this.settle([unit]).catch((error) => {
        if (!unit.isAwaited) this.#parts.report(error);
      });
    }
  }

  /** The commit of a session that is under way, or the next one. */
  #run(copy: SessionCopy): Promise<void> {
    if (copy.running !== undefined) return copy.running;
    const running = this.#parts.contexts.run(undefined, () =>
      copy.follows.length === 0 ? this.#commit(copy) : this.#commitInTurn(copy),
    );
    if (running === undefined) return Promise.resolve();
    copy.running = running;
    return running;
  }

  #ran(copy: SessionCopy): void {
    copy.running = undefined;
    if (copy.units.length > 0) return;
    this.#collector.changed.delete(copy);
    const { told } = copy;
    copy.told = undefined;
    if (told !== undefined) this.#changed(copy.id, told);
  }

  /** Stores what has to be stored before, and then what has been changed in a session. */
  async #commitInTurn(copy: SessionCopy): Promise<void> {
    try {
      for (const other of copy.follows.splice(0)) {
        // Once in any case: what it follows itself comes first.
        do await this.#run(other);
        while (other.units.length > 0 || other.running !== undefined);
        if (copy.before === other) this.#replace(copy, other);
      }
    } catch (error) {
      this.#ran(copy);
      throw error;
    }
    await this.#commit(copy);
  }

  /** Stores all that has been changed in a session up to now; undefined when that is done at once. */
  #commit(copy: SessionCopy): Promise<void> | undefined {
    const units = copy.takeUnits();
    if (copy.successor !== undefined) {
      copy.handOver(units);
    } else if (units.length > 0) {
      if (copy.isEnded) return this.#end(copy, units).finally(() => this.#ran(copy));
      if (copy.hasChanges) return this.#store(copy, units);
      settleUnits(units);
    }
    this.#ran(copy);
    return undefined;
  }

  /** It is not async, as each promise costs where contexts are in use. */
  #store(copy: SessionCopy, units: readonly WorkUnit[]): Promise<void> {
    const change = copy.take(this.#stateOf(copy.live));
    const { storage } = this.#parts;
    const opening = this.#opening();
    let stored: Awaitable<ChangeOutcome>;
    try {
      stored = opening === undefined ? storage.commit(change) : opening.then(() => storage.commit(change));
    } catch (error) {
      stored = Promise.reject(error);
    }
    const over = (deal: () => void): void => {
      try {
        deal();
      } finally {
        this.#ran(copy);
      }
    };
    return Promise.resolve(stored).then(
      (outcome) => over(() => this.#stored(copy, units, change, outcome)),
      (error) => over(() => this.#failed(copy, units, change, storageFailure(error))),
    );
  }

  #stored(
    copy: SessionCopy,
    units: readonly WorkUnit[],
    change: SessionChange,
    outcome: ChangeOutcome,
  ): void {
    if (outcome.kind === 'done') {
      copy.committed(change);
      settleUnits(units);
      // A request may have come with the old id before it was.
      if (change.replaces !== undefined) this.#changed(change.replaces.id, 0);
    } else if (outcome.kind === 'gone') {
      this.gone(copy, units);
    } else {
      this.#conflict(copy, units, change, outcome.now);
    }
  }

  /** Another session is known to be stored now, or not to be; this one takes its place. */
  #replace(copy: SessionCopy, before: SessionCopy): void {
    copy.before = undefined;
    if (before.version > 0) {
      copy.replaces = { id: before.id, version: before.version };
    } else if (before.replaces !== undefined) {
      copy.replaces = before.replaces;
    }
  }

  /** Ends a session that has ended here. What has to happen just once must have happened before. */
  async #end(copy: SessionCopy, units: readonly WorkUnit[]): Promise<void> {
    const { storage } = this.#parts;
    let failure: Error | undefined;
    try {
      const isStored = copy.version > 0 || copy.replaces !== undefined;
      if (isStored && copy.hasChanges && units.some(({ takesOnce }) => takesOnce)) {
        const { kind } = await storage.commit(copy.take(this.#stateOf(copy.live)));
        if (kind !== 'done') failure = conflictError(copy.id, FIRST);
        else if (copy.replaces !== undefined) copy.version = 1; // in whose place this one is now
      }
      for (const id of copy.version > 0 ? [copy.id] : [copy.replaces?.id]) {
        if (id !== undefined) await storage.end(id);
      }
    } catch (error) {
      failure = storageFailure(error);
    }
    if (this.#collector.copies.get(copy.id) === copy) this.#collector.copies.delete(copy.id);
    settleUnits(units, failure);
    if (failure === undefined) this.#changed(copy.id, 0);
  }

  /** Somebody else was first. */
  #conflict(copy: SessionCopy, units: readonly WorkUnit[], change: SessionChange, now: StoredSession): void {
    if (copy.successor !== undefined) {
      copy.handOver(units); // which meets the same version, and has the facts
    } else if (copy.isEnded) {
      // There are no facts in memory any more, and none are needed but those that nobody else may have taken.
      for (const unit of units) unit.settle(unit.takesOnce ? conflictError(copy.id, FIRST) : undefined);
    } else if (change.version === 0 && now.id === copy.id) {
      this.#failed(copy, units, change, storageFailure('a session of the id that begins is there'));
    } else if (++copy.conflicts > MOST_CONFLICTS) {
      this.#failed(copy, units, change, storageFailure(`others were first ${MOST_CONFLICTS} times`));
    } else {
      copy.units.unshift(...units);
      this.rerun(copy, now, change);
    }
  }

  /**
   * Lets a session in memory be what others have left, and makes on that again what is not stored: after a change that was taken
   * and is no more, or without one. What a request has changed and can't be made again is dropped, all of it.
   */
  rerun(copy: SessionCopy, now: StoredSession, change?: SessionChange): void {
    this.#parts.contexts.run(undefined, () => this.#rerun(copy, now, change));
    const { begun } = copy;
    if (copy.version === 0 && begun?.isSettled) {
      // Whoever was to get the new id does not, and so it is nobody's.
      settleUnits(copy.takeUnits(), begun.failure);
      this.#collector.drop(copy);
    }
    if (copy.units.length === 0) this.#collector.changed.delete(copy);
  }

  #rerun(copy: SessionCopy, now: StoredSession, change: SessionChange | undefined): void {
    for (let taken = change; ; taken = undefined) {
      const units = [...copy.units]; // without what watchers change who are told of it
      this.#follow(copy, now, taken);
      const broken = units.find((unit) => {
        unit.failure = this.#redo(copy, unit);
        return unit.failure !== undefined;
      });
      if (broken === undefined) return;
      const { work, failure } = broken;
      for (const unit of copy.units) {
        if (unit === broken || (work !== undefined && unit.work === work)) unit.settle(failure);
      }
      copy.units = copy.units.filter(({ isSettled }) => !isSettled);
    }
  }

  /** Lets a session in memory be what is stored, a change that was taken being no more. */
  #follow(copy: SessionCopy, now: StoredSession, taken?: SessionChange): void {
    const { store, sessions, settings } = this.#parts;
    if (now.id === copy.id) {
      restoreFacts(store, copy, now.facts, taken);
      copy.follow(now);
    } else {
      replaceFacts(store, copy, now.facts, taken);
      copy.replaces = { id: now.id, version: now.version };
    }
    sessions.usedElsewhere(copy.live, now.lastUsed, now.lastUsed + settings.values.granularity);
  }

  /** Makes changes again; answers why that can't be done. */
  #redo(copy: SessionCopy, unit: WorkUnit): Error | undefined {
    const { changes, rerun } = unit;
    const { store } = this.#parts;
    unit.changes = [];
    try {
      this.#collector.again(unit, () => {
        if (rerun !== undefined) {
          store.transaction(() => rerun(copy.id));
          return;
        }
        /** What watchers have changed again, as they were told again. */
        const reactions: FactChange[] = [];
        for (const change of changes) {
          const { kind, fact, isFirst } = change;
          const reaction = reactions.findIndex((other) => isSame(other, change));
          if (reaction >= 0) {
            reactions.splice(reaction, 1);
            continue;
          }
          const known = unit.changes.length;
          if (kind === 'assert') {
            store.assertReference(sessionData(copy.id, fact), isFirst ? 'first' : 'last');
          } else {
            const found = copy.find(fact);
            if (found === undefined) throw conflictError(copy.id, FIRST);
            store.erase(found);
          }
          reactions.push(...unit.changes.slice(known + 1));
        }
      });
      return undefined;
    } catch (error) {
      return error as Error;
    } finally {
      // What could not be made is gone, but what there is to make stays known.
      if (rerun === undefined) unit.changes = changes;
    }
  }

  /** Somebody else has ended the session: it is no more, and so is what was changed in it. */
  gone(copy: SessionCopy, units: readonly WorkUnit[] = []): void {
    settleUnits([...units, ...copy.takeUnits()], goneError(copy.replaces?.id ?? copy.id));
    const { sessions } = this.#parts;
    const { copies, changed } = this.#collector;
    if (copies.get(copy.id) === copy) copies.delete(copy.id);
    changed.delete(copy);
    if (sessions.peek(copy.id) === copy.live) sessions.release(copy.live);
  }

  /** The storage has failed: facts are again what was stored, as far as is known. */
  #failed(copy: SessionCopy, units: readonly WorkUnit[], change: SessionChange, failure: Error): void {
    settleUnits(units, failure);
    if (copy.successor !== undefined) return;
    settleUnits(copy.takeUnits(), failure);
    if (copy.version === 0 || copy.isEnded) {
      this.#collector.drop(copy);
      return;
    }
    restoreFacts(this.#parts.store, copy, copy.storedFacts(change), change);
    copy.doubt();
  }

  #stateOf(live: LiveSession): Omit<SessionState, 'first' | 'last'> {
    return { peer: live.peer, opened: live.opened, ...timesOf(live, this.#parts.settings.values) };
  }
}

const FIRST = 'another request was first to take a fact that was taken here';

function isSame(one: FactChange, other: FactChange): boolean {
  return one.kind === other.kind && one.isFirst === other.isFirst && isVariant(one.fact, other.fact);
}
