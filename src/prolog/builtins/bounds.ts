/** How much one call of a predicate may make at once: nothing can end it before it is done. */
import { type Int, resourceError } from '../../index.ts';

/** Characters of padding, digits, bytes. */
const MOST = 1_000_000;

/** Variables, each of which the interpreter has to know, and to look at whenever others get values. */
const MOST_VARIABLES = 20_000;

/** @throws PrologError `resource_error(memory)` for more than may be made at once */
export function bounded(amount: number): number {
  if (amount > MOST) throw resourceError('memory');
  return amount;
}

/** The same for variables, of lists and compounds. */
export function boundedVariables(amount: number): number {
  if (amount > MOST_VARIABLES) throw resourceError('memory');
  return amount;
}

/** The same for the digits of an integer. */
export function boundDigits({ value }: Pick<Int, 'value'>): void {
  // Hexadecimal digits cost next to nothing, and the others are hardly more.
  if (typeof value === 'bigint') bounded(value.toString(16).length);
}
