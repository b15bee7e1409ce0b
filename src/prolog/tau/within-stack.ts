/** What goes along terms by recursion: it ends in an error that says so. */
import { resourceError } from '../../index.ts';

/** @throws PrologError `resource_error(stack)` */
export function withinStack<T>(fn: () => T): T {
  try {
    return fn();
  } catch (error) {
    throw error instanceof RangeError ? resourceError('stack') : error;
  }
}
