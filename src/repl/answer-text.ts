/**
 * A solution as text, as SWI-Prolog's toplevel prints it: `X = Y, Y = 3`, each value on a line of its own, variables
 * named, long lists and deep terms cut short. What ends the text (`.`, ` ;`) is for the caller to print.
 */
import { Atom, Compound, compareTerms, deref, Operators, type Term, Var, writeTerm } from '../index.ts';
import { type CutValue, CycleNames } from './answer-cycles.ts';
import { namesOfVariables } from './variable-names.ts';

export interface AnswerOptions {
  /** Where terms are cut short with `...`; 10 unless given, Infinity for never. */
  readonly maxDepth?: number;
  /** Variables that stand for text, which is written as it is. */
  readonly texts?: ReadonlyMap<Var, string>;
}

const NO_TEXTS: ReadonlyMap<Var, string> = new Map();

/** The values of variables by name, as in `solution.terms`. */
export type Values = { readonly [name: string]: Term };

/** Variables that have one value, in the order of the goal, and the value. */
interface Binding {
  readonly names: readonly string[];
  readonly value: Term;
}

const DEFAULT_DEPTH = 10;

/** The text of an answer, without what ends it; empty when no variable has a value to show. */
export function answerText(
  values: Values,
  { maxDepth = DEFAULT_DEPTH, texts = NO_TEXTS }: AnswerOptions = {},
): string {
  const bindings = joined(values);
  const given = new Map<Var, string>();
  for (const { names, value } of bindings)
    if (value instanceof Var && !texts.has(value)) given.set(value, names.at(-1)!);

  const shown = bindings.flatMap((binding) => withoutItself(binding, texts));
  const cycles = new CycleNames(maxDepth, given);
  const cut = shown.map(({ names, value }) => cycles.cut(value, names.at(-1)!));
  const parts = cut.flatMap(({ value, where }) => [value, ...where.map(([, part]) => part)]);
  const names = namesOfVariables(parts, given, new Set(Object.keys(values)));
  const text = (term: Term): string =>
    writeTerm(term, {
      spacing: 'next_argument',
      numberVars: true,
      priority: 699,
      maxDepth,
      portrayed: texts,
      variableNames: (variable) => names.get(variable) ?? '_',
    });
  return shown.map((binding, i) => equations(binding.names) + valueText(cut[i]!, text)).join(',\n');
}

/** The text of a value, and of the parts that stand for themselves in it. */
function valueText({ value, where }: CutValue, text: (term: Term) => string): string {
  const lines = where.map(([variable, part]) => `    ${text(variable)} = ${text(part)}`);
  const explained = lines.length > 0 ? `, % where\n${lines.join(',\n')}` : '';
  return (isOperator(value) ? `(${text(value)})` : text(value)) + explained;
}

/** `X = Y, Y = `, to stand before the value of both. */
function equations(names: readonly string[]): string {
  return names.map((name, i) => `${i > 0 ? `${name}, ` : ''}${name} = `).join('');
}

/** The bindings, variables of equal value put together where the first of them was. */
function joined(values: Values): Binding[] {
  const bindings: { names: string[]; value: Term }[] = [];
  for (const [name, term] of Object.entries(values)) {
    const value = deref(term);
    const same = bindings.find((binding) => isSame(binding.value, value));
    if (same === undefined) bindings.push({ names: [name], value });
    else same.names.push(name);
  }
  return bindings;
}

const OPERATORS = Operators.swi();

/** Whether it is an operator alone, which stands in brackets beside the `=`. */
function isOperator(value: Term): boolean {
  return value instanceof Atom && OPERATORS.has(value.name);
}

/** Whether two terms are the same, looking into them only if they are of one form. */
function isSame(a: Term, b: Term): boolean {
  if (a === b) return true;
  if (a instanceof Var || b instanceof Var || a.constructor !== b.constructor) return false;
  if (a instanceof Compound && b instanceof Compound) {
    if (a.name !== b.name || a.args.length !== b.args.length) return false;
  }
  return compareTerms(a, b) === 0;
}

/** An unbound variable is called by the last of its names, which need not be told to equal itself. */
function withoutItself({ names, value }: Binding, texts: ReadonlyMap<Var, string>): Binding[] {
  if (!(value instanceof Var) || texts.has(value)) return [{ names, value }];
  return names.length > 1 ? [{ names: names.slice(0, -1), value }] : [];
}
