/** Clauses as terms: what is head and what is body, and the modules in front, of which only the library's mean something. */
import { Compound, compound, deref, type Term } from '../index.ts';
import { goalIn, renamed } from './modules/predicate-names.ts';

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

/** What stands behind the module: there is one name space, in which predicates of the library's modules have names of their own. */
export function unqualified(term: Term): Term {
  const part = deref(term);
  return isQualified(part) ? unqualified(goalIn(part.args[0]!, part.args[1]!)) : part;
}

/** A clause or head that was found, as the pattern has it that it was found by: with its modules, and its names. */
export function likePattern(pattern: Term, found: Term): Term {
  const part = deref(pattern);
  if (isQualified(part)) return compound(':', [part.args[0]!, likePattern(part.args[1]!, found)]);
  const isRule = part instanceof Compound && part.name === ':-' && part.args.length === 2;
  if (isRule && found instanceof Compound && found.name === ':-') {
    return compound(':-', [likePattern(part.args[0]!, deref(found.args[0]!)), found.args[1]!]);
  }
  return part instanceof Compound && !isRule ? renamed(found, part.name) : found;
}

/** A term with the modules in front that another one has. */
export function qualifiedLike(model: Term, term: Term): Term {
  const part = deref(model);
  return isQualified(part) ? compound(':', [part.args[0]!, qualifiedLike(part.args[1]!, term)]) : term;
}

export function isQualified(term: Term): term is Compound {
  return term instanceof Compound && term.name === ':' && term.args.length === 2;
}
