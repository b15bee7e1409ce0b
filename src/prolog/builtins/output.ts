/** The predicates that write terms, characters and spaces to a stream; `portraying.ts` has those that programs help. */
import { deref, Float, Int, instantiationError, type Term, typeError, Var } from '../../index.ts';
import type { Environment, PredicateTable } from '../environment.ts';
import type { OutputStream } from '../output-stream.ts';
import { bounded } from './bounds.ts';
import { numberValue } from './evaluate.ts';
import { atomicText, characterOf, isCode } from './text.ts';
import { write, writeCanonical, writeq } from './writing.ts';

export function outputPredicates(environment: Environment): PredicateTable {
  const { operators, streams } = environment;

  /** A predicate that writes its argument, and the same one with a stream before that. */
  function writing(name: string, textOf: (term: Term) => string): PredicateTable {
    return {
      [`${name}/1`]: (term) => void streams.output.write(textOf(term!)),
      [`${name}/2`]: (stream, term) => void streams.outputOf(stream!).write(textOf(term!)),
    };
  }

  const newline = (stream: OutputStream) => void stream.write('\n');
  const spaces = (stream: OutputStream, amount: Term) =>
    void stream.write(' '.repeat(bounded(Math.max(0, countOf(amount, environment)))));

  return {
    'nl/0': () => newline(streams.output),
    'nl/1': (stream) => newline(streams.outputOf(stream!)),
    'tab/1': (amount) => spaces(streams.output, amount!),
    'tab/2': (stream, amount) => spaces(streams.outputOf(stream!), amount!),
    'flush_output/0': () => void streams.output.flush(),
    'flush_output/1': (stream) => void streams.outputOf(stream!).flush(),
    'ttyflush/0': () => undefined,
    ...writing('write', (term) => write(term, operators)),
    ...writing('writeln', (term) => `${write(term, operators)}\n`),
    ...writing('writeq', (term) => writeq(term, operators)),
    ...writing('write_canonical', (term) => writeCanonical(term, operators)),
    ...writing('put_char', charOf),
    ...writing('put_code', charOf),
    ...writing('put', charOf),
  };
}

function countOf(amount: Term, environment: Environment): number {
  const value = numberValue(amount, environment);
  if (value instanceof Float) throw typeError('integer_expression', value);
  return Number(value.value);
}

function charOf(term: Term): string {
  const value = deref(term);
  if (value instanceof Var) throw instantiationError();
  const text = characterOf(value) ?? (value instanceof Int ? undefined : atomicText(value));
  if (text !== undefined && [...text].length === 1) return text;
  if (isCode(value)) return String.fromCodePoint(Number(value.value));
  throw typeError('character', value);
}
