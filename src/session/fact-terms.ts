/** The facts `session_data(Id, Fact)`, and those of which a session has one of each name: how they are written and answered. */
import { Atom, atom, Compound, compound, type Term } from '../term/term.ts';
import { fromTerm, type TermLike, toTerm } from '../term/value.ts';
import { _ } from '../term/variable.ts';

/** A fact of a session, or a pattern for some, as it stands in the store. */
export function sessionData(id: string, fact: Term): Compound {
  return compound('session_data', [atom(id), fact]);
}

/** The facts that an object stands for, one for each key. */
export function factTerms(facts: object): Term[] {
  return Object.entries(facts).map(([name, content]) => factTerm(name, content));
}

/** The fact of this name whose content is an argument, or an array of several. */
export function factTerm(name: string, content: unknown): Term {
  if (content === undefined) {
    throw new TypeError(`set(): '${name}' is undefined; a value was expected, and delete('${name}') removes`);
  }
  return toTerm({ [name]: content as TermLike });
}

/** A pattern for all facts with the name and number of arguments of this one. */
export function allLike(fact: Term): Term {
  if (!(fact instanceof Compound)) return fact;
  return compound(
    fact.name,
    fact.args.map(() => _),
  );
}

/** What a fact is called; undefined for what is none, such as a number. */
export function nameOf(fact: Term): string | undefined {
  return fact instanceof Compound || fact instanceof Atom ? fact.name : undefined;
}

export function contentOf(fact: Term): unknown {
  const values = fact instanceof Compound ? fact.args.map(fromTerm) : [];
  return values.length === 1 ? values[0] : values;
}
