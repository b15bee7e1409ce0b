/**
 * Asks a server on several connections at once, and times it when it has long been running: what counts is the time that goes
 * by, of all requests or of the slowest hundredth, as the work is the server's.
 */
import { quantile } from './statistics.ts';
import type { Plan, Seconds } from './suite.ts';

/** What was measured, by sample. */
export interface Load {
  /** In which as many requests were answered as the plan has operations. */
  readonly all: readonly Seconds[];
  /** Within which 99 % of the requests were answered, each by itself. */
  readonly slowest: readonly Seconds[];
  /** All requests that were answered, those for warming up included. */
  readonly answered: number;
}

/** Warming up and sampling go on for so many milliseconds for each operation of the plan, unless nothing is warmed up. */
const WARM_UP = 4;
const SAMPLE = 0.7;

/** `ask` makes one request on the connection of that number, and waits for the answer. */
export async function load(
  { operations, warmups, samples }: Plan,
  connections: number,
  ask: (connection: number) => Promise<void>,
): Promise<Load> {
  const all: Seconds[] = [];
  const slowest: Seconds[] = [];
  let answered = 0;
  for (let sample = -warmups; sample < samples; sample++) {
    const each: Seconds[] = [];
    let left = operations;
    const start = performance.now();
    const end = warmups === 0 ? start : start + operations * (sample < 0 ? WARM_UP : SAMPLE);
    const keepAsking = async (connection: number): Promise<void> => {
      while (left-- > 0 || performance.now() < end) {
        const asked = performance.now();
        await ask(connection);
        each.push((performance.now() - asked) / 1e3);
      }
    };
    await Promise.all(Array.from({ length: connections }, (_, connection) => keepAsking(connection)));
    const passed = (performance.now() - start) / 1e3;
    answered += each.length;
    if (sample < 0) continue;
    all.push((passed * operations) / each.length);
    slowest.push(quantile(each.sort(ascending), 0.99));
  }
  return { all, slowest, answered };
}

function ascending(a: number, b: number): number {
  return a - b;
}
