/**
 * Constants, as facts keep what differs between them: an atom as its name and a safe integer as its number, so that a fact
 * of a few of them is one small object. Anything else without variables is a constant as the term that it is.
 */
import { Atom, Int, type Term } from './term.ts';
import { fromTerm, type Value } from './value.ts';

/** A string is an atom, a number an integer; a term is never one of those two, and has no variables. */
export type Constant = string | number | Term;

/** The constant that a term without variables is. */
export function constantOf(term: Term): Constant {
  if (term instanceof Atom) return term.name;
  return term instanceof Int && typeof term.value === 'number' ? term.value : term;
}

/** The term that a constant is. */
export function constantTerm(constant: Constant): Term {
  if (typeof constant === 'string') return new Atom(constant);
  return typeof constant === 'number' ? new Int(constant) : constant;
}

/** The JavaScript value of a constant. */
export function constantValue(constant: Constant): Value {
  return typeof constant === 'object' ? fromTerm(constant) : constant;
}
