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
  let at = start;
  while (at < text.length) {
    const code = unitAt(text, at);
    const kind = classOf(code);
    if (code === 37 || (code === 47 && unitAt(text, at + 1) === 42) || kind & LAYOUT) {
      const next = skipLayout(text, at);
      at = next < 0 ? text.length : next;
    } else if (code === 34 || code === 39 || (code === 96 && !withBackQuote)) {
      at = skipQuoted(text, at);
    } else if (kind & SYMBOL) {
      const end = symbolEnd(text, at, withBackQuote);
      if (code === 46 && end === at + 1 && endsClause(text, end)) return end;
      at = end;
    } else if (kind & (START | DIGIT)) {
      at = skipWord(text, at);
    } else if (code === 124 && unitAt(text, at + 1) === 124) {
      const end = text.indexOf('|}', at + 2); // what a quasi-quotation quotes
      at = end < 0 ? text.length : end + 2;
    } else {
      at++;
    }
  }
  return undefined;
}

/** The offset behind a name or number, in whose `0'c` and `16'FF` the quote opens no quoted text. */
function skipWord(text: string, start: number): number {
  let at = start;
  for (let code = text.codePointAt(at)!; classOf(code) & CONTINUE; code = text.codePointAt(at) ?? 0) {
    at += unitsOf(code);
  }
  if (unitAt(text, at) !== 39 || !(classOf(unitAt(text, start)) & DIGIT)) return at;
  if (at === start + 1 && unitAt(text, start) === 48) {
    const code = unitAt(text, at + 1);
    return code === 92 || (code === 39 && unitAt(text, at + 2) === 39) ? at + 3 : at + 2;
  }
  return digitOf(unitAt(text, at + 1)) < 36 ? at + 2 : at;
}
