/** What a search may take: inferences, time and the patience of whoever asked; and when it lets others have a turn. */
import { getHeapStatistics } from 'node:v8';
import { atom, compound, type Limits, PrologError, resourceError } from '../index.ts';

/** For so long a search keeps the thread to itself. */
export const SLICE = 10;

/** So many inferences are made between two looks at the clock. */
const BETWEEN_LOOKS = 16;

/** A search ends when so much of the heap is used, before the process does. */
const MOST_OF_HEAP = 0.9;

/** An error that no `catch/3` of the program keeps from the one who asked. */
export class Ended extends PrologError {}

export class Budget {
  readonly #inferences: number;
  readonly #until: number;
  readonly #signal: AbortSignal | undefined;
  #made = 0;
  /** How many there were at the last look. */
  #looked = 0;
  #sliceUntil = performance.now() + SLICE;

  constructor({ inferences = Infinity, time = Infinity }: Limits, signal?: AbortSignal) {
    this.#inferences = inferences;
    this.#until = performance.now() + time;
    this.#signal = signal;
  }

  /** Counts an inference. @throws Ended beyond a limit */
  infer(): void {
    if (++this.#made > this.#inferences) throw new Ended(resourceError('inferences').term);
  }

  /** Whether it is time to let others have a turn. @throws Ended when the time is up */
  get isTurnOver(): boolean {
    if (this.#made - this.#looked < BETWEEN_LOOKS) return false;
    this.#looked = this.#made;
    const now = performance.now();
    if (now > this.#until) throw new Ended(resourceError('time').term);
    return now > this.#sliceUntil;
  }

  /** Begins another turn. @throws Ended when it was aborted, or memory is short */
  beginTurn(): void {
    this.checkAbort();
    const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
    if (used > MOST_OF_HEAP * limit) throw new Ended(resourceError('memory').term);
    this.#sliceUntil = performance.now() + SLICE;
  }

  /** @throws Ended when it was aborted */
  checkAbort(): void {
    if (this.#signal?.aborted) throw aborted();
  }
}

/** What ends a search that is aborted. */
export function aborted(): Ended {
  return new Ended(compound('unwind', [atom('abort')]));
}
