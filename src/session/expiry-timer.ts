/** The timer by which sessions end while nobody asks for them: it fires a while after the first of them is due. */
import type { Seconds } from './settings-table.ts';

/** It fires so long after a session's time is up, to find more than one. */
const SLACK: Seconds = 1;

const LONGEST: Seconds = 86_400;

export class ExpiryTimer {
  readonly #now: () => Seconds;
  readonly #fire: () => void;
  #timer: NodeJS.Timeout | undefined = undefined;
  #at: Seconds = Infinity;

  constructor(now: () => Seconds, fire: () => void) {
    this.#now = now;
    this.#fire = fire;
  }

  /** Sets it for a time, unless it fires earlier anyway. */
  set(time: Seconds): void {
    if (time >= this.#at) return;
    clearTimeout(this.#timer);
    this.#at = time;
    const wait = Math.min(Math.max(time - this.#now(), 0) + SLACK, LONGEST);
    this.#timer = setTimeout(() => {
      this.#at = Infinity;
      this.#fire();
    }, 1000 * wait).unref();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#at = Infinity;
  }
}
