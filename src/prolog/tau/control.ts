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
import { bodyOf, heightOf, opaque } from './body.ts';
import { callCleanup, setupCallCleanup } from './cleanup.ts';
import type { Call, Meaning, Run } from './run.ts';
import { applied } from './substitution.ts';
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

function conjunction(left: TauTerm, right: TauTerm): TauTerm {
  return new tau.type.Term(',', [left, right]);
}

function cutTo(height: number): TauTerm {
  return new tau.type.Term('$cut', [new Constant(int(height))]);
}
