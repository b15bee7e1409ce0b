/** What tokens are, and the options that decide what quoted text is. */
import { Atom, Int, list, Str, type Term } from '../term/term.ts';

/** What a token is. */
export const END_OF_TEXT = 0;
/** The `.` that ends a clause. */
export const END = 1;
/** A name without quotes, `[]` and `{}` among them. */
export const NAME = 2;
export const QUOTED_NAME = 3;
export const VARIABLE = 4;
/** A number, a string, a value: whatever is a term by itself and never an operator. */
export const TERM = 5;
/** One of `( ) [ ] { } , |`. */
export const PUNCTUATION = 6;

export type QuotesFlag = 'codes' | 'chars' | 'atom' | 'string';
export type BackQuotesFlag = 'codes' | 'chars' | 'string' | 'symbol_char';

/** How a text is to be read. */
export interface LexerOptions {
  /** What `"text"` is. Default `string`. */
  readonly doubleQuotes?: QuotesFlag | undefined;
  /** What `` `text` `` is. Default `codes`. */
  readonly backQuotes?: BackQuotesFlag | undefined;
  /** Terms by the offset in the text at which U+FFFF stands for them. */
  readonly values?: ReadonlyMap<number, Term> | undefined;
}

/** Quoted text as the term that a flag makes of it. */
export function textTerm(text: string, flag: QuotesFlag): Term {
  switch (flag) {
    case 'string':
      return new Str(text);
    case 'atom':
      return new Atom(text);
    case 'chars':
      return list(Array.from(text, (character) => new Atom(character)));
    case 'codes':
      return list(Array.from(text, (character) => new Int(character.codePointAt(0)!)));
  }
}
