/** Terms with other terms in place of variables. */
import { Compound, deref, type Term, type TermLike, toTerm, Var } from '../index.ts';

/** A goal with values for some of its variables, by name. */
export function boundGoal(
  goal: Term,
  bindings: { readonly [name: string]: TermLike | undefined } = {},
): Term {
  const values = Object.entries(bindings);
  if (values.length === 0) return goal;
  const byName = new Map(values.map(([name, value]) => [name, toTerm(value!)]));
  return substituted(goal, (variable) => byName.get(variable.name ?? '') ?? variable);
}

/** A term with what a function answers for each variable. */
export function substituted(term: Term, of: (variable: Var) => Term): Term {
  const part = deref(term);
  if (part instanceof Var) return of(part);
  if (!(part instanceof Compound)) return part;
  return new Compound(
    part.name,
    part.args.map((arg) => substituted(arg, of)),
  );
}
