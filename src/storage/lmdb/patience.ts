/** How long one process waits for another one. */
import type { Milliseconds } from '../milliseconds.ts';

/** Nobody waits longer for a process that is there and goes on no more. */
export const PATIENCE: Milliseconds = 5000;

/** Whether there is such a process. */
export function isThere(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: unknown }).code !== 'ESRCH';
  }
}
