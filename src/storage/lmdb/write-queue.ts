/** When writes go to LMDB: at once, which is one transaction for those of one turn of the event loop, or gathered for a while. */
import type { Milliseconds } from '../milliseconds.ts';

/** Asks LMDB for what is to be written, and calls `done` when that is over. It never throws. */
export type Write = (done: () => void) => void;

/** So many are not gathered any longer. */
const MOST = 1000;

/**
 * Gathers writes for at most a while. It waits no longer than until as many have come as the last time, when those are done:
 * clients that wait for answers send no more before they have them.
 */
export class WriteQueue {
  readonly #window: Milliseconds;
  readonly #done = () => {
    this.#underWay--;
    this.#sendSoon();
  };
  #waiting: Write[] = [];
  #timer: NodeJS.Timeout | undefined;
  #isSending = false;
  #underWay = 0;
  #last = 1;

  /** @param window 0 for no gathering */
  constructor(window: Milliseconds) {
    this.#window = window;
  }

  /** Calls `write`, now or later. */
  add(write: Write): void {
    if (this.#window === 0) {
      write(nothing);
      return;
    }
    this.#waiting.push(write);
    if (this.#waiting.length >= MOST) {
      this.send();
      return;
    }
    this.#timer ??= setTimeout(() => this.send(), this.#window);
    this.#sendSoon();
  }

  /** Sends what is waiting. */
  send(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const writes = this.#waiting;
    if (writes.length === 0) return;
    this.#waiting = [];
    this.#last = writes.length;
    this.#underWay += writes.length;
    for (const write of writes) write(this.#done);
  }

  #sendSoon(): void {
    if (this.#isSending || this.#underWay > 0 || this.#waiting.length < this.#last) return;
    this.#isSending = true;
    setImmediate(() => {
      this.#isSending = false;
      if (this.#underWay === 0) this.send();
    });
  }
}

function nothing(): void {}
