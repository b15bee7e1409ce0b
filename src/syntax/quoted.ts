/** Text in quotes: doubled quotes, escapes, and where it ends. */
import { unitAt } from './characters.ts';
import { CLOSED, readEscape } from './escapes.ts';

/** What stands in the quotes, or else what is wrong and where. */
export interface Quoted {
  readonly value: string;
  /** The offset behind the closing quote, or that of the problem. */
  readonly end: number;
  readonly problem?: string;
  /** The code of the character that makes an escape wrong. */
  readonly escaped?: number;
}

/** Reads the quoted text that begins at `start` with the quote. */
export function scanQuoted(text: string, start: number): Quoted {
  const quote = unitAt(text, start);
  const pieces: string[] = [];
  let from = start + 1;
  for (let at = from; at < text.length; ) {
    const code = unitAt(text, at);
    if (code === quote) {
      pieces.push(text.slice(from, at));
      if (unitAt(text, at + 1) !== quote) return { value: join(pieces), end: at + 1 };
      from = at + 1;
      at += 2;
    } else if (code === 92 /* \ */) {
      if (at + 1 >= text.length) break;
      pieces.push(text.slice(from, at));
      const { code: escaped, end, problem } = readEscape(text, at + 1, quote, true);
      if (problem !== undefined) return { value: '', end: at, problem, escaped };
      if (escaped === CLOSED) return { value: join(pieces), end };
      pieces.push(String.fromCodePoint(escaped));
      from = at = end;
    } else {
      at++;
    }
  }
  return { value: '', end: start, problem: 'end_of_file_in_quoted' };
}

function join(pieces: readonly string[]): string {
  return pieces.length === 1 ? pieces[0]! : pieces.join('');
}

/** The offset behind the quoted text that begins at `start`, escapes taken as they come; -1 where it is open. */
export function skipQuoted(text: string, start: number): number {
  const quote = unitAt(text, start);
  for (let at = start + 1; at < text.length; at++) {
    const code = unitAt(text, at);
    if (code === 92) at++;
    else if (code === quote) return at + 1; // what follows a doubled quote is taken for another text: the same end
  }
  return -1;
}
