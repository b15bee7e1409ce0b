/**
 * The sessions that are alive: how they begin, are used, and end, each with its facts `current_session/2`, `last_used/2` and
 * `session_data/2`. Who asks on behalf of which request is not known here.
 */
import type { ClauseStore } from '../query/clause-store.ts';
import { type Atom, atom, compound, float, type Term, Var } from '../term/term.ts';
import { _ } from '../term/variable.ts';
import type { Contexts } from './context.ts';
import { type Counts, type EndReason, noCounts } from './counts.ts';
import { tellBegin, tellEnd, tellRenewal } from './diagnostics.ts';
import type { Events } from './events.ts';
import { ExpiryQueue } from './expiry-queue.ts';
import { ExpiryTimer } from './expiry-timer.ts';
import { LiveSession } from './live-session.ts';
import { isPeerRight, LIBRARY } from './peer.ts';
import { newSessionId, type Random } from './session-id.ts';
import type { SessionKeeper } from './session-keeper.ts';
import type { Settings } from './settings.ts';
import type { Seconds, SettingValues } from './settings-table.ts';

/** The seconds since 1970. */
export type Clock = () => Seconds;

export class Sessions {
  readonly now: Clock;
  readonly counts: Counts = noCounts();
  /** Undefined where all sessions are in this process. */
  keeper: SessionKeeper | undefined = undefined;
  readonly #store: ClauseStore;
  readonly #settings: Settings;
  readonly #events: Events;
  readonly #contexts: Contexts;
  readonly #random: Random;
  readonly #alive = new Map<string, LiveSession>();
  readonly #queue = new ExpiryQueue();
  /** Those that were used since `last_used/2` was written. */
  readonly #unwritten = new Set<LiveSession>();
  /** The settings by which the queue is in order. */
  #queuedBy: SettingValues | undefined = undefined;
  readonly #timer: ExpiryTimer;

  constructor(
    store: ClauseStore,
    settings: Settings,
    events: Events,
    contexts: Contexts,
    now: Clock,
    random: Random,
  ) {
    this.#store = store;
    this.#settings = settings;
    this.#events = events;
    this.#contexts = contexts;
    this.now = now;
    this.#random = random;
    this.#timer = new ExpiryTimer(now, () => this.expire());
    for (const pattern of [{ current_session: [_, _] }, { last_used: [_, _] }, { session_data: [_, _] }]) {
      store.retractall(pattern);
    }
  }

  /** How many sessions there are; some may have expired. */
  get size(): number {
    return this.#alive.size;
  }

