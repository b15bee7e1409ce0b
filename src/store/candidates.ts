/**
 * Which clauses can match a goal: the choice among the indexes of a list. Few clauses are taken as they are; else each
 * bound part of the goal is tried, left to right, until an index narrows the choice well.
 */
import type { Constant } from '../term/constant.ts';
import { type Constants, Local, type Skeleton, Slot, Template } from '../term/skeleton.ts';
import { Compound, deref, Var } from '../term/term.ts';
import type { Clause } from './clause.ts';
import { type Bound, ClauseList, type Clauses, FEW, sizeOf } from './clause-list.ts';
import type { Position } from './position.ts';

/** The values of a goal's variables as far as they are known, by number. */
export type Values = readonly (Constant | undefined)[];

/** An index that leaves no more than this share of the clauses is taken without a look at the other parts. */
const GOOD_SHARE = 1 / 4;

/**
 * The clauses of the list that can match a goal with these arguments, in order; undefined when there is none. What is not
 * in the frame is unbound.
 */
export function candidates(
  list: ClauseList,
  args: readonly Skeleton[],
  constants: Constants,
  frame: Values,
): Clauses | undefined {
  if (list.size <= FEW) return list;
  let best: Clauses = list;
  for (let number = 0; number < list.positions.length; number++) {
    const part = boundPart(args, constants, frame, list.positions[number]!);
    if (part === undefined) continue;
    const index = list.index(number);
    if (index === undefined) continue;
    const found = index.find(part);
    const narrowed = found instanceof ClauseList ? candidates(found, args, constants, frame) : found;
    const all = index.open === undefined ? narrowed : merged(narrowed, index.open, list);
    if (all === undefined) return undefined;
    const size = sizeOf(all);
    if (size < sizeOf(best)) best = all;
    if (size <= FEW || size <= list.size * GOOD_SHARE) break;
  }
  return best;
}

/** What the goal has at a position, unless that is a variable or the goal does not go so deep. */
function boundPart(
  args: readonly Skeleton[],
  constants: Constants,
  frame: Values,
  position: Position,
): Bound | undefined {
  let part = followed(args[position[0]!]!, constants, frame);
  for (let i = 1; i < position.length; i++) {
    if (!(part instanceof Compound || part instanceof Template)) return undefined;
    part = followed(part.args[position[i]!]!, constants, frame);
  }
  return part instanceof Var || part instanceof Local ? undefined : (part as Bound);
}

function followed(part: Skeleton, constants: Constants, frame: Values): Skeleton | Constant {
  if (part instanceof Slot) return constants.at(part.index);
  if (part instanceof Local) {
    const value = frame[part.index];
    if (value === undefined) return part;
    return typeof value === 'object' ? deref(value) : value;
  }
  return part instanceof Var ? deref(part) : part;
}

/** Two lists as one, in the order of the clauses. */
function merged(a: Clauses | undefined, b: Clauses, of: ClauseList): Clauses {
  if (a === undefined) return b;
  const items = [...clausesOf(a), ...clausesOf(b)].sort((x, y) => x.order - y.order);
  return ClauseList.of(items, of.positions);
}

function clausesOf(clauses: Clauses): Clause[] {
  if (!(clauses instanceof ClauseList)) return [clauses];
  return clauses.items.slice(clauses.start, clauses.end).filter((clause) => !clause.isDropped);
}
