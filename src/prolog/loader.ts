/** Loading programs into the engine's store: their clauses, and their directives, which are run where they stand. */
import {
  atom,
  Compound,
  compound,
  deref,
  PrologError,
  permissionError,
  representationError,
  type Term,
  writeTerm,
} from '../index.ts';
import { Ended } from './budget.ts';
import {
  callingBody,
  declare,
  generalOf,
  indicatorOf,
  indicatorTerm,
  isKnown,
  unqualified,
} from './builtins/database.ts';
import type { Environment } from './environment.ts';
import type { Program } from './host.ts';
import { type Item, ProgramError, readProgram, type Source, sourceOfProgram } from './program.ts';

/** What a loader needs of its host. */
export interface LoaderHost {
  /** Whether a goal is true. */
  exists(goal: Term): Promise<boolean>;
  /** Whether no program may define a predicate, `name/arity`. */
  isReserved(indicator: string): boolean;
}

/** Directives of which reading the program took care, or that mean nothing here. */
const OBEYED = new Set(
  'op/3 module/2 use_module/1 use_module/2 ensure_loaded/1 discontiguous/1 license/1 set_stream/2'.split(' '),
);

/** Directives that would change what a program means. */
const MISSING = new Map([
  ['table/1', 'tabling'],
  ['use_foreign_library/1', 'foreign_library'],
  ['use_foreign_library/2', 'foreign_library'],
]);

export class Loader {
  readonly #environment: Environment;
  readonly #host: LoaderHost;
  /** The predicates that came from a file, by its path: when it is loaded again it replaces them. */
  readonly #loaded = new Map<string, Map<string, Term>>();

  constructor(environment: Environment, host: LoaderHost) {
    this.#environment = environment;
    this.#host = host;
  }

  /** Loads a program. Errors as {@link PrologHost.consult}. */
  async load(program: Program): Promise<void> {
    const source = await sourceOfProgram(program);
    const items = readProgram(source, this.#environment.operators);
    this.#check(items, source);
    this.#replace(items, source);
    const atEnd: Item[] = [];
    for (const item of items) {
      this.#warnOfSingletons(item, source);
      if (item.kind === 'clause') this.#add(item.term);
      else if (isInitialization(item.term)) atEnd.push({ ...item, term: deref(item.term.args[0]!) });
      else await this.#direct(item, source);
    }
    for (const item of atEnd) await this.#direct(item, source);
  }

  /** @throws ProgramError for a clause of a predicate that no program may define, and for what a program cannot do here */
  #check(items: readonly Item[], { name }: Source): void {
    for (const { kind, term, line } of items) {
      if (kind === 'directive') {
        const missing =
          term instanceof Compound ? MISSING.get(`${term.name}/${term.args.length}`) : undefined;
        if (missing === undefined) continue;
        throw new ProgramError(representationError(missing), name, line);
      }
      const head = headOf(term);
      const indicator = indicatorOf(head);
      if (indicator === undefined || !this.#host.isReserved(indicator)) continue;
      throw new ProgramError(permissionError('modify', 'static_procedure', indicatorTerm(head)), name, line);
    }
  }

  #replace(items: readonly Item[], { name, isFile }: Source): void {
    if (!isFile) return;
    const { store } = this.#environment.engine;
    for (const general of this.#loaded.get(name)?.values() ?? []) store.retractall(general);
    const heads = new Map<string, Term>();
    for (const { kind, term } of items) {
      const head = headOf(term);
      const indicator = indicatorOf(head);
      if (kind === 'clause' && indicator !== undefined) heads.set(indicator, generalOf(head));
    }
    this.#loaded.set(name, heads);
  }

  #add(clause: Term): void {
    const { statics, engine } = this.#environment;
    const head = headOf(clause);
    const indicator = indicatorOf(head);
    if (indicator !== undefined && !isKnown(head, engine.store)) statics.add(indicator);
    const isRule = clause instanceof Compound && clause.name === ':-' && clause.args.length === 2;
    engine.store.assertz(isRule ? compound(':-', [head, callingBody(clause.args[1]!)]) : head);
  }

  async #direct({ term, line }: Item, { name }: Source): Promise<void> {
    if (term instanceof Compound && OBEYED.has(`${term.name}/${term.args.length}`)) return;
    if (term instanceof Compound && term.name === 'dynamic' && term.args.length === 1) {
      declare(term.args[0]!, this.#environment);
      return;
    }
    try {
      if (await this.#host.exists(term)) return;
      const goal = writeTerm(compound(':', [atom('user'), term]), { quoted: true });
      this.#warn(name, line, `Goal (directive) failed: ${goal}`);
    } catch (error) {
      if (!(error instanceof PrologError) || error instanceof Ended) throw error;
      this.#warn(name, line, error.message);
    }
  }

  #warnOfSingletons({ singletons, line }: Item, { name }: Source): void {
    const meant = singletons.filter((variable) => !variable.startsWith('_'));
    if (meant.length > 0) this.#warn(name, line, `Singleton variables: [${meant}]`);
  }

  #warn(file: string, line: number, text: string): void {
    this.#environment.writeError(`Warning: ${file}:${line}:\nWarning:    ${text}\n`);
  }
}

function isInitialization(term: Term): term is Compound {
  return term instanceof Compound && term.name === 'initialization';
}

function headOf(clause: Term): Term {
  const isRule = clause instanceof Compound && clause.name === ':-' && clause.args.length === 2;
  return unqualified(isRule ? clause.args[0]! : clause);
}
