/** Goals whose cleanup is run however they end: `setup_call_cleanup/3` and `call_cleanup/2`. */
import tau, { type TauSubstitution, type TauValue } from 'tau-prolog';
import type { Steps } from '../steps.ts';
import { opaque } from './body.ts';
import { composed } from './composition.ts';
import { Bound } from './delayed.ts';
import type { Call, Run } from './run.ts';
import { applied } from './substitution.ts';

export function* setupCallCleanup(call: Call): Steps {
  const { run, state } = call;
  if (state.memory === undefined) yield* run.shielded(setUp(call));
  if (state.memory !== undefined) yield* goOn(call, state.memory as Protected);
}

/** From here on the cleanup will be run. */
function* setUp(call: Call): Steps {
  const { run, state } = call;
  const [setup, goal, cleanup] = call.goal.args as [TauValue, TauValue, TauValue];
  const sub = run.sub(opaque(setup));
  const bound = yield* sub.next();
  if (bound === undefined) return;
  const memory = protect(run.withGlobals(call, bound), applied(goal, bound), applied(cleanup, bound), bound);
  state.memory = memory;
  state.cleanup = memory.cleanup;
  yield* sub.cut(0);
}

export function* callCleanup(call: Call): Steps {
  const { state, goal } = call;
  state.memory ??= protect(call, goal.args[0]!, goal.args[1]!);
  state.cleanup ??= (state.memory as Protected).cleanup;
  yield* goOn(call, state.memory as Protected);
}

/** A goal with a cleanup that is under way. */
interface Protected {
  readonly sub: Run;
  /** What the setup bound. */
  readonly before: TauSubstitution | undefined;
  /** The solution that was found last: the cleanup sees its values. */
  bound: TauSubstitution | undefined;
  readonly cleanup: () => Steps<TauSubstitution | undefined>;
}

function protect({ run }: Call, goal: TauValue, cleanup: TauValue, before?: TauSubstitution): Protected {
  const sub = run.sub(opaque(goal));
  const memory: Protected = {
    sub,
    before,
    bound: undefined,
    cleanup: onceOnly(function* () {
      const inner = yield* errorOf(sub.cut(0)); // there may be cleanups in it
      const { bound } = memory;
      const own = run.sub(opaque(bound === undefined ? cleanup : applied(cleanup, bound)));
      const made = yield* run.shielded(own.next());
      yield* own.cut(0);
      if (inner !== undefined) throw inner.error;
      return made;
    }),
  };
  return memory;
}

function* goOn(call: Call, memory: Protected): Steps {
  const { run } = call;
  const { before } = memory;
  // An error of the cleanup is no news where the goal has one: Run.next runs the cleanup then.
  const bound = yield* memory.sub.next();
  memory.bound = bound;
  const all = bound && before ? both(before, bound) : bound;
  if (bound !== undefined && memory.sub.height > 0) {
    run.retry(call);
    run.proceed(call, null, all);
    return;
  }
  if (all !== undefined) run.withGlobals(call, all); // which the cleanup is to see
  // The cleanup of a goal that is over can bind variables, too.
  const more = yield* run.shielded(memory.cleanup());
  if (all !== undefined) run.proceed(call, null, more === undefined ? all : both(all, more));
}

/** What the second binds comes after what the first does, as do global variables. */
function both(first: TauSubstitution, second: TauSubstitution): TauSubstitution {
  return new tau.type.Substitution({ ...composed(first, new Bound(second)).links, ...second.links });
}

/** Does the work; the error of it, if there is one. */
function* errorOf(work: Steps): Steps<{ readonly error: unknown } | undefined> {
  try {
    yield* work;
  } catch (error) {
    return { error };
  }
  return undefined;
}

function onceOnly(fn: () => Steps<TauSubstitution | undefined>): () => Steps<TauSubstitution | undefined> {
  let isDone = false;
  return function* () {
    if (isDone) return undefined;
    isDone = true;
    return yield* fn();
  };
}
