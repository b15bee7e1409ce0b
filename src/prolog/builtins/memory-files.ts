/** Files in memory: `library(memfile)`, and what is copied from stream to stream. Bytes are characters here. */
import { Atom, atom, deref, existenceError, type Int, type Term } from '../../index.ts';
import type { CallingTable, Environment, PredicateTable } from '../environment.ts';
import { Capture } from '../output-stream.ts';
import { nameOf } from './arguments.ts';
import { nameIn, optionsIn } from './options.ts';
import { type TextKind, textTerm } from './text.ts';

interface MemoryFile {
  written: Capture | undefined;
  /** Whether bytes were written to it. */
  isBytes: boolean;
}

export function memoryFilePredicates({ streams }: Environment): PredicateTable {
  const files = new Map<string, MemoryFile>();
  let made = 0;
  const fileOf = (handle: Term) => {
    const term = deref(handle);
    const file = term instanceof Atom ? files.get(term.name) : undefined;
    if (file === undefined) throw existenceError('memory_file', term);
    return file;
  };
  const text = (handle: Term, kind: TextKind, encoding: Term | undefined) => {
    const isBytes = encoding !== undefined && nameOf(encoding) === 'octet';
    return textTerm(textIn(fileOf(handle), isBytes), kind);
  };
  const reading = (name: string, kind: TextKind): PredicateTable => ({
    [`memory_file_to_${name}/2`]: (handle) => [handle!, text(handle!, kind, undefined)],
    [`memory_file_to_${name}/3`]: (handle, _text, encoding) => [
      handle!,
      text(handle!, kind, encoding),
      encoding!,
    ],
  });
  return {
    'new_memory_file/1': () => {
      const name = `<memory_file>(0x${(++made).toString(16)})`;
      files.set(name, { written: undefined, isBytes: false });
      return [atom(name)];
    },
    'open_memory_file/4': (handle, mode, _stream, options) => {
      const file = fileOf(handle!);
      const isBytes = nameIn(optionsIn(options!), 'encoding') === 'octet';
      if (nameOf(mode!) === 'read') return [handle!, mode!, streams.open(textIn(file, isBytes)), options!];
      file.written = new Capture();
      file.isBytes = isBytes;
      return [handle!, mode!, streams.handleOf(file.written), options!];
    },
    'free_memory_file/1': (handle) => {
      fileOf(handle!);
      files.delete((deref(handle!) as Atom).name);
    },
    ...reading('atom', 'atom'),
    ...reading('string', 'string'),
    ...reading('codes', 'codes'),
  };
}

/** What was written, as text or as bytes. */
function textIn({ written, isBytes }: MemoryFile, wantsBytes: boolean): string {
  const text = written?.text ?? '';
  if (isBytes === wantsBytes) return text;
  return wantsBytes ? Buffer.from(text).toString('latin1') : decoded(text);
}

/** Those that wait for what they read. */
export function copyingPredicates({ streams }: Environment): CallingTable {
  return {
    *'copy_stream_data/2'(_solver, from, to) {
      streams.outputOf(to!).write(yield* streams.inputOf(from!).rest());
      return true;
    },
    *'copy_stream_data/3'(_solver, from, to, length) {
      const count = Number((deref(length!) as Int).value);
      streams.outputOf(to!).write(yield* streams.inputOf(from!).rest(count));
      return true;
    },
    // So many bytes of a stream, as text in UTF-8
    *'stream_range_open/3'(_solver, from, _stream, options) {
      const size = optionsIn(options!).get('size');
      const most = size === undefined ? Infinity : Number((deref(size) as Int).value);
      const text = decoded(yield* streams.inputOf(from!).rest(most));
      return [from!, streams.open(text), options!];
    },
  };
}

function decoded(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
