/** Exponentiation, `**` and `^`, which are one function where integers are not promoted to rational numbers. */
import { evaluationError } from '../../term/error.ts';
import { Int, int } from '../../term/term.ts';
import { bitLength, boundBits, floatOf, floatResult, type Numeric, tooBig } from './numeric.ts';

/** SWI-Prolog refuses exponents from here on when both arguments are integers, even where the result would be 0.0. */
const EXPONENT_LIMIT = 2n ** 63n;

/** `X ** Y`: an integer if both are and Y is not negative. */
export function power(a: Numeric, b: Numeric): Numeric {
  const simple = simplePower(a, b);
  if (simple !== undefined) return simple;
  if (!(a instanceof Int && b instanceof Int)) return powerOfReals(a, b);
  if (b.value >= EXPONENT_LIMIT || b.value < -EXPONENT_LIMIT) throw tooBig();
  return b.value < 0 ? powerOfReals(a, b) : powerOfIntegers(a.value, b.value);
}

/** What needs no multiplication: `X ** 0` and `1 ** Y` are 1 even if the other is NaN. */
function simplePower(a: Numeric, b: Numeric): Int | undefined {
  if (b.value === 0) return new Int(1);
  if (!(a instanceof Int)) return undefined;
  if (a.value === 1) return a;
  if (a.value === 0 && !Number.isNaN(b.value)) {
    if (b.value < 0) throw evaluationError('zero_divisor');
    return a;
  }
  if (a.value === -1 && b instanceof Int) return new Int(isEven(b.value) ? 1 : -1);
  return undefined;
}

function powerOfIntegers(base: number | bigint, exponent: number | bigint): Int {
  boundBits((bitLength(base) - 1) * Number(exponent)); // the result has at least as many
  return int(BigInt(base) ** BigInt(exponent));
}

function powerOfReals(a: Numeric, b: Numeric): Numeric {
  const [base, exponent] = [floatOf(a), floatOf(b)];
  if (base === 0 && exponent < 0) throw evaluationError('zero_divisor');
  return floatResult(base ** exponent);
}

function isEven(x: number | bigint): boolean {
  return typeof x === 'number' ? x % 2 === 0 : x % 2n === 0n;
}
