/** Goals that run by themselves within another: those whose solutions are collected, and those whose errors are caught. */
import tau, { type TauValue } from 'tau-prolog';
import { PrologError } from '../../index.ts';
import { Ended } from '../budget.ts';
import type { Steps } from '../steps.ts';
import { opaque } from './body.ts';
import type { Call, Run } from './run.ts';
import { applied } from './substitution.ts';
import { fromTau, toTau, Variables } from './terms.ts';
import { unify } from './unify.ts';

export function* findall(call: Call, tail: TauValue): Steps {
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

export function* catching(call: Call): Steps {
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

/** Goes on with the next solution of a goal that runs by itself. */
function* resume(call: Call, sub: Run): Steps {
  const bound = yield* sub.next();
  if (bound === undefined) return;
  if (sub.height > 0) call.run.retry(call);
  call.run.proceed(call, null, bound);
}
