/** How searches of an interpreter are watched: when they look at their limits, and what ends those that take no looks. */
import type { Limits, Milliseconds } from '../../index.ts';

/** How often a search looks at its limits, and after how many inferences it ends in any case. */
export interface Pace {
  readonly interval: number;
  readonly limit: number;
  readonly reason: 'inferences' | 'time';
}

/** Every so many inferences a search looks at its limits, and gives way when its turn is over. */
const INTERVAL = 10_000;
/** More inferences than an interpreter makes in a millisecond. */
const MOST_SPEED = 20_000;
/** So many end a search that has no limits: some minutes. */
const MOST_INFERENCES = 5e9;
/** With a limit on inferences, so many looks are taken until it is reached. */
const LOOKS = 4;

/** How a search with limits is watched. Time is limited by inferences, too, for recursion that takes no looks. */
export function paceOf({ inferences = Infinity, time = Infinity }: Limits): Pace {
  const interval = Math.max(1, Math.min(INTERVAL, Math.ceil(inferences / LOOKS)));
  return {
    interval,
    limit: Math.min(inferences, inferencesIn(time)),
    reason: time * MOST_SPEED < inferences ? 'time' : 'inferences',
  };
}

/** More inferences than can be made in a time. */
export function inferencesIn(time: Milliseconds): number {
  return Math.ceil(Math.min(time * MOST_SPEED, MOST_INFERENCES));
}
