/**
 * What is still to be run, as conjunctions in which the left side is no conjunction: however deep a recursion is, the goal
 * that comes next and what is left behind it are at hand.
 */
import tau, { type TauTerm } from 'tau-prolog';
import { Delayed } from './delayed.ts';

/** A conjunction of two goals. */
export function conjunction(left: TauTerm, right: TauTerm): TauTerm {
  return new tau.type.Term(',', [left, right]);
}

/** A goal, which may be a conjunction itself, before others; null stands for nothing. */
export function before(goal: TauTerm | null, others: TauTerm | Delayed | null): TauTerm | null {
  if (goal === null) return others instanceof Delayed ? others.opened : others;
  let all = others;
  const pending = [goal];
  for (let last = pending.pop(); last !== undefined; last = pending.pop()) {
    if (isConjunction(last)) pending.push(...(last.args as readonly TauTerm[]));
    else all = all === null ? last : new tau.type.Term(',', [last, all]);
  }
  return all as TauTerm;
}

/** What is left behind the first goal; null when that is nothing. */
export function restOf(goals: TauTerm): TauTerm | Delayed | null {
  return isConjunction(goals) ? (goals.args[1] as TauTerm | Delayed) : null;
}

function isConjunction(goal: TauTerm): boolean {
  return goal.indicator === ',/2';
}
