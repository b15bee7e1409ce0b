/**
 * Matching in one direction: a goal that is not deep with a fact of a kept form that has no variables. The goal's variables
 * get their values, and terms are made only where one of them is a whole compound.
 */
import { type Constant, constantOf } from '../term/constant.ts';
import {
  type Constants,
  EMPTY_FRAME,
  instantiate,
  Local,
  type Skeleton,
  Slot,
  Template,
} from '../term/skeleton.ts';
import { Compound } from '../term/term.ts';
import { Trail } from './trail.ts';
import { unify } from './unify.ts';

/**
 * Whether the parts of a goal match those of a fact. The values of the goal's variables go to `values`, where there is none
 * yet.
 */
export function matchParts(
  patterns: readonly Skeleton[],
  goal: Constants,
  parts: readonly Skeleton[],
  fact: Constants,
  values: (Constant | undefined)[],
): boolean {
  for (let i = 0; i < patterns.length; i++) {
    if (!matchPart(patterns[i]!, goal, parts[i]!, fact, values)) return false;
  }
  return true;
}

function matchPart(
  pattern: Skeleton,
  goal: Constants,
  part: Skeleton,
  fact: Constants,
  values: (Constant | undefined)[],
): boolean {
  if (part instanceof Slot) return matchConstant(pattern, goal, fact.at(part.index), values);
  if (!(pattern instanceof Template && part instanceof Template)) {
    return matchConstant(pattern, goal, instantiate(part, EMPTY_FRAME, fact), values);
  }
  if (pattern.args.length !== part.args.length || pattern.name !== part.name) return false;
  return matchParts(pattern.args, goal, part.args, fact, values);
}

function matchConstant(
  pattern: Skeleton,
  goal: Constants,
  constant: Constant,
  values: (Constant | undefined)[],
): boolean {
  if (pattern instanceof Slot) return isSame(goal.at(pattern.index), constant);
  if (pattern instanceof Local) {
    const known = values[pattern.index];
    if (known !== undefined) return isSame(known, constant);
    values[pattern.index] = constant;
    return true;
  }
  if (!(pattern instanceof Template)) return isSame(constantOf(pattern), constant);
  if (!(constant instanceof Compound)) return false;
  const patterns = pattern.args;
  const { args } = constant;
  if (patterns.length !== args.length || pattern.name !== constant.name) return false;
  for (let i = 0; i < patterns.length; i++) {
    if (!matchConstant(patterns[i]!, goal, constantOf(args[i]!), values)) return false;
  }
  return true;
}

/** Whether two constants are the same; they have no variables, so nothing is bound. */
function isSame(a: Constant, b: Constant): boolean {
  return a === b || (typeof a === 'object' && typeof b === 'object' && unify(a, b, NO_BINDINGS));
}

const NO_BINDINGS = new Trail();
