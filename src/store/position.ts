/** Where in the arguments of a predicate an index looks: at an argument, or at a place inside of one. */
import type { Skeleton } from '../term/skeleton.ts';

/** `[1]` is the second argument, `[1, 0]` the first argument of the compound that is the second. */
export type Position = readonly number[];

/** Deeper inside a term, and further to the right in its arguments, indexes do not look. */
const DEEPEST = 4;
const WIDEST = 8;

/** The positions of the arguments themselves. */
export function argumentPositions(arity: number): Position[] {
  return Array.from({ length: arity }, (_, i) => [i]);
}

/** The positions just inside of one at which a compound stands. */
export function positionsInside(position: Position, arity: number): Position[] {
  if (position.length >= DEEPEST) return [];
  return Array.from({ length: Math.min(arity, WIDEST) }, (_, i) => [...position, i]);
}

/** What stands at the position. The caller knows that all on the way there are compounds. */
export function partAt(args: readonly Skeleton[], position: Position): Skeleton {
  let part = args[position[0]!]!;
  for (let i = 1; i < position.length; i++)
    part = (part as { args: readonly Skeleton[] }).args[position[i]!]!;
  return part;
}
