/**
 * What each character is to Prolog's syntax: layout, part of a name, symbol, digit or a token of its own. Classes are
 * SWI-Prolog's: its own table for Latin-1 and Unicode properties beyond.
 */

export const LAYOUT = 1;
/** Begins a name: an atom or, with {@link UPPER}, a variable. */
export const START = 2;
export const UPPER = 4;
/** Continues a name. */
export const CONTINUE = 8;
/** Glues with its likes to an atom: `:-`. */
export const SYMBOL = 16;
export const DIGIT = 32;
/** An atom by itself: `!`. */
export const SOLO = 64;
/** Brackets, comma, bar and quotes, which each have a meaning of their own. */
export const PUNCTUATION = 128;

/** The classes of the characters up to U+00FF, for loops that look at every character. */
export const LATIN: Uint8Array = latinClasses();

/** The classes of a character, as a set of bits; 0 for one that may only stand in quotes and comments. */
export function classOf(code: number): number {
  if (code < 256) return LATIN[code]!;
  const number = code >> 8;
  const page = (pages[number] ??= unicodePage(number));
  return page[code & 255]!;
}

/**
 * The UTF-16 unit at an offset, and 0 (which is in no token) behind the end, where `charCodeAt` alone would make the
 * engine give up its fast path for the whole loop.
 */
export function unitAt(text: string, offset: number): number {
  return offset < text.length ? text.charCodeAt(offset) : 0;
}

/** The length of a character in UTF-16 units. */
export function unitsOf(code: number): number {
  return code > 0xffff ? 2 : 1;
}

/** The 0 of the script that a digit belongs to. */
export function zeroOf(code: number): number {
  if (code < 256) return 48;
  // Digits come in runs of ten, of which several may follow each other (those of mathematics).
  let first = code;
  while (classOf(first - 1) & DIGIT) first--;
  return code - ((code - first) % 10);
}

/** The value of `0`–`9`, `a`–`z`, `A`–`Z` as a digit; 99 for anything else. */
export function digitOf(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  if (code >= 97 && code <= 122) return code - 87;
  if (code >= 65 && code <= 90) return code - 55;
  return 99;
}

/** Whether an atom of this name can be written without quotes, so that in quotes it is no operator. */
export function isPlainName(name: string): boolean {
  const first = name.codePointAt(0) ?? 0;
  const kind = classOf(first);
  if (kind & START) return !(kind & UPPER) && all(name, CONTINUE);
  if (kind & SYMBOL) return !name.startsWith('/*') && all(name, SYMBOL);
  return name === '{}' || (name.length === 1 && name !== '%' && first < 256 && (kind & SOLO) !== 0);
}

function all(name: string, kind: number): boolean {
  for (const character of name) {
    if (!(classOf(character.codePointAt(0)!) & kind)) return false;
  }
  return true;
}

function latinClasses(): Uint8Array {
  const classes = new Uint8Array(256);
  const set = (characters: string, kind: number): void => {
    for (const character of characters) classes[character.charCodeAt(0)] = kind;
  };
  const range = (from: number, to: number, kind: number): void => {
    classes.fill(kind, from, to + 1);
  };
  range(9, 13, LAYOUT);
  set(' \u00a0', LAYOUT);
  range(0xa1, 0xbf, SYMBOL);
  set('#$&*+-./:<=>?@\\^~', SYMBOL);
  set('!%;\u00ad\u00b2\u00b3\u00b9\u00bc\u00bd\u00be', SOLO);
  set('"\'`()[]{},|', PUNCTUATION);
  range(48, 57, DIGIT | CONTINUE);
  range(65, 90, START | UPPER | CONTINUE);
  set('_', START | UPPER | CONTINUE);
  range(0xc0, 0xde, START | UPPER | CONTINUE);
  range(97, 122, START | CONTINUE);
  range(0xdf, 0xff, START | CONTINUE);
  set('\u00aa\u00b5\u00ba', START | CONTINUE);
  set('\u00d7\u00f7', SYMBOL);
  return classes;
}

/** The classes of 256 characters each, made when the first of them is met. */
const pages: (Uint8Array | undefined)[] = [];

/** Later versions of Unicode have these continue a name; SWI-Prolog's does not. */
const NO_CONTINUE = new Set([0x200c, 0x200d, 0x30fb, 0xff65]);

const unicode: readonly (readonly [RegExp, number])[] = [
  [/[\p{Zs}\p{Zl}\p{Zp}]/u, LAYOUT],
  [/\p{ID_Start}/u, START],
  [/\p{Uppercase}/u, UPPER],
  [/\p{ID_Continue}/u, CONTINUE],
  [/[\p{S}\p{P}]/u, SYMBOL],
  [/\p{Nd}/u, DIGIT],
];

function unicodePage(number: number): Uint8Array {
  const page = new Uint8Array(256);
  for (let i = 0; i < 256; i++) {
    const code = number * 256 + i;
    const character = String.fromCodePoint(code);
    let kind = 0;
    for (const [pattern, bit] of unicode) if (pattern.test(character)) kind |= bit;
    if (NO_CONTINUE.has(code)) kind &= ~CONTINUE;
    const isToken = kind & (LAYOUT | START | SYMBOL | DIGIT);
    if (!isToken && !/\p{Cn}/u.test(character)) kind |= SOLO;
    page[i] = kind;
  }
  return page;
}
