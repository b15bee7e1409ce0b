/** Arithmetic expressions for tests: numbers worth trying, and their values in SWI-Prolog and here as comparable text. */
import { evaluate } from '../../src/query/arithmetic/evaluate.ts';
import { PrologError } from '../../src/term/error.ts';
import {
  Compound,
  compound,
  deref,
  Float,
  float,
  Int,
  int,
  Nil,
  Str,
  type Term,
  Var,
} from '../../src/term/term.ts';
import { runSwipl } from './swipl.ts';

/** Integers around which implementations change their mind. */
export const integers: readonly Int[] = [
  ...[0, 1, 2, 3, 5, 7, 10, 31, 32, 63, 64, 97, 1000, 2 ** 31, 2 ** 31 - 1, 2 ** 32, 2 ** 52 + 1].map(BigInt),
  ...[2n ** 53n - 1n, 2n ** 53n, 2n ** 53n + 1n, 2n ** 53n + 3n, 2n ** 54n + 2n, 2n ** 62n, 2n ** 63n - 1n],
  ...[2n ** 63n, 2n ** 64n, 2n ** 64n + 2049n, 10n ** 40n, 3n ** 100n, 10n ** 400n],
].flatMap((n) => (n === 0n ? [int(n)] : [int(n), int(-n)]));

/** Floats of all kinds. */
export const floats: readonly Float[] = [
  ...[
    0, 0.5, 0.49999999999999994, 0.9999999999999999, 1, 1.0000000000000002, 1.5, 2, 2.5, 3.7, 10, 100.25, 710,
  ],
  ...[2 ** 31 + 0.5, 2 ** 52 + 0.5, 2 ** 53, 2 ** 62, 1e19, 1e22, 1e154, 1e308, Number.MAX_VALUE],
  ...[1e-5, 1e-17, 1e-308, 1e-310, 5e-324, Number.POSITIVE_INFINITY],
].flatMap((x) => [float(x), float(-x)]);

export const numbers: readonly Term[] = [...integers, ...floats, float(Number.NaN)];

/** A call of an arithmetic function. */
export function call(name: string, ...args: Term[]): Compound {
  return compound(name, args);
}

/** A term in Prolog's canonical syntax. */
export function prologText(term: Term): string {
  return text(term, floatSyntax);
}

/** What {@link evaluate} makes of an expression: `42`, `f(1.5)` or `error(Formal)`. */
export function outcome(expression: Term): string {
  try {
    return text(evaluate(expression), comparableFloat);
  } catch (error) {
    if (!(error instanceof PrologError && error.term instanceof Compound)) throw error;
    return `error(${text(error.term.args[0]!, comparableFloat)})`;
  }
}

/** What SWI-Prolog makes of each expression, in the same form. */
export async function swiplOutcomes(expressions: readonly Term[]): Promise<string[]> {
  const input = expressions.map((expression) => `e(${prologText(expression)}).\n`).join('');
  const output = await runSwipl(program, { input });
  return output
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(/f\(([^()]*)\)/g, (_, digits: string) => comparableFloat(readFloat(digits))));
}

const program = String.raw`
main :- repeat, read_term(T, []), ( T == end_of_file -> ! ; T = e(E), try(E), nl, fail ).
try(E) :- catch(( X is E, show(X) ), error(F, _), ( write('error('), show(F), write(')') )).
show(T) :- var(T), !, write('_').
show(T) :- float(T), !, format("f(~17e)", [T]).
show(T) :- integer(T), !, write(T).
show(T) :- atom(T), !, split_string(T, "\\\\", "", Ps), atomic_list_concat(Ps, "\\\\\\\\", A), format("'~w'", [A]).
show(T) :- string(T), !, format("\"~w\"", [T]).
show([]) :- !, write([]).
show(T) :- compound_name_arguments(T, N, As), show(N), write('('), show_arguments(As), write(')').
show_arguments([]).
show_arguments([A]) :- !, show(A).
show_arguments([A|As]) :- show(A), write(','), show_arguments(As).`;

function text(term: Term, ofFloat: (x: number) => string): string {
  const value = deref(term);
  if (value instanceof Var) return '_';
  if (value instanceof Float) return ofFloat(value.value);
  if (value instanceof Int) return String(value.value);
  if (value instanceof Str) return `"${value.value}"`;
  if (value instanceof Nil) return '[]';
  if (!(value instanceof Compound)) return quoted(value.name);
  return `${quoted(value.name)}(${value.args.map((argument) => text(argument, ofFloat)).join(',')})`;
}

function quoted(name: string): string {
  return `'${name.replace(/\\/g, '\\\\')}'`;
}

function floatSyntax(x: number): string {
  if (Number.isNaN(x)) return '1.5NaN';
  if (!Number.isFinite(x)) return x < 0 ? '-1.0Inf' : '1.0Inf';
  return `${Object.is(x, -0) ? '-' : ''}${x.toExponential(17)}`;
}

function comparableFloat(x: number): string {
  return `f(${Object.is(x, -0) ? '-0' : x})`;
}

function readFloat(digits: string): number {
  if (/nan/.test(digits)) return Number.NaN;
  if (/inf/.test(digits)) return digits.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return Number(digits);
}
