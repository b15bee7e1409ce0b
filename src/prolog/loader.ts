/** Loading programs: they are read and looked at whole before anything of them is loaded. */
import {
  ClauseStore,
  Compound,
  PrologError,
  permissionError,
  representationError,
  type Term,
} from '../index.ts';
import { isOfEngine, runnableClause } from './builtins/database.ts';
import { clauseParts } from './clause.ts';
import { conditionalOf } from './conditions.ts';
import type { Environment } from './environment.ts';
import type { First } from './expansion.ts';
import type { Program } from './host.ts';
import { indicatorOf, indicatorTerm } from './indicator.ts';
import { Load } from './load.ts';
import { LoadedFiles } from './loaded-files.ts';
import { clauseOf, type Item, ProgramError, readProgram, type Source, sourceOfProgram } from './program.ts';
import type { Steps } from './steps.ts';

/** What a loader needs of its host. */
export interface LoaderHost {
  /** Whether no program may define a predicate, `name/arity`. */
  isReserved(indicator: string): boolean;
}

/** Directives that would change what a program means. */
const MISSING = new Map([
  ['table/1', 'tabling'],
  ['use_foreign_library/1', 'foreign_library'],
  ['use_foreign_library/2', 'foreign_library'],
]);

export class Loader {
  readonly #environment: Environment;
  readonly #host: LoaderHost;
  readonly #files: LoadedFiles;

  constructor(environment: Environment, host: LoaderHost) {
    this.#environment = environment;
    this.#host = host;
    this.#files = new LoadedFiles(environment);
  }

  /** The files that were loaded. */
  get fileNames(): Iterable<string> {
    return this.#files.names;
  }

  /** Loads a program, whose directives and expansions whoever loads it runs. Errors as {@link PrologHost.consult}. */
  *load(program: Program, first: First): Steps {
    const source = (yield sourceOfProgram(program)) as Source;
    // A copy: operators of a program that is refused are not to stay.
    const items = readProgram(source, this.#environment.operators.copy());
    this.#check(items, source);
    const host = { first, checkHead: (head: Term) => this.#checkHead(head) };
    yield* new Load(this.#environment, host, this.#files, source).run(items);
  }

  /**
   * Before anything is loaded: what the store or the host would refuse later.
   * @throws ProgramError with the line
   */
  #check(items: readonly Item[], { name }: Source): void {
    const scratch = new ClauseStore();
    let conditions = 0;
    for (const { kind, term, line } of items) {
      try {
        if (kind === 'directive') {
          const conditional = conditionalOf(term);
          if (conditional === 'if') conditions++;
          if (conditional === 'endif' && conditions > 0) conditions--;
          checkDirective(term);
        } else if (conditions === 0) {
          const clause = clauseOf(term);
          this.#checkHead(clauseParts(clause).head);
          scratch.assertz(runnableClause(clause));
        }
      } catch (error) {
        throw error instanceof PrologError ? new ProgramError(error, name, line) : error;
      }
    }
  }

  #checkHead(head: Term): void {
    const indicator = indicatorOf(head);
    if (indicator !== undefined && (this.#host.isReserved(indicator) || isOfEngine(indicator))) {
      throw permissionError('modify', 'static_procedure', indicatorTerm(indicator));
    }
  }
}

function checkDirective(term: Term): void {
  const missing = term instanceof Compound ? MISSING.get(`${term.name}/${term.args.length}`) : undefined;
  if (missing !== undefined) throw representationError(missing);
}
