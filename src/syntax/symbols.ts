/** Symbol atoms such as `:-`, and the `.` that ends a clause. */
import { classOf, LATIN, LAYOUT, SYMBOL, unitAt, unitsOf } from './characters.ts';

/** The offset behind the symbol characters at `start`; a backquote is one where it does not quote. */
export function symbolEnd(text: string, start: number, withBackQuote: boolean): number {
  let at = start;
  for (;;) {
    const code = unitAt(text, at);
    if (code < 256) {
      if (!(LATIN[code]! & SYMBOL) && !(code === 96 && withBackQuote)) return at;
      at++;
    } else {
      const character = text.codePointAt(at) ?? 0;
      if (!(classOf(character) & SYMBOL)) return at;
      at += unitsOf(character);
    }
  }
}

/** Whether a `.` before this offset ends the clause: at the end of the text, before layout and before a comment. */
export function endsClause(text: string, offset: number): boolean {
  if (offset >= text.length) return true;
  const code = unitAt(text, offset);
  return code === 37 /* % */ || (classOf(code) & LAYOUT) !== 0;
}
