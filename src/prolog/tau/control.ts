/** The control constructs, and the predicates that call their arguments. */
import tau, { type TauSubstitution, type TauTerm, type TauValue } from 'tau-prolog';
import {
  compound,
  existenceError,
  instantiationError,
  int,
  list,
  PrologError,
  typeError,
} from '../../index.ts';
import { Ended } from '../budget.ts';
import { told } from '../builtins/in-context.ts';
import type { Steps } from '../steps.ts';
import { bodyOf, heightOf } from './body.ts';
import type { Call, Meaning, Run } from './run.ts';
import { applied, composed } from './substitution.ts';
import { Constant, fromTau, toTau, Variables } from './terms.ts';
import { unify } from './unify.ts';

const TRUE = new tau.type.Term('true');
const FAIL = new tau.type.Term('fail');

/** By `name/arity`. */
export const control: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['true/0', (call) => call.run.proceed(call)],
  ['otherwise/0', (call) => call.run.proceed(call)],
  ['fail/0', () => {}],
  ['false/0', () => {}],
  ['repeat/0', repeat],
  ['$cut/1', cut],
  ['$softcut/1', softCut],
  [';/2', disjunction],
  ['|/2', disjunction],
  ['->/2', (call) => ifThenElse(call, call.goal, FAIL)],
  ['*->/2', softly],
  ['\\+/1', not],
  ['not/1', not],
  ['once/1', (call) => ifThenElse(call, arrow(call.goal.args[0]!, TRUE), FAIL)],
  ['ignore/1', (call) => ifThenElse(call, arrow(call.goal.args[0]!, TRUE), TRUE)],
  ['forall/2', forall],
  ...Array.from({ length: 8 }, (_, n): [string, Meaning] => [`call/${n + 1}`, callN]),
  ['findall/3', (call) => findall(call, toTau(list([]), new Variables()))],
  ['findall/4', (call) => findall(call, call.goal.args[3]!)],
  ['catch/3', catching],
  ['catch_with_backtrace/3', catching],
  ['@/2', (call) => call.run.proceed(call, bodyOf(call.goal.args[0]!, call.run.height))],
  ['throw/1', throwing],
  ['$unknown/1', unknown],
  ['setup_call_cleanup/3', setupCallCleanup],
  ['call_cleanup/2', callCleanup],
]);

function* cut(call: Call): Steps {
  yield* call.run.cut(heightOf(call.goal));
  call.run.proceed(call);
}

function repeat(call: Call): void {
  call.run.retry(call);
  call.run.proceed(call);
}

function disjunction(call: Call): void {
  const [left, right] = call.goal.args as [TauTerm, TauTerm];
  if (left.indicator === '->/2') ifThenElse(call, left, right);
  else if (left.indicator === '*->/2') softIfThenElse(call, left, right);
  else {
    call.run.proceed(call, right);
    call.run.proceed(call, left);
  }
}

function arrow(condition: TauValue, then: TauTerm): TauTerm {
  return new tau.type.Term('->', [condition, then]);
}

function ifThenElse(call: Call, { args: [condition, then] }: TauTerm, otherwise: TauTerm): void {
  const { height } = call.run;
  call.run.proceed(call, otherwise);
  call.run.proceed(call, conjunction(opaque(condition!), conjunction(cutTo(height), then as TauTerm)));
}

function softly(call: Call): void {
  const [condition, then] = call.goal.args;
  call.run.proceed(call, conjunction(opaque(condition!), then as TauTerm));
}

function softIfThenElse(call: Call, { args: [condition, then] }: TauTerm, otherwise: TauTerm): void {
  const { height } = call.run;
  call.run.proceed(call, otherwise);
  const commit = new tau.type.Term('$softcut', [new Constant(int(height))]);
  call.run.proceed(call, conjunction(opaque(condition!), conjunction(commit, then as TauTerm)));
}

