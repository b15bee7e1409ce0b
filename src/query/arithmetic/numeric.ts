/**
 * What all arithmetic functions share: how an argument is taken as an integer or a float, how a result is checked, and
 * the bound on the size of integers.
 */
import { evaluationError, type PrologError, resourceError, typeError } from '../../term/error.ts';
import { Float, Int, int } from '../../term/term.ts';

/** A number, which is what every expression evaluates to. */
export type Numeric = Int | Float;

/**
 * No integer gets larger than this many bits (eight megabytes). The functions that could pass the bound reckon the size
 * of the result before they begin, since the work alone would stop the whole process for minutes.
 */
const MAX_BITS = 2 ** 26;

/**
 * The value of an integer.
 * @throws type_error(integer, Value) for a finite float, and the evaluation_error that an infinity or NaN is.
 */
export function integerOf(value: Numeric): number | bigint {
  if (value instanceof Int) return value.value;
  throw typeError('integer', floatResult(value.value));
}

/** A number as a float, an integer rounded to the nearest one. Infinities and NaN are no arguments to calculate with. */
export function floatOf(value: Numeric): number {
  return finite(Number(value.value));
}

/** A number as a float; infinities and NaN may pass, but an integer that is too large is an error. */
export function widened(value: Numeric): number {
  return value instanceof Float ? value.value : floatOf(value);
}

/** A float result, which must be {@link finite}. */
export function floatResult(result: number): Float {
  return new Float(finite(result));
}

/** Passes a float on. @throws evaluation_error(undefined) for NaN, evaluation_error(float_overflow) for an infinity. */
export function finite(x: number): number {
  // Only for infinities and NaN is the difference not zero.
  if (x - x === 0) return x;
  throw evaluationError(Number.isNaN(x) ? 'undefined' : 'float_overflow');
}

/** The integer that a whole finite float is. */
export function wholeNumber(x: number): Int {
  return int(Number.isSafeInteger(x) ? x : BigInt(x));
}

/** How many bits the absolute value of an integer takes; the number is exact. */
export function bitLength(value: number | bigint): number {
  if (typeof value === 'number') return smallBitLength(Math.abs(value));
  const magnitude = value < 0n ? -value : value;
  const hex = magnitude.toString(16);
  return 4 * (hex.length - 1) + smallBitLength(Number.parseInt(hex[0]!, 16));
}

/** Passes a size in bits on. @throws resource_error(memory) where that is beyond {@link MAX_BITS}. */
export function boundBits(bits: number): number {
  if (bits > MAX_BITS) throw tooBig();
  return bits;
}

/** The error of an integer, or of work on one, that is too big. */
export function tooBig(): PrologError {
  return resourceError('memory');
}

function smallBitLength(x: number): number {
  return x < 2 ** 32 ? 32 - Math.clz32(x) : 64 - Math.clz32(Math.floor(x / 2 ** 32));
}
