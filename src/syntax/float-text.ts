/** The text of a float: the fewest digits that read back to the same float, laid out as SWI-Prolog does. */

/** `1.0`, `0.0001`, `1.0e+22`, `-1.0Inf`, `1.5NaN`. */
export function floatText(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '1.5NaN' : value > 0 ? '1.0Inf' : '-1.0Inf';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const size = Math.abs(value);
  if (size >= 1e-4 && size < 1e21) {
    const text = String(value);
    if (text.includes('.')) return text;
    if (size < 1e15) return `${text}.0`;
  }
  const [digits, exponent] = value.toExponential().split('e') as [string, string];
  return `${digits.includes('.') ? digits : `${digits}.0`}e${exponent}`;
}
