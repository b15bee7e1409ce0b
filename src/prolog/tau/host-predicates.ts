/** How predicates in TypeScript are called, and what their outcomes bind. */
import tau from 'tau-prolog';
import { Atom, compound, errorOf, PrologError } from '../../index.ts';
import type { CallingPredicate, Solver } from '../environment.ts';
import type { Outcome, PrologPredicate } from '../host.ts';
import { termsOfOutcome } from '../outcome.ts';
import type { Steps } from '../steps.ts';
import { opaque } from './body.ts';
import type { Call } from './run.ts';
import { applied } from './substitution.ts';
import { fromTau, toTau, Variables } from './terms.ts';
import { unify } from './unify.ts';

/** What a predicate has to remember between two outcomes. */
interface Outcomes {
  readonly variables: Variables;
  readonly iterator: Iterator<Outcome> | AsyncIterator<Outcome>;
}

/** What an outcome binds goes back to the variables of the goal. */
export function* callPredicate(call: Call, predicate: PrologPredicate): Steps {
  try {
    const known = call.state.memory as Outcomes | undefined;
    if (known !== undefined) return yield* nextOutcome(call, known);
    const variables = new Variables();
    const args = call.goal.args.map((arg) => fromTau(arg, variables));
    let result = predicate(...args);
    if (isThenable(result)) result = (yield Promise.resolve(result)) as Outcome;
    const iterator = iteratorOf(result);
    if (iterator === undefined) apply(call, result as Outcome, variables);
    else yield* nextOutcome(call, { variables, iterator });
  } catch (error) {
    throw systemError(error);
  }
}

/** A predicate that calls goals: they run within the goal, as deep as it is. */
export function* callCalling(call: Call, predicate: CallingPredicate): Steps {
  const variables = new Variables();
  const args = call.goal.args.map((arg) => fromTau(arg, variables));
  let after = call;
  const solver: Solver = {
    *once(goal) {
      const called = toTau(goal, variables);
      const run = call.run.sub(opaque(called));
      const found = yield* run.next();
      yield* run.cut(0);
      if (found === undefined) return undefined;
      after = call.run.withGlobals(after, found);
      return fromTau(applied(called, found), variables);
    },
  };
  try {
    const outcome = yield* predicate(solver, ...args);
    apply(after, outcome, variables);
  } catch (error) {
    throw systemError(error);
  }
}

function iteratorOf(result: ReturnType<PrologPredicate>): Outcomes['iterator'] | undefined {
  if (typeof result !== 'object' || result === null || Array.isArray(result)) return undefined;
  if (Symbol.asyncIterator in result) return result[Symbol.asyncIterator]();
  return Symbol.iterator in result ? (result as Iterable<Outcome>)[Symbol.iterator]() : undefined;
}

function isThenable(result: unknown): result is PromiseLike<unknown> {
  return typeof (result as PromiseLike<unknown> | null | undefined)?.then === 'function';
}

/** A predicate whose other outcomes nobody wants any more is told so. */
function* closing({ iterator }: Outcomes): Steps<undefined> {
  const closed = iterator.return?.();
  if (closed instanceof Promise) yield closed;
  return undefined;
}

function* nextOutcome(call: Call, outcomes: Outcomes): Steps {
  call.state.cleanup ??= () => closing(outcomes);
  for (;;) {
    const asked = outcomes.iterator.next();
    const next = isThenable(asked) ? ((yield Promise.resolve(asked)) as IteratorResult<Outcome>) : asked;
    if (next.done) return;
    call.state.memory = outcomes;
    call.run.retry(call);
    if (apply(call, next.value, outcomes.variables)) return;
    call.run.forget(call);
  }
}

function apply(call: Call, outcome: Outcome, variables: Variables): boolean {
  const { id, args, indicator } = call.goal;
  const terms = termsOfOutcome(outcome, indicator, args.length);
  if (terms === false) return false;
  if (terms === true) {
    call.run.proceed(call);
    return true;
  }
  const values = terms.map((term) => toTau(term, variables));
  const bound = unify(new tau.type.Term(id, args), new tau.type.Term(id, values));
  if (bound === null) return false;
  call.run.proceed(call, null, bound);
  return true;
}

function systemError(error: unknown): unknown {
  if (error instanceof PrologError || error instanceof RangeError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return Object.assign(errorOf(compound('system_error', [new Atom(message)])), { cause: error });
}