function softCut(call: Call): void {
  call.run.disable(heightOf(call.goal));
  call.run.proceed(call);
}

function not(call: Call): void {
  ifThenElse(call, arrow(call.goal.args[0]!, FAIL), TRUE);
}

function forall(call: Call): void {
  const [condition, action] = call.goal.args;
  const counterexample = conjunction(opaque(condition!), new tau.type.Term('\\+', [action!]));
  ifThenElse(call, arrow(counterexample, FAIL), TRUE);
}

/** `call(Goal, Arguments…)`. */
function callN(call: Call): void {
  const [goal, ...more] = call.goal.args as [TauValue, ...TauValue[]];
  let body: TauTerm;
  try {
    body = bodyOf(extended(goal, more), call.run.height);
  } catch (error) {
    throw told(error, call.goal.indicator);
  }
  call.run.proceed(call, body);
}

function extended(goal: TauValue, more: readonly TauValue[]): TauValue {
  if (goal instanceof tau.type.Var) throw instantiationError();
  if (more.length === 0) return goal;
  if (goal instanceof Constant) throw typeError('callable', goal.term);
  const { id, args, indicator } = goal as TauTerm;
  if (indicator === ':/2') return extended(args[1]!, more);
  return new tau.type.Term(id, [...args, ...more]);
}

function* findall(call: Call, tail: TauValue): Steps {
  const [template, goal, result] = call.goal.args;
  const found = call.run.sub(opaque(goal!));
  const items: TauValue[] = [];
  for (let bound = yield* found.next(); bound !== undefined; bound = yield* found.next()) {
    items.push(copy(applied(template!, bound)));
  }
  let all = tail;
  for (let i = items.length - 1; i >= 0; i--) all = new tau.type.Term('.', [items[i]!, all]);
  call.run.unify(call, result!, all);
}

function copy(value: TauValue): TauValue {
  return toTau(fromTau(value, new Variables()), new Variables());
}

/** `[]` as a goal, which is other than the atom of that name. */
function unknown({ goal }: Call): never {
  const pi = compound('/', [fromTau(goal.args[0]!, new Variables()), int(0)]);
  throw existenceError('procedure', pi, pi);
}

function throwing({ goal }: Call): never {
  const ball = goal.args[0]!;
  if (ball instanceof tau.type.Var) throw told(instantiationError(), 'throw/1');
  throw new PrologError(fromTau(ball, new Variables()));
}

function* catching(call: Call): Steps {
  const { run, state, goal } = call;
  const [protectedGoal, catcher, recovery] = goal.args;
  const sub = (state.memory ??= run.sub(opaque(protectedGoal!))) as Run;
  state.cleanup ??= function* () {
    yield* sub.cut(0); // there may be cleanups in it
    return undefined;
  };
  try {
    yield* resume(call, sub);
  } catch (error) {
    if (!(error instanceof PrologError) || error instanceof Ended) throw error;
    const bound = unify(catcher!, toTau(error.term, new Variables()));
    if (bound === null) throw error;
    run.proceed(call, opaque(recovery!), bound);
  }
}

/** Goes on with the next solution of a goal that runs by itself, and answers it. */
function* resume(call: Call, sub: Run): Steps<TauSubstitution | undefined> {
  const bound = yield* sub.next();
  if (bound === undefined) return undefined;
  if (sub.height > 0) call.run.retry(call);
  call.run.proceed(call, null, bound);
  return bound;
}

function* setupCallCleanup(call: Call): Steps {
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

function* callCleanup(call: Call): Steps {
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
  return new tau.type.Substitution({ ...composed(first, second).links, ...second.links });
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

function conjunction(left: TauTerm, right: TauTerm): TauTerm {
  return new tau.type.Term(',', [left, right]);
}

function opaque(goal: TauValue): TauTerm {
  return new tau.type.Term('call', [goal]);
}

function cutTo(height: number): TauTerm {
  return new tau.type.Term('$cut', [new Constant(int(height))]);
}
