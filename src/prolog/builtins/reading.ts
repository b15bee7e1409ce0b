/** The predicates that read: terms, characters and lines, from `user_input` or from a text that was opened. */
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
  type ReadResult,
  Str,
  type Term,
  typeError,
  Var,
} from '../../index.ts';
import type { Environment, PredicateTable } from '../environment.ts';
import type { Outcome, PrologPredicate } from '../host.ts';
import { InputStream } from '../input-stream.ts';
import { variablesOf } from './term-variables.ts';
import { textOf, textTerm } from './text.ts';

const END = new Atom('end_of_file');

export function readingPredicates(environment: Environment): PredicateTable {
  const { streams, operators, flags } = environment;

  function readFrom(input: InputStream, options: Term): Outcome {
    const result = input.readTerm(operators, { doubleQuotes: flags.doubleQuotes });
    return [result?.term ?? END, filledOptions(options, result)];
  }

  /** A predicate that reads from the current input, and the same one with a stream before its argument. */
  function reading(name: string, read: (input: InputStream) => Term): Record<string, PrologPredicate> {
    return {
      [`${name}/1`]: () => [read(streams.input)],
      [`${name}/2`]: (stream) => [stream!, read(streams.inputOf(stream!))],
    };
  }

  const term = (input: InputStream) =>
    input.readTerm(operators, { doubleQuotes: flags.doubleQuotes })?.term ?? END;
  const character = (char: string | undefined) => (char === undefined ? END : new Atom(char));
  const code = (char: string | undefined) => int(char?.codePointAt(0) ?? -1);
  return {
    ...reading('read', term),
    ...reading('get_char', (input) => character(input.get())),
    ...reading('peek_char', (input) => character(input.peek())),
    ...reading('get_code', (input) => code(input.get())),
    ...reading('peek_code', (input) => code(input.peek())),
    'read_term/2': (_term, options) => readFrom(streams.input, options!),
    'read_term/3': (stream, _term, options) => {
      const [found, filled] = readFrom(streams.inputOf(stream!), options!) as Term[];
      return [stream!, found!, filled!];
    },
    'at_end_of_stream/0': () => streams.input.isAtEnd,
    'at_end_of_stream/1': (stream) => streams.inputOf(stream!).isAtEnd,
    'open_string/2': (text) => [text!, streams.open(textOf(text!))],
    'close/1': (stream) => void streams.close(stream!),
    'close/2': (stream) => void streams.close(stream!),
    'read_string/3': (stream, length) => {
      const text = streams.inputOf(stream!).rest();
      return [stream!, deref(length!) instanceof Var ? int([...text].length) : length!, new Str(text)];
    },
  };
}

/** Those of the library. */
export function lineReadingPredicates({ streams }: Environment): PredicateTable {
  return {
    'read_line_to_string/2': (stream) => {
      const line = streams.inputOf(stream!).line();
      return [stream!, line === undefined ? END : new Str(line)];
    },
    'read_line_to_codes/2': (stream) => {
      const line = streams.inputOf(stream!).line();
      return [stream!, line === undefined ? int(-1) : textTerm(line, 'codes')];
    },
    'read_stream_to_codes/2': (stream) => [stream!, textTerm(streams.inputOf(stream!).rest(), 'codes')],
  };
}

/**
 * The first term of a text, and what it tells of its variables; undefined for a text without a term.
 * @throws PrologError with the text and the place in it, as SWI-Prolog has them
 */
export function readText(text: string, environment: Environment): ReadResult | undefined {
  const whole = `${text} . `;
  if (/^\s*$/.test(text)) return undefined;
  try {
    return new InputStream(whole).readTerm(environment.operators, environment);
  } catch (error) {
    throw inText(error, whole);
  }
}

/** The syntax error with the text where it is. */
function inText(error: unknown, text: string): unknown {
  if (!(error instanceof PrologError)) return error;
  const { term } = error;
  const context = term instanceof Compound ? deref(term.args[1]!) : undefined;
  if (!(context instanceof Compound && context.name === 'stream')) return error;
  const formal = (term as Compound).args[0]!;
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
