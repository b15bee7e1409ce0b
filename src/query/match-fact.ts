/**
 * Matching in one direction: a goal with a fact that has no variables, both of kept forms. The goal's variables get their
 * values, and terms are made only where one of them is a whole compound.
 */
import type { Literal } from '../store/literal.ts';
import { type Constant, constantOf } from '../term/constant.ts';
import { EMPTY_FRAME, instantiate, Local, type Skeleton, Slot, Template } from '../term/skeleton.ts';
import { Compound } from '../term/term.ts';
import { Trail } from './trail.ts';
import { unify } from './unify.ts';

/** Whether the goal matches the fact; its variables' values go to `values`, where there is none yet. */
export function matchFact(goal: Literal, fact: Literal, values: Constant[]): boolean {
  const patterns = goal.form.args;
  const parts = fact.form.args;
  for (let i = 0; i < patterns.length; i++) {
    if (!matchPart(patterns[i]!, goal, parts[i]!, fact, values)) return false;
  }
  return true;
}

function matchPart(
  pattern: Skeleton,
  goal: Literal,
  part: Skeleton,
  fact: Literal,
  values: Constant[],
): boolean {
  if (part instanceof Slot) return matchConstant(pattern, goal, fact.at(part.index), values);
  if (!(pattern instanceof Template && part instanceof Template)) {
    return matchConstant(pattern, goal, instantiate(part, EMPTY_FRAME, fact), values);
  }
  const patterns = pattern.args;
  const parts = part.args;
  if (patterns.length !== parts.length || pattern.name !== part.name) return false;
  for (let i = 0; i < patterns.length; i++) {
    if (!matchPart(patterns[i]!, goal, parts[i]!, fact, values)) return false;
  }
  return true;
}

function matchConstant(pattern: Skeleton, goal: Literal, constant: Constant, values: Constant[]): boolean {
  if (pattern instanceof Slot) return isSame(goal.at(pattern.index), constant);
  if (pattern instanceof Local) {
    const known = values[pattern.index];
    if (known !== undefined) return isSame(known, constant);
    values[pattern.index] = constant;
    return true;
  }
  // The forms of goals are not deep, and nor is this recursion.
  if (!(pattern instanceof Template && constant instanceof Compound)) return false;
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
