/**
 * Numbers: integers of any size, in any radix, in groups of digits; floats; and characters as `0'c`. Says where the
 * number ends, and leaves it to the lexer what to do about a problem.
 */
import { Float, Int, int, type Term } from '../term/term.ts';
import { CONTINUE, classOf, DIGIT, digitOf, LATIN, unitAt, unitsOf, zeroOf } from './characters.ts';
import { readEscape } from './escapes.ts';
import { skipLayout } from './layout.ts';

/** What has been read: a term and the offset behind it, or else what SWI-Prolog calls the error. */
export interface Scan {
  term: Term;
  end: number;
  problem: string | undefined;
  /**
   * The offset of the quote in a number such as `016'FF`, whose radix has more than two digits; else -1. SWI-Prolog looks for
   * the end of the clause first, and then takes this one for the beginning of a quoted name, which has to end.
   */
  quote: number;
}

/** As many decimal digits always make a safe integer. */
const SAFE_DIGITS = 15;

/** Read, since computing them is not exact everywhere. */
const POWERS_OF_TEN: readonly number[] = Array.from({ length: SAFE_DIGITS + 1 }, (_, i) => Number(`1e${i}`));

/** Reads the number at `start`, where there is a digit or `-` and a digit. */
export function scanNumber(text: string, start: number, scan: Scan): void {
  const negative = unitAt(text, start) === 45; /* - */
  const first = negative ? start + 1 : start;
  scan.problem = undefined;
  scan.quote = -1;

  // The usual number, a few digits with or without a point, of which nothing follows that could belong to it.
  let value = 0;
  let at = first;
  let code = unitAt(text, at);
  for (; code >= 48 && code <= 57; code = unitAt(text, ++at)) value = value * 10 + code - 48;
  const digits = at - first;
  if (digits > 0 && digits <= SAFE_DIGITS) {
    if (code === 46 && scanFraction(text, at + 1, SAFE_DIGITS - digits, value, negative, scan)) return;
    if (!(value === 0 && digits === 1) && !mayContinue(text, at, code)) {
      scan.term = new Int(negative ? 0 - value : value);
      scan.end = at;
      return;
    }
  }
  if (unitAt(text, first) === 48 && scanSpecial(text, first, negative, scan)) return;
  scanDecimal(text, first, negative, scan);
}

/** Whether a character could go on with a number: one of `' . E _ e r`, or a space before another group of digits. */
function mayContinue(text: string, at: number, code: number): boolean {
  if (code === 32) return isAsciiDigit(unitAt(text, at + 1));
  return code === 39 || code === 46 || code === 69 || code === 95 || code === 101 || code === 114;
}

function isAsciiDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/**
 * Reads the digits behind a point, at most so many, with `whole` being what is before it; false where that is not all there
 * is to the float. So few digits, and the power of ten that divides them, are exact, and the quotient is rounded once.
 */
function scanFraction(
  text: string,
  start: number,
  most: number,
  whole: number,
  negative: boolean,
  scan: Scan,
): boolean {
  let value = whole;
  let at = start;
  let code = unitAt(text, at);
  for (; isAsciiDigit(code); code = unitAt(text, ++at)) value = value * 10 + code - 48;
  // What follows could be an exponent, or the tag of 1.0Inf or 1.5NaN.
  if (at === start || at - start > most || (code < 256 ? LATIN[code]! & CONTINUE : code > 0xff)) return false;
  const float = value / POWERS_OF_TEN[at - start]!;
  scan.term = new Float(negative ? -float : float);
  scan.end = at;
  return true;
}

/** Reads `0'c`, `0x`, `0o` and `0b`; false where there is none of them. */
function scanSpecial(text: string, first: number, negative: boolean, scan: Scan): boolean {
  const kind = text.charAt(first + 1);
  if (kind === "'") {
    scanCharacter(text, first + 2, negative, scan);
    return true;
  }
  const radix = kind === 'x' ? 16 : kind === 'o' ? 8 : kind === 'b' ? 2 : 0;
  if (radix === 0) return false;
  scanRadix(text, first + 2, radix, negative, scan);
  return true;
}

function scanCharacter(text: string, at: number, negative: boolean, scan: Scan): void {
  let code = text.codePointAt(at) ?? 0;
  scan.end = at + unitsOf(code);
  if (code === 92 /* \ */) {
    const { code: escaped, end, problem } = readEscape(text, at + 1, 39, false);
    if (problem !== undefined) scan.problem = 'illegal_number';
    code = escaped;
    scan.end = end;
  } else if (code === 39 && unitAt(text, scan.end) === 39) {
    scan.end++; // 0''' is 0''
  }
  if (scan.end > text.length) scan.problem = 'end_of_file';
  scan.term = new Int(negative ? 0 - code : code);
}

/** Reads digits of a radix other than ten. */
function scanRadix(text: string, start: number, radix: number, negative: boolean, scan: Scan): void {
  if (digitOf(unitAt(text, start)) >= radix) {
    scan.problem = 'illegal_number';
    return;
  }
  const digits: string[] = [];
  let at = start;
  for (;;) {
    const from = at;
    while (digitOf(unitAt(text, at)) < radix) at++;
    digits.push(text.slice(from, at));
    const next = nextGroup(text, at, radix <= 10);
    if (!(digitOf(unitAt(text, next)) < radix)) break;
    at = next;
  }
  scan.end = at;
  const value = radixValue(digits.join(''), radix);
  scan.term = int(negative ? -value : value);
}

