/** The predicates of `library(http/json)` on terms `json([Name=Value, …])`. */
import { deref, Int, Str, type Term, typeError, Var } from '../../index.ts';
import type { CallingTable, Environment, PredicateTable } from '../environment.ts';
import type { InputStream } from '../input-stream.ts';
import { jsonError, jsonTerm, jsonText, LITERALS, type Literals } from '../json-text.ts';
import type { Steps } from '../steps.ts';
import { nameIn, type Options, optionsIn } from './options.ts';
import { outputOf } from './sinks.ts';
import { atomicText, textTerm } from './text.ts';

/** Columns, unless the options say other. */
const WIDTH = 72;

const NONE: Options = new Map();

export function jsonPredicates(environment: Environment): PredicateTable {
  const write = (stream: Term, term: Term, options: Options) =>
    void outputOf(stream, environment).write(textOf(term, options));
  return {
    'atom_json_term/3': (atom, term, options) => {
      const chosen = optionsIn(options!);
      if (deref(atom!) instanceof Var) {
        const kind = nameIn(chosen, 'as') === 'string' ? 'string' : 'atom';
        return [textTerm(textOf(term!, chosen), kind), term!, options!];
      }
      const text = atomicText(atom!);
      if (text === undefined || deref(atom!) instanceof Str) throw typeError('atom', atom!);
      const found = jsonTerm(text, literalsIn(chosen));
      if (found === undefined) throw jsonError('unexpected_end_of_file');
      return [atom!, found.term, options!];
    },
    'json_write/2': (stream, term) => write(stream!, term!, NONE),
    'json_write/3': (stream, term, options) => write(stream!, term!, optionsIn(options!)),
  };
}

/** Those that wait for what they read. */
export function jsonReadingPredicates({ streams }: Environment): CallingTable {
  return {
    *'json_read/2'(_solver, stream) {
      return [stream!, yield* read(streams.inputOf(stream!), NONE)];
    },
    *'json_read/3'(_solver, stream, _term, options) {
      return [stream!, yield* read(streams.inputOf(stream!), optionsIn(options!)), options!];
    },
  };
}

function* read(input: InputStream, options: Options): Steps<Term> {
  const text = yield* input.peekString(Infinity);
  const found = jsonTerm(text, literalsIn(options));
  input.text.take(found?.end ?? text.length);
  if (found !== undefined) return found.term;
  const atEnd = options.get('end_of_file');
  if (atEnd === undefined) throw jsonError('unexpected_end_of_file');
  return atEnd;
}

function textOf(term: Term, options: Options): string {
  const width = options.get('width');
  const isLenient = nameIn(options, 'serialize_unknown') === 'true';
  return jsonText(term, width instanceof Int ? Number(width.value) : WIDTH, isLenient);
}

function literalsIn(options: Options): Literals {
  const own = Object.keys(LITERALS).map((name) => [name, options.get(name) ?? LITERALS[name]!]);
  return Object.fromEntries(own);
}
