/** The facts that all contestants work on, and the order in which they go through them. */
import { readFileSync } from 'node:fs';

/** Session `s7` has the user `u7`. */
export interface Pair {
  readonly id: string;
  readonly user: string;
}

/** The sessions and their users, in the order in which they are asserted. */
export function pairs(facts: number): Pair[] {
  return Array.from({ length: facts }, (_, i) => ({ id: `s${i}`, user: `u${i}` }));
}

/**
 * The same in an order that looks random and is the same in each language: sorted by the numbers of a generator
 * (Lehmer's, with a period longer than any of our lists) whose products stay safe integers. They are copies, which lie in
 * memory in that order, so that going through them is no work.
 */
export function shuffled<T extends object>(items: readonly T[]): T[] {
  let key = 1;
  const keyed = items.map((item) => {
    key = (key * 16807) % 2147483647;
    return { key, item };
  });
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => ({ ...item }));
}

/** The n-th round of replacements gives each session the user of the session n places further on. */
export function successors(all: readonly Pair[], round: number): Pair[] {
  return all.map(({ id }, i) => ({ id, user: all[(i + round) % all.length]!.user }));
}

/** What the sessions of the join have in their carts; half as many sessions as facts, for each has two. */
export interface Cart extends Pair {
  readonly item: string;
  readonly quantity: number;
}

export function carts(facts: number): Cart[] {
  return pairs(Math.floor(facts / 2)).map((pair, i) => ({ ...pair, ...cartOf(i) }));
}

/** What is in the cart of the session of this number. */
export function cartOf(i: number): { readonly item: string; readonly quantity: number } {
  return { item: `item${i % ITEMS}`, quantity: (i % 7) + 1 };
}

/** Items that can be in a cart: `item0` costs 1, `item1` 2, … */
export const ITEMS = 1000;

/** Of so many sessions, how many have expired when gc comes: each hundredth, the first included. */
export function expired(sessions: number): number {
  return Math.ceil(sessions / 100);
}

/** The length of the chain `edge(n0, n1)`, `edge(n1, n2)`, … */
export function chainLength(facts: number): number {
  return Math.floor(facts / 20);
}

/** The length of the list that is reversed, and the inferences that it takes: the classic benchmark. */
export const REVERSED = 30;
export const INFERENCES = ((REVERSED + 1) * (REVERSED + 2)) / 2;

/** The terms that are read and written, as text: one a line. Contestants run in the package's folder. */
export function texts(): string[] {
  return readFileSync('bench/terms.txt', 'utf8').trimEnd().split('\n');
}
