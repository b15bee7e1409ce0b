/**
 * Collects what is changed in stored sessions, from what the store tells of facts that come and go: which sessions, and which
 * request did it. When that is stored is for others.
 */
import type { ClauseReference } from '../query/clause-store.ts';
import { Atom, Compound, type Term } from '../term/term.ts';
import { WorkUnit } from './request-work.ts';
import { SessionCopy } from './session-copy.ts';
import type { StorageParts } from './storage-parts.ts';

export class ChangeCollector {
  /** The sessions in memory by id, the one used last being the last. */
  readonly copies = new Map<string, SessionCopy>();
  /** Those of which something is not stored yet, ended ones too. */
  readonly changed = new Set<SessionCopy>();
  readonly #parts: StorageParts;
  readonly #attend: (unit: WorkUnit) => void;
  /** What the changes that are being made belong to. */
  #unit: WorkUnit | undefined = undefined;

  /** Calls `attend` with changes for which nobody is going to wait. */
  constructor(parts: StorageParts, attend: (unit: WorkUnit) => void) {
    this.#parts = parts;
    this.#attend = attend;
    const { store } = parts;
    const keepsStep = true;
    store.watchClauses(
      'current_session',
      2,
      (kind, head) => {
        const id = idIn(head);
        if (id === undefined) return;
        if (kind === 'assert') this.#began(id);
        else this.#ended(id);
      },
      { keepsStep },
    );
    store.watchClauses(
      'session_data',
      2,
      (kind, head, reference) => {
        const id = idIn(head);
        if (id !== undefined) this.#heard(kind, id, (head as Compound).args[1]!, reference);
      },
      { keepsStep },
    );
  }

  /**
   * Runs `fn`, all of it or nothing, as changes that may be made again when somebody else was first: it does the same on other
   * facts, and nothing besides. It is given the id of the session, which may be another one then.
   */
  rerunnable<T>(fn: (sessionId: string | undefined) => T, sessionId?: string): T {
    const { store } = this.#parts;
    const run = (): T => store.transaction(() => fn(sessionId));
    if (this.#unit !== undefined) return run();
    const unit = new WorkUnit(this.#parts.contexts.current?.work, fn);
    this.#unit = unit;
    try {
      const result = run();
      const copy = sessionId === undefined ? undefined : this.copies.get(sessionId);
      // What was not found may be there when it is run again.
      if (unit.copy === undefined && copy !== undefined && copy.hasChanges) this.#enlist(unit, copy);
      return result;
    } finally {
      this.#unit = undefined;
    }
  }

  /** Runs `fn`, whose changes belong to a unit that is known. */
  again<T>(unit: WorkUnit, fn: () => T): T {
    this.#unit = unit;
    try {
      return fn();
    } finally {
      this.#unit = undefined;
    }
  }

  /** Lets go of a session that is in memory, without its end. */
  drop(copy: SessionCopy): void {
    const { sessions, store } = this.#parts;
    if (this.copies.get(copy.id) === copy) {
      this.copies.delete(copy.id);
      store.onUndo(() => this.copies.set(copy.id, copy));
    }
    this.changed.delete(copy);
    if (sessions.peek(copy.id) === copy.live) store.quietly(() => sessions.release(copy.live));
  }

  #began(id: string): void {
    const live = this.#parts.sessions.peek(id);
    const there = this.copies.get(id);
    if (live === undefined || there?.live === live) return;
    const copy = new SessionCopy(live);
    // Of ids that it had only within a transaction nothing was told in time.
    let before: SessionCopy | undefined;
    for (let older = live.before; older !== undefined && before === undefined; older = older.before) {
      before = this.copies.get(older.id);
    }
    live.before = undefined;
    if (before !== undefined) {
      this.copies.delete(before.id);
      copy.goOn(before);
    }
    if (there !== undefined) copy.follows.push(there);
    this.copies.set(id, copy);
    this.changed.add(copy);
    copy.begun = this.#unitOf(copy);
  }

  #ended(id: string): void {
    const copy = this.copies.get(id);
    if (copy === undefined) return;
    // One that has got a new id is told of next, and goes on then.
    this.#unitOf(copy);
    copy.isEnded = true;
  }

  #heard(kind: 'assert' | 'erase', id: string, fact: Term, reference: ClauseReference): void {
    const copy = this.copies.get(id);
    if (copy === undefined || copy.isEnded) return;
    const change = copy.hear(kind, reference, fact);
    if (change !== undefined) this.#unitOf(copy).changes.push(change);
  }

  /** What a change of a session belongs to. */
  #unitOf(copy: SessionCopy): WorkUnit {
    const current = this.#unit;
    if (current?.copy === copy) return current;
    if (current !== undefined && current.copy === undefined) return this.#enlist(current, copy);
    const work = this.#parts.contexts.current?.work;
    const last = copy.units.at(-1);
    if (last !== undefined && last.work === work && last.rerun === undefined) return last;
    return this.#enlist(new WorkUnit(work, undefined), copy);
  }

  #enlist(unit: WorkUnit, copy: SessionCopy): WorkUnit {
    unit.copy = copy;
    copy.units.push(unit);
    this.changed.add(copy);
    const { work } = unit;
    if (work !== undefined) {
      work.units.push(unit);
      work.hold(copy.pin());
    }
    if (work === undefined || !work.isHeld || work.hasAnswered) this.#attend(unit);
    return unit;
  }
}

/** Of which session a fact is. */
function idIn(head: Term): string | undefined {
  const id = head instanceof Compound ? head.args[0] : undefined;
  return id instanceof Atom ? id.name : undefined;
}
