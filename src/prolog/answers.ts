/** The answers of any host: a search that can be begun anew, and the ways to take what it finds. */
import { type Bindings, matchTerm, resourceError, type Solution, type Term } from '../index.ts';
import type { AnswerIterator, Answers } from './host.ts';

/** A search under way. */
export interface Search {
  /** The goal as it is in the next solution; undefined when there is none. */
  next(): Promise<Term | undefined>;
  /** Whether there is nothing more to try. */
  readonly isExhausted: boolean;
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

  [Symbol.asyncIterator](): AnswerIterator {
    const goal = this.#goal;
    const most = this.#most;
    const search = this.#start(goal);
    let count = 0;
    return {
      async next(): Promise<IteratorResult<Solution<Bindings>, undefined>> {
        const found = await search.next();
        if (found === undefined) return { done: true, value: undefined };
        if (++count <= most) return { done: false, value: matchTerm(goal, found)! };
        await search.close();
        throw resourceError('solutions');
      },
      async return() {
        await search.close();
        return { done: true, value: undefined };
      },
      get isLast() {
        return search.isExhausted;
      },
    };
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
