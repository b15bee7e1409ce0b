/** Text made of tokens, with a space wherever two of them would otherwise read as something else. */
import { CONTINUE, classOf, SYMBOL } from './characters.ts';

/** What the token before was, where that matters to the space after it. */
export type Before = 'other' | 'prefix' | 'minus' | 'infix';

/** Characters that share one of these classes make one token. */
const GLUE = CONTINUE | SYMBOL;

const OPEN = 40; // (
const BRACE = 123; // {
const QUOTE = 39; // '
const DOUBLE_QUOTE = 34; // "

/** From this length on, text that grows is set aside. */
const CHUNK = 4096;

/** A text that grows. (With `private` instead of `#`, which makes it twice as fast.) */
export class TokenText {
  private joined = '';
  private chunk = '';
  /** The code point at the end; -1 at the beginning, where nothing needs a space. */
  private last = -1;
  private before: Before = 'other';

  get text(): string {
    return this.joined + this.chunk;
  }

  /** Adds a token that is part of the one before or cannot run into it. */
  put(token: string): void {
    this.chunk += token;
    this.last = lastCode(token);
    this.before = 'other';
    if (this.chunk.length >= CHUNK) this.setAside();
  }

  /** Adds a token, after a space if it needs one; answers whether it did. */
  token(token: string): boolean {
    if (token === '') return false;
    const spaced = this.needsSpace(firstCode(token));
    if (spaced) this.chunk += ' ';
    this.put(token);
    return spaced;
  }

  /** Says that what was added last is an operator, followed by its operand. */
  operator(kind: Before): void {
    this.before = kind;
  }

  private setAside(): void {
    // Looking at a character makes the engine join the tokens, which it keeps apart, at a cost in memory, until then.
    this.chunk.charCodeAt(0);
    this.joined += this.chunk;
    this.chunk = '';
  }

  private needsSpace(first: number): boolean {
    const last = this.last;
    if (last < 0) return false;
    switch (this.before) {
      case 'minus':
        // `- 1` is a compound, `-1` a number
        if (isDigit(first) || (classOf(first) & SYMBOL) !== 0) return true;
        if (first === OPEN || first === BRACE) return true;
        break;
      case 'prefix':
        // `-(a)` would be the functional notation
        if (first === OPEN || first === BRACE) return true;
        break;
      case 'infix':
        if (first === OPEN) return false;
        break;
    }
    if ((classOf(last) & classOf(first) & GLUE) !== 0) return true;
    if (first === OPEN) return !isPunctuation(last);
    // `0'` begins a character code, and two quotes in a row are an escaped one
    if (first === QUOTE) return last === QUOTE || isDigit(last);
    return first === DOUBLE_QUOTE && last === DOUBLE_QUOTE;
  }
}

function firstCode(token: string): number {
  const code = token.charCodeAt(0);
  return code < 0xd800 ? code : token.codePointAt(0)!;
}

function lastCode(token: string): number {
  const code = token.charCodeAt(token.length - 1);
  const isTrail = code >= 0xdc00 && code <= 0xdfff && token.length > 1;
  return isTrail ? token.codePointAt(token.length - 2)! : code;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isPunctuation(code: number): boolean {
  return ' \t\n\r()[]{},|'.includes(String.fromCharCode(code));
}
