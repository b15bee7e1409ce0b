/** The command `clausal check`: what a SWI-Prolog web application uses, and what of it does not run here. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  Atom,
  type Compound,
  compound,
  deref,
  type Int,
  list,
  PrologError,
  properList,
  SessionEngine,
  type Term,
  Var,
  writeTerm,
} from '../index.ts';
import {
  SwiProlog,
  UNSUPPORTED_LIBRARIES,
  UNSUPPORTED_PREDICATES,
  WAITING_PREDICATES,
} from '../prolog/swipl.ts';
import { TauProlog } from '../prolog/tau.ts';

/** Something that does not run, or not everywhere, and where it is. */
export interface Finding {
  readonly file: string;
  /** Undefined where that is not known. */
  readonly line?: number;
  readonly what: string;
  readonly why: string;
}

export interface PortingReport {
  /** The files that were given, and those that they load. */
  readonly files: readonly string[];
  /** The libraries and the predicates of others that they use. */
  readonly libraries: readonly string[];
  readonly predicates: readonly string[];
  /** What does not run. */
  readonly problems: readonly Finding[];
  /** What runs with a restriction. */
  readonly notes: readonly Finding[];
}

/** What of a program does not run with `--engine tau`. */
export async function tauReport(files: readonly string[]): Promise<PortingReport> {
  const prolog = new TauProlog(new SessionEngine(), { output: () => {}, errorOutput: () => {} });
  try {
    const { files: all, libraries, lacking } = await prolog.usesOf(files);
    const problems = lacking.map(({ line, ...found }) => (line === undefined ? found : { ...found, line }));
    const names = libraries.map((library) => `library(${library})`).sort();
    return { files: all, libraries: names, predicates: [], problems: problems.sort(byPlace), notes: [] };
  } finally {
    await prolog.close();
  }
}

/** @throws PrologError where a file does not exist */
export async function portingReport(files: readonly string[]): Promise<PortingReport> {
  const prolog = await SwiProlog.create(new SessionEngine(), { output: () => {}, errorOutput: () => {} });
  try {
    await prolog.query('use_module(library(porting), [])').exists();
    const paths = list(files.map((file) => new Atom(resolve(file))));
    const goal = compound(':', [new Atom('porting'), compound('uses', [paths, new Var('Uses')])]);
    const found = await prolog.query(goal).first();
    return reportOf(properList(found!.terms.Uses!)!.map((use) => deref(use) as Compound));
  } finally {
    await prolog.close();
  }
}

function reportOf(uses: readonly Compound[]): PortingReport {
  const libraries = new Set<string>();
  const predicates = new Set<string>();
  const problems: Finding[] = [];
  const notes: Finding[] = [];
  for (const use of uses) {
    const [what, file, place] = use.args.map(deref) as [Compound, Atom, Int & Atom];
    const at = (line?: number) => ({ file: file.name, ...(line ? { line } : {}) });
    if (use.name === 'syntax_error') {
      const error = new PrologError(compound('error', [what, new Var()]));
      problems.push({
        ...at(Number(place.value)),
        what: 'syntax error',
        why: error.message.replace(/^Syntax error: /, ''),
      });
    } else if (use.name === 'missing') {
      const name = nameOf(what);
      problems.push({ ...at(lineOf(file.name, name)), what: name, why: 'the file does not exist' });
    } else if (use.name === 'library') {
      const name = nameOf(what);
      libraries.add(name);
      if (place.name === 'true') continue;
      problems.push({ ...at(lineOf(file.name, name)), what: name, why: whyNot(name) });
    } else if (use.name === 'predicate') {
      const indicator = writeTerm(what);
      const where = (deref(use.args[3]!) as Atom).name;
      if (where === 'program') continue;
      const line = at(lineOf(file.name, nameOf((what as Compound).args[0]), Number(place.value)));
      const [reason, note] = [
        reasonOf(UNSUPPORTED_PREDICATES, indicator),
        reasonOf(WAITING_PREDICATES, indicator),
      ];
      if (where === 'here') predicates.add(indicator);
      if (reason !== undefined) problems.push({ ...line, what: indicator, why: reason });
      else if (where === 'nowhere') problems.push({ ...line, what: indicator, why: 'it is not defined' });
      else if (note !== undefined) notes.push({ ...line, what: indicator, why: note });
    }
  }
  const files = uses.filter(({ name }) => name === 'file').map(({ args }) => nameOf(deref(args[0]!)));
  return {
    files,
    libraries: [...libraries].sort(),
    predicates: [...predicates].sort(),
    problems: problems.sort(byPlace),
    notes: notes.sort(byPlace),
  };
}

function byPlace(a: Finding, b: Finding): number {
  return a.file.localeCompare(b.file) || (a.line ?? 0) - (b.line ?? 0);
}

function whyNot(library: string): string {
  const name = /^library\((.*)\)$/.exec(library)![1]!;
  return reasonOf(UNSUPPORTED_LIBRARIES, name) ?? 'there is no such library here';
}

function reasonOf(reasons: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(reasons, name) ? reasons[name] : undefined;
}

/** The line in which a file has a name, at one or behind it; that one where it has it nowhere. */
function lineOf(file: string, name: string, from = 0): number | undefined {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .slice(Math.max(0, from - 1));
  const index = lines.findIndex((line) => line.replace(/\s|%.*/g, '').includes(name));
  const found = index < 0 ? from : Math.max(1, from) + index;
  return found === 0 ? undefined : found;
}

function nameOf(term: Term | undefined): string {
  return (deref(term!) as Atom).name;
}
