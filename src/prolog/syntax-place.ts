/** Where syntax errors are said to be: `stream(Stream, Line, LinePosition, Character)` in their context. */
import { Compound, deref, errorOf, PrologError, type Term } from '../index.ts';

/** The error with another place in its context; one without a place stays as it is. */
export function placedAnew(error: unknown, placeOf: (place: Compound, formal: Term) => Term): unknown {
  if (!(error instanceof PrologError)) return error;
  const { term } = error;
  if (!(term instanceof Compound && term.args.length === 2)) return error;
  const [formal, place] = term.args.map(deref) as [Term, Term];
  if (!(place instanceof Compound && place.name === 'stream')) return error;
  return errorOf(formal, placeOf(place, formal));
}
