/**
 * A host for tests of the prompt: answers goals by the query layer of an engine, and tells which solution is the last.
 * `repeat, fail` runs until it is aborted; `print(Text)` writes.
 */
import { setImmediate } from 'node:timers/promises';
import { atom, ClauseStore, compound, PrologError, type Solution } from '../../src/index.ts';
import type {
  AnswerIterator,
  Answers,
  HostOptions,
  PrologHost,
  PrologPredicate,
  QueryOptions,
} from '../../src/prolog/host.ts';

export class EngineHost implements PrologHost {
  readonly store: ClauseStore;
  readonly #options: HostOptions;
  readonly #defined = new Map<string, PrologPredicate>();

  constructor(store = new ClauseStore(), options: HostOptions = {}) {
    this.store = store;
    this.#options = options;
  }

  async consult(): Promise<void> {}

  query(goal: string, { signal }: QueryOptions = {}): Answers {
    const iterate = () => new Iteration(this.#solutions(goal, signal));
    const toArray = async () => {
      const all: Solution[] = [];
      for await (const solution of { [Symbol.asyncIterator]: iterate }) all.push(solution);
      return all;
    };
    return {
      [Symbol.asyncIterator]: iterate,
      toArray,
      first: async () => (await toArray())[0],
      count: async () => (await toArray()).length,
      exists: async () => (await toArray()).length > 0,
    };
  }

  define(indicator: string, predicate: PrologPredicate): void {
    this.#defined.set(indicator, predicate);
  }

  predicates(): Iterable<string> {
    return this.#defined.keys();
  }

  async close(): Promise<void> {}

  async *#solutions(text: string, signal: AbortSignal | undefined): AsyncGenerator<Solution, undefined> {
    const goal = text.replace(/\s*\.\s*$/, '');
    const predicate = this.#defined.get(`${goal}/0`);
    const printed = /^print\((.*)\)$/.exec(goal)?.[1];
    if (printed !== undefined) this.#options.output?.(printed);
    else if (predicate !== undefined) await predicate();
    if (goal === 'repeat, fail') {
      while (signal?.aborted !== true) await setImmediate();
      throw new PrologError(compound('unwind', [atom('abort')]));
    }
    yield* this.store.query(printed === undefined && predicate === undefined ? text : 'true');
  }
}

/** Looks one solution ahead, which is safe where goals have no effects. */
class Iteration implements AnswerIterator {
  readonly #solutions: AsyncGenerator<Solution, undefined>;
  #next: Promise<IteratorResult<Solution, undefined>> | undefined;
  isLast = false;

  constructor(solutions: AsyncGenerator<Solution, undefined>) {
    this.#solutions = solutions;
  }

  async next(): Promise<IteratorResult<Solution, undefined>> {
    const found = await (this.#next ?? this.#solutions.next());
    if (found.done === true) return found;
    this.#next = this.#solutions.next();
    this.isLast = await this.#next.then(
      ({ done }) => done === true,
      () => false,
    );
    return found;
  }

  async return(): Promise<IteratorResult<Solution, undefined>> {
    await this.#solutions.return(undefined);
    return { done: true, value: undefined };
  }
}
