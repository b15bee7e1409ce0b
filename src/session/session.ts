/** A handle on one session: what the engine can do with a session id, without saying the id again. */
import type { ClauseStore } from '../query/clause-store.ts';
import type { Solution } from '../query/solution.ts';
import type { Solutions } from '../query/solutions.ts';
import type { Term } from '../term/term.ts';
import type { TermLike } from '../term/value.ts';
import type { Fact, FactBindings, FactPattern, FactTypes } from './facts.ts';
import type { Seconds } from './settings-table.ts';

/** What a handle asks of the engine. */
export interface SessionHost<F extends FactTypes> {
  readonly store: ClauseStore;
  isAlive(sessionId: string): boolean;
  currentSession(sessionId: string, data: string): Solutions;
  sessionAssert(data: Fact<F>, sessionId: string): void;
  sessionAsserta(data: Fact<F>, sessionId: string): void;
  sessionRetract<const P extends FactPattern<F>>(
    pattern: P,
    sessionId: string,
  ): Solution<FactBindings<F, P>> | undefined;
  sessionRetractEach<const P extends FactPattern<F>>(
    pattern: P,
    sessionId: string,
  ): Solutions<FactBindings<F, P>>;
  sessionRetractall(pattern: FactPattern<F>, sessionId: string): number;
  sessionData<const P extends FactPattern<F>>(pattern: P, sessionId: string): Solutions<FactBindings<F, P>>;
  setSession(setting: TermLike, sessionId: string): void;
  renewSession(sessionId: string): string;
  closeSession(sessionId: string): void;
}

export class Session<F extends FactTypes = FactTypes> {
  readonly #engine: SessionHost<F>;
  #id: string;

  constructor(engine: SessionHost<F>, id: string) {
    this.#engine = engine;
    this.#id = id;
  }

  get id(): string {
    return this.#id;
  }

  /** The address it was opened from, such as `ip(127, 0, 0, 1)`; undefined when it is over. */
  get peer(): Term | undefined {
    return this.#engine.currentSession(this.#id, 'peer(Peer)').first()?.terms.Peer;
  }

  /** How long it has not been used; undefined when it is over. */
  get idle(): Seconds | undefined {
    return this.#engine.currentSession(this.#id, 'idle(Seconds)').first()?.Seconds as Seconds | undefined;
  }

  /** Whether it has neither ended nor expired. */
  get isAlive(): boolean {
    return this.#engine.isAlive(this.#id);
  }

  data<const P extends FactPattern<F>>(pattern: P): Solutions<FactBindings<F, P>> {
    return this.#engine.sessionData(pattern, this.#id);
  }

  assert(data: Fact<F>): void {
    this.#engine.sessionAssert(data, this.#id);
  }

  asserta(data: Fact<F>): void {
    this.#engine.sessionAsserta(data, this.#id);
  }

  retract<const P extends FactPattern<F>>(pattern: P): Solution<FactBindings<F, P>> | undefined {
    return this.#engine.sessionRetract(pattern, this.#id);
  }

  retractEach<const P extends FactPattern<F>>(pattern: P): Solutions<FactBindings<F, P>> {
    return this.#engine.sessionRetractEach(pattern, this.#id);
  }

  retractall(pattern: FactPattern<F>): number {
    return this.#engine.sessionRetractall(pattern, this.#id);
  }

  /**
   * Replaces the first fact that matches by what `fn` makes of it; `fn` is given undefined when none matches. Nobody else
   * can get in between, and when `fn` throws nothing has changed.
   *
   *     session.update('visits(N)', (found) => ({ visits: Number(found?.N ?? 0) + 1 }));
   */
  update<const P extends FactPattern<F>>(
    pattern: P,
    fn: (found: Solution<FactBindings<F, P>> | undefined) => Fact<F>,
  ): void {
    this.#engine.store.transaction(() => {
      this.assert(fn(this.retract(pattern)));
    });
  }

  set(setting: TermLike): void {
    this.#engine.setSession(setting, this.#id);
  }

  /** Gives the session a new id, under which it goes on with all its facts. The old id is dead. */
  renew(): this {
    this.#id = this.#engine.renewSession(this.#id);
    return this;
  }

  close(): void {
    this.#engine.closeSession(this.#id);
  }
}
