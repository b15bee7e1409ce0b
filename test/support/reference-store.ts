/**
 * What a clause store of facts has to answer, in the simplest way: one array of facts, each tried in order by a
 * textbook unification with an occurs check. No indexes, no generations, no trail.
 */
import { Compound, isAtomic, sameAtomic, type Term, Var } from '../../src/term/term.ts';

/** Thrown where only an infinite term would unify. */
export class Infinite extends Error {}

type Substitution = ReadonlyMap<Var, Term>;

export class ReferenceStore {
  facts: readonly Term[] = [];

  asserta(fact: Term): void {
    this.facts = [fact, ...this.facts];
  }

  assertz(fact: Term): void {
    this.facts = [...this.facts, fact];
  }

  /** The pattern as it is with each fact that it unifies with. */
  query(pattern: Term): Term[] {
    return this.facts.flatMap((fact) => {
      const answer = match(pattern, fact);
      return answer === undefined ? [] : [answer];
    });
  }

  /** Removes the first `most` facts that match, and answers what {@link query} does of them. */
  retract(pattern: Term, most: number): Term[] {
    const answers = new Map<Term, Term>();
    for (const fact of this.facts) {
      if (answers.size === most) break;
      const answer = match(pattern, fact);
      if (answer !== undefined) answers.set(fact, answer);
    }
    this.facts = this.facts.filter((fact) => !answers.has(fact));
    return [...answers.values()];
  }
}

function match(pattern: Term, fact: Term): Term | undefined {
  const bindings = unified(pattern, renamed(fact, new Map()), new Map());
  return bindings === undefined ? undefined : substituted(pattern, bindings);
}

function renamed(term: Term, names: Map<Var, Var>): Term {
  if (term instanceof Var) {
    if (!names.has(term)) names.set(term, new Var());
    return names.get(term)!;
  }
  return term instanceof Compound
    ? new Compound(
        term.name,
        term.args.map((arg) => renamed(arg, names)),
      )
    : term;
}

function unified(left: Term, right: Term, bindings: Substitution): Substitution | undefined {
  const a = value(left, bindings);
  const b = value(right, bindings);
  if (a === b) return bindings;
  if (a instanceof Var) return bound(a, b, bindings);
  if (b instanceof Var) return bound(b, a, bindings);
  if (!(a instanceof Compound && b instanceof Compound)) {
    return isAtomic(a) && isAtomic(b) && sameAtomic(a, b) ? bindings : undefined;
  }
  if (a.name !== b.name || a.args.length !== b.args.length) return undefined;
  let result: Substitution | undefined = bindings;
  a.args.forEach((arg, i) => {
    if (result !== undefined) result = unified(arg, b.args[i]!, result);
  });
  return result;
}

function value(term: Term, bindings: Substitution): Term {
  let result = term;
  while (result instanceof Var && bindings.has(result)) result = bindings.get(result)!;
  return result;
}

function bound(variable: Var, term: Term, bindings: Substitution): Substitution {
  if (occurs(variable, term, bindings)) throw new Infinite();
  return new Map([...bindings, [variable, term]]);
}

function occurs(variable: Var, term: Term, bindings: Substitution): boolean {
  const part = value(term, bindings);
  if (part === variable) return true;
  return part instanceof Compound && part.args.some((arg) => occurs(variable, arg, bindings));
}

function substituted(term: Term, bindings: Substitution): Term {
  const part = value(term, bindings);
  return part instanceof Compound
    ? new Compound(
        part.name,
        part.args.map((arg) => substituted(arg, bindings)),
      )
    : part;
}
