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
import { grammarClause, isGrammarRule } from '../dcg.ts';
import type { CallingTable, Environment, PredicateTable, Solver } from '../environment.ts';
import type { First } from '../expansion.ts';
import type { Program } from '../host.ts';
import { libraryName } from '../modules/library-name.ts';
import { indicatorsIn } from '../modules/module-text.ts';
import type { Steps } from '../steps.ts';

/** The libraries of SWI-Prolog of which the host has what it has. */
const LIBRARIES = new Set(
  `aggregate ansi_term apply apply_macros arithmetic assoc backcomp base64 basics broadcast codesio crypto ctypes
   date dcg/basics dcg/high_order debug dialect edinburgh error filesex gensym heaps http/http_redis_plugin
   http/http_session http/json listing lists main md5 occurs option ordsets pairs pio prolog_code prolog_stack
   pure_input quintus random rbtrees readutil redis settings sha solution_sequences sort strings system terms thread time ugraphs uri url utf8 uuid
   varnumbers yall`.split(/\s+/),
);

/** @param load loads a program within a goal. */
export function loadingPredicates(
  load: (program: Program, first: First) => Steps,
  environment: Environment,
): CallingTable {
  const { modules } = environment;
  /** The files that were loaded, or are being loaded. */
  const loaded = new Set<string>();

  function* loadAll({ once }: Solver, files: Term, isOnce: boolean, imports?: Term): Steps<undefined> {
    for (const file of properList(unqualified(files)) ?? [files]) {
      yield* loadFile(unqualified(file), isOnce, once, imports);
    }
    return undefined;
  }

  function* loadFile(file: Term, isOnce: boolean, first: First, imports?: Term): Steps {
    if (file instanceof Var) throw instantiationError();
    if (file instanceof Compound && file.name === 'library' && file.args.length === 1) {
      const name = libraryName(file) ?? String(deref(file.args[0]!));
      const isElsewhere = LIBRARIES.has(name);
      if (!isElsewhere && !modules.has(name)) throw existenceError('source_sink', file);
      yield* modules.use(name, environment, first, importedBy(imports));
      return;
    }
    if (!(file instanceof Atom || file instanceof Str)) throw typeError('source_sink', file);
    const name = file instanceof Atom ? file.name : file.value;
    const base = folderOf(environment.location?.file);
    const path = resolve(base ?? '.', name).replace(/\.pl$/, '');
    if (isOnce && loaded.has(path)) return;
    loaded.add(path);
    try {
      yield* load({ file: path }, first);
    } catch (error) {
      loaded.delete(path);
      throw isMissing(error) ? existenceError('source_sink', file) : error;
    }
  }

  return {
    'consult/1': (solver, files) => loadAll(solver, files!, false),
    'ensure_loaded/1': (solver, files) => loadAll(solver, files!, true),
    'load_files/2': (solver, files) => loadAll(solver, files!, false),
    'use_module/1': (solver, files) => loadAll(solver, files!, true),
    'use_module/2': (solver, files, imports) => loadAll(solver, files!, true, imports),
  };
}

export const grammarPredicates: PredicateTable = {
  'dcg_translate_rule/2': (rule) => {
    const given = deref(rule!);
    if (given instanceof Var) throw instantiationError();
    return isGrammarRule(given) && [given, grammarClause(given)];
  },
};

function isMissing(error: unknown): boolean {
  return (error as { code?: unknown }).code === 'existence_error';
}

/** What of a module programs are to see; undefined: all. */
function importedBy(imports: Term | undefined): ReadonlySet<string> | undefined {
  return imports === undefined || properList(imports) === undefined
    ? undefined
    : new Set(indicatorsIn(imports));
}

/** The folder of a file. */
function folderOf(file: string | undefined): string | undefined {
  return file === undefined || file === 'user' ? undefined : dirname(file);
}
