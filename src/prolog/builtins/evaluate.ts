/** Arithmetic for predicates that take expressions. */
import { compound, deref, Float, Int, type Term, Var } from '../../index.ts';
import type { Environment } from '../environment.ts';

/** The value of an expression. @throws PrologError as `is/2` does */
export function numberValue(expression: Term, { engine }: Environment): Int | Float {
  const term = deref(expression);
  if (term instanceof Int || term instanceof Float) return term;
  const found = engine.store.query(compound('is', [new Var('Value'), term])).first();
  return found!.terms.Value as Int | Float;
}
