/** What SWI-Prolog asks of TypeScript: the predicates that are defined here, with outcomes that it takes as it needs them. */
import {
  Atom,
  atom,
  type Compound,
  compound,
  type Int,
  int,
  list,
  PrologError,
  properList,
  type Term,
  toTerm,
  Var,
} from '../../index.ts';
import type { Outcome, PrologPredicate } from '../host.ts';

/** Finds the predicate that is named so. */
export type Find = (indicator: string) => PrologPredicate | undefined;

export class Requests {
  readonly #find: Find;
  /** Outcomes that are still asked for, and what is waited for. */
  readonly #iterators = new Map<number, Iterator<Outcome> | AsyncIterator<Outcome>>();
  readonly #promises = new Map<number, Promise<Term>>();
  #made = 0;

  constructor(find: Find) {
    this.#find = find;
  }

  /** What a request is answered with. Answers are terms that `typescript.pl` knows. */
  answer(kind: string, args: readonly Term[]): Term {
    try {
      return this.#answer(kind, args);
    } catch (error) {
      return thrown(error);
    }
  }

  /** The answer that is waited for. */
  async awaited(promise: Term): Promise<Term> {
    const id = idOf(promise);
    const waited = this.#promises.get(id)!;
    this.#promises.delete(id);
    return waited;
  }

  #answer(kind: string, args: readonly Term[]): Term {
    switch (kind) {
      case 'goal':
        return this.#goal(args[0] as Compound);
      case 'call':
        return this.#call(args[0] as Compound, properList(args[1]!)!);
      case 'value':
        return this.#value(args[0] as Compound);
      case 'next':
        return this.#next(idOf(args[0]!));
      case 'close':
        return this.#close(idOf(args[0]!));
      case 'forget':
        this.#promises.get(idOf(args[0]!))?.catch(() => {});
        this.#promises.delete(idOf(args[0]!));
        return atom('true');
      default:
        throw new Error(`unknown request ${kind}`);
    }
  }

  #call(indicator: Compound, args: readonly Term[]): Term {
    const [name, arity] = indicator.args as [Atom, Int];
    return this.#answerOf(this.#predicate(name.name, Number(arity.value))(...args));
  }

  #goal({ name, args }: Compound): Term {
    return this.#answerOf(this.#predicate(name, args.length)(...args));
  }

  #answerOf(result: ReturnType<PrologPredicate>): Term {
    if (result instanceof Promise) {
      return this.#wait(result.then((outcome) => this.#outcome(outcome)));
    }
    return this.#outcome(result);
  }

  /** What a predicate answers at once that is called without its last argument: that one only. */
  #value({ name, args }: Compound): Term {
    const outcome = this.#predicate(name, args.length + 1)(...args);
    return Array.isArray(outcome) ? compound('value', [toTerm(outcome[0])]) : atom('false');
  }

  #predicate(name: string, arity: number): PrologPredicate {
    const key = `${name}/${arity}`;
    const predicate = this.#find(key);
    if (predicate === undefined) throw new Error(`no predicate ${key}`);
    return predicate;
  }

  #outcome(outcome: Awaited<ReturnType<PrologPredicate>>): Term {
    if (outcome === undefined || outcome === true) return atom('true');
    if (outcome === false) return atom('false');
    if (Array.isArray(outcome)) return compound('true', [list(outcome.map((value) => toTerm(value)))]);
    if (Symbol.asyncIterator in (outcome as object)) {
      return this.#each(atom('false'), (outcome as AsyncIterable<Outcome>)[Symbol.asyncIterator]());
    }
    const iterator = (outcome as Iterable<Outcome>)[Symbol.iterator]();
    const { done, value } = iterator.next();
    return done ? atom('false') : this.#each(this.#outcome(value), iterator);
  }

  /** The first outcome, and how the others are asked for. */
  #each(first: Term, iterator: Iterator<Outcome> | AsyncIterator<Outcome>): Term {
    const id = ++this.#made;
    this.#iterators.set(id, iterator);
    return compound('each', [first, int(id)]);
  }

  #next(id: number): Term {
    const next = this.#iterators.get(id)!.next();
    if (next instanceof Promise) return this.#wait(next.then((result) => this.#result(id, result)));
    return this.#result(id, next);
  }

  #result(id: number, { done, value }: IteratorResult<Outcome>): Term {
    if (!done) return this.#outcome(value as Outcome);
    this.#iterators.delete(id);
    return atom('end');
  }

  #close(id: number): Term {
    const iterator = this.#iterators.get(id);
    this.#iterators.delete(id);
    const closed = iterator?.return?.();
    // Where a cleanup is run nothing can wait
    if (closed instanceof Promise) closed.catch(() => {});
    return atom('true');
  }

  #wait(promise: Promise<Term>): Term {
    const id = ++this.#made;
    this.#promises.set(id, promise.catch(thrown));
    return compound('wait', [int(id)]);
  }
}

function idOf(term: Term): number {
  return Number((term as Int).value);
}

/** What is thrown in the program: the term of a PrologError, any other error as a system error. */
export function thrown(error: unknown): Term {
  if (error instanceof PrologError) return compound('throw', [error.term]);
  const message = error instanceof Error ? error.message : String(error);
  const system = compound('system_error', [new Atom(message)]);
  return compound('throw', [compound('error', [system, new Var()])]);
}
