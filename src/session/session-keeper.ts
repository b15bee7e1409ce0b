/** What is there beside the sessions of this process where these are kept elsewhere. */
import type { Context } from './context.ts';
import type { LiveSession } from './live-session.ts';

/** Who keeps sessions beyond this process, and ends those that have expired: others may have used them. */
export interface SessionKeeper {
  /** Runs the handler of a request when the sessions of these ids are in memory. */
  enter<T>(context: Context, ids: readonly string[], handler: () => T): T | Promise<Awaited<T>>;
  /** Brings a session into memory, if that can be done at once. */
  fault(id: string): void;
  /** The time of a session in memory is up. */
  expired(session: LiveSession): void;
  /** Ends the sessions whose time is up. */
  sweep(): Promise<void>;
}
