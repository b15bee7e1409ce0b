/** The solutions of one run for whoever can wait: others have their turn between two of them, and while one is looked for. */
import { setImmediate } from 'node:timers/promises';
import { InOrder } from './in-order.ts';
import type { Meter, Milliseconds } from './limits.ts';
import type { Bindings, Solution } from './solution.ts';

/** For so long a run keeps the thread to itself. */
const TURN: Milliseconds = 10;

/** What a run has come to. */
type Outcome<B> = { readonly result: IteratorResult<Solution<B>, undefined> } | { readonly error: unknown };

export class SolutionIterator<B = Bindings> implements AsyncIterator<Solution<B>, undefined> {
  readonly #solutions: Iterator<Solution<B>, undefined>;
  readonly #meter: Meter;
  /** What comes next, if somebody wanted to know whether there is more. */
  #ahead: Outcome<B> | undefined;
  readonly #order = new InOrder<IteratorResult<Solution<B>, undefined>>();

  /** Of solutions that find nothing when the turn of their meter is over, and go on in the next. */
  constructor(solutions: Iterator<Solution<B>, undefined>, meter: Meter) {
    this.#solutions = solutions;
    this.#meter = meter;
    meter.beginTurn(TURN);
  }

  next(): Promise<IteratorResult<Solution<B>, undefined>> {
    return this.#order.ask(() => this.#next());
  }

  /** Ends the search; one that is under way finds nothing more. */
  async return(): Promise<IteratorResult<Solution<B>, undefined>> {
    const result = { done: true, value: undefined } as const;
    this.#solutions.return?.();
    this.#ahead = { result };
    return result;
  }

  /**
   * Whether the solution that was found last is known to be the last: it looks for the next one, but no longer than a turn, and
   * is false when nothing has come of that.
   */
  get isLast(): boolean {
    if (this.#ahead === undefined) {
      this.#meter.beginTurn(TURN);
      this.#ahead = this.#look();
    }
    return this.#ahead !== undefined && 'result' in this.#ahead && this.#ahead.result.done === true;
  }

  async #next(): Promise<IteratorResult<Solution<B>, undefined>> {
    const meter = this.#meter;
    try {
      for (;;) {
        meter.start();
        const next = meter.isTurnOver ? undefined : (this.#ahead ?? this.#look());
        if (next !== undefined) {
          this.#ahead = undefined;
          if ('error' in next) throw next.error;
          return next.result;
        }
        await setImmediate();
        meter.beginTurn(TURN);
      }
    } catch (error) {
      await this.return();
      throw error;
    }
  }

  /** Looks for the next solution until the turn is over: undefined when it does not know of any yet. */
  #look(): Outcome<B> | undefined {
    try {
      const result = this.#solutions.next();
      return result.done && this.#meter.isTurnOver ? undefined : { result };
    } catch (error) {
      return { error };
    }
  }
}
