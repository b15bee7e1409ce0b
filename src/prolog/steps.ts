/**
 * Work that may have to wait: a generator that yields the promises that it waits for, and pauses, at which others may
 * have a turn. So the same work can be done at once, where nothing has to be waited for, or asynchronously.
 */
import { setImmediate } from 'node:timers/promises';

export const PAUSE = Symbol('pause');

export type Steps<T = void> = Generator<Promise<unknown> | typeof PAUSE, T, unknown>;

/** Does the work, waiting where it waits. */
export async function doneLater<T>(steps: Steps<T>): Promise<T> {
  let { done, value } = steps.next();
  while (!done) {
    try {
      const result = value === PAUSE ? await setImmediate() : await value;
      ({ done, value } = steps.next(result));
    } catch (error) {
      ({ done, value } = steps.throw(error));
    }
  }
  return value as T;
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
