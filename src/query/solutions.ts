/** The solutions of a query: found when they are asked for, one by one. */
import type { Database } from '../store/database.ts';
import type { Constant } from '../term/constant.ts';
import { resourceError } from '../term/error.ts';
import { type Limits, Meter } from './limits.ts';
import { type Bindings, type Solution, type SolutionShape, solutionOf } from './solution.ts';
import { SolutionIterator } from './solution-iterator.ts';

/** What finds solutions, one after the other. */
export interface SolutionSource {
  /** Goes on to the next solution; false when there is none, or when the turn of its meter is over. */
  next(): boolean;
  /** The values of the goal's variables in this solution, which nothing changes later. */
  values(): readonly Constant[];
  /** Ends the search. */
  close(): void;
}

/** What is to be searched for; it can be started many times. */
export interface Search extends SolutionShape {
  /** With a meter for what gives way when a turn is over; what does not search long needs none. */
  start(database: Database, limits: Limits, meter?: Meter): SolutionSource;
}

/**
 * The solutions of a goal, lazily. Each iteration runs the goal anew; leaving a loop early closes its run. What is
 * asserted or retracted during an iteration does not change what it finds: it sees each predicate as that was when the
 * goal called it.
 *
 * A `for` loop, and each method, keeps the thread until the next solution is found. `for await` finds the same solutions and
 * lets others have their turn about every 10 ms, also while it looks for one.
 *
 *     for await (const { S } of engine.query('session_data(S, cart(_, N)), N > 100', { signal })) console.log(S);
 */
export class Solutions<B = Bindings> implements Iterable<Solution<B>>, AsyncIterable<Solution<B>> {
  readonly #search: Search;
  readonly #database: Database;
  readonly #limits: Limits;
  readonly #argument: number | undefined;

  /** When there are more solutions than the limit, asking for the next one is a `resource_error(solutions)`. */
  constructor(search: Search, database: Database, limits: Limits, argument?: number) {
    this.#search = search;
    this.#database = database;
    this.#limits = limits;
    this.#argument = argument;
  }

  [Symbol.iterator](): Iterator<Solution<B>, undefined> {
    return this.#iterator(this.#start());
  }

  [Symbol.asyncIterator](): SolutionIterator<B> {
    const meter = new Meter(this.#limits, true);
    return new SolutionIterator(this.#iterator(this.#start(meter)), meter);
  }

  /** The first solution, or undefined. */
  first(): Solution<B> | undefined {
    const source = this.#start();
    const solution = source.next() ? this.#solution(source) : undefined;
    source.close();
    return solution;
  }

  /** All solutions. */
  toArray(): Solution<B>[] {
    return [...this];
  }

  /** How many solutions there are. */
  count(): number {
    const source = this.#start();
    const { solutions: most = Infinity } = this.#limits;
    let found = 0;
    while (source.next()) if (++found > most) throw resourceError('solutions');
    return found;
  }

  /** Whether there is a solution. */
  exists(): boolean {
    const source = this.#start();
    const found = source.next();
    source.close();
    return found;
  }

  /** The same solutions, whose `fact` and `term` are an argument of the goal instead of the whole; the first is 0. */
  ofArgument(index: number): Solutions<B> {
    return new Solutions(this.#search, this.#database, this.#limits, index);
  }

  #iterator(source: SolutionSource): Iterator<Solution<B>, undefined> {
    const { solutions: most = Infinity } = this.#limits;
    let found = 0;
    return {
      next: () => {
        if (!source.next()) return { done: true, value: undefined };
        if (++found > most) {
          source.close();
          throw resourceError('solutions');
        }
        return { done: false, value: this.#solution(source) };
      },
      return: () => {
        source.close();
        return { done: true, value: undefined };
      },
    };
  }

  #start(meter?: Meter): SolutionSource {
    return this.#search.start(this.#database, this.#limits, meter);
  }

  #solution(source: SolutionSource): Solution<B> {
    return solutionOf(this.#search, source.values(), this.#argument) as Solution<B>;
  }
}
