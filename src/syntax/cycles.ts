/**
 * Infinite terms in finite form: `@(Template, Substitutions)`, where a variable stands for each part that contains
 * itself, as SWI-Prolog's `'$factorize_term'/3` and `write_term/2` have it.
 */
import { Compound, deref, list, type Term } from '../term/term.ts';

/** The finite form of a term that has cycles; `variable(n)` makes what stands for the nth part. */
export function factorizeCycles(term: Term, variable: (number: number) => Term): Term {
  const heads = cycleHeads(term);
  const substitutes = new Map<Compound, Term>();
  for (const head of heads) substitutes.set(head, variable(substitutes.size + 1));
  const copies = new Map<Compound, Compound>();
  const template = finiteCopy(term, substitutes, copies);
  const substitutions = [...substitutes].map(
    ([head, substitute]) => new Compound('=', [substitute, copyOf(head, substitutes, copies)]),
  );
  return new Compound('@', [template, list(substitutions)]);
}

/** The parts to cut the cycles at. Of the parts met twice, in the order of that, each that is not cut already. */
function cycleHeads(term: Term): Compound[] {
  const undecided = sharedParts(term);
  const heads = new Set<Compound>();
  for (const part of undecided) {
    undecided.delete(part);
    if (reachesItself(part, heads, undecided)) heads.add(part);
  }
  return [...heads];
}

/** The compounds met more than once by a walk from left to right, in the order in which they are met again. */
function sharedParts(term: Term): Set<Compound> {
  const seen = new Set<Compound>();
  const shared = new Set<Compound>();
  const pending: Term[] = [term];
  while (pending.length > 0) {
    const part = deref(pending.pop()!);
    if (!(part instanceof Compound)) continue;
    if (seen.has(part)) {
      shared.add(part);
    } else {
      seen.add(part);
      for (let i = part.args.length - 1; i >= 0; i--) pending.push(part.args[i]!);
    }
  }
  return shared;
}

function reachesItself(
  part: Compound,
  heads: ReadonlySet<Compound>,
  undecided: ReadonlySet<Compound>,
): boolean {
  const seen = new Set<Compound>();
  const pending: Term[] = [...part.args];
  while (pending.length > 0) {
    const inner = deref(pending.pop()!);
    if (inner === part) return true;
    if (!(inner instanceof Compound) || seen.has(inner) || heads.has(inner) || undecided.has(inner)) continue;
    seen.add(inner);
    pending.push(...inner.args);
  }
  return false;
}

type Substitutes = ReadonlyMap<Compound, Term>;
type Copies = Map<Compound, Compound>;

function finiteCopy(term: Term, substitutes: Substitutes, copies: Copies): Term {
  const value = deref(term);
  if (!(value instanceof Compound)) return value;
  return substitutes.get(value) ?? copyOf(value, substitutes, copies);
}

/** A copy of a compound, in the parts of which the substitutes stand. */
function copyOf(top: Compound, substitutes: Substitutes, copies: Copies): Compound {
  const pending: { from: Compound; to: Term[] }[] = [];
  const start = (from: Compound): Compound => {
    const to: Term[] = new Array(from.args.length);
    const copied = new Compound(from.name, to);
    copies.set(from, copied);
    pending.push({ from, to });
    return copied;
  };
  const result = copies.get(top) ?? start(top);
  while (pending.length > 0) {
    const { from, to } = pending.pop()!;
    for (let i = 0; i < to.length; i++) {
      const value = deref(from.args[i]!);
      to[i] =
        value instanceof Compound ? (substitutes.get(value) ?? copies.get(value) ?? start(value)) : value;
    }
  }
  return result;
}
