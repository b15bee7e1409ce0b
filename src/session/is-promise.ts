/** Whether a value has to be waited for. */
export function isPromise<T>(value: T | PromiseLike<T>): value is Promise<Awaited<T>> & PromiseLike<T> {
  return typeof (value as PromiseLike<T> | undefined)?.then === 'function';
}
