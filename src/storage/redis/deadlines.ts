/** Times by which something is to be done, thousands of them at once. */

/** One of the {@link Deadlines}: they are in a ring, by their times. */
export class Deadline {
  next: Deadline | undefined = this;
  previous: Deadline | undefined = this;

  constructor(
    readonly at: number,
    readonly onLate: () => void,
  ) {}
}

/**
 * What is to be done in a time that is the same for all: of what is not, it tells in turn. One timer does for many. A ring, and no
 * Set, as that would keep thousands of them from the garbage collector for a while.
 */
export class Deadlines {
  readonly #milliseconds: number;
  readonly #ring = new Deadline(Number.POSITIVE_INFINITY, () => {});
  #timer: NodeJS.Timeout | undefined;

  constructor(milliseconds: number) {
    this.#milliseconds = milliseconds;
  }

  start(now: number, onLate: () => void): Deadline {
    const deadline = new Deadline(now + this.#milliseconds, onLate);
    const last = this.#ring.previous!;
    deadline.previous = last;
    deadline.next = this.#ring;
    last.next = deadline;
    this.#ring.previous = deadline;
    this.#timer ??= this.#wake(this.#milliseconds);
    return deadline;
  }

  /** Whether it was in time; nothing is told of it then. */
  stop(deadline: Deadline): boolean {
    const { previous, next } = deadline;
    if (next === undefined) return false;
    previous!.next = next;
    next.previous = previous;
    deadline.previous = undefined;
    deadline.next = undefined;
    return true;
  }

  #wake(milliseconds: number): NodeJS.Timeout {
    return setTimeout(() => this.#tell(), milliseconds).unref();
  }

  #tell(): void {
    const now = performance.now();
    let first = this.#ring.next!;
    for (; first.at <= now; first = this.#ring.next!) {
      this.stop(first);
      first.onLate();
    }
    this.#timer = first === this.#ring ? undefined : this.#wake(Math.ceil(first.at - now));
  }
}
