/**
 * Tokens of Prolog text. One lexer holds one token at a time, in fields, so that reading makes no objects but those of
 * the terms.
 */
import { Atom, Compound, nil, type Term } from '../term/term.ts';
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
import { closedEnd } from './skip-clause.ts';
import { endsClause, symbolEnd } from './symbols.ts';
import { BEGINNING, type Mark, PrologSyntaxError, VALUE_MARK } from './syntax-error.ts';
import {
  type BackQuotesFlag,
  END,
  END_OF_TEXT,
  type LexerOptions,
  NAME,
  PUNCTUATION,
  QUOTED_NAME,
  type QuotesFlag,
  TERM,
  textTerm,
  VARIABLE,
} from './token.ts';

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

  /** The offset of a backslash at or behind the last quoted text, or of the end where there is none. */
  #backslash = -1;
  /** Before this offset no quotes are left open, if somebody wanted to know. */
  #closedEnd = 0;

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
    this.#backslash = -1;
    this.#closedEnd = 0;
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
    if (scan.quote >= this.#closedEnd) this.#findClosedEnd(scan.quote);
    this.kind = TERM;
    this.term = scan.term;
    this.end = scan.end;
  }

  /** Looks ahead from what may be a quote as far as the clause goes: once for all that the clause still has of them. */
  #findClosedEnd(quote: number): void {
    const { text } = this;
    const end = closedEnd(text, quote, this.backQuotes === 'symbol_char');
    if (end === undefined) this.#failInQuotes(quote);
    this.#closedEnd = end;
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
    const end = this.#plainEnd(39);
    if (end < 0) {
      this.name = makeName(this.#quoted());
    } else {
      // Some of the characters are hash enough.
      let hash = end - start;
      const step = 1 + ((end - start) >> 3);
      for (let at = start + 1; at < end; at += step) hash = hashStep(hash, text.charCodeAt(at));
      this.name = nameAt(text, start + 1, end, hash);
      this.end = end + 1;
    }
    this.kind = QUOTED_NAME;
    this.term = this.name.atom;
  }

  /** Where the quotes close, if there is neither an escape nor a quote nor a value in them; else -1. */
  #plainEnd(quote: number): number {
    const { text, start } = this;
    const end = text.indexOf(quote === 39 ? "'" : quote === 34 ? '"' : '`', start + 1);
    if (end < 0 || unitAt(text, end + 1) === quote || this.#values !== undefined) return -1;
    if (this.#backslash < end) {
      const next = this.#backslash < start ? text.indexOf('\\', start) : this.#backslash;
      this.#backslash = next < 0 ? text.length : next;
    }
    return this.#backslash < end ? -1 : end;
  }

  /** The content of the quotes at the token's start, of which this sets the end. */
  #quoted(): string {
    const { text, start } = this;
    const plainEnd = this.#plainEnd(text.charCodeAt(start));
    if (plainEnd >= 0) {
      this.end = plainEnd + 1;
      return detach(text.slice(start + 1, plainEnd), text);
    }
    const { value, end, problem, escaped } = scanQuoted(text, start);
    if (this.#values !== undefined) this.#refuseValuesBefore(problem === undefined ? end : text.length);
    if (problem === undefined) {
      this.end = end;
      return detach(value, text);
    }
    if (problem === 'end_of_file_in_quoted') this.#failInQuotes(start);
    if (problem === 'undefined_char_escape') {
      throw this.error(withArgument(problem, String.fromCodePoint(escaped!)), end);
    }
    throw this.error(problem, end);
  }

  #failInQuotes(start: number): never {
    this.end = this.text.length;
    throw this.error(withArgument('end_of_file_in_quoted', this.text.charAt(start)), start);
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
const scan: Scan = { term: nil, end: 0, problem: undefined, quote: -1 };

function withArgument(name: string, argument: string): Term {
  return new Compound(name, [new Atom(argument)]);
}
