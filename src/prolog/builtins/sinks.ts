/** Where predicates put text: a stream, or a term that the text is put into, `atom(A)`. */
import {
  Atom,
  type Compound,
  compound,
  deref,
  instantiationError,
  Nil,
  type Term,
  typeError,
  Var,
} from '../../index.ts';
import type { Environment } from '../environment.ts';
import type { OutputStream } from '../output-stream.ts';
import { isSink } from '../streams.ts';
import { type TextKind, textTerm } from './text.ts';

/** Puts a text where a term says; the term with the text in it. */
export function put(sink: Term, text: string, environment: Environment): Term {
  if (isSink(sink)) return filled(sink, text);
  outputOf(sink, environment).write(text);
  return sink;
}

/** The stream that a term stands for that is no sink. */
export function outputOf(term: Term, { streams }: Environment): OutputStream {
  const value = deref(term);
  if (value instanceof Var) throw instantiationError();
  if (!(value instanceof Atom || value instanceof Nil)) throw typeError('output', value);
  return streams.outputOf(value);
}

/** The sink with the text in it: `atom(Text)`. */
export function filled(sink: Term, text: string): Term {
  const { name, args } = deref(sink) as Compound;
  if (args.length === 1) return compound(name, [textTerm(text, name as TextKind)]);
  return compound(name, [textTerm(text, name as TextKind, args[1]!), args[1]!]);
}
