/**
 * Arithmetic over integers and floats alike. Two integers give an integer, exactly; with a float among them the other
 * becomes a float, and the result must be finite.
 */
import { evaluationError } from '../../term/error.ts';
import { compareValues } from '../../term/order.ts';
import { Float, Int, int } from '../../term/term.ts';
import { bitLength, boundBits, finite, floatOf, floatResult, type Numeric, widened } from './numeric.ts';

export function add(a: Numeric, b: Numeric): Numeric {
  if (a instanceof Int && b instanceof Int) {
    const x = a.value;
    const y = b.value;
    if (typeof x === 'number' && typeof y === 'number') {
      const sum = x + y;
      if (Number.isSafeInteger(sum)) return new Int(sum);
    }
    return int(BigInt(x) + BigInt(y));
  }
  return floatResult(widened(a) + widened(b));
}

export function subtract(a: Numeric, b: Numeric): Numeric {
  if (a instanceof Int && b instanceof Int) {
    const x = a.value;
    const y = b.value;
    if (typeof x === 'number' && typeof y === 'number') {
      const difference = x - y;
      if (Number.isSafeInteger(difference)) return new Int(difference);
    }
    return int(BigInt(x) - BigInt(y));
  }
  return floatResult(widened(a) - widened(b));
}

export function multiply(a: Numeric, b: Numeric): Numeric {
  if (a instanceof Int && b instanceof Int) {
    const x = a.value;
    const y = b.value;
    if (typeof x === 'number' && typeof y === 'number') {
      const product = x * y;
      if (Number.isSafeInteger(product)) return new Int(product + 0); // + 0 turns -0 into 0
    }
    return multiplyBig(BigInt(x), BigInt(y));
  }
  return floatResult(widened(a) * widened(b));
}

/** `X / Y`: of integers it is an integer if the division is exact, and a float if not. */
export function divide(a: Numeric, b: Numeric): Numeric {
  if (b instanceof Float && Math.abs(b.value) === Number.POSITIVE_INFINITY)
    return divideByInfinity(a, b.value);
  if (a instanceof Int && b instanceof Int) {
    const exact = divideExactly(a.value, b.value);
    if (exact !== undefined) return exact;
  }
  const [x, y] = [widened(a), widened(b)];
  finite(x);
  finite(y);
  if (y === 0 && x !== 0) throw evaluationError('zero_divisor');
  return floatResult(x / y);
}

export function max(a: Numeric, b: Numeric): Numeric {
  return choose(a, b, 'greater');
}

export function min(a: Numeric, b: Numeric): Numeric {
  return choose(a, b, 'less');
}

export function negate(a: Numeric): Numeric {
  if (a instanceof Float) return new Float(-a.value);
  return typeof a.value === 'number' ? new Int(0 - a.value) : int(-a.value);
}

export function abs(a: Numeric): Numeric {
  if (a instanceof Float) return new Float(Math.abs(a.value));
  return a.value < 0 ? negate(a) : a;
}

export function sign(a: Numeric): Numeric {
  if (a instanceof Float) return new Float(Math.sign(a.value) + 0); // + 0 turns -0.0 into 0.0
  return new Int(a.value > 0 ? 1 : a.value < 0 ? -1 : 0);
}

/** `copysign(X, Y)`: X with the sign of Y, in which -0.0 is negative. */
export function copySign(a: Numeric, b: Numeric): Numeric {
  return isNegative(a) === isNegative(b) ? a : negate(a);
}

function multiplyBig(x: bigint, y: bigint): Int {
  // Where a float can hold the product there is no need to reckon its size.
  if (!Number.isFinite(Number(x) * Number(y))) boundBits(bitLength(x) + bitLength(y));
  return int(x * y);
}

/** The quotient of integers, if it is an integer. */
function divideExactly(x: number | bigint, y: number | bigint): Int | undefined {
  if (y === 0) throw evaluationError('zero_divisor');
  if (typeof x === 'number' && typeof y === 'number') return x % y === 0 ? int(x / y) : undefined;
  const [dividend, divisor] = [BigInt(x), BigInt(y)];
  return dividend % divisor === 0n ? int(dividend / divisor) : undefined;
}

function divideByInfinity(a: Numeric, infinity: number): Numeric {
  if (a instanceof Int) return new Int(0);
  if (!Number.isFinite(a.value)) throw evaluationError('undefined');
  return new Float((a.value + 0) / infinity); // + 0 turns -0.0 into 0.0, as in SWI-Prolog
}

/** The argument that `better` prefers; of a NaN and a number the number, and of equal ones the float. */
function choose(a: Numeric, b: Numeric, better: 'greater' | 'less'): Numeric {
  const order = compareValues(a, b);
  if (Number.isNaN(order)) return Number.isNaN(a.value) ? b : a;
  if (order !== 0) return order > 0 === (better === 'greater') ? a : b;
  if (isNegativeZero(a)) return better === 'greater' ? b : a;
  if (isNegativeZero(b)) return better === 'greater' ? a : b;
  return a instanceof Float || b instanceof Float ? new Float(floatOf(a)) : a;
}

function isNegativeZero(a: Numeric): boolean {
  return Object.is(a.value, -0);
}

function isNegative(a: Numeric): boolean {
  return a.value < 0 || isNegativeZero(a);
}
