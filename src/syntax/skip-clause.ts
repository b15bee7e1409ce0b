/** How reading goes on behind a syntax error: finds where a clause ends without understanding it. */
import { CONTINUE, classOf, DIGIT, digitOf, LAYOUT, START, SYMBOL, unitAt, unitsOf } from './characters.ts';
import { skipLayout } from './layout.ts';
import { skipQuoted } from './quoted.ts';
import { endsClause, symbolEnd } from './symbols.ts';

/** The offset behind the `.` of the clause that begins at `start`, or the end of the text. */
export function skipClause(text: string, start: number, withBackQuote: boolean): number {
  return clauseEnd(text, start, withBackQuote) ?? text.length;
}

/**
 * The offset behind the `.` of the clause that begins at `start`; undefined where the text ends before. A `.` at the end
 * of the text is the end of a clause too.
 */
export function clauseEnd(text: string, start: number, withBackQuote = false): number | undefined {
  const end = walk(text, start, withBackQuote);
  return end < 0 ? undefined : end;
}

/** The offset up to which nothing is left open, quotes or comments, between `start` and the end of the clause; else undefined. */
export function closedEnd(text: string, start: number, withBackQuote: boolean): number | undefined {
  const end = walk(text, start, withBackQuote);
  return end === OPEN ? undefined : end === UNENDED ? text.length : end;
}

/** The text ends before the clause does: in quotes or a comment, or else between two of its parts. */
const OPEN = -1;
const UNENDED = -2;

/** The offset behind the clause, or how it does not end. */
function walk(text: string, start: number, withBackQuote: boolean): number {
  let at = start;
  while (at < text.length) {
    const code = unitAt(text, at);
    const kind = classOf(code);
    if (code === 37 || (code === 47 && unitAt(text, at + 1) === 42) || kind & LAYOUT) {
      at = skipLayout(text, at);
      if (at < 0) return OPEN;
    } else if (code === 34 || code === 39 || (code === 96 && !withBackQuote)) {
      at = skipQuoted(text, at);
      if (at < 0) return OPEN;
    } else if (kind & SYMBOL) {
      const end = symbolEnd(text, at, withBackQuote);
      if (code === 46 && end === at + 1 && endsClause(text, end)) return end;
      at = end;
    } else if (kind & (START | DIGIT)) {
      at = skipWord(text, at);
    } else if (code === 124 && unitAt(text, at + 1) === 124) {
      const end = text.indexOf('|}', at + 2); // what a quasi-quotation quotes
      if (end < 0) return OPEN;
      at = end + 2;
    } else {
      at++;
    }
  }
  return UNENDED;
}

/** The offset behind a name or number, in whose `0'c` and `16'FF` the quote opens no quoted text. */
function skipWord(text: string, start: number): number {
  let at = start;
  for (let code = text.codePointAt(at)!; classOf(code) & CONTINUE; code = text.codePointAt(at) ?? 0) {
    at += unitsOf(code);
  }
  if (unitAt(text, at) !== 39 || at > start + 2) return at;
  const radix = text.slice(start, at);
  if (!/^\d+$/.test(radix)) return at;
  const code = unitAt(text, at + 1);
  if (Number(radix) > 0) return Number(radix) <= 36 && digitOf(code) < Number(radix) ? at + 2 : at;
  return code === 92 || (code === 39 && unitAt(text, at + 2) === 39) ? at + 3 : at + 2;
}
