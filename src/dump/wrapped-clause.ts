/** Clauses that are in a text inside of another one, since SWI-Prolog would not load them as they are. */
import { Atom, Compound, readTerm, type Term } from '../index.ts';
import { LONE_SURROGATES } from './format.ts';
import { type ReadClause, syntaxError } from './read-clauses.ts';

/**
 * The clause that is meant: the one in the text, or the same one.
 * @throws DumpError with the line, when the text holds none.
 */
export function unwrapped(clause: ReadClause): ReadClause {
  const text = textOf(clause.term);
  if (text === undefined) return clause;
  try {
    return { term: readTerm(text), line: clause.line };
  } catch (error) {
    throw syntaxError(error, clause.line);
  }
}

/** What `:- term_to_atom(T, Text), assertz(T)` and the JSON of lone surrogates hold; undefined for any other clause. */
function textOf(term: Term): string | undefined {
  if (!(term instanceof Compound) || term.args.length !== 1) return undefined;
  const [arg] = term.args;
  if (term.name === LONE_SURROGATES) return arg instanceof Atom ? jsonText(arg.name) : undefined;
  if (term.name !== ':-') return undefined;
  const [read, added] = argumentsOf(arg, ',', 2);
  const [variable, text] = argumentsOf(read, 'term_to_atom', 2);
  const [same] = argumentsOf(added, 'assertz', 1);
  return text instanceof Atom && variable === same ? text.name : undefined;
}

function argumentsOf(term: Term | undefined, name: string, arity: number): readonly (Term | undefined)[] {
  return term instanceof Compound && term.name === name && term.args.length === arity ? term.args : [];
}

function jsonText(json: string): string | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
