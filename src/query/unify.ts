/**
 * Unification. There is no occurs check, as in SWI-Prolog: `X = f(X)` makes an infinite
 * term, and unifying two of those ends.
 */

import { type Constant, constantTerm } from '../term/constant.ts';
import { Pairs, SMALL } from '../term/pairs.ts';
import {
  type Constants,
  type Frame,
  instantiate,
  Local,
  type Skeleton,
  Slot,
  Template,
} from '../term/skeleton.ts';
import { Atom, Compound, deref, Int, sameAtomic, type Term, Var } from '../term/term.ts';
import type { Trail } from './trail.ts';

/** Unifies two terms. When it answers false some variables may be bound: the caller undoes the trail. */
export function unify(left: Term, right: Term, trail: Trail): boolean {
  const a = deref(left);
  const b = deref(right);
  if (a === b) return true;
  if (a instanceof Compound && b instanceof Compound) return unifyCompounds(a, b, trail);
  return unifySimple(a, b, trail);
}

/** Unifies two different terms of which at most one is a compound. */
function unifySimple(a: Term, b: Term, trail: Trail): boolean {
  if (a instanceof Var) trail.bind(a, b);
  else if (b instanceof Var) trail.bind(b, a);
  else return !(a instanceof Compound || b instanceof Compound) && sameAtomic(a, b);
  return true;
}

/** Goes down the last argument without a stack, as lists do; other compounds inside of compounds wait on one. */
function unifyCompounds(left: Compound, right: Compound, trail: Trail): boolean {
  let pending: Compound[] | undefined;
  let pairs: Pairs | undefined;
  let compounds = 0;
  let a: Compound | undefined = left;
  let b: Compound | undefined = right;
  while (a !== undefined && b !== undefined) {
    const { args } = a;
    const others: readonly Term[] = b.args;
    if (args.length !== others.length || a.name !== b.name) return false;
    const isKnown: boolean = ++compounds > SMALL && (pairs ??= new Pairs()).join(a, b);
    a = b = undefined;
    for (let i = 0; i < args.length && !isKnown; i++) {
      const x = deref(args[i]!);
      const y = deref(others[i]!);
      if (x === y) continue;
      if (!(x instanceof Compound && y instanceof Compound)) {
        if (!unifySimple(x, y, trail)) return false;
      } else if (i === args.length - 1) {
        a = x;
        b = y;
      } else {
        pending ??= [];
        pending.push(x, y);
      }
    }
    if (a === undefined) {
      b = pending?.pop();
      a = pending?.pop();
    }
  }
  return true;
}

/**
 * Unifies part of a clause's head with an argument of a goal. The clause's variables are in `frame`, what is in its slots
 * in `constants`; variables are given their first value without a binding, and terms of the clause are made only where
 * the goal has a variable.
 */
export function unifyHead(
  pattern: Skeleton,
  term: Term,
  frame: Frame,
  constants: Constants,
  trail: Trail,
): boolean {
  if (!(pattern instanceof Template)) return unifyFlat(pattern, term, frame, constants, trail);
  let pending: (Template | Compound)[] | undefined;
  let part: Template | undefined = pattern;
  let target = deref(term);
  while (part !== undefined) {
    if (target instanceof Compound) {
      const patterns: readonly Skeleton[] = part.args;
      const values: readonly Term[] = target.args;
      if (patterns.length !== values.length || part.name !== target.name) return false;
      part = undefined;
      for (let i = 0; i < patterns.length; i++) {
        const inner = patterns[i]!;
        if (!(inner instanceof Template)) {
          if (!unifyFlat(inner, values[i]!, frame, constants, trail)) return false;
          continue;
        }
        const value = deref(values[i]!);
        if (!(value instanceof Compound)) {
          if (!(value instanceof Var)) return false;
          trail.bind(value, instantiate(inner, frame, constants));
        } else if (i === patterns.length - 1) {
          part = inner;
          target = value;
        } else {
          pending ??= [];
          pending.push(inner, value);
        }
      }
    } else if (target instanceof Var) {
      trail.bind(target, instantiate(part, frame, constants));
      part = undefined;
    } else {
      return false;
    }
    if (part === undefined && pending !== undefined && pending.length > 0) {
      target = pending.pop() as Compound;
      part = pending.pop() as Template;
    }
  }
  return true;
}

function unifyFlat(
  pattern: Exclude<Skeleton, Template>,
  term: Term,
  frame: Frame,
  constants: Constants,
  trail: Trail,
): boolean {
  if (pattern instanceof Slot) return unifyConstant(constants.at(pattern.index), term, trail);
  if (!(pattern instanceof Local)) return unify(pattern, term, trail);
  const known = frame[pattern.index];
  if (known !== undefined) return unify(known, term, trail);
  frame[pattern.index] = deref(term);
  return true;
}

function unifyConstant(constant: Constant, term: Term, trail: Trail): boolean {
  if (typeof constant === 'object') return unify(constant, term, trail);
  const value = deref(term);
  if (value instanceof Var) trail.bind(value, constantTerm(constant));
  else
    return typeof constant === 'string'
      ? value instanceof Atom && value.name === constant
      : value instanceof Int && value.value === constant;
  return true;
}
