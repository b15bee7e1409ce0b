/** Atoms and strings as text that reads back: when an atom needs quotes, and what is escaped inside of them. */
import { isPlainName } from './characters.ts';

/**
 * How a character that cannot be shown is escaped: `'\x1B\'`, the choice of `writeq/1`, or `'\u001B'`, the choice of
 * `print/1` and `write_term/2`. With `none` only backslashes are, by another one, as quotes are doubled.
 */
export type EscapeStyle = 'hexadecimal' | 'unicode' | 'none';

/** What `write_canonical/1` quotes though it need not be; as in SWI-Prolog, not yet what is beyond ASCII. */
const beyondLatin1 = /[^\0-\xff]/;

const toEscape = /[\p{C}\p{Z}\\"']/u;
const eachToEscape = /(?! )[\p{C}\p{Z}\\"']/gu;

const named: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\r': '\\r',
  '\f': '\\f',
  '\\': '\\\\',
};

/** Atoms recur: what was decided for the last few thousand is kept. */
const CACHED = 4096;
const cache: Readonly<Record<EscapeStyle, Map<string, string>>> = {
  hexadecimal: new Map(),
  unicode: new Map(),
  none: new Map(),
};

/** The atom of that name, quoted if need be. */
export function atomText(name: string, escapes: EscapeStyle): string {
  const texts = cache[escapes];
  let text = texts.get(name);
  if (text === undefined) {
    // Alone, a full stop would end the text
    const isPlain = isPlainName(name) && name !== '.';
    text = isPlain ? name : quotedText(name, "'", escapes);
    if (texts.size >= CACHED) texts.clear();
    if (name.length <= 256) texts.set(name, text);
  }
  return text;
}

/** The atom of that name for a reader that knows Latin-1 only: what goes beyond is in quotes. */
export function portableAtomText(name: string, escapes: EscapeStyle): string {
  return beyondLatin1.test(name) ? quotedText(name, "'", escapes) : atomText(name, escapes);
}

/** The text between quotes, escaped. */
export function quotedText(text: string, quote: "'" | '"', escapes: EscapeStyle): string {
  if (!toEscape.test(text)) return quote + text + quote;
  if (escapes === 'none') {
    return quote + text.replaceAll('\\', '\\\\').replaceAll(quote, quote + quote) + quote;
  }
  const escaped = text.replace(eachToEscape, (character) => {
    if (character === '"' || character === "'") return character === quote ? `\\${quote}` : character;
    return named[character] ?? escapeCode(character.codePointAt(0)!, escapes);
  });
  return quote + escaped + quote;
}

function escapeCode(code: number, escapes: 'hexadecimal' | 'unicode'): string {
  const digits = code.toString(16).toUpperCase();
  if (escapes === 'hexadecimal') return `\\x${digits}\\`;
  return code <= 0xffff ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`;
}
