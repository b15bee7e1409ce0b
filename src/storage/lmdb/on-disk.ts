/** Writes that are over when they are on disk. */
import { setTimeout } from 'node:timers/promises';
import type { Databases } from './databases.ts';
import { failure } from './failure.ts';

/**
 * What `outcome` makes of writes when they are on disk; undefined when they were not asked for, as another process opens the
 * file just now. It is not async, as each promise costs where contexts are in use.
 * @throws Error with what LMDB says, which comes to the writes of one transaction by another promise than theirs.
 */
export function onDisk<T>(
  { path, gate }: Databases,
  action: string,
  ask: () => Promise<boolean>,
  outcome: (isMet: boolean) => T,
): Promise<T | undefined> {
  if (!gate.enter()) return setTimeout(1);
  let writes: Promise<boolean>;
  try {
    writes = ask();
  } catch (error) {
    gate.leave();
    throw error;
  }
  return writes.then(
    (isMet) => {
      gate.leave();
      return outcome(isMet);
    },
    async (error) => {
      gate.leave();
      const commitError: unknown = (error as { commitError?: unknown }).commitError;
      const reason =
        commitError === undefined ? error : await Promise.resolve(commitError).catch((why) => why);
      throw failure(path, action, reason ?? error);
    },
  );
}
