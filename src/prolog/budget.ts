/** What a search may take: inferences, time and the patience of whoever asked; and when it lets others have a turn. */
import { getHeapStatistics } from 'node:v8';
import { atom, compound, type Limits, type Milliseconds, PrologError, resourceError } from '../index.ts';

/** For so long a search keeps the thread to itself. */
export const SLICE = 10;

/** So many inferences are made between two looks at the clock. */
const BETWEEN_LOOKS = 16;

/** A search ends when so much of the heap is used, before the process does. */
const MOST_OF_HEAP = 0.9;

/** What work that is shielded may take beyond the end of its search, and the time for all that is left to do then. */
const GRACE = { inferences: 10_000, time: 1000 };
const ALL_GRACE: Milliseconds = 3000;

/** An error that no `catch/3` of the program keeps from the one who asked. */
export class Ended extends PrologError {}

export class Budget {
  /** So many may be made. */
  #inferences: number;
  #until: number;
  readonly #signal: AbortSignal | undefined;
  #made = 0;
  /** How many there were at the last look. */
  #looked = 0;
  #sliceUntil = performance.now() + SLICE;
  /** When all has to be done, once the search is over and only shielded work goes on. */
  #overBy: number | undefined = undefined;
  /** How deep in shielded work the search is. */
  #shields = 0;
  /** What the search ends with when the shielded work is done. */
  #due: Ended | undefined = undefined;

  constructor({ inferences = Infinity, time = Infinity }: Limits, signal?: AbortSignal) {
    this.#inferences = inferences;
    this.#until = performance.now() + time;
    this.#signal = signal;
  }

  /** The time is up so long from now. */
  limitTime(time: Milliseconds): void {
    this.#until = performance.now() + time;
  }

  /** The search is over: what is left to do are its cleanups. */
  end(): void {
    this.#overBy ??= performance.now() + ALL_GRACE;
  }

  /** Work begins that should not be left half done, such as a cleanup: the end of the search lets it go on for a while. */
  beginShield(): void {
    this.#shields++;
    if (this.#overBy !== undefined) this.#grant();
  }

  /** @throws Ended when the search came to its end in the shielded work */
  endShield(): void {
    const due = this.#due;
    if (--this.#shields > 0 || due === undefined) return;
    this.#due = undefined;
    throw due;
  }

  /** Counts inferences. @throws Ended beyond a limit */
  infer(count = 1): void {
    this.#made += count;
    if (this.#made > this.#inferences) this.#reach(new Ended(resourceError('inferences').term));
  }

  /** Whether it is time to let others have a turn. @throws Ended when the time is up */
  get isTurnOver(): boolean {
    if (this.#made - this.#looked < BETWEEN_LOOKS) return false;
    this.#looked = this.#made;
    const now = performance.now();
    if (now > this.#until) this.#reach(new Ended(resourceError('time').term));
    return now > this.#sliceUntil;
  }

  /** Begins another turn. @throws Ended when it was aborted, or memory is short */
  beginTurn(): void {
    this.checkAbort();
    this.#sliceUntil = performance.now() + SLICE;
    if (this.#overBy !== undefined) return;
    const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
    if (used > MOST_OF_HEAP * limit) this.#reach(new Ended(resourceError('memory').term));
  }

  /** @throws Ended when it was aborted */
  checkAbort(): void {
    if (this.#overBy === undefined && this.#signal?.aborted) this.#reach(aborted());
  }

  /** Ends the search, or lets it finish what is shielded. */
  #reach(end: Ended): void {
    if (this.#shields === 0 || this.#overBy !== undefined) throw end;
    this.#due = end;
    this.end();
    this.#grant();
  }

  #grant(): void {
    this.#inferences = this.#made + GRACE.inferences;
    this.#until = Math.min(performance.now() + GRACE.time, this.#overBy!);
  }
}

/** What ends a search that is aborted. */
export function aborted(): Ended {
  return new Ended(compound('unwind', [atom('abort')]));
}
