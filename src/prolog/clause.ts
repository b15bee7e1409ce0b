/** Clauses as terms: what is head and what is body, and the modules in front, of which there are none here. */
import { Compound, compound, deref, type Term } from '../index.ts';

/** A clause taken apart; a fact has no body. */
export interface ClauseParts {
  readonly head: Term;
  readonly body: Term | undefined;
}

export function clauseParts(clause: Term): ClauseParts {
  const term = unqualified(clause);
  const isRule = term instanceof Compound && term.name === ':-' && term.args.length === 2;
  return isRule ? { head: unqualified(term.args[0]!), body: term.args[1]! } : { head: term, body: undefined };
}

/** The clause of these parts. */
export function clauseFrom({ head, body }: ClauseParts): Term {
  return body === undefined ? head : compound(':-', [head, body]);
}

/** What stands behind the module: there is one name space. */
export function unqualified(term: Term): Term {
  const part = deref(term);
  return isQualified(part) ? unqualified(part.args[1]!) : part;
}

/** A term with the modules in front that another one has. */
export function qualifiedLike(model: Term, term: Term): Term {
  const part = deref(model);
  return isQualified(part) ? compound(':', [part.args[0]!, qualifiedLike(part.args[1]!, term)]) : term;
}

export function isQualified(term: Term): term is Compound {
  return term instanceof Compound && term.name === ':' && term.args.length === 2;
}
