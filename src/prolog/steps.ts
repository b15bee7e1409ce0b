/**
 * Work that may have to wait: a generator that yields the promises that it waits for, and pauses, at which others may
 * have a turn. So the same work can be done at once, where nothing has to be waited for, or asynchronously.
 */
import { setImmediate } from 'node:timers/promises';

export const PAUSE = Symbol('pause');

export type Steps<T = void> = Generator<Promise<unknown> | typeof PAUSE, T, unknown>;

/** So long is waited for what is done after the signal was aborted, such as cleanups. */
const PATIENCE = 1000;

/** Does the work, waiting where it waits. What is waited for ends with the error when the signal is aborted. */
export async function doneLater<T>(steps: Steps<T>, signal?: AbortSignal, error?: () => Error): Promise<T> {
  return rest(steps, steps.next(), signal, error);
}

/** Does the work now up to where it waits, and the rest later. */
export function begun<T>(steps: Steps<T>, signal?: AbortSignal, error?: () => Error): T | Promise<T> {
  const first = steps.next();
  return first.done ? first.value : rest(steps, first, signal, error);
}

async function rest<T>(
  steps: Steps<T>,
  first: IteratorResult<Promise<unknown> | typeof PAUSE, T>,
  signal?: AbortSignal,
  error?: () => Error,
): Promise<T> {
  let { done, value } = first;
  while (!done) {
    try {
      const result = value === PAUSE ? await setImmediate() : await raced(value, signal, error);
      ({ done, value } = steps.next(result));
    } catch (thrown) {
      ({ done, value } = steps.throw(thrown));
    }
  }
  return value as T;
}

async function raced<T>(
  promise: T,
  signal: AbortSignal | undefined,
  error: (() => Error) | undefined,
): Promise<Awaited<T>> {
  if (signal === undefined || error === undefined) return await promise;
  let stop = () => {};
  let timer: NodeJS.Timeout | undefined;
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(error());
    if (signal.aborted) timer = setTimeout(stop, PATIENCE);
    else signal.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([promise, stopped]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

/** Does the work by a function that does each step of it: where something holds while the work has its turn, and no longer. */
export function* stepwise<T>(work: Steps<T>, through: <R>(step: () => R) => R): Steps<T> {
  let resume = () => work.next();
  for (;;) {
    const step = through(resume);
    if (step.done) return step.value;
    try {
      const sent = yield step.value;
      resume = () => work.next(sent);
    } catch (error) {
      resume = () => work.throw(error);
    }
  }
}

/**
 * Does the work now.
 * @throws Error when it would have to wait
 */
export function doneNow<T>(steps: Steps<T>): T {
  let { done, value } = steps.next();
  while (!done) {
    if (value === PAUSE) ({ done, value } = steps.next());
    else {
      (value as Promise<unknown>).catch(() => {}); // nobody will hear of it
      ({ done, value } = steps.throw(
        new Error('an asynchronous predicate was called where nothing can wait'),
      ));
    }
  }
  return value as T;
}
