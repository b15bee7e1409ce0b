/** Terms read from a text that is whole, and what the options of `read_term/2` are told of what was read. */
import {
  Atom,
  type Compound,
  compound,
  int,
  list,
  Reader,
  type ReadResult,
  Str,
  type Term,
} from '../../index.ts';
import type { Environment } from '../environment.ts';
import { placedAnew } from '../syntax-place.ts';
import { withValues } from './options.ts';
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
  return placedAnew(error, (place, formal) => {
    const at = Number(String(place.args[3]!));
    // SWI-Prolog tells of the end of what is before the place.
    const isEnd = /end_of_clause\b|operator_expected/.test(String(formal));
    const offset = isEnd ? [...[...text].slice(0, at).join('').trimEnd()].length : at;
    return compound('string', [new Str(text), int(offset)]);
  });
}

/** The options of `read_term/2`, with what was read in those that ask for it. */
export function filledOptions(options: Term, result: ReadResult | undefined): Term {
  const pairs = namesOf(result);
  return withValues(options, {
    variable_names: () => list(pairs),
    variables: () => list(result === undefined ? [] : variablesOf(result.term)),
    singletons: () => list(pairs.filter(({ args }) => result!.singletons.includes((args[0] as Atom).name))),
  });
}

/** `'X'=X` for each variable that has a name. */
export function namesOf(result: ReadResult | undefined): Compound[] {
  return result?.variables.map(({ name, variable }) => compound('=', [new Atom(name), variable])) ?? [];
}
