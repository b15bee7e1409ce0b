/** Goals that may only take so much time: `call_with_time_limit/2`. */
import { setTimeout } from 'node:timers/promises';
import type { TauSubstitution } from 'tau-prolog';
import {
  Atom,
  compound,
  deref,
  Float,
  Int,
  instantiationError,
  int,
  PrologError,
  typeError,
  Var,
} from '../../index.ts';
import { told } from '../builtins/in-context.ts';
import { PAUSE, type Steps } from '../steps.ts';
import { opaque } from './body.ts';
import type { Call, Meaning } from './run.ts';
import { fromTau, Variables } from './terms.ts';

export const timeLimits: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['call_with_time_limit/2', limited],
  ['call_with_time_limit/3', limited],
]);

function* limited(call: Call): Steps {
  const seconds = secondsOf(call);
  // As in SWI-Prolog, what has no time does not begin. Nor does what has no number of seconds.
  if (!(seconds > 0)) throw timeLimitExceeded();
  const until = performance.now() + seconds * 1000;
  const run = call.run.sub(opaque(call.goal.args[1]!));
  const found = yield* within(run.next(), until);
  yield* run.cut(0);
  if (found !== undefined) call.run.proceed(call, null, found);
}

/** Does the work; what waits, or goes on, when the time is up is told of it by an error. */
function* within(
  work: Steps<TauSubstitution | undefined>,
  until: number,
): Steps<TauSubstitution | undefined> {
  let step = work.next();
  while (!step.done) {
    try {
      const sent: unknown = yield step.value === PAUSE ? PAUSE : endingAt(step.value, until);
      if (performance.now() >= until) throw timeLimitExceeded();
      step = work.next(sent);
    } catch (error) {
      step = work.throw(error);
    }
  }
  return step.value;
}

async function endingAt(promise: Promise<unknown>, until: number): Promise<unknown> {
  const ended = new AbortController();
  const { signal } = ended;
  const end = setTimeout(Math.max(0, until - performance.now()), undefined, { signal }).then(() => {
    throw timeLimitExceeded();
  });
  try {
    return await Promise.race([promise, end]);
  } finally {
    end.catch(() => {});
    ended.abort();
  }
}

function timeLimitExceeded(): PrologError {
  return new PrologError(new Atom('time_limit_exceeded'));
}

function secondsOf({ goal }: Call): number {
  const time = deref(fromTau(goal.args[0]!, new Variables()));
  if (time instanceof Int || time instanceof Float) return Number(time.value);
  const isAtom = time instanceof Atom;
  const what = isAtom ? compound('/', [time, int(0)]) : time;
  throw told(time instanceof Var ? instantiationError() : typeError('evaluable', what), '>/2');
}
