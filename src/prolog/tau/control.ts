/** The control constructs, and the predicates that call their arguments. */
import tau, { type TauTerm, type TauValue } from 'tau-prolog';
import {
  compound,
  existenceError,
  instantiationError,
  int,
  list,
  PrologError,
  typeError,
} from '../../index.ts';
import { told } from '../builtins/in-context.ts';
import type { Steps } from '../steps.ts';
import { bodyOf, heightOf } from './body.ts';
import { disjunction, forall, ifThen, ignore, not, once, softIfThen } from './branching.ts';
import { callCleanup, setupCallCleanup } from './cleanup.ts';
import { catching, findall } from './inner-runs.ts';
import { goalInModule } from './module-goals.ts';
import type { Call, Meaning } from './run.ts';
import { Constant, fromTau, toTau, Variables } from './terms.ts';

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
  ['->/2', ifThen],
  ['*->/2', softIfThen],
  ['\\+/1', not],
  ['not/1', not],
  ['once/1', once],
  ['ignore/1', ignore],
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

function softCut(call: Call): void {
  call.run.disable(heightOf(call.goal));
  call.run.proceed(call);
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
  if (indicator === ':/2') return goalInModule(args[0]!, extended(args[1]!, more));
  return new tau.type.Term(id, [...args, ...more]);
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
