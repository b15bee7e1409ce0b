/** The variables of terms. */
import { Compound, deref, type Term, Var } from '../../index.ts';

/** The variables in the order in which they first occur, and how often each does. */
export function occurrencesOf(term: Term): ReadonlyMap<Var, number> {
  const counts = new Map<Var, number>();
  const pending: Term[] = [term];
  for (let part = pending.pop(); part !== undefined; part = pending.pop()) {
    const value = deref(part);
    if (value instanceof Var) counts.set(value, (counts.get(value) ?? 0) + 1);
    if (!(value instanceof Compound)) continue;
    for (let i = value.args.length - 1; i >= 0; i--) pending.push(value.args[i]!);
  }
  return counts;
}

/** The variables in the order in which they first occur. */
export function variablesOf(term: Term): Var[] {
  return [...occurrencesOf(term).keys()];
}

/** The term with other terms in place of variables. */
export function substitute(term: Term, values: ReadonlyMap<Var, Term>): Term {
  const pending: { readonly from: readonly Term[]; readonly to: Term[] }[] = [];
  const start = (part: Term): Term => {
    const value = deref(part);
    if (value instanceof Var) return values.get(value) ?? value;
    if (!(value instanceof Compound)) return value;
    const to: Term[] = new Array(value.args.length);
    pending.push({ from: value.args, to });
    return new Compound(value.name, to);
  };
  const result = start(term);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    for (const [i, arg] of next.from.entries()) next.to[i] = start(arg);
  }
  return result;
}
