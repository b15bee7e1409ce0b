/**
 * Clauses of a dump as lines of text that SWI-Prolog and our reader read as the very same terms. What SWI-Prolog would change
 * when it loads the line, or cannot read, is in a text inside of it: `wrapped-clause.ts` takes it out again.
 */
import { atom, Compound, type Term, type Var, writeTerm } from '../index.ts';
import { LONE_SURROGATES } from './format.ts';

/**
 * Without operators, since somebody may have others, and without what a reader has to know of Unicode. Neither our reader nor
 * SWI-Prolog reads all of the other escapes: '\xD8000\' begins like one of a surrogate.
 */
const CANONICAL = {
  ignoreOps: true,
  braceTerms: false,
  quoteNonAscii: true,
  escapes: 'unicode',
} as const;

/** What SWI-Prolog takes for functional notation and calls when it loads a clause. */
const DOT_TERM = "'.'(";

/** A lone surrogate as the writer escapes it, or an escaped backslash, which is none. */
const SURROGATE = /\\\\|\\u(D[89A-F][0-9A-F]{2})/g;

/** The line of a clause, with its end. */
export function clauseLine(clause: Term): string {
  const text = clauseText(clause);
  if (text.includes('\\uD')) {
    const raw = text.replace(SURROGATE, (all, code?: string) =>
      code === undefined ? all : String.fromCharCode(Number.parseInt(code, 16)),
    );
    if (raw.length !== text.length) {
      return `${clauseText(new Compound(LONE_SURROGATES, [atom(JSON.stringify(raw))]))}.\n`;
    }
  }
  if (text.includes(DOT_TERM)) return `:- term_to_atom(T, ${clauseText(atom(text))}), assertz(T).\n`;
  return `${text}.\n`;
}

/** Variables are V1, V2 and so on: the names that they have may be those of others, too. */
function clauseText(clause: Term): string {
  let names: Map<Var, string> | undefined;
  const nameOf = (variable: Var): string => {
    names ??= new Map();
    let name = names.get(variable);
    if (name === undefined) {
      name = `V${names.size + 1}`;
      names.set(variable, name);
    }
    return name;
  };
  return writeTerm(clause, { ...CANONICAL, variableNames: nameOf });
}
