/** What a program uses that a host on tau-prolog has not: found by reading its files, without running them. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import {
  Atom,
  type Compound,
  deref,
  Operators,
  PrologError,
  properList,
  type Term,
  Var,
} from '../../index.ts';
import { argumentKinds } from '../builtins/meta-predicates.ts';
import { clauseParts } from '../clause.ts';
import { indicatorOf } from '../indicator.ts';
import { libraryName } from '../modules/library-name.ts';
import { indicatorsIn } from '../modules/module-text.ts';
import { clauseOf, type Item, readProgram } from '../program.ts';

/** Something that is not there, and where it is used. */
export interface Lacking {
  readonly file: string;
  readonly line: number | undefined;
  readonly what: string;
  readonly why: string;
}

/** What is asked of a host. */
export interface Having {
  /** Loads a library; an error where there is none. */
  load(library: string): Promise<unknown>;
  /** Whether it has a predicate, `name/arity`. */
  has(indicator: string): boolean;
}

export interface Use {
  readonly files: readonly string[];
  readonly libraries: readonly string[];
  readonly lacking: readonly Lacking[];
}

/** A goal of a program, and where it stands. */
interface Called {
  readonly file: string;
  readonly line: number;
  readonly goal: Atom | Compound;
}

const CONTROL = new Set([',/2', ';/2', '->/2', '*->/2', '\\+/1']);
/** Directives that are none of the host's predicates. */
const DECLARING = new Set(
  'module/2 initialization/1 initialization/2 license/1 set_stream/2 if/1 elif/1 else/0 endif/0'.split(' '),
);
const LOADING = new Set(['use_module/1', 'use_module/2', 'ensure_loaded/1', 'consult/1', 'load_files/2']);

/** Goes through the files, and those that they load. */
export async function usesOf(paths: readonly string[], host: Having): Promise<Use> {
  const files = paths.map((path) => resolve(path));
  const libraries = new Set<string>();
  const lacking: Lacking[] = [];
  const defined = new Set<string>();
  const called: Called[] = [];
  for (const file of files) {
    for (const { kind, term, line } of itemsOf(file, lacking)) {
      if (kind === 'clause') {
        const { head, body } = clauseParts(clauseOf(term));
        const key = indicatorOf(deref(head));
        if (key !== undefined) defined.add(key);
        for (const goal of body === undefined ? [] : goalsIn(body)) called.push({ file, line, goal });
        continue;
      }
      for (const goal of goalsIn(term)) {
        const key = indicatorOf(goal)!;
        if (key === 'dynamic/1' || key === 'multifile/1' || key === 'discontiguous/1') {
          for (const declared of indicatorsIn(deref((goal as Compound).args[0]!))) defined.add(declared);
        } else if (LOADING.has(key)) {
          for (const loaded of loadedBy(goal as Compound)) {
            const library = libraryName(loaded);
            if (library === undefined) addFile(loaded, file, files);
            else if (!libraries.has(library)) {
              libraries.add(library);
              const isThere = await host.load(library).then(...ANSWER);
              if (!isThere) lacking.push({ file, line, what: `library(${library})`, why: 'it is not there' });
            }
          }
        } else if (!DECLARING.has(key)) called.push({ file, line, goal });
      }
    }
  }
  const told = new Set<string>();
  for (const { file, line, goal } of called) {
    const key = indicatorOf(goal)!;
    if (told.has(key) || defined.has(key) || host.has(key)) continue;
    told.add(key);
    lacking.push({ file, line, what: key, why: 'it is not defined' });
  }
  return { files, libraries: [...libraries], lacking };
}

const ANSWER = [() => true, () => false] as const;

/** The clauses and directives of a file; what cannot be read is told of. */
function itemsOf(file: string, lacking: Lacking[]): Item[] {
  try {
    return readProgram({ text: readFileSync(file, 'utf8'), name: file, isFile: true }, Operators.swi());
  } catch (error) {
    if (!(error instanceof PrologError)) throw error;
    const [first = ''] = error.message.replace(`${file}: `, '').split('\n');
    const [, line, why = first] = /^line (\d+), column \d+: (.*)$/.exec(first) ?? [];
    lacking.push({ file, line: line === undefined ? undefined : Number(line), what: 'syntax', why });
    return [];
  }
}

/** The goals in a body that are known when it is read. */
function* goalsIn(term: Term): Generator<Atom | Compound> {
  const goal = deref(term);
  const key = indicatorOf(goal);
  if (goal instanceof Var || key === undefined || key === '!/0') return;
  const { args = [] } = goal as Partial<Compound>;
  if (key === ':/2' || key === '^/2') yield* goalsIn(args[1]!);
  else if (CONTROL.has(key)) for (const arg of args) yield* goalsIn(arg);
  else {
    yield goal as Atom | Compound;
    const kinds = LOADING.has(key) ? undefined : argumentKinds((goal as Compound).name, args.length);
    for (const [i, arg] of args.entries()) if (/[0^]/.test(kinds?.[i] ?? '')) yield* goalsIn(arg);
  }
}

function loadedBy({ args }: Compound): Term[] {
  return properList(args[0]!)?.map(deref) ?? [deref(args[0]!)];
}

function addFile(loaded: Term, from: string, files: string[]): void {
  if (!(loaded instanceof Atom)) return;
  const path = resolve(dirname(from), loaded.name);
  const file = [path, `${path}.pl`].find((name) => existsSync(name));
  if (file !== undefined && !files.includes(file)) files.push(file);
}
