/** Integers as bits, in two's complement without an end. */
import { domainError } from '../../term/error.ts';
import { Int, int } from '../../term/term.ts';
import { bitLength, boundBits, integerOf, type Numeric, tooBig } from './numeric.ts';

/** `X << Y`; with a negative Y it shifts to the right. */
export function shiftLeft(a: Numeric, b: Numeric): Int {
  return shift(integerOf(a), integerOf(b));
}

/** `X >> Y`, rounding down; with a negative Y it shifts to the left. */
export function shiftRight(a: Numeric, b: Numeric): Int {
  const x = integerOf(a);
  return shift(x, -integerOf(b));
}

/** `X /\ Y` */
export function and(a: Numeric, b: Numeric): Int {
  const [x, y] = [integerOf(a), integerOf(b)];
  return isInt32(x) && isInt32(y) ? new Int(x & y) : int(BigInt(x) & BigInt(y));
}

/** `X \/ Y` */
export function or(a: Numeric, b: Numeric): Int {
  const [x, y] = [integerOf(a), integerOf(b)];
  return isInt32(x) && isInt32(y) ? new Int(x | y) : int(BigInt(x) | BigInt(y));
}

/** `X xor Y` */
export function xor(a: Numeric, b: Numeric): Int {
  const [x, y] = [integerOf(a), integerOf(b)];
  return isInt32(x) && isInt32(y) ? new Int(x ^ y) : int(BigInt(x) ^ BigInt(y));
}

/** `\ X` */
export function complement(a: Numeric): Int {
  const x = integerOf(a);
  return int(typeof x === 'number' && x !== Number.MAX_SAFE_INTEGER ? -1 - x : ~BigInt(x));
}

/** `msb(X)`: where the highest bit that is set is. */
export function msb(a: Numeric): Int {
  return new Int(bitLength(positive(a)) - 1);
}

/** `lsb(X)`: where the lowest bit that is set is. */
export function lsb(a: Numeric): Int {
  const x = BigInt(positive(a));
  return new Int(bitLength(x & -x) - 1);
}

/** `popcount(X)`: how many bits are set. */
export function popcount(a: Numeric): Int {
  const x = integerOf(a);
  if (x < 0) throw domainError('not_less_than_zero', a);
  let count = 0;
  for (const digit of x.toString(16)) {
    for (let bits = Number.parseInt(digit, 16); bits > 0; bits >>= 1) count += bits & 1;
  }
  return new Int(count);
}

/** `getbit(X, Position)` */
export function getBit(a: Numeric, b: Numeric): Int {
  const [x, position] = [integerOf(a), integerOf(b)];
  if (position < 0) throw domainError('not_less_than_zero', b);
  if (x < 0) throw domainError('not_less_than_zero', a);
  return position < bitLength(x) ? int((BigInt(x) >> BigInt(position)) & 1n) : new Int(0);
}

function shift(x: number | bigint, left: number | bigint): Int {
  if (x === 0 || left === 0) return int(x);
  if (left < 0) {
    // Nothing but the sign is left, and the machine's shift need not be asked to go that far.
    if (-left >= bitLength(x)) return new Int(x < 0 ? -1 : 0);
    return int(BigInt(x) >> BigInt(-left));
  }
  if (typeof left === 'bigint') throw tooBig();
  boundBits(bitLength(x) + left);
  const scaled = Number(x) * 2 ** left;
  return int(Number.isSafeInteger(scaled) ? scaled : BigInt(x) << BigInt(left));
}

function positive(a: Numeric): number | bigint {
  const x = integerOf(a);
  if (x <= 0) throw domainError('not_less_than_one', a);
  return x;
}

function isInt32(x: number | bigint): x is number {
  return typeof x === 'number' && x === (x | 0);
}
