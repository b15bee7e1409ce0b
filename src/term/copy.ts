/** Copies of terms, `copy_term/2`. */
import { SMALL } from './pairs.ts';
import { Compound, deref, type Term, Var } from './term.ts';

/**
 * A copy of a term with fresh variables in place of its unbound ones, bindings followed. With `variables` the caller
 * chooses what stands for a variable.
 */
export function copyTerm(term: Term, variables: (variable: Var) => Term = freshVariables()): Term {
  return copy(term, variables, SMALL, undefined) ?? copy(term, variables, Infinity, new Map())!;
}

/**
 * One pass over the term. Without `copies` it gives up, answering undefined, after `budget` compounds: a term that
 * large may be cyclic, and then the copies made must be remembered.
 */
function copy(
  term: Term,
  variables: (variable: Var) => Term,
  budget: number,
  copies: Map<Compound, Compound> | undefined,
): Term | undefined {
  const pending: { from: readonly Term[]; to: Term[] }[] = [];
  const start = (part: Term): Term => {
    const value = deref(part);
    if (value instanceof Var) return variables(value);
    if (!(value instanceof Compound)) return value;
    const known = copies?.get(value);
    if (known !== undefined) return known;
    const to: Term[] = new Array(value.args.length);
    const result = new Compound(value.name, to);
    copies?.set(value, result);
    pending.push({ from: value.args, to });
    return result;
  };
  const result = start(term);
  for (let compounds = 1; pending.length > 0; compounds++) {
    if (compounds > budget) return undefined;
    const { from, to } = pending.pop()!;
    for (let i = 0; i < from.length; i++) to[i] = start(from[i]!);
  }
  return result;
}

function freshVariables(): (variable: Var) => Term {
  let fresh: Map<Var, Var> | undefined;
  return (variable) => {
    fresh ??= new Map();
    let copied = fresh.get(variable);
    if (copied === undefined) {
      copied = new Var();
      fresh.set(variable, copied);
    }
    return copied;
  };
}
