/** A term with variables of its own, which have no names: `copy_term/2`. */
import { matchTerm, type Term, Var } from '../index.ts';

export function copyOf(term: Term): Term {
  return matchTerm(new Var('X'), term)!.terms.X!;
}
