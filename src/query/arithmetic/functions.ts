/**
 * The table of arithmetic functions, by arity and name.
 *
 * It has what SWI-Prolog has over integers and floats. On purpose it has not: rational numbers (`rdiv/2`,
 * `rational/1`, `rationalize/1`, `numerator/1`, `denominator/1`), and `roundtoward/2`, since JavaScript knows one
 * rounding mode only. Those are type_error(evaluable, PI), as any unknown function is.
 */
import { Float } from '../../term/term.ts';
import * as bits from './bit-functions.ts';
import * as floats from './float-functions.ts';
import { cputime, random, randomFloat } from './impure-functions.ts';
import * as integers from './integer-functions.ts';
import * as numbers from './number-functions.ts';
import type { Numeric } from './numeric.ts';
import { power } from './power.ts';
import { erf, lgamma } from './special-functions.ts';

type Functions<F> = ReadonlyMap<string, F>;

export const constants: Functions<() => Numeric> = new Map([
  ['pi', constant(Math.PI)],
  ['e', constant(Math.E)],
  ['inf', constant(Number.POSITIVE_INFINITY)],
  ['nan', constant(Number.NaN)],
  ['epsilon', constant(Number.EPSILON)],
  ['random_float', randomFloat],
  ['cputime', cputime],
]);

export const unary: Functions<(x: Numeric) => Numeric> = new Map<string, (x: Numeric) => Numeric>([
  ['+', itself],
  ['eval', itself],
  ['-', numbers.negate],
  ['abs', numbers.abs],
  ['sign', numbers.sign],

  ['float', floats.toFloat],
  ['integer', floats.round],
  ['round', floats.round],
  ['truncate', floats.truncate],
  ['floor', floats.floor],
  ['ceiling', floats.ceiling],
  ['ceil', floats.ceiling],
  ['float_integer_part', floats.integerPart],
  ['float_fractional_part', floats.fractionalPart],

  ['sqrt', floats.real(Math.sqrt)],
  ['exp', floats.real(Math.exp)],
  ['log', floats.real(Math.log)],
  ['log10', floats.real(Math.log10)],
  ['sin', floats.real(Math.sin)],
  ['cos', floats.real(Math.cos)],
  ['tan', floats.real(Math.tan)],
  ['asin', floats.real(Math.asin)],
  ['acos', floats.real(Math.acos)],
  ['atan', floats.real(Math.atan)],
  ['sinh', floats.real(Math.sinh)],
  ['cosh', floats.real(Math.cosh)],
  ['tanh', floats.real(Math.tanh)],
  ['asinh', floats.real(Math.asinh)],
  ['acosh', floats.real(Math.acosh)],
  ['atanh', floats.real(Math.atanh)],
  ['erf', floats.real(erf)],
  ['erfc', floats.real((x) => 1 - erf(x))], // no more exact than that in SWI-Prolog either
  ['lgamma', floats.real(lgamma)],

  ['\\', bits.complement],
  ['msb', bits.msb],
  ['lsb', bits.lsb],
  ['popcount', bits.popcount],
  ['random', random],
]);

export const binary: Functions<(x: Numeric, y: Numeric) => Numeric> = new Map([
  ['+', numbers.add],
  ['-', numbers.subtract],
  ['*', numbers.multiply],
  ['/', numbers.divide],
  ['**', power],
  ['^', power],
  ['max', numbers.max],
  ['min', numbers.min],
  ['copysign', numbers.copySign],

  ['//', integers.quotient],
  ['rem', integers.remainder],
  ['div', integers.floorQuotient],
  ['mod', integers.modulus],
  ['gcd', integers.gcd],
  ['lcm', integers.lcm],

  ['<<', bits.shiftLeft],
  ['>>', bits.shiftRight],
  ['/\\', bits.and],
  ['\\/', bits.or],
  ['xor', bits.xor],
  ['getbit', bits.getBit],

  ['atan', floats.arcTangent],
  ['atan2', floats.arcTangent],
  ['nexttoward', floats.nextToward],
]);

export const ternary: Functions<(x: Numeric, y: Numeric, z: Numeric) => Numeric> = new Map([
  ['powm', integers.powerModulo],
]);

function constant(value: number): () => Numeric {
  const result = new Float(value);
  return () => result;
}

function itself(x: Numeric): Numeric {
  return x;
}
