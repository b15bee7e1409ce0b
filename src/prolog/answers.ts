/** The answers of any host: a search that can be begun anew, and the ways to take what it finds. */
import { type Bindings, InOrder, matchTerm, resourceError, type Solution, type Term } from '../index.ts';
import type { AnswerIterator, Answers } from './host.ts';

/** A search under way. */
export interface Search {
  /** The goal as it is in the next solution; undefined when there is none. */
  next(): Promise<Term | undefined>;
  /** Whether there is nothing more to try. */
  readonly isExhausted: boolean;
  close(): Promise<void>;
}

/** Begins a search. What ends it is aborted when nobody wants the solution that is looked for, and by the host as it likes. */
export type Start = (goal: Term, ended: AbortController) => Search;

export class LazyAnswers implements Answers {
  readonly #goal: Term | Promise<Term>;
  readonly #start: Start;
  readonly #most: number;

  /** The goal may still have to be read. When there are more solutions than `most`, asking for the next one is a `resource_error(solutions)`. */
  constructor(goal: Term | Promise<Term>, start: Start, most = Infinity) {
    this.#goal = goal;
    this.#start = start;
    this.#most = most;
  }

  [Symbol.asyncIterator](): AnswerIterator {
    return new LazyIterator(this.#goal, this.#start, this.#most);
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

/** A signal that is aborted as soon as one of the two is. */
export function either(one: AbortSignal, other: AbortSignal | undefined): AbortSignal {
  return other === undefined ? one : AbortSignal.any([one, other]);
}

type Result = IteratorResult<Solution<Bindings>, undefined>;

class LazyIterator implements AnswerIterator {
  #goal: Term | Promise<Term>;
  readonly #start: Start;
  readonly #most: number;
  readonly #ended = new AbortController();
  #search: Search | undefined;
  #count = 0;
  #isDone = false;
  readonly #order = new InOrder<Result>();

  constructor(goal: Term | Promise<Term>, start: Start, most: number) {
    this.#goal = goal;
    this.#start = start;
    this.#most = most;
  }

  get isLast(): boolean {
    return this.#isDone || this.#search?.isExhausted === true;
  }

  next(): Promise<Result> {
    return this.#order.ask(() => this.#next());
  }

  /** Ends the search; what was asked for and is not there yet is not found any more. */
  async return(): Promise<Result> {
    this.#isDone = true;
    const { pending } = this.#order;
    if (pending !== undefined) {
      this.#ended.abort();
      await pending;
    }
    await this.#search?.close();
    return { done: true, value: undefined };
  }

  async #next(): Promise<Result> {
    try {
      // Nothing is waited for that is there: that would cost more than many a search
      if (this.#goal instanceof Promise) this.#goal = await this.#goal;
      if (!this.#isDone) {
        this.#search ??= this.#start(this.#goal, this.#ended);
        const found = await this.#search.next();
        if (found !== undefined && !this.#isDone) {
          if (++this.#count <= this.#most) return { done: false, value: matchTerm(this.#goal, found)! };
          await this.#search.close();
          throw resourceError('solutions');
        }
      }
    } catch (error) {
      const isWanted = !this.#isDone;
      this.#isDone = true;
      if (isWanted) throw error;
    }
    this.#isDone = true;
    return { done: true, value: undefined };
  }
}
