/**
 * The session engine: the predicates of SWI-Prolog's `library(http/http_session)`, `http_x` being the method `x` in camel case. It
 * hands on to its parts; what makes the file long is that each method says here what it promises.
 */
import { type Clauselike, type Goallike, patternOf, sourceOf } from '../query/callable.ts';
import { ClauseStore } from '../query/clause-store.ts';
import type { Limits } from '../query/limits.ts';
import type { Solution } from '../query/solution.ts';
import type { Solutions } from '../query/solutions.ts';
import { existenceError, saying, typeError } from '../term/error.ts';
import { Atom, atom, compound, type Term, Var } from '../term/term.ts';
import { type TermLike, toTerm } from '../term/value.ts';
import { v } from '../term/variable.ts';
import { Contexts } from './context.ts';
import { CurrentSession } from './current-session.ts';
import { type EngineParts, PARTS } from './engine-parts.ts';
import { type ErrorListener, Events, type Listener } from './events.ts';
import type { Fact, FactBindings, FactPattern, FactTypes } from './facts.ts';
import type { LiveSession } from './live-session.ts';
import { exposition, type MetricLabels, type SessionStats } from './metrics.ts';
import { OwnSettings } from './own-settings.ts';
import type { SessionRequest } from './request.ts';
import { Session } from './session.ts';
import type { StorageOptions } from './session-cache.ts';
import { newSessionId, type Random, systemRandom } from './session-id.ts';
import { SessionRules } from './session-rules.ts';
import { type Clock, Sessions } from './sessions.ts';
import { type SettingOptions, Settings, settingTerms } from './settings.ts';
import type { Profile } from './settings-table.ts';
import type { SessionStorage } from './storage.ts';
import { StoredSessions } from './stored-sessions.ts';

/** What an engine is made with: settings, and where it takes time and randomness from. */
export interface SessionOptions extends SettingOptions, StorageOptions {
  /** Which defaults the settings have. Default `web`. */
  readonly profile?: Profile;
  /** The time in seconds since 1970. */
  readonly now?: Clock;
  readonly random?: Random;
  /** Where the facts are kept; other facts may be there too. */
  readonly store?: ClauseStore;
  /** What makes sessions last, or shares them: `lmdbStorage()`, `redisStorage()`. Without, they are in this process alone. */
  readonly storage?: SessionStorage;
}

export class SessionEngine<F extends FactTypes = FactTypes> {
  /** The facts: `session_setting/1`, `current_session/2`, `last_used/2` and `session_data/2`, and what you add. */
  readonly store: ClauseStore;
  readonly #settings: Settings;
  readonly #events = new Events();
  readonly #sessions: Sessions;
  readonly #current: CurrentSession;
  readonly #rules: SessionRules;
  readonly #own: OwnSettings;
  readonly #random: Random;
  readonly #contexts: Contexts;
  #stored: StoredSessions | undefined = undefined;

