/**
 * Tokens of Prolog text. One lexer holds one token at a time, in fields, so that reading makes no objects but those of
 * the terms.
 */
import { Atom, Compound, Int, list, nil, Str, type Term } from '../term/term.ts';
import {
  CONTINUE,
  classOf,
  DIGIT,
  LATIN,
  LAYOUT,
  SOLO,
  START,
  SYMBOL,
  UPPER,
  unitAt,
  unitsOf,
} from './characters.ts';
import { skipLayout } from './layout.ts';
import { detach, hashStep, makeName, type Name, nameAt } from './names.ts';
import { type Scan, scanNumber } from './numbers.ts';
import { scanQuoted } from './quoted.ts';
import { endsClause, symbolEnd } from './symbols.ts';
import { BEGINNING, type Mark, PrologSyntaxError, VALUE_MARK } from './syntax-error.ts';

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

export interface LexerOptions {
  /** What `"text"` is. Default `string`. */
  readonly doubleQuotes?: QuotesFlag | undefined;
  /** What `` `text` `` is. Default `codes`. */
  readonly backQuotes?: BackQuotesFlag | undefined;
  /** Terms by the offset in the text at which U+FFFF stands for them. */
  readonly values?: ReadonlyMap<number, Term> | undefined;
}

export class Lexer {
  text = '';
  doubleQuotes: QuotesFlag = 'string';
  backQuotes: BackQuotesFlag = 'codes';
  #values: ReadonlyMap<number, Term> | undefined = undefined;

  kind = END_OF_TEXT;
  /** Where the token begins, and the offset behind it. */
  start = 0;
  end = 0;
  /** The name of an atom or variable. */
  name: Name = EMPTY;
  /** What the token is as a term: set for {@link TERM} and names. */
  term: Term = nil;
  /** The character code of {@link PUNCTUATION}. */
  code = 0;

  /** A known place at or before the token, for errors. */
  mark: Mark = BEGINNING;
  /** Whether the text is a program, which errors tell differently. */
  readonly isProgram: boolean;

  constructor(isProgram: boolean) {
    this.isProgram = isProgram;
  }

  /** Begins with another text. */
  open(text: string, options: LexerOptions): void {
    this.text = text;
    this.doubleQuotes = options.doubleQuotes ?? 'string';
    this.backQuotes = options.backQuotes ?? 'codes';
    this.#values = options.values;
    this.start = 0;
    this.end = 0;
    this.mark = BEGINNING;
  }

  /** Goes on to the next token. Where an operator must stand, `-1` is not a number. */
  next(mustBeOperator: boolean): void {
    const start = this.#skipLayout();
    const { text } = this;
    if (start >= text.length) {
      this.kind = END_OF_TEXT;
      return;
    }
    let code = unitAt(text, start);
    let kind: number;
    if (code < 256) {
      kind = LATIN[code]!;
    } else {
      code = text.codePointAt(start)!;
      kind = classOf(code);
    }
    if (kind & START) this.#identifier(start, code, (kind & UPPER) !== 0);
    else if (kind & DIGIT) this.#number();
    else if (kind & SYMBOL) this.#symbol(mustBeOperator);
    else if (kind & SOLO) this.#setName(start, start + unitsOf(code), hashStep(0, code));
    else this.#punctuation(code);
  }

  /** Skips one punctuation character, and layout before it, where that comes next. */
  accept(code: number): boolean {
    const start = this.#skipLayout();
    if (unitAt(this.text, start) !== code) return false;
    this.end = start + 1;
    return true;
  }

  /** Whether a character comes right behind the token. */
  isFollowedBy(code: number): boolean {
    return unitAt(this.text, this.end) === code;
  }

  /** Skips layout; then whether the text ends. */
  isAtEnd(): boolean {
    return this.#skipLayout() >= this.text.length;
  }

  /** The syntax error at an offset, or at the token. */
  error(id: string | Term, offset = this.start, expected?: string): PrologSyntaxError {
    const term = typeof id === 'string' ? new Atom(id) : id;
    return new PrologSyntaxError(
      term,
      { text: this.text, offset, from: this.mark, isProgram: this.isProgram },
      expected,
    );
  }

