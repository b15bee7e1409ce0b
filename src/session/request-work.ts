/** What has been changed in stored sessions, by whom, and what became of it. */
import type { Term } from '../term/term.ts';

/** A fact of a session that came or went. */
export interface FactChange {
  readonly kind: 'assert' | 'erase';
  readonly fact: Term;
  /** Whether it came in front of the others. */
  readonly isFirst: boolean;
}

/** The session in which something has changed: what is to be stored of it waits there. */
export interface ChangedSession {
  units: WorkUnit[];
}

/** Changes of one session that belong together. */
export class WorkUnit {
  /** The session, once something in it has changed. */
  copy: ChangedSession | undefined = undefined;
  changes: FactChange[] = [];
  /** Whether it is known what became of it. */
  isSettled = false;
  /** Whether somebody is told when it is not stored. */
  isAwaited = false;
  /** Why it was not stored. */
  failure: Error | undefined = undefined;

  /**
   * `rerun` makes the changes again, on the facts as they then are, in the session of this id. Without, each fact is asserted
   * again, and each that was erased has to be there still.
   */
  constructor(
    readonly work: RequestWork | undefined,
    readonly rerun: ((sessionId: string) => void) | undefined,
  ) {}

  /** Whether a fact is taken in it that nobody else may have taken. */
  get takesOnce(): boolean {
    return this.rerun === undefined && this.changes.some(({ kind }) => kind === 'erase');
  }

  settle(failure?: Error): void {
    this.isSettled = true;
    this.failure = failure;
    if (failure !== undefined && !this.isAwaited && this.work !== undefined) this.work.failure = failure;
  }
}

/** Notes what became of changes, that they are stored or why not. */
export function settleUnits(units: readonly WorkUnit[], failure?: Error): void {
  for (const unit of units) unit.settle(failure);
}

const NONE: readonly WorkUnit[] = [];

/** What one request has changed. */
export class RequestWork {
  /** What was changed and nobody has waited for. */
  units: WorkUnit[] = [];
  /** Whether somebody is going to wait for what it changes: its response, or who runs its handler. */
  isHeld = true;
  /** Whether a part of its response has left, or wanted to. */
  hasAnswered = false;
  /** What it has changed could not be stored, before it was told. */
  failure: Error | undefined = undefined;
  /** Keep its sessions in memory; most requests have one. */
  #pins: Set<object> | object | undefined = undefined;
  /** What was waited for last. */
  #taken: readonly WorkUnit[] = NONE;

  /** Keeps a session in memory as long as the request has its work. */
  hold(pin: object): void {
    const pins = this.#pins;
    if (pins instanceof Set) pins.add(pin);
    else if (pins === undefined) this.#pins = pin;
    else if (pins !== pin) this.#pins = new Set([pins, pin]);
  }

  /** What was changed since this was called last, and what is still not settled of that before. */
  take(): readonly WorkUnit[] {
    if (this.units.length === 0 && this.#taken.length === 0) return NONE; // asked more often than anything has changed
    for (const unit of this.units) unit.isAwaited = true;
    this.failure = undefined;
    // Nobody may really wait for what was taken before, and nothing may be told of what is not stored.
    const before = this.#taken.filter(({ isSettled }) => !isSettled);
    this.#taken = [...before, ...this.units];
    if (this.units.length > 0) this.units = [];
    return this.#taken;
  }
}