  constructor({
    profile = 'web',
    now = systemClock,
    random = systemRandom,
    store = new ClauseStore(),
    storage,
    cachedSessions,
    outage,
    ...options
  }: SessionOptions = {}) {
    if (profile !== 'web' && profile !== 'swi') {
      throw new TypeError(`profile: ${String(profile)}; 'web' or 'swi' was expected`);
    }
    this.store = store;
    this.#random = random;
    this.#settings = new Settings(store, profile);
    const contexts = new Contexts();
    this.#contexts = contexts;
    this.#sessions = new Sessions(store, this.#settings, this.#events, contexts, now, random);
    this.#current = new CurrentSession(contexts, this.#sessions, this.#settings, store);
    this.#rules = new SessionRules(store, now);
    // Settings count however they came or went, those of one session too.
    store.watch('session_setting(_)', () => this.#sessions.reschedule());
    this.#own = new OwnSettings(store, (id) => this.#readTimeouts(this.#sessions.peek(id)));
    this.setSessionOptions(options);
    if (storage !== undefined) this.useStorage(storage, { cachedSessions, outage });
  }

  // Settings

  /**
   * Sets options, all or none: `http_set_session_options(+Options)` is det. An object, or a list of terms `name(Value)`.
   *
   *     engine.setSessionOptions({ timeout: 1800, samesite: 'strict' });
   *
   * @throws PrologError `type_error(Type, Value)`, `domain_error(Domain, Value)`, `domain_error(http_session_option, Option)`
   */
  setSessionOptions(options: SettingOptions | TermLike): void {
    const terms = settingTerms(typeof options === 'string' ? sourceOf(options) : options);
    this.store.onUndo(() => this.#sessions.reschedule()); // the first step is the last that is undone
    this.#settings.set(terms);
    this.#sessions.reschedule();
  }

  /** The options that match: `http_session_option(?Option)` is nondet. */
  sessionOption(pattern: TermLike = v('Option')): Solutions {
    return this.store.query(compound('session_setting', [termOf(pattern)])).ofArgument(0);
  }

  /**
   * Gives one session a timeout of its own: `http_set_session(+SessionId, +Setting)` is det.
   * @throws PrologError `permission_error(set, http_session, Setting)` for a setting that all sessions share.
   */
  setSession(setting: TermLike, sessionId?: string): void {
    const term = termOf(setting);
    const session = this.#live(sessionId);
    this.rerunnable((id) => this.#own.set(id!, term), session.id);
  }

  // The current session

  /**
   * The id of the current session: `http_session_id(-SessionId)` is det.
   * @throws PrologError `existence_error(http_session, _)` where there is none.
   */
  sessionId(): string {
    const id = this.inSession();
    if (id === undefined) throw noSession();
    return id;
  }

  /** The id of the current session, undefined where there is none: `http_in_session(-SessionId)` is semidet. */
  inSession(): string | undefined {
    const id = this.#current.id;
    return id !== undefined && this.isAlive(id) ? id : undefined;
  }

  /** Whether a session has neither ended nor expired. */
  isAlive(sessionId: string): boolean {
    return this.#sessions.find(sessionId) !== undefined;
  }

  /**
   * The current session, opened if there is none: `http_open_session(-SessionId, +Options)` is det. With `renew` there is a
   * new and empty one, and that which was there has ended.
   * @throws PrologError `permission_error(open, http_session, _)` when the headers are sent, or outside of a request.
   */
  openSession({ renew = false }: { readonly renew?: boolean } = {}): string {
    const active = this.inSession();
    if (active !== undefined && !renew) return active;
    return this.#current.open(active === undefined ? undefined : this.#sessions.find(active));
  }

  /**
   * Ends a session: `http_close_session(+SessionId)` is det. Does nothing when there is no such session. Listeners are told
   * before its facts go. When it is the current one and headers are not sent, the client is told to forget the cookie.
   * @throws PrologError `type_error(atom, SessionId)`
   */
  closeSession(sessionId: string): void {
    const session = this.#sessions.find(idOf(sessionId));
    if (session === undefined) return;
    this.#sessions.close(session);
    this.#current.expire(session.id);
  }

  /**
   * A handle on a session; without an id on that of the request, which may not have begun: see {@link Session}.
   * @throws PrologError `existence_error(http_session, _)` without an id outside of requests.
   */
  session(sessionId?: string): Session<F> {
    const id = sessionId === undefined ? undefined : idOf(sessionId);
    const { context } = this.#current;
    if (context !== undefined && (id === undefined || id === context.sessionId)) {
      context.handle ??= new Session<F>(this, context, (fn) => this.#current.within(context, fn));
      return context.handle as Session<F>;
    }
    if (id === undefined) throw noSession();
    return new Session<F>(this, { sessionId: id, pin: this.#stored?.pin(id) });
  }

  /**
   * Gives a session, the current one without an id, a new id under which it goes on with all its facts, and answers that.
   * The old id is dead. This is for moments at which rights change, such as a login.
   */
  renewSession(sessionId?: string): string {
    const session = this.#live(sessionId);
    const renewed = this.#current.renew(session);
    this.#events.broadcast(
      compound('http_session', [compound('renew', [atom(session.id), atom(renewed.id)])]),
    );
    return renewed.id;
  }

  /** A text that could be the id of a new session: `http_session_cookie(-Cookie)` is det. */
  sessionCookie(): string {
    const { id_bits, route } = this.#settings.values;
    return newSessionId(id_bits, route, this.#random);
  }

  // Data

  /**
   * The id of a session that facts can be added to. Without an id it is the current one, which begins now where sessions are
   * created lazily.
   * @throws PrologError `existence_error(http_session, SessionId)` when it has ended: no write brings it back;
   * `existence_error(http_session, _)` without an id where there is no current one and none can begin;
   * `permission_error(open, http_session, _)` where one would begin and the headers are sent.
   */
  ensureSession(sessionId?: string): string {
    return this.#live(sessionId ?? this.#current.idForFact()).id;
  }

  /**
   * Adds a fact to a session: `http_session_assert(+Data)` is det. To which one, and errors, as {@link ensureSession}.
   *
   *     engine.sessionAssert({ cart: ['book', 1] });
   *
   * @throws PrologError `existence_error(http_session, SessionId)` when it has ended: no write brings it back.
   */
  sessionAssert(data: Fact<F>, sessionId?: string): void {
    const fact = sourceOf(data as TermLike); // before a session begins for it
    this.store.assertz({ session_data: [this.ensureSession(sessionId), fact] });
  }

  /** The same, before the other facts: `http_session_asserta(+Data)` is det. */
  sessionAsserta(data: Fact<F>, sessionId?: string): void {
    const fact = sourceOf(data as TermLike);
    this.store.asserta({ session_data: [this.ensureSession(sessionId), fact] });
  }

  /** Removes the first fact that matches: `once(http_session_retract(?Data))`. */
  sessionRetract<const P extends FactPattern<F>>(
    pattern: P,
    sessionId?: string,
  ): Solution<FactBindings<F, P>> | undefined {
    return this.sessionRetractEach(pattern, sessionId).first();
  }

  /** Removes each fact that matches when the iteration gets to it: `http_session_retract(?Data)` is nondet. */
  sessionRetractEach<const P extends FactPattern<F>>(
    pattern: P,
    sessionId?: string,
  ): Solutions<FactBindings<F, P>> {
    this.#mustBeSound();
    return this.store.retractEach(this.#pattern(pattern, sessionId)).ofArgument(1) as never;
  }

  /** Removes all facts that match and answers how many: `http_session_retractall(?Data)` is det. */
  sessionRetractall(pattern: FactPattern<F>, sessionId?: string): number {
    const id = sessionId === undefined ? this.#current.id : idOf(sessionId);
    return this.rerunnable((at) => this.store.retractall(this.#pattern(pattern, at)), id);
  }

  /** The facts of a session that match: `http_session_data(?Data)` is nondet. */
  sessionData<const P extends FactPattern<F>>(pattern: P, sessionId?: string): Solutions<FactBindings<F, P>> {
    return this.store.query(this.#pattern(pattern, sessionId)).ofArgument(1) as never;
  }

  /**
   * The sessions and their facts: `http_current_session(?SessionId, ?Data)` is nondet. Besides its facts each session has
   * `idle(Seconds)` and `peer(Peer)`. Goes from session to session, the one used last first; to find sessions by a fact,
   * `query('session_data(SessionId, user(alice))')` has an index.
   */
  currentSession(sessionId: string | Var = v('SessionId'), data: Clauselike = v('Data')): Solutions {
    const id = typeof sessionId === 'string' ? atom(sessionId) : sessionId;
    if (id instanceof Var) this.#stored?.asked();
    this.bringUpToDate();
    return this.store.query(compound('http_current_session', [id, termOf(data)]));
  }

  /**
   * The solutions of a goal over all sessions: `session_data/2`, `current_session/2`, `last_used/2`, `session_setting/1`,
   * `http_current_session/2`, and what you put into the {@link store}.
   *
   *     engine.query('session_data(S, user(alice)), http_current_session(S, idle(T)), T > 60');
   */
  query(goal: Goallike, limits?: Limits): Solutions {
    this.#stored?.asked();
    this.bringUpToDate();
    return this.store.query(goal, limits);
  }

  /**
   * Lets facts be as of now: sessions whose time is up have ended, and `last_used/2` is written. For whoever queries the store.
   * @internal
   */
  bringUpToDate(): void {
    this.#sessions.expire();
    this.#sessions.writeLastUsed();
    this.#rules.tellTime();
  }

  // Events and time

  /**
   * Calls the listener for each event that matches: `listen(+Template, :Goal)`. Events are `http_session(begin(Id, Peer))`,
   * `http_session(end(Id, Peer))`, `http_session(renew(Old, New))`, and what is broadcast. Answers the function that ends this.
   * For logs there are Node's diagnostics channels, whose messages have no ids: see {@link sessionHash}.
   *
   *     engine.listen('http_session(end(Id, _))', ({ Id }) => console.log(Id, 'ended'));
   */
  listen(pattern: TermLike, listener: Listener): () => void {
    return this.#events.listen(pattern, listener);
  }

  /** Calls the listener when one of {@link listen} throws; without any, that is a warning of the process. */
  listenToErrors(listener: ErrorListener): () => void {
    return this.#events.listenToErrors(listener);
  }

  /** Tells all listeners: `broadcast(+Term)` is det. */
  broadcast(event: TermLike): void {
    this.#events.broadcast(termOf(event));
  }

  /** Ends the sessions whose time is up: at once those in memory, then those in the storage, when there is one. */
  async gcSessions(): Promise<void> {
    this.#sessions.expire();
    await this.#sessions.keeper?.sweep();
  }

  /** How many sessions there are; those that have expired count until they are collected. */
  get size(): number {
    return this.#sessions.size;
  }

  /**
   * How many sessions and facts there are, and how many sessions have begun, ended and got new ids. Costs little however many
   * there are.
   */
  stats(): SessionStats {
    const { size: open, due, counts } = this.#sessions;
    const facts = this.store.clauseCount('session_data', 2);
    const { errors: listenerErrors } = this.#events;
    return { open, due, facts, ...counts, ended: { ...counts.ended }, listenerErrors };
  }

  /**
   * The same for Prometheus, as text of its exposition format, to be served with `Content-Type: text/plain; version=0.0.4`.
   *
   *     app.get('/metrics', (_req, res) => res.type('text/plain; version=0.0.4').send(engine.metrics()));
   *
   * @throws TypeError for labels that Prometheus does not take.
   */
  metrics(labels: MetricLabels = {}): string {
    return exposition(this.stats(), labels);
  }

  /** Stops the timer of the active gc. With a storage, stores what is to be stored and lets go of that. */
  async close(): Promise<void> {
    this.#sessions.stop();
    await this.#stored?.close();
  }

  // Sessions that last

  /**
   * Keeps sessions in a storage from now on, as the option `storage` does from the beginning. Those that are there stay in
   * this process alone.
   */
  useStorage(storage: SessionStorage, options: StorageOptions = {}): void {
    if (this.#stored !== undefined) throw new Error('useStorage(storage): there is one already');
    this.#stored = new StoredSessions(
      {
        storage,
        store: this.store,
        sessions: this.#sessions,
        settings: this.#settings,
        contexts: this.#contexts,
        report: (error) => this.#events.report(error, atom('session_storage')),
      },
      options,
    );
  }

  /**
   * Is done when what this request has changed, outside of requests what anybody has, is in the storage. A request is answered
   * only then anyway; this is for whoever wants to know before, and to answer in another way.
   * @throws StorageError `permission_error(commit, http_session, Id)` when another process has taken a fact first that was
   * retracted here; then nothing of what the request has changed in that session counts. `existence_error(http_session, Id)` when
   * another process has ended the session. `resource_error(session_storage)` when the storage fails.
   */
  async commit(): Promise<void> {
    await this.#stored?.commit(this.#current.context?.work);
  }

  /**
   * Brings the sessions into memory that have a fact which may match, by default all, so that queries find them: with a
   * storage those in memory are the ones used last. Answers how many. Without a storage all are in memory.
   *
   *     await engine.load('user(alice)');
   *     engine.query('session_data(S, user(alice))').count();
   *
   * @throws StorageError when the storage fails. What is damaged (`cause` is a `DamagedSession`) comes after all others.
   */
  async load(pattern: FactPattern<F> = v('Data') as FactPattern<F>): Promise<number> {
    return this.#stored === undefined ? this.size : this.#stored.load(termOf(pattern as TermLike));
  }

  /**
   * A handle on a session that need not be in memory: it is brought there first. Undefined when there is none. With
   * `lmdbStorage()` {@link session} finds it as well.
   */
  async fetchSession(sessionId: string): Promise<Session<F> | undefined> {
    await this.#stored?.fetch(idOf(sessionId));
    if (!this.isAlive(sessionId)) return undefined;
    if (this.#current.id === sessionId) return this.session();
    return new Session<F>(this, { sessionId, pin: this.#stored?.pin(sessionId) });
  }

  /**
   * Runs `fn`, all of it or nothing. With a storage it may run again, on the facts that another process has left which was first: it
   * changes facts of this session, by the id that it is given, and does nothing besides.
   * @internal
   */
  rerunnable<T>(fn: (sessionId: string | undefined) => T, sessionId?: string): T {
    this.#mustBeSound();
    return this.#stored === undefined
      ? this.store.transaction(() => fn(sessionId))
      : this.#stored.rerunnable(fn, sessionId);
  }

  // Requests

  /**
   * Runs the handler of a request in the context of its session. Every adapter calls this, once for a request. With a storage
   * that answers later, so does this, and what it answers is done when what the handler has changed is stored.
   */
  enter<T>(request: SessionRequest, handler: () => T): T | Promise<Awaited<T>> {
    return this.#current.enter(request, handler);
  }

  /**
   * Not for applications: see `engine-parts.ts`.
   * @internal
   */
  get [PARTS](): EngineParts {
    return { sessions: this.#sessions, own: this.#own, stored: this.#stored };
  }

  /** A request that has lost something to another process changes nothing more, unless it has caught that. */
  #mustBeSound(): void {
    const failure = this.#current.context?.work?.failure;
    if (failure !== undefined) throw failure;
  }

  /** A session that is alive. */
  #live(sessionId: string | undefined): LiveSession {
    this.#mustBeSound();
    const id = sessionId === undefined ? this.#current.id : idOf(sessionId);
    if (id === undefined) throw noSession();
    const session = this.#sessions.find(id);
    if (session === undefined) throw existenceError('http_session', atom(id));
    return session;
  }

  #pattern(pattern: FactPattern<F>, sessionId: string | undefined): TermLike {
    const id = sessionId === undefined ? this.#current.id : idOf(sessionId);
    if (id === undefined) throw noSession();
    if (sessionId !== undefined) this.#stored?.fault(id);
    return { session_data: [id, patternOf(pattern as TermLike)] };
  }

  #readTimeouts(session: LiveSession | undefined): void {
    if (session === undefined) return;
    const own = (name: 'timeout' | 'absolute_timeout') => this.#own.number(session.id, name);
    this.#sessions.setTimeouts(session, own('timeout'), own('absolute_timeout'));
  }
}

function noSession(): Error {
  return existenceError('http_session', new Var(), saying('there is no current session here'));
}

const systemClock: Clock = () => Date.now() / 1000;

function termOf(source: TermLike): Term {
  return toTerm(sourceOf(source));
}

function idOf(sessionId: unknown): string {
  if (typeof sessionId === 'string') return sessionId;
  if (sessionId instanceof Atom) return sessionId.name;
  throw typeError('atom', toTerm(sessionId as TermLike));
}
