/** Errors as programs are told of them: without what says something of the interpreter only. */
import { type Atom, Compound, compound, deref, type Term, Var } from '../../index.ts';

/** An error without its stack, and who called the goal. */
export function errorOfProgram(term: Term): Term {
  if (!(term instanceof Compound) || term.name !== 'error' || term.args.length !== 2) return term;
  const [formal, context] = term.args.map(deref) as [Term, Term];
  if (!(context instanceof Compound) || context.name !== 'context') return term;
  const [place, message] = context.args.map(deref) as [Term, Term];
  if (!(place instanceof Compound)) return term;
  if (place.name === 'prolog_stack')
    return compound('error', [formal, compound('context', [new Var(), message])]);
  const isOurs = place.name === ':' && (deref(place.args[0]!) as Atom).name === 'typescript';
  return isOurs ? compound('error', [formal, procedureOf(formal) ?? new Var()]) : term;
}

/** The predicate that does not exist. */
function procedureOf(formal: Term): Term | undefined {
  if (!(formal instanceof Compound) || formal.name !== 'existence_error') return undefined;
  const [kind, what] = formal.args.map(deref) as [Term, Term];
  return (kind as Atom).name === 'procedure' ? what : undefined;
}
