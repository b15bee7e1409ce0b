/** What terms in clauses look like to those who lay them out. */
import { Atom, Compound, deref, type Term } from '../../index.ts';

export interface ClauseParts {
  readonly head: Term;
  readonly neck: string;
  readonly body: Term;
}

export function clauseParts(term: Term): ClauseParts | undefined {
  if (!(term instanceof Compound && term.args.length === 2)) return undefined;
  const [head, body] = term.args.map(deref) as [Term, Term];
  return [':-', '=>', '?=>', '-->'].includes(term.name) ? { head, neck: term.name, body } : undefined;
}

export function isOr(term: Term): term is Compound {
  return isCompound(term, ';', 2) || isCondition(term);
}

export function isCondition(term: Term): term is Compound {
  return isCompound(term, '->', 2) || isCompound(term, '*->', 2);
}

export function isPrimitive(term: Term): boolean {
  return !isOr(term) && !isCompound(term, ',', 2);
}

export function isAtom(term: Term, name: string): boolean {
  return term instanceof Atom && term.name === name;
}

export function isCompound(term: Term, name: string, arity: number): term is Compound {
  return term instanceof Compound && term.name === name && term.args.length === arity;
}
