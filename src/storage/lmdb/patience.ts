/** How one process waits for another one. */
import type { Milliseconds } from '../milliseconds.ts';
import { codeOf } from './failure.ts';

/** Nobody waits longer for a process that is there and goes on no more. */
export const PATIENCE: Milliseconds = 5000;

/** Whether there is such a process. */
export function isThere(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== 'ESRCH';
  }
}

const NOTHING = new Int32Array(new SharedArrayBuffer(4));

/** Lets other processes go on for a millisecond. This thread stands still. */
export function pause(): void {
  Atomics.wait(NOTHING, 0, 0, 1);
}
