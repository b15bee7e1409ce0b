/** Arithmetic for predicates that take expressions. */
import { Compound, compound, deref, errorOf, Float, Int, PrologError, type Term, Var } from '../../index.ts';
import type { Environment } from '../environment.ts';

/** The value of an expression. @throws PrologError as `is/2` does, with no context where that is all it says */
export function numberValue(expression: Term, { engine }: Environment): Int | Float {
  const term = deref(expression);
  if (term instanceof Int || term instanceof Float) return term;
  try {
    const found = engine.store.query(compound('is', [new Var('Value'), term])).first();
    return found!.terms.Value as Int | Float;
  } catch (error) {
    throw withoutContext(error);
  }
}

/** It is another predicate that evaluates, and it tells of itself. */
function withoutContext(error: unknown): unknown {
  if (!(error instanceof PrologError && error.term instanceof Compound)) return error;
  const [formal, context] = error.term.args.map(deref);
  const isOfIs = context instanceof Compound && String(context.args[0]) === 'system:(is)/2';
  return isOfIs ? errorOf(formal!) : error;
}
