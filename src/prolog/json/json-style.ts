/** How JSON is written: the layout, and which terms are the constants. */
import {
  Atom,
  Compound,
  compareTerms,
  compound,
  deref,
  Int,
  matchTerm,
  Nil,
  type Term,
  Var,
} from '../../index.ts';
import { jsonOptions } from './json-options.ts';

/** What the constants of JSON are: `@(null)`, `@(true)` and `@(false)` in terms, and `null`, `true` and `false` in dicts. */
export type Values = 'terms' | 'dicts';

export type Constant = 'null' | 'true' | 'false';

export type Constants = Readonly<Record<Constant, Term>>;

export interface JsonStyle {
  /** Columns that a value may take on one line; 0: all is on one line. */
  readonly width: number;
  /** Columns before the lines, and how many more each level has. */
  readonly indent: number;
  readonly step: number;
  /** So many columns of an indentation are one tab. */
  readonly tab: number;
  /** Whether terms that are no values are written as strings. */
  readonly takesUnknown: boolean;
  readonly constants: Constants;
  /** The name that the tags of dicts are written with; empty: they are not. */
  readonly tag: string;
}

/** The constants, unless options say others. */
export const CONSTANTS: Readonly<Record<Values, Constants>> = {
  terms: {
    null: compound('@', [new Atom('null')]),
    true: compound('@', [new Atom('true')]),
    false: compound('@', [new Atom('false')]),
  },
  dicts: { null: new Atom('null'), true: new Atom('true'), false: new Atom('false') },
};

const DEFAULTS: Readonly<Record<Values, JsonStyle>> = {
  terms: styleOf(new Map(), CONSTANTS.terms),
  dicts: styleOf(new Map(), CONSTANTS.dicts),
};

/** The style that the options of a predicate say. @throws PrologError as {@link jsonOptions} */
export function jsonStyle(options: Term, values: Values): JsonStyle {
  return deref(options) instanceof Nil ? DEFAULTS[values] : styleOf(jsonOptions(options), CONSTANTS[values]);
}

function styleOf(given: ReadonlyMap<string, Term>, constants: Constants): JsonStyle {
  const amount = (option: string, otherwise: number) => {
    const value = given.get(option);
    return value instanceof Int ? Number(value.value) : otherwise;
  };
  const name = (option: string) => {
    const value = given.get(option);
    return value instanceof Atom ? value.name : '';
  };
  return {
    width: amount('width', 72),
    indent: amount('indent', 0),
    step: amount('step', 2),
    tab: amount('tab', 8),
    takesUnknown: name('serialize_unknown') === 'true',
    constants: {
      null: given.get('null') ?? constants.null,
      true: given.get('true') ?? constants.true,
      false: given.get('false') ?? constants.false,
    },
    tag: name('tag'),
  };
}

/** The first of the constants that a value is. */
export function constantOf(
  value: Term,
  constants: Constants,
  order: readonly Constant[],
): Constant | undefined {
  for (const name of order) if (is(value, constants[name])) return name;
  return undefined;
}

function is(value: Term, constant: Term): boolean {
  if (constant instanceof Atom) return value instanceof Atom && value.name === constant.name;
  if (!(constant instanceof Compound)) return !(value instanceof Var) && compareTerms(value, constant) === 0;
  // A constant has no variables, but a value that has some may be one
  return (
    value instanceof Compound && value.name === constant.name && matchTerm(value, constant) !== undefined
  );
}
