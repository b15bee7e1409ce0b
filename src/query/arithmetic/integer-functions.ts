/**
 * Division of integers and what comes from it. `//` and `rem` round towards zero, `div` and `mod` down.
 */
import { domainError, evaluationError } from '../../term/error.ts';
import { Int, int } from '../../term/term.ts';
import { bitLength, boundBits, integerOf, type Numeric, tooBig } from './numeric.ts';

/** `X // Y` */
export function quotient(a: Numeric, b: Numeric): Int {
  const [x, y] = dividendAndDivisor(a, b);
  if (typeof x === 'number' && typeof y === 'number') return int(Math.trunc(x / y));
  return int(BigInt(x) / BigInt(y));
}

/** `X rem Y`, which has the sign of X. */
export function remainder(a: Numeric, b: Numeric): Int {
  const [x, y] = dividendAndDivisor(a, b);
  if (typeof x === 'number' && typeof y === 'number') return int(x % y);
  return int(BigInt(x) % BigInt(y));
}

/** `X div Y` */
export function floorQuotient(a: Numeric, b: Numeric): Int {
  const [x, y] = dividendAndDivisor(a, b);
  if (typeof x === 'number' && typeof y === 'number') {
    const rest = x % y;
    return int((x - rest) / y - (isBelow(rest, y) ? 1 : 0));
  }
  const [dividend, divisor] = [BigInt(x), BigInt(y)];
  return int(dividend / divisor - (isBelow(dividend % divisor, divisor) ? 1n : 0n));
}

/** `X mod Y`, which has the sign of Y. */
export function modulus(a: Numeric, b: Numeric): Int {
  const [x, y] = dividendAndDivisor(a, b);
  if (typeof x === 'number' && typeof y === 'number') {
    const rest = x % y;
    return int(isBelow(rest, y) ? rest + y : rest);
  }
  const divisor = BigInt(y);
  const rest = BigInt(x) % divisor;
  return int(isBelow(rest, divisor) ? rest + divisor : rest);
}

/** `gcd(X, Y)`: never negative. */
export function gcd(a: Numeric, b: Numeric): Int {
  return int(greatestCommonDivisor(integerOf(a), integerOf(b)));
}

/** `lcm(X, Y)`: never negative. */
export function lcm(a: Numeric, b: Numeric): Int {
  const [x, y] = [integerOf(a), integerOf(b)];
  if (x === 0 || y === 0) return new Int(0);
  boundBits(bitLength(x) + bitLength(y));
  const multiple = (BigInt(x) / BigInt(greatestCommonDivisor(x, y))) * BigInt(y);
  return int(multiple < 0n ? -multiple : multiple);
}

/** `powm(Base, Exponent, Modulus)`: `Base ** Exponent mod Modulus` without the large number in between. */
export function powerModulo(a: Numeric, b: Numeric, c: Numeric): Int {
  const [base, exponent, divisor] = [integerOf(a), integerOf(b), integerOf(c)];
  if (base < 0) throw domainError('not_less_than_zero', a);
  if (exponent < 0) throw domainError('not_less_than_zero', b);
  if (divisor <= 0) throw domainError('not_less_than_one', c);
  if (bitLength(exponent) * bitLength(divisor) > 2 ** 30) throw tooBig(); // seconds of work
  const m = BigInt(divisor);
  let result = 1n % m;
  let square = BigInt(base) % m;
  for (const bit of [...exponent.toString(2)].reverse()) {
    if (bit === '1') result = (result * square) % m;
    square = (square * square) % m;
  }
  return int(result);
}

function dividendAndDivisor(a: Numeric, b: Numeric): [number | bigint, number | bigint] {
  const dividend = integerOf(a);
  const divisor = integerOf(b);
  if (divisor === 0) throw evaluationError('zero_divisor');
  return [dividend, divisor];
}

/** Whether rounding towards zero, which leaves `rest`, rounds up. */
function isBelow(rest: number | bigint, divisor: number | bigint): boolean {
  return rest < 0 !== divisor < 0 && rest !== 0 && rest !== 0n;
}

function greatestCommonDivisor(x: number | bigint, y: number | bigint): number | bigint {
  let [a, b] = [x, y];
  if (typeof a === 'bigint' || typeof b === 'bigint') {
    // Euclid's steps are as many as the smaller number has digits, and each costs as much.
    if (Math.min(bitLength(a), bitLength(b)) > 2 ** 18) throw tooBig(); // seconds of work
    let [m, n] = [BigInt(a), BigInt(b)];
    while (n !== 0n && (m > MAX_SAFE || m < -MAX_SAFE || n > MAX_SAFE || n < -MAX_SAFE)) [m, n] = [n, m % n];
    if (n === 0n) return m < 0n ? -m : m;
    [a, b] = [Number(m), Number(n)];
  }
  while (b !== 0) [a, b] = [b, a % b];
  return Math.abs(a);
}

const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);
