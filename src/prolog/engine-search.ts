/** A search that is left to the engine's query layer: its solutions come at once, and others have their turn between them. */
import { setImmediate } from 'node:timers/promises';
import type { Solution, Solutions, Term } from '../index.ts';
import type { Search } from './answers.ts';
import { aborted, SLICE } from './budget.ts';

export class EngineSearch implements Search {
  readonly #solutions: Iterator<Solution, undefined>;
  readonly #signal: AbortSignal | undefined;
  /** The solution that comes next, if somebody wanted to know whether there is one. */
  #ahead: IteratorResult<Solution, undefined> | undefined;
  #error: { readonly thrown: unknown } | undefined;
  #turnEnds = performance.now() + SLICE;

  constructor(solutions: Solutions, signal: AbortSignal | undefined) {
    this.#solutions = solutions[Symbol.iterator]() as Iterator<Solution, undefined>;
    this.#signal = signal;
  }

  get isExhausted(): boolean {
    if (this.#ahead === undefined && this.#error === undefined) {
      try {
        this.#ahead = this.#solutions.next();
      } catch (error) {
        this.#error = { thrown: error }; // which is for whoever wants the next one
      }
    }
    return this.#ahead?.done === true;
  }

  async next(): Promise<Term | undefined> {
    if (performance.now() > this.#turnEnds) {
      await setImmediate();
      this.#turnEnds = performance.now() + SLICE;
    }
    if (this.#signal?.aborted) throw aborted();
    if (this.#error !== undefined) throw this.#error.thrown;
    const { done, value } = this.#ahead ?? this.#solutions.next();
    this.#ahead = undefined;
    return done ? undefined : value.term;
  }

  async close(): Promise<void> {
    this.#solutions.return?.();
    this.#ahead = { done: true, value: undefined };
  }
}
