/** A search of an interpreter for the solutions of one goal, in an engine of its own. */
import { atom, Compound, Float, Int, int, type Milliseconds, resourceError, type Term } from '../../index.ts';
import { Budget, Ended } from '../budget.ts';
import type { QueryOptions } from '../host.ts';
import { PAUSE, type Steps } from '../steps.ts';
import { Crossing } from './crossing.ts';
import type { Engine } from './engines.ts';
import type { Ref } from './interpreter.ts';
import type { Machine, Watched } from './machine.ts';
import { type Pace, paceOf } from './pace.ts';
import { CAN_WAIT, CATCH, EXCEPTION, EXTENDED, FALSE, LAST, WAIT } from './query.ts';
import { thrown } from './requests.ts';

/** So long a search may go on that catches its end; then the interpreter ends, too. */
const PATIENCE: Milliseconds = 2000;

/** What a search came to: a solution, or none, or something to wait for. */
interface Step {
  readonly solution?: Term;
  readonly isLast?: boolean;
  readonly request?: Term;
}

export class Run implements Watched {
  readonly #machine: Machine;
  readonly #budget: Budget;
  readonly #pace: Pace;
  readonly #engine: Engine;
  readonly #frame: number;
  readonly #goal: Ref;
  /** 0 when the search is over. */
  #query: number;
  /** What ended the search, whatever the program makes of it. */
  #ended: Ended | undefined;
  /** When it has to have come to its end. */
  #overBy = Infinity;

  readonly isAsked: boolean;
  readonly #isShown: boolean;

  /** Where the goal takes one argument more, that is what is answered, and the goal is one that needs no expansion. */
  constructor(machine: Machine, goal: Term, options: QueryOptions, signal: AbortSignal, isAsked = false) {
    this.isAsked = isAsked;
    this.#isShown = options.isShown ?? false;
    const { c, terms, engines } = machine;
    this.#machine = machine;
    this.#budget = new Budget(options, signal);
    this.#pace = paceOf(options);
    this.#engine = engines.take();
    try {
      [this.#frame, this.#goal, this.#query] = machine.within(this.#engine, () => {
        const frame = c._PL_open_foreign_frame();
        const refs = c._PL_new_term_refs(4);
        terms.toSwi(goal, refs);
        terms.toSwi(int(this.#pace.interval), refs + 1);
        terms.toSwi(int(this.#pace.limit), refs + 2);
        const predicate = isAsked ? machine.askPredicate : machine.solvePredicate;
        const query = c._PL_open_query(0, CATCH | CAN_WAIT | EXTENDED, predicate, refs);
        return [frame, isAsked ? refs + 3 : refs, query];
      });
    } catch (error) {
      engines.give(this.#engine); // for a goal that cannot cross
      throw error;
    }
  }

  get isClosed(): boolean {
    return this.#query === 0;
  }

  /** The goal as it is in the next solution; undefined when there is none. */
  *next(): Steps<Term | undefined> {
    if (this.isClosed) return undefined;
    let answer: Term | undefined;
    try {
      this.#budget.checkAbort();
      for (;;) {
        const result = this.#step(answer);
        if (result.request === undefined) {
          if (result.isLast) this.close();
          return result.solution;
        }
        answer = yield* this.#waited(result.request);
      }
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** Ends the search. Cleanups of the program are run. */
  close(): void {
    if (this.isClosed) return;
    const machine = this.#machine;
    const query = this.#query;
    this.#query = 0;
    if (machine.isDead) return;
    machine.running.push(this);
    try {
      machine.within(this.#engine, () => {
        machine.c._PL_cut_query(query);
        machine.c._PL_discard_foreign_frame(this.#frame);
        if (this.isAsked) machine.tellFlushed();
        else machine.flush();
      });
    } finally {
      machine.running.pop();
      machine.engines.give(this.#engine);
    }
    machine.endIfLarge();
  }

  /** Whether the search may go on, or is to give way; as `typescript.pl` knows it. */
  beat(): Term {
    if (this.#ended !== undefined) {
      if (performance.now() > this.#overBy) this.#machine.kill(this.#ended);
      return thrown(this.#ended);
    }
    try {
      this.#budget.infer(this.#pace.interval);
      return atom(this.#budget.isTurnOver ? 'yield' : 'go');
    } catch (error) {
      return this.#end(error);
    }
  }

  /** Has the search end after so many seconds from now, or not for their number. */
  limit(given: Term): Term {
    const seconds = given instanceof Int || given instanceof Float ? Number(given.value) : Infinity;
    this.#budget.limitTime(seconds * 1000);
    return atom('true');
  }

  /** What the search ends with that takes no looks at its limits. */
  exceeded(): Term {
    return this.#end(new Ended(resourceError(this.#pace.reason).term));
  }

  /** Goes on, to the next solution or to where it has to wait; with the answer to what it waited for. */
  #step(answer: Term | undefined): Step {
    const { c, terms, running } = this.#machine;
    running.push(this);
    try {
      return this.#machine.within(this.#engine, () => {
        if (answer !== undefined) this.#resume(answer);
        const status = c._PL_next_solution(this.#query);
        if (status === WAIT)
          return { request: this.#machine.inFrame(() => terms.toClausal(c._WASM_yield_request())) };
        if (this.isAsked && status === LAST) this.#machine.tellFlushed();
        else this.#machine.flush();
        if (this.#ended !== undefined) throw this.#ended;
        if (status === EXCEPTION) throw this.#machine.errorOf(c._PL_exception(this.#query));
        if (status === FALSE) return { isLast: true };
        const solution = this.#machine.inFrame(() =>
          terms.toClausal(this.#goal, new Crossing(this.#isShown)),
        );
        return { solution, isLast: status === LAST };
      });
    } catch (error) {
      throw this.#ended ?? error;
    } finally {
      running.pop();
    }
  }

  #resume(answer: Term): void {
    const { c, terms } = this.#machine;
    this.#machine.inFrame(() => {
      const ref = c._PL_new_term_ref();
      terms.toSwi(answer, ref);
      c._WASM_set_yield_result(ref);
    });
  }

  /** What was waited for. */
  *#waited(request: Term): Steps<Term> {
    try {
      if (request instanceof Compound) return (yield this.#machine.awaited(request.args[0]!)) as Term;
      yield PAUSE;
      this.#budget.beginTurn();
      return atom('go');
    } catch (error) {
      return this.#end(error);
    }
  }

  #end(error: unknown): Term {
    if (error instanceof Ended) {
      this.#ended = error;
      this.#overBy = performance.now() + PATIENCE;
    }
    return thrown(error);
  }
}
