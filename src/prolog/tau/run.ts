/**
 * The search for the solutions of one goal. The choicepoints and the bindings are tau-prolog's, and so is each step; what
 * a goal means is for the {@link Meaning} of the host. Goals within a goal that are to be caught or collected are runs of
 * their own.
 */
import tau, {
  type TauState,
  type TauSubstitution,
  type TauTerm,
  type TauThread,
  type TauValue,
} from 'tau-prolog';
import { resourceError } from '../../index.ts';
import { type Budget, Ended } from '../budget.ts';
import { PAUSE, type Steps } from '../steps.ts';
import { composed } from './composition.ts';
import { before, restOf } from './conjunction.ts';
import { Bound, Delayed } from './delayed.ts';
import { applied, unbound } from './substitution.ts';
import { unify } from './unify.ts';

/** What a goal does: goes on with {@link Run.proceed}, any number of times, fails if it does not, or throws. */
// biome-ignore lint/suspicious/noConfusingVoidType: most are done at once, and return nothing.
export type Meaning = (call: Call) => void | Steps;

/** A choicepoint, with what a goal that is tried again has to remember. */
export interface State extends TauState {
  memory?: unknown;
  /** Is called when the choicepoint goes, whatever the reason; only the first call does something. */
  cleanup?: () => Steps<TauSubstitution | undefined>;
}

/** A goal that is called. */
export interface Call {
  readonly run: Run;
  readonly state: State;
  readonly goal: TauTerm;
}

export class Run {
  readonly #thread: TauThread;
  readonly #meaning: Meaning;
  readonly #budget: Budget;
  #pending: Steps | undefined = undefined;
  /** The choicepoint of the goal that is called now. */
  #state: TauState | undefined = undefined;
  /** Whether some global variable was set here that backtracking resets. */
  #hasGlobals = false;

  constructor(session: TauThread['session'], goal: TauTerm, meaning: Meaning, budget: Budget) {
    this.#meaning = meaning;
    this.#budget = budget;
    const thread = new tau.type.Thread(session);
    const predicate = (_thread: TauThread, state: TauState, called: TauTerm) => this.#call(state, called);
    const module = {
      id: 'user',
      rules: new Proxy({}, { get: () => predicate }),
      indexed_clauses: {},
    };
    thread.lookup_module = () => module;
    thread.expand_meta_predicate = () => {};
    thread.points = [new tau.type.State(before(goal, null), unbound(goal))];
    this.#thread = thread;
  }

  /** How many choicepoints there are. */
  get height(): number {
    return this.#thread.points.length;
  }

