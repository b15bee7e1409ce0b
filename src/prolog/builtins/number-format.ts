/** Numbers as `format/2` writes them: digits in groups, decimals, floats as C prints them, other radixes. */
import { Float, type Int } from '../../index.ts';
import { boundDigits } from './bounds.ts';

/** An integer with so many decimals, and its digits before them in groups of three if `separator` is not empty. */
export function integerText(value: bigint, decimals: number, separator: string): string {
  boundDigits({ value });
  const sign = value < 0n ? '-' : '';
  const digits = String(value < 0n ? -value : value).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const grouped = separator === '' ? whole : whole.replace(/(?=(?:\d{3})+$)(?<!^)/g, separator);
  return `${sign}${grouped}${decimals === 0 ? '' : `.${digits.slice(-decimals)}`}`;
}

/** C's `%.Nf`. */
export function fixedText(number: Int | Float, decimals: number): string {
  const special = specialText(number);
  if (special !== undefined) return special;
  const scaled = scaledBy(number, decimals);
  const text = integerText(scaled, decimals, '');
  return isNegative(number) && scaled === 0n ? `-${text}` : text;
}

/** C's `%.Ne`. */
export function exponentialText(number: Int | Float, decimals: number): string {
  const float = new Float(Number(number.value));
  const special = specialText(float);
  if (special !== undefined) return special;
  let exponent = exponentOf(float);
  let digits = absolute(scaledBy(float, decimals - exponent));
  if (String(digits).length > decimals + 1) digits = absolute(scaledBy(float, decimals - ++exponent));
  const sign = isNegative(float) ? '-' : '';
  const power = String(Math.abs(exponent)).padStart(2, '0');
  return `${sign}${integerText(digits, decimals, '')}e${exponent < 0 ? '-' : '+'}${power}`;
}

/** C's `%.Ng`. */
export function generalText(number: Int | Float, precision: number): string {
  const float = new Float(Number(number.value));
  const special = specialText(float);
  if (special !== undefined) return special;
  const digits = Math.max(1, precision);
  const exponential = exponentialText(float, digits - 1);
  const exponent = Number(exponential.slice(exponential.indexOf('e') + 1));
  if (exponent >= -4 && exponent < digits) return withoutZeros(fixedText(float, digits - 1 - exponent));
  const [mantissa, power] = exponential.split('e') as [string, string];
  return `${withoutZeros(mantissa)}e${power}`;
}

function withoutZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

function specialText({ value }: Int | Float): string | undefined {
  if (typeof value === 'bigint' || Number.isFinite(value)) return undefined;
  return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
}

function isNegative({ value }: Int | Float): boolean {
  return value < 0 || Object.is(value, -0);
}

function exponentOf({ value }: Float): number {
  if (value === 0) return 0;
  const text = value.toExponential();
  return Number(text.slice(text.indexOf('e') + 1));
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}

/** The integer that is nearest to the number times a power of ten; the even one of two. */
function scaledBy(number: Int | Float, power: number): bigint {
  const [mantissa, shift] =
    number instanceof Float ? partsOf(number.value) : ([BigInt(number.value), 0] as const);
  const up = mantissa * 10n ** BigInt(Math.max(0, power)) * 2n ** BigInt(Math.max(0, shift));
  const down = 10n ** BigInt(Math.max(0, -power)) * 2n ** BigInt(Math.max(0, -shift));
  return rounded(up, down);
}

/** The float as a mantissa times a power of two. */
function partsOf(value: number): readonly [bigint, number] {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  const word = bits.getBigUint64(0);
  const exponent = Number((word >> 52n) & 0x7ffn);
  const fraction = word & 0xf_ffff_ffff_ffffn;
  const mantissa = exponent === 0 ? fraction : fraction | (1n << 52n);
  return [word >> 63n === 0n ? mantissa : -mantissa, Math.max(exponent, 1) - 1075];
}

function rounded(up: bigint, down: bigint): bigint {
  const size = absolute(up);
  let whole = size / down;
  const twice = (size % down) * 2n;
  if (twice > down || (twice === down && whole % 2n === 1n)) whole++;
  return up < 0n ? -whole : whole;
}
