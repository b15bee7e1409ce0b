/** What the engine knows of a session besides its facts: when it was used, and when it ends. */
import type { Term } from '../term/term.ts';
import type { Seconds } from './settings-table.ts';

export class LiveSession {
  lastUsed: Seconds;
  /** Where sessions are shared: up to when others may have used it. */
  usedUpTo: Seconds = -Infinity;
  /** What it was under the id before, if it has got another one, until that is known to whoever stores sessions. */
  before: LiveSession | undefined = undefined;
  /** The time that `last_used/2` has. */
  written: Seconds;
  /** Timeouts of its own. */
  timeout: Seconds | undefined = undefined;
  absoluteTimeout: Seconds | undefined = undefined;
  /** Where it is in the queue of those that may expire; -1 where it is not in it. */
  place = -1;
  /** Whether it is ending: its facts are still there, for those who are told of its end. */
  isClosing = false;

  constructor(
    readonly id: string,
    readonly peer: Term,
    readonly opened: Seconds,
  ) {
    this.lastUsed = opened;
    this.written = opened;
  }

  /** The last moment at which it is alive; the timeouts are those of sessions without their own. */
  deadline(timeout: Seconds, absoluteTimeout: Seconds): Seconds {
    const idle = this.timeout ?? timeout;
    const absolute = this.absoluteTimeout ?? absoluteTimeout;
    return Math.min(
      idle > 0 ? Math.max(this.lastUsed, this.usedUpTo) + idle : Infinity,
      absolute > 0 ? this.opened + absolute : Infinity,
    );
  }
}
