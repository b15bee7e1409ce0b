/** The library: the Prolog text under `prolog/library/` at the top, read once. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ClauseStore, type Compound, compound, deref, Operators, type Term } from '../index.ts';
import { clauseFrom, clauseParts } from './clause.ts';
import { indicatorOf } from './indicator.ts';
import { clauseOf, readProgram } from './program.ts';

const FOLDER = new URL('../../prolog/library/', import.meta.url);

/** Predicates of the library to which programs add clauses of their own. */
const EXTENSIBLE = ['has_type/2'];

interface Library {
  readonly store: ClauseStore;
  /** The predicates that programs do not change by clauses of their own. */
  readonly own: ReadonlySet<string>;
}

let library: Library | undefined;

/** The clauses of the library, which nobody changes. */
export function libraryStore(): ClauseStore {
  library ??= read();
  return library.store;
}

/** A goal that means the library's own predicate where it has one of that name, whatever a program defines. */
export function libraryGoal(goal: Term): Term {
  library ??= read();
  return ownGoal(goal, library.own);
}

function read(): Library {
  const clauses: Term[] = [];
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.pl'));
  for (const file of files.sort()) {
    const path = fileURLToPath(new URL(file, FOLDER));
    const source = { text: readFileSync(path, 'utf8'), name: path, isFile: true };
    for (const { kind, term } of readProgram(source, Operators.swi())) {
      if (kind === 'clause') clauses.push(clauseOf(term));
    }
  }
  const own = new Set(clauses.map((clause) => indicatorOf(clauseParts(clause).head)!));
  for (const extensible of EXTENSIBLE) own.delete(extensible);
  const store = new ClauseStore();
  for (const clause of clauses) {
    const { head, body } = clauseParts(clause);
    store.assertz(clauseFrom({ head, body: body && withOwn(body, own) }));
  }
  return { store, own };
}

const CONTROL = new Set([',/2', ';/2', '->/2', '*->/2', '\\+/1']);

/** A body in which goals on the library's own predicates mean these, whatever a program defines under their names. */
function withOwn(body: Term, own: ReadonlySet<string>): Term {
  const goal = deref(body);
  const indicator = indicatorOf(goal);
  if (indicator === undefined) return goal;
  if (CONTROL.has(indicator)) {
    const { name, args } = goal as Compound;
    return compound(
      name,
      args.map((arg) => withOwn(arg, own)),
    );
  }
  return ownGoal(goal, own);
}

function ownGoal(goal: Term, own: ReadonlySet<string>): Term {
  const indicator = indicatorOf(goal);
  return indicator !== undefined && own.has(indicator) ? compound('$library', [goal]) : goal;
}
