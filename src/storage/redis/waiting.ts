/** Waiting for a time, for a promise no longer than a time, and between attempts. */

/** That so many milliseconds were up. */
export class TimeUp extends Error {
  constructor(milliseconds: number) {
    super(`no answer in ${Math.round(milliseconds)} ms`);
  }
}

/** A promise's outcome, or a {@link TimeUp} after so many milliseconds. */
export function within<T>(promise: Promise<T>, milliseconds: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new TimeUp(milliseconds)), milliseconds);
    promise.then(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      (error) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}

/** Waits; `idle` waiting keeps no process alive. */
export function pause(milliseconds: number, kind: 'busy' | 'idle'): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    if (kind === 'idle') timer.unref();
  });
}

/** How long to wait before the attempt of this number, from 0: longer each time, and not the same for all who wait. */
export function backOff(attempt: number, greatest: number): number {
  return Math.min(20 * 2 ** Math.min(attempt, 10), greatest) * (0.5 + Math.random() / 2);
}
