/** How much one query may use before it is ended with a `resource_error`: chosen by the caller, or by the machine's size. */
import { getHeapStatistics } from 'node:v8';
import { resourceError } from '../term/error.ts';

/** A duration in milliseconds. */
export type Milliseconds = number;

/** The limits of a query. Beyond one it throws `resource_error(inferences)`, `(time)` or `(solutions)`. */
export interface Limits {
  /** Goals called and alternatives tried. Default 20,000,000, some seconds: a loop without end is an
   * error, not a hang. */
  readonly inferences?: number;
  /** Time that the query has worked, the caller's own between two solutions not counted. Default: no limit. */
  readonly time?: Milliseconds;
  /** Solutions. Default: no limit. */
  readonly solutions?: number;
  /**
   * Ends the query when it is aborted: it throws the reason, an `AbortError` unless said otherwise. An iteration by
   * `for await` gives way, and so hears of it while it looks for a solution; any other when it is asked for the next one.
   */
  readonly signal?: AbortSignal;
}

/** @throws RangeError for a limit that is no number from 0 up, TypeError for a signal that is none. */
export function checkLimits(limits: Limits): void {
  const { signal } = limits;
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    throw new TypeError(`limit signal: ${String(signal)}; an AbortSignal was expected`);
  }
  for (const name of ['inferences', 'time', 'solutions'] as const) {
    const limit = limits[name];
    if (limit === undefined || (typeof limit === 'number' && limit >= 0)) continue;
    throw new RangeError(`limit ${name}: ${String(limit)}; a number from 0 up was expected`);
  }
}

const DEFAULT_INFERENCES = 20_000_000;

/** Continuations, choicepoints and trail entries that a query may have open; each takes some hundred bytes. */
const DEEPEST = 4_000_000;

/** How often, in inferences, the costly limits are looked at. */
const INTERVAL = 4096;
/** How often the time is: one inference can take long, as when it copies a long list. */
const TIMED_INTERVAL = 64;

/** What a query has used of its limits, and of its turn. */
export class Meter {
  inferences = 0;
  /** The next count of inferences at which {@link check} is due. */
  due: number;
  /** Whether others shall have their turn: what runs stops where it is, and goes on there in its next turn. */
  isTurnOver = false;
  readonly #limit: number;
  readonly #time: Milliseconds;
  readonly #signal: AbortSignal | undefined;
  readonly #isTimed: boolean;
  readonly #interval: number;
  #worked: Milliseconds = 0;
  #since: Milliseconds = 0;
  #turnEnds: Milliseconds = Infinity;
  #heapAtStart: number | undefined = undefined;

  /** A turn lasts as long as it takes, unless the query `takesTurns`: see {@link beginTurn}. */
  constructor({ inferences = DEFAULT_INFERENCES, time = Infinity, signal }: Limits, takesTurns = false) {
    this.#limit = inferences;
    this.#time = time;
    this.#signal = signal;
    this.#isTimed = takesTurns || time !== Infinity;
    this.#interval = this.#isTimed ? TIMED_INTERVAL : INTERVAL;
    this.due = Math.min(this.#interval, inferences);
  }

  /** From now on the query may work for so long until others have their turn. */
  beginTurn(length: Milliseconds): void {
    this.#turnEnds = performance.now() + length;
    this.isTurnOver = false;
  }

  /** The query goes on. @throws the reason of the signal when that is aborted */
  start(): void {
    this.#signal?.throwIfAborted();
    if (!this.#isTimed) return;
    this.#since = performance.now();
    if (this.#since > this.#turnEnds) this.isTurnOver = true;
  }

  /** The query gives a solution, or others their turn, and stops working. */
  stop(): void {
    if (this.#time !== Infinity) this.#worked += performance.now() - this.#since;
  }

  /** Looks at all limits; `depth` is what the query has open. */
  check(depth: number): void {
    if (this.inferences > this.#limit) throw resourceError('inferences');
    this.due = Math.min(this.inferences + this.#interval, this.#limit);
    if (depth > DEEPEST) throw resourceError('stack');
    if (this.#isTimed) this.#checkTime();
    if (this.inferences % (INTERVAL * 64) < INTERVAL) this.#checkHeap();
  }

  #checkTime(): void {
    const now = performance.now();
    if (this.#worked + now - this.#since > this.#time) throw resourceError('time');
    if (now > this.#turnEnds) this.isTurnOver = true;
  }

  /** Ends a query that is about to take all memory, since JavaScript would end the process. */
  #checkHeap(): void {
    const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
    this.#heapAtStart ??= used;
    if (used - this.#heapAtStart > limit / 2) throw resourceError('memory');
  }
}
