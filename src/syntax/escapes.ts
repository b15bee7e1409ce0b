/** Escape sequences in quoted text: what follows a backslash. */
import { classOf, digitOf, LAYOUT, unitAt, unitsOf } from './characters.ts';

/** The character that an escape stands for, or else what SWI-Prolog calls the error. */
export interface Escape {
  /** {@link CLOSED} where the escape took up the closing quote and stands for nothing. */
  readonly code: number;
  /** The offset behind it. */
  readonly end: number;
  readonly problem?: string;
}

export const CLOSED = -1;

const SIMPLE = new Map(
  Object.entries({ a: 7, b: 8, e: 27, f: 12, n: 10, r: 13, s: 32, t: 9, v: 11 }).map(([name, code]) => [
    name.charCodeAt(0),
    code,
  ]),
);
for (const character of '\\\'"`') SIMPLE.set(character.charCodeAt(0), character.charCodeAt(0));

/**
 * Reads the escape whose backslash stands before `start`. In quotes (not in `0'\n`) some escapes stand for no character
 * and the one behind is taken.
 */
export function readEscape(text: string, start: number, quote: number, inQuotes: boolean): Escape {
  let at = start;
  for (;;) {
    const code = unitAt(text, at++);
    const simple = SIMPLE.get(code);
    if (simple !== undefined) return { code: simple, end: at };
    if (code === 117 /* u */) return readFixed(text, at, 4);
    if (code === 85 /* U */) return readFixed(text, at, 8);
    if (code === 120 /* x */ && digitOf(unitAt(text, at)) < 16) return readDigits(text, at, 16);
    if (digitOf(code) < 8) return readDigits(text, at - 1, 8);

    const isNewline = code === 10 || code === 13;
    if (!isNewline && code !== 99 /* c */) {
      return { code: text.codePointAt(at - 1) ?? 0, end: at, problem: 'undefined_char_escape' };
    }
    if (code === 13 && unitAt(text, at) === 10) at++;
    if (!inQuotes) return { code: isNewline ? 10 : code, end: at };
    at = skipBlanks(text, at, isNewline);
    const next = text.codePointAt(at) ?? 0;
    at += unitsOf(next);
    if (next === quote) return { code: CLOSED, end: at };
    if (next !== 92) return { code: next, end: at };
  }
}

/** Blanks after `\c` and at the beginning of a line that is continued; there, another newline is no longer skipped. */
function skipBlanks(text: string, start: number, toNewline: boolean): number {
  let at = start;
  for (;;) {
    const code = unitAt(text, at);
    if (!(classOf(code) & LAYOUT) || (toNewline && code === 10)) return at;
    at++;
  }
}

/** Reads `\uXXXX`. */
function readFixed(text: string, start: number, length: number): Escape {
  const end = start + length;
  let code = 0;
  for (let at = start; at < end; at++) {
    const digit = digitOf(unitAt(text, at));
    if (digit >= 16) return { code, end: at, problem: 'Illegal \\u or \\U sequence' };
    code = code * 16 + digit;
  }
  return isCharacter(code) ? { code, end } : { code, end, problem: 'Illegal character code' };
}

/** Reads `\x41\` or `\101\`; the closing backslash may be left out. */
function readDigits(text: string, start: number, radix: number): Escape {
  let code = 0;
  let at = start;
  for (; digitOf(unitAt(text, at)) < radix; at++) {
    code = code * radix + digitOf(unitAt(text, at));
    if (!isCharacter(code)) return { code, end: at, problem: 'Illegal character code' };
  }
  return { code, end: unitAt(text, at) === 92 ? at + 1 : at };
}

/** Whether a code is that of a character: half a surrogate pair is none. */
function isCharacter(code: number): boolean {
  return code < 0xd800 || (code > 0xdfff && code <= 0x10ffff);
}