/** Reads `123`, `16'FF`, `1.5e10` and their like. */
function scanDecimal(text: string, first: number, negative: boolean, scan: Scan): void {
  const zero = zeroOf(text.codePointAt(first)!);
  let at = skipDigits(text, first, zero);
  let groups: string[] | undefined;
  for (;;) {
    const next = nextGroup(text, at, true);
    if (next === at || !isDigitAt(text, next, zero)) break;
    groups ??= [text.slice(first, at)];
    at = skipDigits(text, next, zero);
    groups.push(text.slice(next, at));
  }
  const digits = groups === undefined ? text.slice(first, at) : groups.join('');
  scan.end = at;

  if (unitAt(text, at) === 114 /* r */ && isDigitAt(text, at + 1, zero)) {
    scan.problem = 'rationals_not_supported';
    return;
  }
  if (groups === undefined && scanFloat(text, first, at, zero, negative, scan)) return;
  // As in SWI-Prolog, a number with a radix has no sign.
  if (groups === undefined && unitAt(text, at) === 39 && zero === 48 && !negative) {
    const radix = Number(digits);
    if (radix > 1 && radix <= 36 && digitOf(unitAt(text, at + 1)) < radix) {
      if (digits.length > 2) scan.quote = at;
      scanRadix(text, at + 1, radix, negative, scan);
      return;
    }
  }
  scanInteger(ascii(digits, zero), negative, scan);
}

function scanInteger(digits: string, negative: boolean, scan: Scan): void {
  if (digits.length <= SAFE_DIGITS) {
    scan.term = new Int(negative ? 0 - Number(digits) : Number(digits));
    return;
  }
  const value = BigInt(digits);
  scan.term = int(negative ? -value : value);
}

/** Reads on as a float where there is a fraction or an exponent behind the digits; false where there is neither. */
function scanFloat(
  text: string,
  first: number,
  dot: number,
  zero: number,
  negative: boolean,
  scan: Scan,
): boolean {
  let at = dot;
  if (unitAt(text, at) === 46 && isDigitAt(text, at + 1, zero)) {
    at = skipDigits(text, at + 1, zero);
    if (scanSpecialFloat(text, first, at, negative, scan)) return true;
  }
  const code = unitAt(text, at);
  if (code === 69 || code === 101) {
    const sign = unitAt(text, at + 1);
    const exponent = sign === 43 || sign === 45 ? at + 2 : at + 1;
    if (isDigitAt(text, exponent, zero)) at = skipDigits(text, exponent, zero);
  }
  if (at === dot) return false;
  const value = Number(ascii(text.slice(first, at), zero));
  if (value === Infinity) scan.problem = 'float_overflow';
  scan.term = new Float(negative ? -value : value);
  scan.end = at;
  return true;
}

/** Reads `1.0Inf` and `1.5NaN`, of which `text[first, at)` has been read already. */
function scanSpecialFloat(text: string, first: number, at: number, negative: boolean, scan: Scan): boolean {
  const tag = text.slice(at, at + 3);
  if ((tag !== 'Inf' && tag !== 'NaN') || classOf(text.codePointAt(at + 3) ?? 0) & CONTINUE) return false;
  scan.end = at + 3;
  if (tag === 'Inf') {
    scan.term = new Float(negative ? -Infinity : Infinity);
    return true;
  }
  const digits = text.slice(first, at);
  if (!digits.startsWith('1.')) return false;
  // The digits are the payload of the NaN, which JavaScript does not tell apart; that of 1.0 would be no NaN.
  if (Number(digits) === 1) scan.problem = 'numeric constant out of range';
  scan.term = new Float(NaN);
  return true;
}

/** Where the next group of digits could begin: behind `_` and layout, or (`1 000`) behind one space. */
function nextGroup(text: string, at: number, spaced: boolean): number {
  const code = unitAt(text, at);
  if (code === 95 /* _ */) return Math.max(at, skipLayout(text, at + 1));
  return spaced && code === 32 ? at + 1 : at;
}

function isDigitAt(text: string, at: number, zero: number): boolean {
  const weight = (text.codePointAt(at) ?? 0) - zero;
  return weight >= 0 && weight <= 9;
}

function skipDigits(text: string, start: number, zero: number): number {
  const units = unitsOf(zero);
  let at = start;
  while (isDigitAt(text, at, zero)) at += units;
  return at;
}

/** Digits of another script as `0`–`9`. */
function ascii(digits: string, zero: number): string {
  if (zero === 48) return digits;
  return Array.from(digits, (digit) => {
    const code = digit.codePointAt(0)!;
    return classOf(code) & DIGIT && code >= zero ? String(code - zero) : digit;
  }).join('');
}

/** The value of digits; by halves, which for a million digits is many times faster than one by one. */
function radixValue(digits: string, radix: number): bigint {
  const prefix = { 16: '0x', 8: '0o', 2: '0b', 10: '' }[radix];
  if (prefix !== undefined) return BigInt(prefix + digits);
  const safe = Math.floor(53 / Math.log2(radix));
  let parts: bigint[] = [];
  for (let end = digits.length; end > 0; end -= safe) {
    parts.push(BigInt(Number.parseInt(digits.slice(Math.max(0, end - safe), end), radix)));
  }
  for (let power = BigInt(radix) ** BigInt(safe); parts.length > 1; power *= power) {
    const halved: bigint[] = [];
    for (let i = 0; i < parts.length; i += 2) halved.push(parts[i]! + (parts[i + 1] ?? 0n) * power);
    parts = halved;
  }
  return parts[0]!;
}
