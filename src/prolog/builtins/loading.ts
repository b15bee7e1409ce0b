/** Loading from within programs: files, and libraries, which are all there from the beginning. */
import { dirname, resolve } from 'node:path';
import {
  Atom,
  Compound,
  deref,
  existenceError,
  instantiationError,
  properList,
  Str,
  type Term,
  typeError,
  Var,
} from '../../index.ts';
import { unqualified } from '../clause.ts';
import { grammarClause } from '../dcg.ts';
import type { PredicateTable } from '../environment.ts';
import type { Program } from '../host.ts';

/** The libraries of SWI-Prolog of which the host has what it has. */
const LIBRARIES = new Set(
  `aggregate ansi_term apply apply_macros arithmetic assoc backcomp base64 basics broadcast codesio crypto ctypes
   date dcg/basics dcg/high_order debug dialect edinburgh error filesex gensym heaps http/http_session http/json
   listing lists main md5 occurs option ordsets pairs pio prolog_code prolog_stack pure_input quintus random
   rbtrees readutil settings sha solution_sequences sort strings system terms thread time ugraphs uri url utf8 uuid
   varnumbers yall`.split(/\s+/),
);

/** @param load loads a program; `directory` is that of the file which is being loaded. */
export function loadingPredicates(
  load: (program: Program) => Promise<void>,
  directory: () => string | undefined,
): PredicateTable {
  /** The files that were loaded, or are being loaded. */
  const loaded = new Set<string>();

  async function loadAll(files: Term, isOnce: boolean): Promise<undefined> {
    for (const file of properList(unqualified(files)) ?? [files]) await loadFile(unqualified(file), isOnce);
    return undefined;
  }

  async function loadFile(file: Term, isOnce: boolean): Promise<void> {
    if (file instanceof Var) throw instantiationError();
    if (file instanceof Compound && file.name === 'library' && file.args.length === 1) {
      if (!LIBRARIES.has(String(deref(file.args[0]!)))) throw existenceError('source_sink', file);
      return;
    }
    if (!(file instanceof Atom || file instanceof Str)) throw typeError('source_sink', file);
    const name = file instanceof Atom ? file.name : file.value;
    const base = directory();
    const path = resolve(base ?? '.', name).replace(/\.pl$/, '');
    if (isOnce && loaded.has(path)) return;
    loaded.add(path);
    try {
      await load({ file: path });
    } catch (error) {
      loaded.delete(path);
      throw isMissing(error) ? existenceError('source_sink', file) : error;
    }
  }

  return {
    'consult/1': (files) => loadAll(files!, false),
    'ensure_loaded/1': (files) => loadAll(files!, true),
    'load_files/2': (files) => loadAll(files!, false),
    'use_module/1': (files) => loadAll(files!, true),
    'use_module/2': (files) => loadAll(files!, true),
    'dcg_translate_rule/2': (rule) => [rule!, grammarClause(deref(rule!) as Compound)],
  };
}

function isMissing(error: unknown): boolean {
  return (error as { code?: unknown }).code === 'existence_error';
}

/** The folder of a file. */
export function folderOf(file: string | undefined): string | undefined {
  return file === undefined || file === 'user' ? undefined : dirname(file);
}
