/** The predicates of `library(http/json)`: they read terms `json([Name=Value, …])`, and write these and dicts. */
import {
  Atom,
  compound,
  deref,
  errorOf,
  instantiationError,
  list,
  nil,
  Str,
  type Term,
  typeError,
  Var,
} from '../../index.ts';
import type { CallingTable, Environment, PredicateTable } from '../environment.ts';
import type { InputStream } from '../input-stream.ts';
import { jsonError, jsonTerm, type Literals } from '../json/json-reader.ts';
import { CONSTANTS, jsonStyle, type Values } from '../json/json-style.ts';
import { jsonText } from '../json/json-text.ts';
import type { OtherTerms } from '../json/other-terms.ts';
import type { Steps } from '../steps.ts';
import { type Options, optionsIn } from './options.ts';
import { outputOf } from './sinks.ts';
import { atomicText, lengthOf, type TextKind, textTerm } from './text.ts';
import { write, writePlain } from './writing.ts';

const NONE: Options = new Map();

/** What text may be that is written. */
const KINDS: readonly TextKind[] = ['atom', 'string', 'codes', 'chars'];

export function jsonPredicates(environment: Environment): PredicateTable {
  const others: OtherTerms = {
    text: (term) => writePlain(term, environment.operators),
    length: (term) => lengthOf(write(term, environment.operators)),
    known: () => undefined,
  };
  const writeTo = (stream: Term, term: Term, options: Term, values: Values): undefined => {
    const output = outputOf(stream, environment);
    output.write(jsonText(term, jsonStyle(options, values), output.column, others));
  };
  const written = (term: Term, options: Term, values: Values) => {
    const text = jsonText(term, jsonStyle(options, values), 0, others);
    return [textTerm(text, kindIn(options)), term, options];
  };
  return {
    'atom_json_term/3': (text, term, options) =>
      deref(text!) instanceof Var ? written(term!, options!, 'terms') : readFrom(text!, options!),
    'json_write/2': (stream, term) => writeTo(stream!, term!, nil, 'terms'),
    'json_write/3': (stream, term, options) => writeTo(stream!, term!, options!, 'terms'),
    'json_write_dict/2': (stream, term) => writeTo(stream!, term!, nil, 'dicts'),
    'json_write_dict/3': (stream, term, options) => writeTo(stream!, term!, options!, 'dicts'),
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

function readFrom(given: Term, options: Term): readonly Term[] {
  const text = atomicText(given);
  if (text === undefined || deref(given) instanceof Str) throw typeError('atom', given);
  const found = jsonTerm(text, literalsIn(optionsIn(options)));
  if (found === undefined) throw jsonError('unexpected_end_of_file');
  return [given, found.term, options];
}

function literalsIn(options: Options): Literals {
  const own = Object.entries(CONSTANTS.terms).map(([name, term]) => [name, options.get(name) ?? term]);
  return Object.fromEntries(own);
}

/** @throws PrologError `instantiation_error`, `type_error(oneof(Kinds), Kind)` */
function kindIn(options: Term): TextKind {
  const given = optionsIn(options).get('as');
  if (given === undefined) return 'atom';
  if (given instanceof Var) throw instantiationError();
  const kind = KINDS.find((name) => given instanceof Atom && given.name === name);
  if (kind !== undefined) return kind;
  const oneOf = compound('oneof', [list(KINDS.map((name) => new Atom(name)))]);
  throw errorOf(compound('type_error', [oneOf, given]));
}
