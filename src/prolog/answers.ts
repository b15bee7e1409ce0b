/** The answers of any host: a search that can be begun anew, and the ways to take what it finds. */
import { type Bindings, matchTerm, resourceError, type Solution, type Term } from '../index.ts';
import type { Answers } from './host.ts';

/** A search under way. */
export interface Search {
  /** The goal as it is in the next solution; undefined when there is none. */
  next(): Promise<Term | undefined>;
  close(): Promise<void>;
}

export class LazyAnswers implements Answers {
  readonly #goal: Term;
  readonly #start: (goal: Term) => Search;
  readonly #most: number;

  /** When there are more solutions than `most`, asking for the next one is a `resource_error(solutions)`. */
  constructor(goal: Term, start: (goal: Term) => Search, most = Infinity) {
    this.#goal = goal;
    this.#start = start;
    this.#most = most;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Solution<Bindings>, undefined> {
    const search = this.#start(this.#goal);
    let count = 0;
    try {
      for (let found = await search.next(); found !== undefined; found = await search.next()) {
        if (++count > this.#most) throw resourceError('solutions');
        yield matchTerm(this.#goal, found)!;
      }
    } finally {
      await search.close();
    }
  }

  async first(): Promise<Solution | undefined> {
    for await (const solution of this) return solution;
    return undefined;
  }

  async toArray(): Promise<Solution[]> {
    const all: Solution[] = [];
    for await (const solution of this) all.push(solution);
    return all;
  }

  async count(): Promise<number> {
    let found = 0;
    for await (const _ of this) found++;
    return found;
  }

  async exists(): Promise<boolean> {
    return (await this.first()) !== undefined;
  }
}
