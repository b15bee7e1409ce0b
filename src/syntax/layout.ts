/** Layout text: blanks, `% comments` and block comments, which nest as in SWI-Prolog. */
import { classOf, LAYOUT, unitAt } from './characters.ts';

/** The offset of the first character that is no layout text; `-1 - offset` of a block comment that does not end. */
export function skipLayout(text: string, start: number): number {
  let at = start;
  while (at < text.length) {
    const code = unitAt(text, at);
    if (code === 37 /* % */) {
      const newline = text.indexOf('\n', at);
      at = newline < 0 ? text.length : newline;
    } else if (code === 47 /* / */ && unitAt(text, at + 1) === 42 /* * */) {
      const end = skipComment(text, at);
      if (end < 0) return -1 - at;
      at = end;
    } else if (classOf(code) & LAYOUT) {
      at++;
    } else {
      return at;
    }
  }
  return at;
}

function skipComment(text: string, start: number): number {
  let level = 1;
  let last = unitAt(text, start + 2);
  for (let at = start + 3; at < text.length; at++) {
    const code = unitAt(text, at);
    if (code === 42 && last === 47) level++;
    else if (code === 47 && last === 42 && --level === 0) return at + 1;
    last = code;
  }
  return -1;
}