  /** How many there are whose time is up. Costs what is due. */
  get due(): number {
    this.#orderQueue();
    const now = this.now();
    let due = 0;
    for (const session of this.#queue.due(now)) if (now > this.#deadline(session)) due++;
    return due;
  }

  /** The session, if it has not ended; its time may be up. */
  peek(id: string): LiveSession | undefined {
    return this.#alive.get(id);
  }

  /** The session, unless it has ended or expired. */
  find(id: string): LiveSession | undefined {
    if (this.keeper !== undefined && !this.#alive.has(id)) this.keeper.fault(id);
    const session = this.#alive.get(id);
    if (session === undefined) return undefined;
    if (session.isClosing || !this.#isOver(session, this.now())) return session;
    this.#expired(session);
    return undefined;
  }

  /** Begins a session, under an id that is free where one is given; the caller tells of it when all is in place. */
  open(peer: Term, id?: string): LiveSession {
    const { values } = this.#settings;
    if (values.gc === 'passive') this.expire();
    const session = new LiveSession(
      id ?? newSessionId(values.id_bits, values.route, this.#random),
      peer,
      this.now(),
    );
    this.#store.transaction(() => {
      this.#remember(session);
      this.#store.assertz(compound('current_session', [atom(session.id), peer]));
      this.#store.assertz(compound('last_used', [atom(session.id), float(session.opened)]));
    });
    return session;
  }

  /** Takes in a session that is kept elsewhere, without its facts. Runs in a transaction that adds these. */
  admit(session: LiveSession): void {
    const id = atom(session.id);
    this.#store.assertz(compound('current_session', [id, session.peer]));
    this.#store.assertz(compound('last_used', [id, float(session.lastUsed)]));
    session.written = session.lastUsed;
    this.#remember(session);
  }

  /** Lets go of a session and its facts; it has not ended by that. */
  release(session: LiveSession): void {
    this.#forget(session);
    this.#eraseFacts(session);
  }

  /** Takes notice of a use of a session that was made elsewhere. */
  usedElsewhere(session: LiveSession, lastUsed: Seconds, upTo: Seconds): void {
    session.usedUpTo = upTo;
    if (lastUsed > session.lastUsed) {
      session.lastUsed = lastUsed;
      this.#unwritten.add(session);
    }
    this.#schedule(session);
  }

  /** Tells that a session has begun. */
  announce({ id, peer }: LiveSession): void {
    this.counts.opened++;
    this.#store.onUndo(() => this.counts.opened--);
    tellBegin(id);
    this.#events.broadcast(compound('http_session', [compound('begin', [atom(id), peer])]));
  }

  /**
   * The session of this id for a request from a peer, which counts as a use of it; undefined when there is none or it is not
   * for that peer. The peer is asked for where it matters.
   */
  use(id: string, askPeer: () => Term): LiveSession | undefined {
    const session = this.#alive.get(id);
    if (session === undefined || session.isClosing) return undefined;
    if (session.peer === LIBRARY && askPeer() !== LIBRARY) return undefined;
    const now = this.now();
    const { values } = this.#settings;
    const isOver = this.#isOver(session, now);
    if (isOver || !isPeerRight(session, askPeer, values)) {
      if (isOver) this.#expired(session);
      else this.close(session, 'peer');
      return undefined;
    }
    const isClockBack = now < session.lastUsed;
    session.lastUsed = now;
    if (isClockBack) this.#schedule(session); // it ends earlier than was thought
    if (now - session.written >= values.granularity) this.#write(session);
    else if (session.written !== now) this.#unwritten.add(session);
    return session;
  }

  /** Ends a session: tells of it, in its context, then takes its facts away. */
  close(session: LiveSession, reason: EndReason = 'closed'): void {
    if (session.isClosing) return;
    session.isClosing = true;
    const { id, peer } = session;
    this.counts.ended[reason]++;
    this.#store.onUndo(() => this.counts.ended[reason]--);
    tellEnd(session, reason, this.now);
    const asking = this.#contexts.current;
    const context = { request: asking?.request, sessionId: id, handle: undefined, work: asking?.work };
    this.#contexts.run(context, () => {
      this.#events.broadcast(compound('http_session', [compound('end', [atom(id), peer])]));
    });
    this.release(session);
  }

