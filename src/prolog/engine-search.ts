/** A search that is left to the engine's query layer. */
import type { SolutionIterator, Solutions, Term } from '../index.ts';
import type { Search } from './answers.ts';
import { aborted } from './budget.ts';

export class EngineSearch implements Search {
  readonly #solutions: SolutionIterator;
  readonly #signal: AbortSignal;

  /** The signal is that of the solutions. */
  constructor(solutions: Solutions, signal: AbortSignal) {
    this.#solutions = solutions[Symbol.asyncIterator]();
    this.#signal = signal;
  }

  get isExhausted(): boolean {
    return this.#solutions.isLast;
  }

  async next(): Promise<Term | undefined> {
    try {
      const { done, value } = await this.#solutions.next();
      return done ? undefined : value.term;
    } catch (error) {
      throw this.#signal.aborted && error === this.#signal.reason ? aborted() : error;
    }
  }

  async close(): Promise<void> {
    await this.#solutions.return();
  }
}
