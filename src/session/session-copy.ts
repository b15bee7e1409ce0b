/** What the storage has of one session that is in memory, and what has been changed since: which facts came, and which went. */
import type { ClauseReference } from '../query/clause-store.ts';
import type { Term } from '../term/term.ts';
import { isVariant } from '../term/walk.ts';
import type { LiveSession } from './live-session.ts';
import type { FactChange, WorkUnit } from './request-work.ts';
import {
  type PlacedFact,
  type SessionChange,
  type SessionState,
  type SessionTimes,
  type StoredSession,
  sessionTimes,
} from './storage.ts';

export class SessionCopy {
  /** The stored version; 0 while there is none. */
  version = 0;
  /** The stored times. */
  times: SessionTimes = { lastUsed: -Infinity, idle: Infinity, until: Infinity };
  /** The times that the storage is being told of: what is read of it meanwhile may be of before. */
  noting: SessionTimes | undefined = undefined;
  /** The stored session whose facts this one goes on with, until it has taken the place of that. */
  replaces: SessionChange['replaces'] = undefined;
  /** The same while it is not known whether that is stored. */
  before: SessionCopy | undefined = undefined;
  /** What has to be stored before this. */
  readonly follows: SessionCopy[] = [];
  /** What is to be stored. */
  units: WorkUnit[] = [];
  /** That of these in which it began, under this id. */
  begun: WorkUnit | undefined = undefined;
  /** The commit that is under way. */
  running: Promise<void> | undefined = undefined;
  /** The version that it is said to have, to be looked at when nothing is to be stored any more. */
  told: number | undefined = undefined;
  /** How often in succession somebody else was first. */
  conflicts = 0;
  /** Whether it has ended here. */
  isEnded = false;
  /** The one as which it goes on, under another id. */
  successor: SessionCopy | undefined = undefined;
  /** Whether the storage may have another version than is known. */
  isSuspect = false;
  #first = 0;
  #last = -1;
  /** Facts that are here and stored. */
  #kept = new Map<ClauseReference, PlacedFact>();
  /** Facts that are here and not stored. */
  #fresh = new Map<ClauseReference, Term>();
  /** Facts that are stored and not here. */
  #gone: PlacedFact[] = [];
  #pin: WeakRef<object> | undefined = undefined;
  /** How many facts of the session before are yet to be heard of. */
  #moving = 0;

  constructor(readonly live: LiveSession) {}

  get id(): string {
    return this.live.id;
  }

  /** Whether facts have to be stored, or the session itself. */
  get hasChanges(): boolean {
    return this.version === 0 || this.#fresh.size > 0 || this.#gone.length > 0;
  }

  /** Whether it can leave the memory. */
  get isIdle(): boolean {
    return this.units.length === 0 && this.running === undefined && this.#pin?.deref() === undefined;
  }

  /** What keeps the session in memory as long as somebody has it. */
  pin(): object {
    let pin = this.#pin?.deref();
    if (pin === undefined) {
      pin = {};
      this.#pin = new WeakRef(pin);
    }
    return pin;
  }

  /** Goes on with the facts, and with the changes that are not stored, of a session that has got a new id. */
  goOn(before: SessionCopy): void {
    this.#moving = before.#kept.size + before.#fresh.size;
    this.before = before;
    this.#pin = before.#pin;
    this.follows.push(before);
    before.isEnded = false;
    before.successor = this;
    before.handOver(before.takeUnits());
  }

  /** Leaves changes to the one as which it goes on. */
  handOver(units: readonly WorkUnit[]): void {
    for (const unit of units) unit.copy = this.successor!;
    this.successor!.units.unshift(...units);
  }

  /** What is to be stored, which is the caller's from now on. */
  takeUnits(): WorkUnit[] {
    const { units } = this;
    this.units = [];
    return units;
  }

