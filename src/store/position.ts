/** Where in the arguments of a predicate an index looks: at an argument, or at a place inside of one. */
import type { Constant } from '../term/constant.ts';
import { type Constants, type Skeleton, Slot } from '../term/skeleton.ts';

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
export function partAt(
  args: readonly Skeleton[],
  constants: Constants,
  position: Position,
): Skeleton | Constant {
  let part = within(args[position[0]!]!, constants);
  for (let i = 1; i < position.length; i++) {
    part = within((part as { args: readonly Skeleton[] }).args[position[i]!]!, constants);
  }
  return part;
}

function within(part: Skeleton, constants: Constants): Skeleton | Constant {
  return part instanceof Slot ? constants.at(part.index) : part;
}
