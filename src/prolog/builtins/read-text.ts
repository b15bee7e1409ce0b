/** Terms read from a text that is whole, and what the options of `read_term/2` are told of what was read. */
import {
  Atom,
  Compound,
  compound,
  deref,
  instantiationError,
  int,
  list,
  PrologError,
  properList,
  Reader,
  type ReadResult,
  Str,
  type Term,
  typeError,
  Var,
} from '../../index.ts';
import type { Environment } from '../environment.ts';
import { variablesOf } from './term-variables.ts';

/**
 * The first term of a text, and what it tells of its variables; undefined for a text without a term.
 * @throws PrologError with the text and the place in it, as SWI-Prolog has them
 */
export function readText(text: string, environment: Environment): ReadResult | undefined {
  const whole = `${text} . `;
  if (/^\s*$/.test(text)) return undefined;
  try {
    return new Reader(whole, environment).read();
  } catch (error) {
    throw inText(error, whole);
  }
}

/** The syntax error with the text where it is. */
function inText(error: unknown, text: string): unknown {
  const context = placeOf(error);
  if (context === undefined) return error;
  const formal = ((error as PrologError).term as Compound).args[0]!;
  const at = Number(String(context.args[3]!));
  // SWI-Prolog tells of the end of what is before the place.
  const isEnd = /end_of_clause\b|operator_expected/.test(String(formal));
  const offset = isEnd ? [...[...text].slice(0, at).join('').trimEnd()].length : at;
  return new PrologError(compound('error', [formal, compound('string', [new Str(text), int(offset)])]));
}

/** The options of `read_term/2`, with what was read in those that ask for it. */
export function filledOptions(options: Term, result: ReadResult | undefined): Term {
  const items = properList(options);
  if (items === undefined) {
    throw deref(options) instanceof Var ? instantiationError() : typeError('list', options);
  }
  const pairs = namesOf(result);
  const values: Readonly<Record<string, () => Term>> = {
    variable_names: () => list(pairs),
    variables: () => list(result === undefined ? [] : variablesOf(result.term)),
    singletons: () => list(pairs.filter(({ args }) => result!.singletons.includes((args[0] as Atom).name))),
  };
  return list(
    items.map((item) => {
      const option = deref(item);
      if (!(option instanceof Compound && option.args.length === 1)) return option;
      const value = Object.hasOwn(values, option.name) ? values[option.name] : undefined;
      return value === undefined ? option : compound(option.name, [value()]);
    }),
  );
}

/** `'X'=X` for each variable that has a name. */
export function namesOf(result: ReadResult | undefined): Compound[] {
  return result?.variables.map(({ name, variable }) => compound('=', [new Atom(name), variable])) ?? [];
}

/** `stream(Stream, Line, LinePosition, Character)`, where an error is said to be. */
export function placeOf(error: unknown): Compound | undefined {
  if (!(error instanceof PrologError)) return undefined;
  const { term } = error;
  const context = term instanceof Compound && term.args.length === 2 ? deref(term.args[1]!) : undefined;
  return context instanceof Compound && context.name === 'stream' ? context : undefined;
}