  /** The next solution: what the goal's variables are bound to; undefined when there is none. */
  *next(): Steps<TauSubstitution | undefined> {
    const { points } = this.#thread;
    const budget = this.#budget;
    let state: State | undefined;
    try {
      budget.checkAbort();
      while (points.length > 0) {
        state = points.at(-1)!;
        if (state.goal === null) {
          points.pop();
          return state.substitution;
        }
        budget.infer();
        if (this.#thread.step() === true) yield* this.#pending!;
        if (budget.isTurnOver) {
          yield PAUSE;
          budget.beginTurn();
        }
      }
      return undefined;
    } catch (error) {
      // The step that failed took its choicepoint away.
      if (state?.cleanup !== undefined && !points.includes(state)) points.push(state);
      throw yield* this.#unwind(error instanceof RangeError ? resourceError('stack') : error);
    }
  }

  /** Nobody wants more solutions, whatever is left of the budget. */
  *close(): Steps {
    this.#budget.end();
    yield* this.cut(0);
  }

  /** A search of its own for the solutions of a goal in this one. */
  sub(goal: TauTerm): Run {
    const run = new Run(this.#thread.session, goal, this.#meaning, this.#budget);
    if (this.#hasGlobals) {
      run.#hasGlobals = true;
      const [first] = run.#thread.points as [TauState];
      Object.assign(first.substitution.links, globalsIn(this.#state!.substitution));
    }
    return run;
  }

  /** The value of a global variable that backtracking resets. */
  global(name: string): TauValue | undefined {
    return this.#state?.substitution.links[GLOBAL + name];
  }

  /** The call, with the global variables as they are behind a goal that was called for it. */
  withGlobals(call: Call, found: TauSubstitution): Call {
    const globals = areGlobalsUsed ? globalsIn(found) : undefined;
    if (globals === undefined) return call;
    this.#hasGlobals = true;
    const substitution = new tau.type.Substitution({ ...call.state.substitution.links, ...globals });
    const state = new tau.type.State(call.state.goal, substitution);
    this.#state = state;
    return { ...call, state };
  }

  /** Goes on with another value of a global variable. */
  proceedWithGlobal({ state }: Call, name: string, value: TauValue): void {
    this.#hasGlobals = true;
    areGlobalsUsed = true;
    const links = { ...state.substitution.links, [GLOBAL + name]: value };
    const substitution = new tau.type.Substitution(links);
    this.#thread.points.push(new tau.type.State(before(null, restOf(state.goal!)), substitution));
  }

  /** Goes on behind the goal that was called, with what is left when it is replaced and variables are bound. */
  proceed({ state }: Call, by: TauTerm | null = null, bound?: TauSubstitution): void {
    const rest = restOf(state.goal!);
    const { points } = this.#thread;
    if (bound === undefined) {
      points.push(new tau.type.State(before(by, rest), state.substitution));
      return;
    }
    const step = new Bound(bound);
    const globals = areGlobalsUsed ? globalsIn(bound) : undefined;
    let substitution = composed(state.substitution, step);
    if (globals !== undefined) {
      this.#hasGlobals = true;
      substitution = new tau.type.Substitution({ ...substitution.links, ...globals });
    }
    const goal = before(by && applied(by, bound), rest && Delayed.by(rest, step));
    points.push(new tau.type.State(goal, substitution));
  }

  /** Goes on where two terms can be made equal. */
  unify(call: Call, a: TauValue, b: TauValue): boolean {
    const bound = unify(a, b);
    if (bound !== null) this.proceed(call, null, bound);
    return bound !== null;
  }

  /** The goal will be called again when all that is pushed from now on has failed. */
  retry({ state }: Call): void {
    this.#thread.points.push(state);
  }

  /** Takes the last choicepoint back, which is that of {@link retry}. */
  forget({ state }: Call): void {
    const last = this.#thread.points.pop();
    if (last !== state) throw new Error('forget: something was pushed since');
  }

  /** Takes away the choicepoints above a height. All cleanups are run; then the first error of one is thrown. */
  *cut(height: number): Steps {
    const { points } = this.#thread;
    let failure: { readonly error: unknown } | undefined;
    while (points.length > height) {
      const { cleanup } = points.pop() as State;
      if (cleanup === undefined) continue;
      try {
        yield* this.shielded(cleanup());
      } catch (error) {
        failure = { error: failure === undefined ? error : graver(failure.error, error) };
      }
    }
    if (failure !== undefined) throw failure.error;
  }

  /** Does work that the end of the search does not leave half done. */
  *shielded<T>(work: Steps<T>): Steps<T> {
    const budget = this.#budget;
    budget.beginShield();
    try {
      return yield* work;
    } catch (error) {
      if (error instanceof Ended) budget.end();
      throw error;
    } finally {
      budget.endShield();
    }
  }

  /** Takes all choicepoints away because of an error; answers what is to be thrown. */
  *#unwind(error: unknown): Steps<unknown> {
    if (error instanceof Ended) this.#budget.end();
    try {
      yield* this.cut(0);
    } catch (another) {
      return graver(error, another);
    }
    return error;
  }

  /** Lets the choicepoint at a height fail. */
  disable(height: number): void {
    const { points } = this.#thread;
    points[height] = new tau.type.State(new tau.type.Term('fail'), points[height]!.substitution);
  }

  #call(state: TauState, goal: TauTerm): boolean {
    this.#state = state;
    const pending = this.#meaning({ run: this, state, goal });
    if (pending === undefined) return false;
    this.#pending = pending;
    return true;
  }
}

/** Which of two errors is told of: the first, unless only the second one is the end of the search. */
export function graver(first: unknown, second: unknown): unknown {
  return second instanceof Ended && !(first instanceof Ended) ? second : first;
}

/** Whether any search set such a variable: most programs have none, and need not look for them. */
let areGlobalsUsed = false;

/** What a substitution has global variables as, which are no variables of terms. */
const GLOBAL = '$global ';

function globalsIn({ links }: TauSubstitution): Record<string, TauValue> | undefined {
  let globals: Record<string, TauValue> | undefined;
  for (const id in links) {
    if (!id.startsWith(GLOBAL)) continue;
    globals ??= {};
    globals[id] = links[id]!;
  }
  return globals;
}