  /** Takes notice of a fact that came or went; undefined when that is no change to what is to be stored, else the change. */
  hear(kind: 'assert' | 'erase', reference: ClauseReference, fact: Term): FactChange | undefined {
    if (kind === 'assert') {
      if (this.#kept.has(reference) || this.#fresh.has(reference)) return undefined;
      this.#fresh.set(reference, fact);
      if (this.#moving > 0) {
        this.#moving--;
        return undefined;
      }
    } else if (!this.#fresh.delete(reference)) {
      const placed = this.#kept.get(reference);
      if (placed === undefined) return undefined;
      this.#kept.delete(reference);
      this.#gone.push(placed);
    }
    return { kind, fact, isFirst: reference.order < 0 };
  }

  /** Notes that a fact is here which is stored, before anybody hears of it. */
  keep(reference: ClauseReference, placed: PlacedFact): void {
    this.#kept.set(reference, placed);
  }

  /** Notes that a fact is here which is to be stored, before anybody hears of it. */
  add(reference: ClauseReference, fact: Term): void {
    this.#fresh.set(reference, fact);
  }

  /** A fact here that says this, the first that was stored or came. */
  find(fact: Term): ClauseReference | undefined {
    for (const [reference, placed] of this.#kept) if (isVariant(placed.fact, fact)) return reference;
    for (const [reference, term] of this.#fresh) if (isVariant(term, fact)) return reference;
    return undefined;
  }

  /** All that has changed, as a change of the storage; from now on it counts as stored. */
  take(state: Omit<SessionState, 'first' | 'last'>): SessionChange {
    const added: PlacedFact[] = [];
    for (const [reference, fact] of this.#fresh) {
      const placed = { place: reference.order < 0 ? --this.#first : ++this.#last, fact };
      added.push(placed);
      this.#kept.set(reference, placed);
    }
    const removed = this.#gone;
    this.#fresh = new Map();
    this.#gone = [];
    if (added.length > 1) added.sort((a, b) => a.place - b.place);
    const { peer, opened, lastUsed, idle, until } = state;
    const whole = { peer, opened, lastUsed, idle, until, first: this.#first, last: this.#last };
    const { id, version, replaces } = this;
    const change = { id, version, state: whole, added, removed };
    return replaces === undefined ? change : { ...change, replaces };
  }

  /** A change was stored. */
  committed({ version, state }: SessionChange): void {
    this.version = version + 1;
    this.begun = undefined;
    this.times = state;
    this.replaces = undefined;
    this.conflicts = 0;
  }

  /** All facts that are stored, as far as is known, a change that was taken and not stored being no more. */
  storedFacts(taken?: SessionChange): PlacedFact[] {
    const added = new Set(taken?.added);
    const kept = [...this.#kept.values()].filter((placed) => !added.has(placed));
    const gone = this.#gone.filter((placed) => !added.has(placed));
    return [...kept, ...gone, ...(taken?.removed ?? [])].sort((a, b) => a.place - b.place);
  }

  /** Facts here, by their places, that are in no change which was taken and not stored; and the others. */
  split(taken?: SessionChange): { kept: Map<number, ClauseReference>; others: ClauseReference[] } {
    const added = new Set(taken?.added);
    const kept = new Map<number, ClauseReference>();
    const others = [...this.#fresh.keys()];
    for (const [reference, placed] of this.#kept) {
      if (added.has(placed)) others.push(reference);
      else kept.set(placed.place, reference);
    }
    return { kept, others };
  }

  /** Forgets a fact that is going to be erased, so that it is no change when this is heard. */
  forget(reference: ClauseReference): void {
    this.#kept.delete(reference);
    this.#fresh.delete(reference);
  }

  /** What is stored is not known for sure any more; the facts that are here count as stored. */
  doubt(): void {
    this.#gone = [];
    this.isSuspect = true;
  }

  /** What is stored is now this. The facts that are here are for the caller. */
  follow(stored: Omit<StoredSession, 'id' | 'facts'>): void {
    this.version = stored.version;
    this.times = sessionTimes(stored);
    this.#gone = [];
    this.#first = stored.first;
    this.#last = stored.last;
    this.isSuspect = false;
  }
}
