/** The predicates that write formatted text, and those that collect what is written. */
import {
  Atom,
  Compound,
  compound,
  deref,
  Float,
  Int,
  instantiationError,
  int,
  nil,
  PrologError,
  type Term,
  typeError,
  Var,
} from '../../index.ts';
import type { CallingTable, Environment, Solver } from '../environment.ts';
import { Capture, type OutputStream } from '../output-stream.ts';
import type { Steps } from '../steps.ts';
import { isSink } from '../streams.ts';
import { format } from './format.ts';
import { told } from './in-context.ts';
import { filled, outputOf, put } from './sinks.ts';
import { plainTextOf, textOf, textTerm } from './text.ts';

const NO_ARGUMENTS: Term = nil;

export function formattingPredicates(environment: Environment): CallingTable {
  const { streams } = environment;

  function* written(solver: Solver, stream: OutputStream, text: Term, args: Term): Steps<boolean> {
    return yield* format(formatText(text), args, stream, environment, solver);
  }

  return {
    'format/1': function* (solver, text) {
      try {
        return yield* written(solver, streams.output, text!, NO_ARGUMENTS);
      } catch (error) {
        throw told(error, 'format/2');
      }
    },
    'format/2': function* (solver, text, args) {
      return yield* written(solver, streams.output, text!, args!);
    },
    'format/3': function* (solver, sink, text, args) {
      if (!isSink(sink!)) {
        return yield* written(solver, outputOf(sink!, environment), text!, args!);
      }
      const capture = new Capture();
      const isDone = yield* streams.redirected(capture, written(solver, capture, text!, args!));
      return isDone && [filled(sink!, capture.text), text!, args!];
    },
    *'normalize_space/2'(_solver, sink, text) {
      const words = textOf(text!)
        .split(/\s+/)
        .filter((word) => word !== '')
        .join(' ');
      return [put(sink!, words, environment), text!];
    },
    'with_output_to/2': function* (solver, sink, goal) {
      const called = callable(goal!);
      if (!isSink(sink!)) {
        const found = yield* streams.redirected(outputOf(sink!, environment), solver.once(called));
        return found !== undefined && [sink!, found];
      }
      const capture = new Capture();
      const found = yield* streams.redirected(capture, solver.once(called));
      return found !== undefined && [filled(sink!, capture.text), found];
    },
  };
}

/** Predicates of the library that do the same under other names. */
export function otherFormattingPredicates(environment: Environment): CallingTable {
  const sformat = function* (solver: Solver, _string?: Term, text?: Term, args?: Term) {
    const capture = new Capture();
    yield* environment.streams.redirected(
      capture,
      format(formatText(text!), args ?? NO_ARGUMENTS, capture, environment, solver),
    );
    return [textTerm(capture.text, 'string'), text!, ...(args === undefined ? [] : [args])];
  };
  return { 'sformat/2': sformat, 'sformat/3': sformat };
}

function callable(goal: Term): Term {
  const value = deref(goal);
  if (value instanceof Var) throw instantiationError();
  if (!(value instanceof Atom || value instanceof Compound)) throw typeError('callable', value);
  return value;
}

function formatText(text: Term): string {
  try {
    const value = deref(text);
    if (value instanceof Int || value instanceof Float) throw typeError('text', value);
    return plainTextOf(value);
  } catch (error) {
    if (!(error instanceof PrologError)) throw error;
    const context = compound('context', [compound('/', [new Atom('format'), int(3)]), new Var()]);
    throw new PrologError(compound('error', [(error.term as Compound).args[0]!, context]));
  }
}
