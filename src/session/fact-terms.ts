/** Facts of which a session has one of each name: how they are written, found and answered. */
import { Compound, type Term } from '../term/term.ts';
import { fromTerm, type TermLike, toTerm } from '../term/value.ts';
import { _ } from '../term/variable.ts';

/** The facts that an object stands for, one for each key. */
export function factTerms(facts: object): Term[] {
  return Object.entries(facts).map(([name, content]) => {
    if (content === undefined) {
      throw new TypeError(
        `set(): '${name}' is undefined; a value was expected, and delete('${name}') removes`,
      );
    }
    return toTerm({ [name]: content as TermLike });
  });
}

/** A pattern for all facts with the name and number of arguments of this one. */
export function allLike(fact: Term): TermLike {
  if (!(fact instanceof Compound)) return fact;
  return { [fact.name]: fact.args.map(() => _) };
}

export function contentOf(fact: Term): unknown {
  const values = fact instanceof Compound ? fact.args.map(fromTerm) : [];
  return values.length === 1 ? values[0] : values;
}
