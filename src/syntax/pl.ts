/** The template tag `pl`: Prolog text into which values go as terms, never as text. */
import type { Term } from '../term/term.ts';
import { type TermLike, toTerm } from '../term/value.ts';
import { readTerm } from './reader.ts';
import { VALUE_MARK } from './syntax-error.ts';

/**
 * Reads the text as one term. A value stands where an operand can stand, and is the term that it is anywhere else in
 * this package: a string an atom, an array a list, `{ cart: 1 }` a compound term, a `Term` itself. Backslashes are
 * Prolog's: `'\n'` needs no doubling.
 *
 *     pl`cart(${item}, Qty)`
 *
 * @throws PrologSyntaxError when the text is no term, or a value stands inside quotes or touches a name.
 */
export function pl(text: TemplateStringsArray, ...values: readonly TermLike[]): Term {
  let joined = '';
  const terms = new Map<number, Term>();
  for (const [i, part] of text.raw.entries()) {
    joined += withoutTemplateEscapes(part);
    if (i === values.length) break;
    terms.set(joined.length, toTerm(values[i]!));
    joined += VALUE_MARK;
  }
  return readTerm(joined, { values: terms });
}

/** A backquote and `${` need a backslash in a template, which is not a part of the Prolog text. */
function withoutTemplateEscapes(raw: string): string {
  return raw.replace(/\\(`|\$\{|[\s\S])/g, (whole, escaped: string) =>
    /^(`|\$\{)$/.test(escaped) ? escaped : whole,
  );
}