  #skipLayout(): number {
    const { text } = this;
    let at = this.end;
    let code = unitAt(text, at);
    while (code === 32 || code === 10) code = unitAt(text, ++at);
    if (code < 256 ? LATIN[code] === LAYOUT || code === 37 || code === 47 : code > 255) {
      at = skipLayout(text, at);
      if (at < 0) {
        this.end = text.length;
        throw this.error('end_of_file_in_block_comment', -1 - at);
      }
    }
    this.start = at;
    this.end = at;
    return at;
  }

  #identifier(start: number, first: number, isVariable: boolean): void {
    const { text } = this;
    let at = start + unitsOf(first);
    let hash = hashStep(0, first);
    for (; at < text.length; at++) {
      let code = unitAt(text, at);
      if (code < 256) {
        if (!(LATIN[code]! & CONTINUE)) break;
      } else {
        code = text.codePointAt(at)!;
        if (!(classOf(code) & CONTINUE)) break;
        if (code > 0xffff) at++;
      }
      hash = hashStep(hash, code);
    }
    this.#setName(start, at, hash);
    if (isVariable) this.kind = VARIABLE;
  }

  #setName(start: number, end: number, hash: number): void {
    const name = nameAt(this.text, start, end, hash);
    this.kind = NAME;
    this.end = end;
    this.name = name;
    this.term = name.atom;
  }

  #number(): void {
    scanNumber(this.text, this.start, scan);
    if (scan.problem !== undefined) {
      const atEnd = scan.problem === 'end_of_file';
      throw this.error(
        scan.problem,
        atEnd ? this.text.length : this.start,
        atEnd ? 'a character' : undefined,
      );
    }
    this.kind = TERM;
    this.term = scan.term;
    this.end = scan.end;
  }

  #symbol(mustBeOperator: boolean): void {
    const { text, start } = this;
    const end = symbolEnd(text, start, this.backQuotes === 'symbol_char');
    if (end === start + 1) {
      const first = unitAt(text, start);
      const next = unitAt(text, end);
      if (first === 45 && !mustBeOperator && next >= 48 && next <= 57) {
        this.#number();
        return;
      }
      if (first === 46 && endsClause(text, end)) {
        this.kind = END;
        this.end = end;
        return;
      }
    }
    let hash = 0;
    for (let at = start; at < end; at++) hash = hashStep(hash, unitAt(text, at));
    this.#setName(start, end, hash);
  }

  #punctuation(code: number): void {
    if (code === 44 || code === 40 || code === 41) this.#setPunctuation(code);
    else if (code === 39) this.#quotedName();
    else if (code === 34) this.#quotedTerm(this.doubleQuotes);
    else if (code === 96 && this.backQuotes !== 'symbol_char') this.#quotedTerm(this.backQuotes);
    else if (code === 96) this.#symbol(true);
    else if (code === 0xffff && this.#values?.has(this.start)) this.#value();
    else if (code > 125 || code < 40) throw this.error('illegal_character');
    else this.#bracket(code);
  }

  #setPunctuation(code: number): void {
    this.kind = PUNCTUATION;
    this.code = code;
    this.end = this.start + 1;
  }

  /** A bracket or bar; or the atoms `[]` and `{}`. */
  #bracket(code: number): void {
    const { text, start } = this;
    this.#setPunctuation(code);
    if ((code === 123 || code === 124) && unitAt(text, start + 1) === 124) {
      throw this.error('quasi_quotations_not_supported');
    }
    if (code === 91 || code === 123) {
      const next = skipLayout(text, start + 1);
      if (unitAt(text, next) !== code + 2) return; // the closing brackets come two behind the opening ones
      this.kind = NAME;
      this.name = code === 91 ? BRACKETS : BRACES;
      this.term = code === 91 ? nil : BRACES.atom;
      this.end = next + 1;
    }
  }

  #quotedTerm(flag: QuotesFlag): void {
    this.term = textTerm(this.#quoted(), flag);
    this.kind = TERM;
  }

  #quotedName(): void {
    const { text, start } = this;
    // Most quoted names hold neither escapes nor quotes, and may be known.
    let hash = 0;
    let at = start + 1;
    let code = unitAt(text, at);
    for (; at < text.length && code !== 39 && code !== 92 && code !== 0xffff; code = unitAt(text, ++at)) {
      hash = hashStep(hash, code);
    }
    if (code === 39 && unitAt(text, at + 1) !== 39) {
      this.name = nameAt(text, start + 1, at, hash);
      this.end = at + 1;
    } else {
      this.name = makeName(this.#quoted());
    }
    this.kind = QUOTED_NAME;
    this.term = this.name.atom;
  }

  /** The content of the quotes at the token's start, of which this sets the end. */
  #quoted(): string {
    const { text, start } = this;
    const { value, end, problem, escaped } = scanQuoted(text, start);
    if (this.#values !== undefined) this.#refuseValuesBefore(problem === undefined ? end : text.length);
    if (problem === undefined) {
      this.end = end;
      return detach(value, 0, value.length);
    }
    if (problem === 'end_of_file_in_quoted') {
      this.end = text.length;
      throw this.error(withArgument(problem, text.charAt(start)));
    }
    if (problem === 'undefined_char_escape') {
      throw this.error(withArgument(problem, String.fromCodePoint(escaped!)), end);
    }
    throw this.error(problem, end);
  }

  #refuseValuesBefore(end: number): void {
    for (let at = this.text.indexOf(VALUE_MARK, this.start); at >= 0 && at < end; ) {
      if (this.#values?.has(at)) throw this.error('value_in_quotes', at);
      at = this.text.indexOf(VALUE_MARK, at + 1);
    }
  }

  /** A value is an operand of its own: what touches it may not look like a part of it. */
  #value(): void {
    const { text, start } = this;
    const before = start > 0 ? unitAt(text, start - 1) : 32;
    const after = text.codePointAt(start + 1) ?? 32;
    const isGlued = (classOf(before) & CONTINUE) !== 0 || (classOf(after) & CONTINUE) !== 0 || after === 40;
    if (isGlued || after === 0xffff) throw this.error('value_glued');
    this.kind = TERM;
    this.term = this.#values!.get(start)!;
    this.end = start + 1;
  }
}

const EMPTY = makeName('');
const BRACKETS = makeName('[]');
const BRACES = makeName('{}');

/** Filled by each scan: one is enough, as nothing keeps it. */
const scan: Scan = { term: nil, end: 0, problem: undefined };

function withArgument(name: string, argument: string): Term {
  return new Compound(name, [new Atom(argument)]);
}

/** Quoted text as the term that a flag makes of it. */
function textTerm(text: string, flag: QuotesFlag): Term {
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
