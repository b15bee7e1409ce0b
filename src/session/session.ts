/** A handle on one session: what the engine can do with a session id, without saying the id again, and the habits of other libraries. */
import type { Solution } from '../query/solution.ts';
import type { Solutions } from '../query/solutions.ts';
import { permissionError, saying } from '../term/error.ts';
import { atom, compound, type Term } from '../term/term.ts';
import type { TermLike } from '../term/value.ts';
import { _, v } from '../term/variable.ts';
import { allLike, contentOf, factTerm, factTerms, nameOf, sessionData } from './fact-terms.ts';
import type {
  Fact,
  FactArguments,
  FactBindings,
  FactContent,
  FactContents,
  FactName,
  FactPattern,
  FactTypes,
  FactValue,
} from './facts.ts';
import type { Done, InPlace, SessionHost, SessionPlace } from './session-host.ts';
import type { Seconds } from './settings-table.ts';

const CONTENT = v('Content');

/** The id of no session: nothing is found with it. */
const NONE = '';

/**
 * A session, or that of a request, which may not have begun: then there is nothing to be found in it, and the first fact
 * begins it. A handle that is kept beyond its request stays with the session that this had.
 *
 *     const session = engine.session();
 *     session.set({ user: 'alice', theme: 'dark' });
 *     session.get('user'); // 'alice'
 */
export class Session<F extends FactTypes = FactTypes> {
  readonly #engine: SessionHost<F>;
  readonly #place: SessionPlace;
  readonly #inPlace: InPlace | undefined;

  /** Made by {@link SessionEngine.session}; `inPlace` is for the session of a request. */
  constructor(engine: SessionHost<F>, place: SessionPlace, inPlace?: InPlace) {
    this.#engine = engine;
    this.#place = place;
    this.#inPlace = inPlace;
    // `session.user = 'alice'` would be lost: let it be an error.
    Object.preventExtensions(this);
  }

  /** The id; undefined while it has not begun. */
  get id(): string | undefined {
    return this.#place.sessionId;
  }

  /** The address it was opened from, such as `ip(127, 0, 0, 1)`; undefined when it is over. */
  get peer(): Term | undefined {
    return this.#engine.currentSession(this.#id, 'peer(Peer)').first()?.terms.Peer;
  }

  /** How long it has not been used; undefined when it is over. */
  get idle(): Seconds | undefined {
    return this.#engine.currentSession(this.#id, 'idle(Seconds)').first()?.Seconds as Seconds | undefined;
  }

  /** Whether it has begun, and neither ended nor expired. */
  get isAlive(): boolean {
    return this.#engine.isAlive(this.#id);
  }

  // Facts of which there is one

  /**
   * The argument of the first fact of this name, `'alice'` of `user(alice)`; where that has several or none, an array of
   * them. Undefined when there is no such fact. Those with one argument come before others, and are found by an index; to find
   * that there are none at all takes a look at each fact of the session.
   */
  get<K extends FactName<F>>(name: K): FactValue<F, K> | undefined {
    const found = this.#single(name);
    if (found !== undefined) return found.Content as FactValue<F, K>;
    const [fact] = this.#named(name);
    return fact === undefined ? undefined : (contentOf(fact) as FactValue<F, K>);
  }

  /** Whether there is a fact of this name, with whatever arguments. */
  has(name: FactName<F>): boolean {
    return this.#single(name) !== undefined || !this.#named(name).next().done;
  }

