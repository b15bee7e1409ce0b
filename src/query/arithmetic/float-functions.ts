/** Functions over the real numbers, and the ways from a float to an integer. */
import { Float, Int } from '../../term/term.ts';
import { floatOf, floatResult, type Numeric, wholeNumber } from './numeric.ts';

/** A function of floats as a function of numbers: its argument and its result must be finite. */
export function real(fn: (x: number) => number): (a: Numeric) => Float {
  return (a) => floatResult(fn(floatOf(a)));
}

/** `atan2(Y, X)` */
export function arcTangent(a: Numeric, b: Numeric): Float {
  return floatResult(Math.atan2(floatOf(a), floatOf(b)));
}

/** `nexttoward(X, Y)`: the float after X in the direction of Y. */
export function nextToward(a: Numeric, b: Numeric): Float {
  const [x, y] = [floatOf(a), floatOf(b)];
  if (x === y) return new Float(y);
  if (x === 0) return new Float(y > 0 ? Number.MIN_VALUE : -Number.MIN_VALUE);
  // Floats of one sign are in the order of their bits, so the next one is one more or less.
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  view.setBigInt64(0, view.getBigInt64(0) + (y > x === x > 0 ? 1n : -1n));
  return floatResult(view.getFloat64(0));
}

/** `float(X)` */
export function toFloat(a: Numeric): Float {
  return new Float(floatOf(a));
}

/** `round(X)`: to the nearest integer, halves away from zero. */
export function round(a: Numeric): Numeric {
  return toWhole(a, (x) => {
    const whole = Math.trunc(x);
    return Math.abs(x - whole) < 0.5 ? whole : whole + Math.sign(x);
  });
}

/** `truncate(X)` */
export function truncate(a: Numeric): Numeric {
  return toWhole(a, Math.trunc);
}

/** `floor(X)` */
export function floor(a: Numeric): Numeric {
  return toWhole(a, Math.floor);
}

/** `ceiling(X)` */
export function ceiling(a: Numeric): Numeric {
  return toWhole(a, Math.ceil);
}

/** `float_integer_part(X)`; of an integer it is that integer. */
export function integerPart(a: Numeric): Numeric {
  return a instanceof Int ? a : floatResult(Math.trunc(a.value));
}

/** `float_fractional_part(X)`, which has the sign of X; of an integer it is 0. */
export function fractionalPart(a: Numeric): Numeric {
  if (a instanceof Int) return new Int(0);
  const x = a.value;
  if (x % 1 !== 0 && Number.isFinite(x)) return new Float(x % 1);
  return floatResult(Number.isNaN(x) ? x : x < 0 || Object.is(x, -0) ? -0 : 0);
}

/** Infinities and NaN are nothing to round, and stay as they are. */
function toWhole(a: Numeric, fn: (x: number) => number): Numeric {
  return a instanceof Float && Number.isFinite(a.value) ? wholeNumber(fn(a.value)) : a;
}
