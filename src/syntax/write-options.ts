/** The options of `write_term/2`, and what they are when nothing is said. */
import type { Var } from '../term/term.ts';
import { defaultOperators, type OperatorTable } from './operator-table.ts';
import type { Operators } from './operators.ts';
import type { EscapeStyle } from './quoting.ts';

/** How `writeTerm` writes. */
export interface WriteOptions {
  /** Quotes atoms and strings so that they read back. Default true. */
  readonly quoted?: boolean;
  /** Writes operators as `+(1,2)`. Default false. */
  readonly ignoreOps?: boolean;
  /** Writes `'$VAR'(1)` as `B`. Default false. */
  readonly numberVars?: boolean;
  /** Writes `{}(a)` as `{a}`. Default true. */
  readonly braceTerms?: boolean;
  /** How lists are written: `[a]`, `.(a,[])` or as the compounds that they are, `'[|]'(a,[])`. Default `brackets`. */
  readonly lists?: 'brackets' | 'dots' | 'compounds';
  /** The operators to write with. Default: those of SWI-Prolog. */
  readonly operators?: Operators;
  /** The names of variables. What has none here is written with its own name, and if it has none, as `_123`. */
  readonly variableNames?: ReadonlyMap<Var, string> | ((variable: Var) => string | undefined);
  /** Variables that stand for text, which is written as it is: see `portray/1`. */
  readonly portrayed?: ReadonlyMap<Var, string>;
  /** `next_argument` puts a space after the comma between arguments. Default `standard`. */
  readonly spacing?: 'standard' | 'next_argument';
  /** Writes `...` for what is nested deeper, and for what follows in a list. Default: no limit. */
  readonly maxDepth?: number;
  /** Brackets an operator term of a higher priority. Default 1200. */
  readonly priority?: number;
  /** Quotes atoms that hold characters beyond U+00FF. Default false. */
  readonly quoteNonAscii?: boolean;
  /** How a character that cannot be shown is escaped in quotes: `'\u001B'` or `'\x1B\'`. Default `unicode`. */
  readonly escapes?: EscapeStyle;
}

/** The options, defaults included: always of one shape, for which the engine makes faster code. */
export type WriteSettings = {
  readonly [Name in keyof WriteOptions]-?: Name extends 'operators'
    ? OperatorTable
    : Exclude<WriteOptions[Name], undefined>;
};

const noNames: ReadonlyMap<Var, string> = new Map();

export function settingsOf(options: WriteOptions): WriteSettings {
  return {
    quoted: options.quoted ?? true,
    ignoreOps: options.ignoreOps ?? false,
    numberVars: options.numberVars ?? false,
    braceTerms: options.braceTerms ?? true,
    lists: options.lists ?? 'brackets',
    operators: options.operators ?? defaultOperators,
    variableNames: options.variableNames ?? noNames,
    portrayed: options.portrayed ?? noNames,
    spacing: options.spacing ?? 'standard',
    maxDepth: options.maxDepth || Infinity,
    priority: options.priority ?? 1200,
    quoteNonAscii: options.quoteNonAscii ?? false,
    escapes: options.escapes ?? 'unicode',
  };
}
