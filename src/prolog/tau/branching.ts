/**
 * Goals that decide which goals are run: disjunctions, conditions and negation. All come down to `( If -> Then ; Else )`:
 * the choicepoint of `Else` is pushed first, and cut away once there is a solution of `If`.
 */
import tau, { type TauTerm, type TauValue } from 'tau-prolog';
import { int } from '../../index.ts';
import { opaque } from './body.ts';
import { conjunction } from './conjunction.ts';
import type { Call } from './run.ts';
import { Constant } from './terms.ts';

const TRUE = new tau.type.Term('true');
const FAIL = new tau.type.Term('fail');

/** `( Left ; Right )`, where the left side may be a condition. */
export function disjunction(call: Call): void {
  const [left, right] = call.goal.args as [TauTerm, TauTerm];
  if (left.indicator === '->/2') ifThenElse(call, left.args, right);
  else if (left.indicator === '*->/2') softIfThenElse(call, left.args, right);
  else {
    call.run.proceed(call, right);
    call.run.proceed(call, left);
  }
}

/** `( If -> Then )`. */
export function ifThen(call: Call): void {
  ifThenElse(call, call.goal.args, FAIL);
}

/** `( If *-> Then )`. */
export function softIfThen(call: Call): void {
  const [condition, then] = call.goal.args;
  call.run.proceed(call, conjunction(opaque(condition!), then as TauTerm));
}

export function once(call: Call): void {
  ifThenElse(call, [call.goal.args[0]!, TRUE], FAIL);
}

export function ignore(call: Call): void {
  ifThenElse(call, [call.goal.args[0]!, TRUE], TRUE);
}

export function not(call: Call): void {
  ifThenElse(call, [call.goal.args[0]!, FAIL], TRUE);
}

export function forall(call: Call): void {
  const [condition, action] = call.goal.args;
  const counterexample = conjunction(opaque(condition!), new tau.type.Term('\\+', [action!]));
  ifThenElse(call, [counterexample, FAIL], TRUE);
}

type Condition = readonly TauValue[];

function ifThenElse(call: Call, [condition, then]: Condition, otherwise: TauTerm): void {
  branch(call, condition!, '$cut', then as TauTerm, otherwise);
}

function softIfThenElse(call: Call, [condition, then]: Condition, otherwise: TauTerm): void {
  branch(call, condition!, '$softcut', then as TauTerm, otherwise);
}

/** `commit` is what takes the other branch away: with the choicepoints of the condition, or without. */
function branch(call: Call, condition: TauValue, commit: string, then: TauTerm, otherwise: TauTerm): void {
  const { height } = call.run;
  call.run.proceed(call, otherwise);
  const committed = new tau.type.Term(commit, [new Constant(int(height))]);
  call.run.proceed(call, conjunction(opaque(condition), conjunction(committed, then)));
}
