/** The predicates about streams: which are current, what is known of them. */
import { Atom, atom, Compound, compound, deref, Int, int, type Term, Var } from '../../index.ts';
import type { Environment, PredicateTable } from '../environment.ts';
import { FileInput, FileOutput } from '../file-stream.ts';
import type { Outcome } from '../host.ts';
import { InputStream } from '../input-stream.ts';
import type { OutputStream } from '../output-stream.ts';

/** What `set_stream/2` changes. */
const SETTABLE = new Set(['encoding', 'line_position']);

export function streamPredicates({ streams }: Environment): PredicateTable {
  const isKnown = (stream: Term) => !(deref(stream) instanceof Var);
  return {
    'current_output/1': (stream) =>
      isKnown(stream!) ? streams.outputOf(stream!) === streams.output : [streams.handleOf(streams.output)],
    'current_input/1': (stream) =>
      isKnown(stream!) ? streams.inputOf(stream!) === streams.input : [streams.handleOf(streams.input)],
    'set_output/1': (stream) => void (streams.output = streams.outputOf(stream!)),
    'set_input/1': (stream) => void (streams.input = streams.inputOf(stream!)),
    'is_stream/1': (stream) => streams.has(stream!),
    'line_position/2': (stream) => [stream!, int(streams.outputOf(stream!).column)],
    'line_count/2': (stream) => [stream!, int(streams.outputOf(stream!).line)],
    'set_stream/2': (stream, property) => set(stream!, deref(property!)),
    'stream_property/2': (stream, property) => properties(stream!, property!),
  };

  /** Others say nothing here. */
  function set(stream: Term, property: Term): undefined {
    if (!(property instanceof Compound) || !SETTABLE.has(property.name) || !streams.has(stream)) return;
    const each = streams.any(stream);
    if (each instanceof InputStream) return;
    const value = deref(property.args[0]!);
    if (value instanceof Atom && property.name === 'encoding') each.encoding = value.name;
    if (value instanceof Int && property.name === 'line_position') each.column = Number(value.value);
  }

  function* properties(stream: Term, property: Term): Generator<Outcome> {
    const wanted = deref(property);
    const found = isKnown(stream) ? [streams.any(stream)] : streams.all();
    for (const each of found) {
      const handle = isKnown(stream) ? stream : streams.handleOf(each);
      const known = [
        atom(each instanceof InputStream ? 'input' : 'output'),
        compound('mode', [atom(modeOf(each))]),
        ...fileOf(each),
        ...streams.aliasesOf(each).map((alias) => compound('alias', [atom(alias)])),
        compound('type', [atom('text')]),
        compound('encoding', [atom(each instanceof InputStream ? 'utf8' : each.encoding)]),
      ];
      for (const one of known) {
        const isOther = wanted instanceof Compound && one instanceof Compound && wanted.name !== one.name;
        if (!isOther) yield [handle, one];
      }
    }
  }
}

function modeOf(stream: OutputStream | InputStream): string {
  if (stream instanceof FileOutput) return stream.mode;
  return stream instanceof InputStream ? 'read' : 'append';
}

function fileOf(stream: OutputStream | InputStream): Term[] {
  const isFile = stream instanceof FileInput || stream instanceof FileOutput;
  return isFile ? [compound('file_name', [atom(stream.file)])] : [];
}
