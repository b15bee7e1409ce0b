/**
 * The special functions that JavaScript lacks: the error function and the logarithm of the gamma function, each exact
 * to a few units in the last place.
 */

const TWO_BY_ROOT_PI = 1.1283791670955126;

/** The error function. */
export function erf(x: number): number {
  const magnitude = Math.abs(x);
  return Math.sign(x) * (magnitude < 1 ? erfSeries(magnitude) : 1 - erfcFraction(magnitude));
}

/** 2x/√π · (1 - x²/1·(1/3 - x²/2·(1/5 - x²/3·(1/7 - …)))) */
function erfSeries(x: number): number {
  let sum = 0;
  for (let n = 25; n >= 0; n--) sum = 1 / (2 * n + 1) - ((x * x) / (n + 1)) * sum;
  return TWO_BY_ROOT_PI * x * sum;
}

/** 1-erf(x) as a continued fraction, exp(-x²)/√π · 1/(x + ½/(x + 1/(x + 3/2/(x + 2/(x + …))))). */
function erfcFraction(x: number): number {
  if (x > 6) return 0; // less than half a unit in the last place of 1
  let denominator = x;
  for (let n = 300; n > 0; n--) denominator = x + n / 2 / denominator;
  return ((TWO_BY_ROOT_PI / 2) * Math.exp(-x * x)) / denominator;
}

/** The logarithm of the gamma function; as in SWI-Prolog it is infinite for all that is not positive. */
export function lgamma(x: number): number {
  if (x <= 0) return Number.POSITIVE_INFINITY;
  if (x < 0.5) return lgammaNearTwo(x) - Math.log1p(x) - Math.log(x);
  if (x < 1.5) return lgammaNearTwo(x - 1) - Math.log1p(x - 1);
  if (x > 12) return stirling(x);
  // gamma(x) = (x-1)·gamma(x-1), down to where the series converges fast.
  let product = 1;
  let rest = x;
  while (rest > 2.5) product *= --rest;
  return lgammaNearTwo(rest - 2) + Math.log(product);
}

function stirling(x: number): number {
  const coefficients = [1 / 156, -691 / 360360, 1 / 1188, -1 / 1680, 1 / 1260, -1 / 360, 1 / 12];
  const correction = coefficients.reduce((sum, coefficient) => sum / (x * x) + coefficient, 0) / x;
  return (x - 0.5) * (Math.log(x) - 1) + (Math.log(2 * Math.PI) - 1) / 2 + correction;
}

const EULER = 0.5772156649015329;

/** lgamma(2+z) = (1-γ)·z + Σ (ζ(k)-1)·(-z)ᵏ/k, for z between -½ and ½. */
function lgammaNearTwo(z: number): number {
  let sum = 0;
  for (let k = zetaMinusOne.length - 1; k >= 2; k--) sum = -z * (zetaMinusOne[k]! / k + sum);
  return z * (1 - EULER) + -z * sum;
}

/** ζ(k)-1 = Σ n⁻ᵏ for n from 2; from n = 50 on it is summed by the formula of Euler and Maclaurin. */
const zetaMinusOne = Array.from({ length: 32 }, (_, k) => {
  const n = 50;
  let sum = n ** (1 - k) / (k - 1) + n ** -k / 2 + (k * n ** (-k - 1)) / 12;
  sum -= (k * (k + 1) * (k + 2) * n ** (-k - 3)) / 720;
  sum += (k * (k + 1) * (k + 2) * (k + 3) * (k + 4) * n ** (-k - 5)) / 30240;
  for (let i = n - 1; i >= 2; i--) sum += i ** -k;
  return sum;
});
