/** The predicates that read: terms, characters and lines, from `user_input` or from a text that was opened. */
import {
  Atom,
  compound,
  deref,
  domainError,
  instantiationError,
  int,
  nil,
  type ReadResult,
  Str,
  type Term,
  typeError,
  Var,
} from '../../index.ts';
import type { CallingTable, Environment, PredicateTable } from '../environment.ts';
import type { InputStream } from '../input-stream.ts';
import type { Steps } from '../steps.ts';
import type { Streams } from '../streams.ts';
import { placedAnew } from '../syntax-place.ts';
import { intOf } from './arguments.ts';
import { filledOptions } from './read-text.ts';
import { characterOf, isCode, textOf, textTerm } from './text.ts';

const END = new Atom('end_of_file');

/** Reads from a stream what a predicate answers. */
type Read = (input: InputStream) => Steps<Term>;

/** They call no goals, but wait for text where a goal may have to be waited for. */
export function readingPredicates(environment: Environment): CallingTable {
  const { streams, operators, flags } = environment;

  function* readTerm(input: InputStream): Steps<ReadResult | undefined> {
    try {
      return yield* input.readTerm(operators, { doubleQuotes: flags.doubleQuotes });
    } catch (error) {
      const isUsers = input === streams.userInput;
      throw ofStream(error, isUsers ? new Atom('user_input') : streams.handleOf(input));
    }
  }

  function* readFrom(input: InputStream, options: Term): Steps<[Term, Term]> {
    filledOptions(options, undefined); // which throws for what is no list, before anything is read
    const result = yield* readTerm(input);
    return [result?.term ?? END, filledOptions(options, result)];
  }

  const character = (char: string | undefined) => (char === undefined ? END : new Atom(char));
  const code = (char: string | undefined) => int(char?.codePointAt(0) ?? -1);
  return {
    ...reading(streams, 'read', function* (input) {
      return (yield* readTerm(input))?.term ?? END;
    }),
    ...reading(streams, 'get_char', function* (input) {
      return character(yield* input.get());
    }),
    ...reading(streams, 'peek_char', function* (input) {
      return character(yield* input.peek());
    }),
    ...reading(streams, 'get_code', function* (input) {
      return code(yield* input.get());
    }),
    ...reading(streams, 'peek_code', function* (input) {
      return code(yield* input.peek());
    }),
    *'read_term/2'(_solver, _term, options) {
      return yield* readFrom(streams.input, options!);
    },
    *'read_term/3'(_solver, stream, _term, options) {
      return [stream!, ...(yield* readFrom(streams.inputOf(stream!), options!))];
    },
    *'at_end_of_stream/0'() {
      return yield* streams.input.isAtEnd();
    },
    *'at_end_of_stream/1'(_solver, stream) {
      return yield* streams.inputOf(stream!).isAtEnd();
    },
    *'peek_string/3'(_solver, stream, length) {
      const input = streams.inputOf(stream!);
      return [stream!, length!, new Str(yield* input.peekString(lengthOf(length!)))];
    },
    *'read_string/3'(_solver, stream, length) {
      const input = streams.inputOf(stream!);
      const isOpen = deref(length!) instanceof Var;
      const text = yield* input.rest(isOpen ? Infinity : lengthOf(length!));
      return [stream!, isOpen ? int([...text].length) : length!, new Str(text)];
    },
    *'skip/1'(_solver, char) {
      yield* skip(streams.input, charOf(char!));
      return true;
    },
    *'skip/2'(_solver, stream, char) {
      yield* skip(streams.inputOf(stream!), charOf(char!));
      return true;
    },
    *'copy_stream_data/2'(_solver, from, to) {
      const [input, output] = [streams.inputOf(from!), streams.outputOf(to!)];
      for (let char = yield* input.peek(); char !== undefined; char = yield* input.peek()) {
        output.write(input.text.take(Infinity));
      }
      input.text.takeEnd();
      return true;
    },
    *'copy_stream_data/3'(_solver, from, to, length) {
      const [input, output] = [streams.inputOf(from!), streams.outputOf(to!)];
      output.write(yield* input.rest(lengthOf(length!)));
      return true;
    },
  };
}

/** Those about texts that are opened, and about what is shown to whoever is to type. */
export function textStreamPredicates({ streams }: Environment): PredicateTable {
  const { text } = streams.userInput;
  return {
    'open_string/2': (string) => [string!, streams.open(textOf(string!))],
    'close/1': (stream) => void streams.close(stream!),
    'close/2': (stream) => void streams.close(stream!),
    'prompt/2': (before, prompt) => {
      const old = new Atom(text.prompt);
      const wanted = deref(prompt!);
      // `prompt(Old, Old)` only asks
      if (wanted instanceof Var && wanted === deref(before!)) return [old, old];
      if (wanted instanceof Var) throw instantiationError();
      if (!(wanted instanceof Atom)) throw typeError('atom', wanted);
      text.prompt = wanted.name;
      return [old, wanted];
    },
  };
}

/** Those of the library. */
export function lineReadingPredicates({ streams }: Environment): CallingTable {
  return {
    *'read_line_to_string/2'(_solver, stream) {
      const line = yield* streams.inputOf(stream!).line();
      return [stream!, line === undefined ? END : new Str(withoutEnd(line))];
    },
    *'read_line_to_codes/2'(_solver, stream) {
      const line = yield* streams.inputOf(stream!).line();
      return [stream!, line === undefined ? int(-1) : textTerm(withoutEnd(line), 'codes')];
    },
    *'read_line_to_codes/3'(_solver, stream, _codes, tail) {
      const line = yield* streams.inputOf(stream!).line();
      // The last line, and what is behind it, ends all
      const end = line?.endsWith('\n') === true ? tail! : nil;
      return [stream!, textTerm(line ?? '', 'codes', end), end];
    },
    *'read_stream_to_codes/2'(_solver, stream) {
      return [stream!, textTerm(yield* streams.inputOf(stream!).rest(), 'codes')];
    },
    *'read_stream_to_codes/3'(_solver, stream, _codes, tail) {
      return [stream!, textTerm(yield* streams.inputOf(stream!).rest(), 'codes', tail!), tail!];
    },
  };
}

/** A predicate that reads from the current input, and the same one with a stream before its argument. */
function reading(streams: Streams, name: string, read: Read): CallingTable {
  return {
    *[`${name}/1`]() {
      return [yield* read(streams.input)];
    },
    *[`${name}/2`](_solver: unknown, stream?: Term) {
      return [stream!, yield* read(streams.inputOf(stream!))];
    },
  };
}

function* skip(input: InputStream, wanted: string | undefined): Steps {
  let char = yield* input.get();
  while (char !== undefined && char !== wanted) char = yield* input.get();
}

/** A character, given as such or by its code. */
function charOf(term: Term): string {
  const value = deref(term);
  if (value instanceof Var) throw instantiationError();
  const char = isCode(value) ? String.fromCodePoint(Number(value.value)) : characterOf(value);
  if (char === undefined) throw typeError('character', value);
  return char;
}

function withoutEnd(line: string): string {
  return line.replace(/\r?\n$/, '');
}

function lengthOf(length: Term): number {
  const value = intOf(length);
  if (value.value < 0) throw domainError('not_less_than_zero', value);
  return Number(value.value);
}

/** The syntax error with the stream where it was. */
function ofStream(error: unknown, handle: Term): unknown {
  return placedAnew(error, ({ args }) => compound('stream', [handle, ...args.slice(1)]));
}