  /** Gives a session another id, under which it goes on with all its facts; the old id is dead. */
  renew(session: LiveSession): LiveSession {
    const { values } = this.#settings;
    const renewed = new LiveSession(
      newSessionId(values.id_bits, values.route, this.#random),
      session.peer,
      session.opened,
    );
    if (this.keeper !== undefined) renewed.before = session;
    renewed.lastUsed = session.lastUsed;
    renewed.usedUpTo = session.usedUpTo;
    renewed.written = session.lastUsed;
    renewed.timeout = session.timeout;
    renewed.absoluteTimeout = session.absoluteTimeout;
    const store = this.#store;
    const [from, to] = [atom(session.id), atom(renewed.id)];
    store.transaction(() => {
      this.#forget(session);
      this.#remember(renewed);
      for (const { terms } of store.retractEach(pair('current_session', from)))
        move('current_session', terms.X!);
      store.retractall({ last_used: [from, _] });
      move('last_used', float(renewed.lastUsed));
      for (const { terms } of store.retractEach(pair('session_data', from))) move('session_data', terms.X!);
    });
    this.counts.renewed++;
    store.onUndo(() => this.counts.renewed--);
    tellRenewal(session.id, renewed.id);
    return renewed;

    function move(name: string, value: Term): void {
      store.assertz(compound(name, [to, value]));
    }
  }

  /** Gives a session a timeout of its own, or undefined for the common one. */
  setTimeouts(
    session: LiveSession,
    timeout: Seconds | undefined,
    absoluteTimeout: Seconds | undefined,
  ): void {
    session.timeout = timeout;
    session.absoluteTimeout = absoluteTimeout;
    this.#schedule(session);
  }

  /** Ends the sessions whose time is up. Costs what has expired, and each other session once in its timeout. */
  expire(): void {
    this.#orderQueue();
    const now = this.now();
    for (let session = this.#queue.take(now); session !== undefined; session = this.#queue.take(now)) {
      if (now > this.#deadline(session)) this.#expired(session);
      else this.#schedule(session);
    }
    this.#setTimer();
  }

  /** Follows the settings: all sessions may now end at another time. */
  reschedule(): void {
    this.#orderQueue();
    if (this.#settings.values.gc === 'passive') this.#timer.stop();
    else this.#setTimer();
  }

  /** Brings `last_used/2` up to date. */
  writeLastUsed(): void {
    for (const session of this.#unwritten) this.#write(session);
  }

  /** Stops the timer. */
  stop(): void {
    this.#timer.stop();
  }

  #expired(session: LiveSession): void {
    if (this.keeper === undefined) this.close(session, 'expired');
    else this.keeper.expired(session);
  }

  #eraseFacts({ id }: LiveSession): void {
    this.#store.transaction(() => {
      for (const name of ['current_session', 'last_used', 'session_data']) {
        this.#store.retractall({ [name]: [id, _] });
      }
    });
  }

  /** Whether its time is up. While nothing in the queue is due, that is so for no session that is in it. */
  #isOver(session: LiveSession, now: Seconds): boolean {
    this.#orderQueue();
    return now > this.#queue.next && now > this.#deadline(session);
  }

  #deadline(session: LiveSession): Seconds {
    const { timeout, absolute_timeout } = this.#settings.values;
    return session.deadline(timeout, absolute_timeout);
  }

  /** Takes a session in, unless the transaction that it begins in is undone. */
  #remember(session: LiveSession): void {
    this.#takeIn(session);
    this.#store.onUndo(() => this.#letGo(session));
  }

  /** Lets go of a session, unless the transaction that it ends in is undone, which brings its facts back. */
  #forget(session: LiveSession): void {
    this.#letGo(session);
    this.#store.onUndo(() => this.#takeIn(session));
  }

  #takeIn(session: LiveSession): void {
    session.isClosing = false;
    this.#alive.set(session.id, session);
    this.#schedule(session);
    if (session.written !== session.lastUsed) this.#unwritten.add(session);
  }

  #letGo(session: LiveSession): void {
    session.isClosing = true;
    this.#alive.delete(session.id);
    this.#unwritten.delete(session);
    this.#queue.remove(session);
  }

  #write(session: LiveSession): void {
    const before = session.written;
    this.#unwritten.delete(session);
    session.written = session.lastUsed;
    this.#store.onUndo(() => {
      session.written = before;
      this.#unwritten.add(session);
    });
    this.#store.retractall({ last_used: [session.id, _] });
    // As in SWI-Prolog, the session used last comes first.
    this.#store.asserta(compound('last_used', [atom(session.id), float(session.lastUsed)]));
  }

  /** Orders the queue anew where timeouts are not what they were. */
  #orderQueue(): void {
    const { values } = this.#settings;
    const before = this.#queuedBy;
    if (values === before) return;
    this.#queuedBy = values;
    const isSame = values.timeout === before?.timeout && values.absolute_timeout === before.absolute_timeout;
    if (!isSame) for (const session of this.#alive.values()) this.#schedule(session);
  }

  #schedule(session: LiveSession): void {
    this.#queue.set(session, this.#deadline(session));
    this.#setTimer();
  }

  #setTimer(): void {
    if (this.#settings.values.gc === 'active') this.#timer.set(this.#queue.next);
  }
}

const X = new Var('X');

function pair(name: string, id: Atom): Term {
  return compound(name, [id, X]);
}
