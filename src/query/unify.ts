/**
 * Unification. There is no occurs check, as in SWI-Prolog: `X = f(X)` makes an infinite
 * term, and unifying two of those ends.
 */
import { Pairs, SMALL } from '../term/pairs.ts';
import { type Frame, instantiate, Local, type Skeleton, Template } from '../term/skeleton.ts';
import { Compound, deref, sameAtomic, type Term, Var } from '../term/term.ts';
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

function unifyCompounds(left: Compound, right: Compound, trail: Trail): boolean {
  const pending: Term[] = [];
  let pairs: Pairs | undefined;
  let a: Term = left;
  let b: Term = right;
  for (let compounds = 1; ; ) {
    if (a !== b) {
      if (a instanceof Compound && b instanceof Compound) {
        const size = a.args.length;
        if (a.name !== b.name || size !== b.args.length) return false;
        if (++compounds <= SMALL || !(pairs ??= new Pairs()).join(a, b)) {
          for (let i = size - 1; i >= 0; i--) pending.push(b.args[i]!, a.args[i]!);
        }
      } else if (!unifySimple(a, b, trail)) {
        return false;
      }
    }
    if (pending.length === 0) return true;
    a = deref(pending.pop()!);
    b = deref(pending.pop()!);
  }
}

/**
 * Unifies part of a clause's head with an argument of a goal. The clause's variables are in `frame`; they are given
 * their first value without a binding, and terms of the clause are made only where the goal has a variable.
 */
export function unifyHead(pattern: Skeleton, term: Term, frame: Frame, trail: Trail): boolean {
  if (!(pattern instanceof Template)) return unifyFlat(pattern, term, frame, trail);
  const pending: (Skeleton | Term)[] = [];
  let part: Skeleton = pattern;
  let value: Term = term;
  for (;;) {
    if (part instanceof Template) {
      const target = deref(value);
      if (target instanceof Compound) {
        const { args } = part;
        if (part.name !== target.name || args.length !== target.args.length) return false;
        for (let i = args.length - 1; i >= 0; i--) pending.push(target.args[i]!, args[i]!);
      } else if (target instanceof Var) {
        trail.bind(target, instantiate(part, frame));
      } else {
        return false;
      }
    } else if (!unifyFlat(part, value, frame, trail)) {
      return false;
    }
    if (pending.length === 0) return true;
    part = pending.pop()!;
    value = pending.pop() as Term;
  }
}

function unifyFlat(pattern: Exclude<Skeleton, Template>, term: Term, frame: Frame, trail: Trail): boolean {
  if (!(pattern instanceof Local)) return unify(pattern, term, trail);
  const known = frame[pattern.index];
  if (known !== undefined) return unify(known, term, trail);
  frame[pattern.index] = deref(term);
  return true;
}