  /**
   * Makes these the only facts of their name and number of arguments, all or none.
   *
   *     session.set({ user: 'alice', place: ['row', 7] }); // user(alice), place(row, 7)
   *     session.set('user', 'bob');
   *
   * @throws PrologError `existence_error(http_session, SessionId)` when the session has ended.
   */
  set(facts: FactContents<F>): void;
  set<K extends FactName<F>>(name: K, content: FactContent<F, K>): void;
  set(facts: FactContents<F> | FactName<F>, content?: unknown): void {
    const terms = typeof facts === 'string' ? [factTerm(facts, content)] : factTerms(facts);
    if (terms.length === 0) return;
    const { store } = this.#engine;
    const { sessionId } = this.#place;
    // One that has expired ends now, and not in a transaction that is undone because of that.
    const live = sessionId === undefined ? undefined : this.#engine.ensureSession(sessionId);
    this.#engine.rerunnable((known) => {
      const id = known ?? this.#in(() => this.#engine.ensureSession());
      for (const term of terms) store.replace(sessionData(id, allLike(term)), sessionData(id, term));
    }, live);
  }

  /** Removes the facts of this name, with whatever arguments, and answers whether there were any. */
  delete(name: FactName<F>): boolean {
    const { sessionId } = this.#place;
    if (sessionId === undefined) return false;
    return this.#engine.rerunnable((id) => {
      const facts = [...this.#named(name, id)];
      for (const fact of facts) this.#engine.store.retractall(sessionData(id!, allLike(fact)));
      return facts.length > 0;
    }, sessionId);
  }

  /**
   * With arguments adds a fact that is to be read once; without, answers the facts of this name as {@link get} does, all in
   * order, and removes them.
   *
   *     session.flash('notice', 'Saved.');
   *     session.flash('notice'); // ['Saved.'], and the next time []
   */
  flash<K extends FactName<F>>(name: K): FactValue<F, K>[];
  flash<K extends FactName<F>>(name: K, ...args: FactArguments<F, K>): void;
  flash(name: FactName<F>, ...args: readonly TermLike[]): unknown {
    if (args.length === 0) return this.#readOnce(name).map(contentOf);
    this.assert({ [name]: args } as Fact<F>);
    return undefined;
  }

  // All facts

  /** The facts that match: `http_session_data(?Data)` is nondet. */
  data<const P extends FactPattern<F>>(pattern: P): Solutions<FactBindings<F, P>> {
    return this.#engine.sessionData(pattern, this.#id);
  }

  /** Adds a fact, last: `http_session_assert(+Data)` is det. Errors as {@link set}. */
  assert(data: Fact<F>): void {
    const { sessionId } = this.#place;
    if (sessionId !== undefined) this.#engine.sessionAssert(data, sessionId);
    else this.#in(() => this.#engine.sessionAssert(data));
  }

  /** Adds a fact, first: `http_session_asserta(+Data)` is det. Errors as {@link set}. */
  asserta(data: Fact<F>): void {
    const { sessionId } = this.#place;
    if (sessionId !== undefined) this.#engine.sessionAsserta(data, sessionId);
    else this.#in(() => this.#engine.sessionAsserta(data));
  }

  /** Removes the first fact that matches and answers it: `once(http_session_retract(?Data))`. */
  retract<const P extends FactPattern<F>>(pattern: P): Solution<FactBindings<F, P>> | undefined {
    return this.#engine.sessionRetract(pattern, this.#id);
  }

  /** Removes each fact that matches when the iteration gets to it: `http_session_retract(?Data)` is nondet. */
  retractEach<const P extends FactPattern<F>>(pattern: P): Solutions<FactBindings<F, P>> {
    return this.#engine.sessionRetractEach(pattern, this.#id);
  }

  /** Removes all facts that match and answers how many: `http_session_retractall(?Data)` is det. */
  retractall(pattern: FactPattern<F>): number {
    return this.#engine.sessionRetractall(pattern, this.#id);
  }

  /**
   * Replaces the first fact that matches by what `fn` makes of it; `fn` is given undefined when none matches. Nobody else
   * can get in between, and when `fn` throws nothing has changed. Where sessions are shared, `fn` is called again on the facts
   * of another process that was first.
   *
   *     session.update('visits(N)', (found) => ({ visits: Number(found?.N ?? 0) + 1 }));
   */
  update<const P extends FactPattern<F>>(
    pattern: P,
    fn: (found: Solution<FactBindings<F, P>> | undefined) => Fact<F>,
  ): void {
    const { sessionId } = this.#place;
    if (sessionId !== undefined) this.#engine.ensureSession(sessionId); // as in set
    this.#engine.rerunnable((known) => {
      const fact = fn(this.#engine.sessionRetract(pattern, known ?? NONE));
      if (known === undefined) this.assert(fact);
      else this.#engine.sessionAssert(fact, known);
    }, sessionId);
  }

  // The session as a whole

  /** Gives it a timeout of its own: `http_set_session(+Setting)` is det. Errors as {@link SessionEngine.setSession}. */
  setSession(setting: TermLike): void {
    this.#in(() => this.#engine.setSession(setting, this.#place.sessionId));
  }

  /**
   * Gives the session a new id, under which it goes on with all its facts. The old id is dead. One that has not begun will
   * have a new id anyway.
   */
  renew(): this {
    const { sessionId } = this.#place;
    if (sessionId !== undefined) {
      this.#place.sessionId = this.#in(() => this.#engine.renewSession(sessionId));
    }
    return this;
  }

  /**
   * Ends the session and begins another one, which is empty, as express-session does; {@link renew} keeps the facts. In
   * predicates, `http_open_session(_, [renew(true)])`. With a callback that is told of errors, which else are thrown.
   * @throws PrologError `permission_error(open, http_session, _)` when the headers are sent, or for a session that is not that
   * of the request.
   */
  regenerate(done?: Done): this {
    this.#do(done, () => {
      if (this.#inPlace === undefined) throw notOfRequest(this.#id);
      this.#inPlace(() => this.#engine.openSession({ renew: true }));
    });
    return this;
  }

  /** Ends the session, if there is one. Its facts are gone, and no later write brings it back. */
  close(): void {
    const { sessionId } = this.#place;
    if (sessionId !== undefined) this.#in(() => this.#engine.closeSession(sessionId));
  }

  /** The same as {@link close}, as express-session calls it; with a callback that is told of errors. */
  destroy(done?: Done): this {
    this.#do(done, () => this.close());
    return this;
  }

  /**
   * Is done when what the request has changed is stored, with a storage: see {@link SessionEngine.commit}. A request that does
   * not wait for this is answered only then, too.
   */
  commit(): Promise<void> {
    return this.#in(() => this.#engine.commit());
  }

  /** The same as {@link commit}, as express-session calls it. Without a storage all is done already. */
  save(done?: Done): this {
    if (done === undefined) return this; // whoever answers the request waits
    this.commit().then(
      () => process.nextTick(done, undefined),
      (error) => process.nextTick(done, error),
    );
    return this;
  }

  get #id(): string {
    return this.#place.sessionId ?? NONE;
  }

  #in<T>(fn: () => T): T {
    return this.#inPlace === undefined ? fn() : this.#inPlace(fn);
  }

  /** The first fact of a name with one argument, which is the solution's `Content`. */
  #single(name: string): Solution | undefined {
    const { sessionId } = this.#place;
    if (sessionId === undefined) return undefined;
    return this.#engine.store.query(sessionData(sessionId, compound(name, [CONTENT]))).first();
  }

  /** The facts of a name, with whatever arguments. */
  *#named(name: string, id = this.#id): Generator<Term> {
    for (const { term } of this.#engine.sessionData(_ as FactPattern<F>, id)) {
      if (nameOf(term) === name) yield term;
    }
  }

  /** Answers the facts of a name, and removes these: when that is done again, facts that have come meanwhile stay. */
  #readOnce(name: string): Term[] {
    const { sessionId } = this.#place;
    if (sessionId === undefined) return [];
    const read = [...this.#named(name)];
    this.#engine.rerunnable((id) => {
      for (const fact of read) this.#engine.store.retract(sessionData(id!, fact));
    }, sessionId);
    return read;
  }

  #do(done: Done | undefined, what: () => void): void {
    if (done === undefined) {
      what();
      return;
    }
    let problem: unknown;
    try {
      what();
    } catch (error) {
      problem = error;
    }
    process.nextTick(done, problem);
  }
}

function notOfRequest(id: string): Error {
  return permissionError('open', 'http_session', atom(id), saying('it is not the session of the request'));
}
