/** Opening files: `open/3,4`, and how the characters of a file are bytes. */
import {
  Atom,
  compound,
  deref,
  domainError,
  permissionError,
  type Term,
  uninstantiationError,
  Var,
} from '../../index.ts';
import type { Environment, PredicateTable } from '../environment.ts';
import { type FileEncoding, FileInput, FileOutput } from '../file-stream.ts';
import { nameOf } from './arguments.ts';
import { trying } from './file-error.ts';
import { absoluteName, fileName } from './file-names.ts';
import { nameIn, optionsIn } from './options.ts';

/** Those that no program defines anew. */
export function openingPredicates({ streams, ownFiles }: Environment): PredicateTable {
  function opened(file: Term, mode: Term, stream: Term, options: Term | undefined): Term[] {
    const name = fileName(file);
    const how = modeOf(mode);
    const chosen = options === undefined ? new Map<string, Term>() : optionsIn(options);
    const given = deref(stream);
    if (!(given instanceof Var)) throw uninstantiationError(given);
    const isBinary = nameIn(chosen, 'type') === 'binary';
    const encoding = isBinary ? 'latin1' : encodingOf(nameIn(chosen, 'encoding'));
    const alias = nameIn(chosen, 'alias');
    if (alias !== undefined && streams.has(new Atom(alias))) {
      throw permissionError('open', 'source_sink', compound('alias', [new Atom(alias)]));
    }
    const path = absoluteName(name);
    const made =
      ownFiles.get(name)?.() ??
      trying(() => (how === 'read' ? new FileInput(path, encoding) : new FileOutput(path, how, encoding)), {
        by: options === undefined ? 'open/3' : 'open/4',
        kind: 'source_sink',
        action: 'open',
        file,
      });
    const handle = streams.handleOf(made);
    if (alias !== undefined) streams.name(made, alias);
    return [file, mode, handle, ...(options === undefined ? [] : [options])];
  }

  return {
    'open/3': (file, mode, stream) => opened(file!, mode!, stream!, undefined),
    'open/4': (file, mode, stream, options) => opened(file!, mode!, stream!, options!),
  };
}

function modeOf(mode: Term): 'read' | 'write' | 'append' | 'update' {
  const name = nameOf(mode);
  if (name === 'read' || name === 'write' || name === 'append' || name === 'update') return name;
  throw domainError('io_mode', deref(mode));
}

/** The encoding that an option names. */
export function encodingOf(name: string | undefined): FileEncoding {
  return name !== undefined && /^(?:octet|iso_latin_1|ascii)$/.test(name) ? 'latin1' : 'utf8';
}
