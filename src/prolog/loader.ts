/** Loading programs into the engine's store: their clauses, and their directives, which are run where they stand. */
import {
  Atom,
  atom,
  ClauseStore,
  Compound,
  compound,
  deref,
  PrologError,
  permissionError,
  properList,
  representationError,
  type Term,
  Var,
  writeTerm,
} from '../index.ts';
import { Ended } from './budget.ts';
import { declare, isKnown, runnableClause } from './builtins/database.ts';
import { clauseParts } from './clause.ts';
import { Conditions } from './conditions.ts';
import { copyOf } from './copy.ts';
import type { Environment } from './environment.ts';
import type { Program } from './host.ts';
import { generalHead, indicated, indicatorOf, indicatorTerm } from './indicator.ts';
import { clauseOf, type Item, ProgramError, readProgram, type Source, sourceOfProgram } from './program.ts';

/** What a loader needs of its host. */
export interface LoaderHost {
  /** The goal as it is in its first solution; undefined when there is none. */
  first(goal: Term): Promise<Term | undefined>;
  /** Whether no program may define a predicate, `name/arity`. */
  isReserved(indicator: string): boolean;
}

/** Directives of which reading the program took care, or that mean nothing here. */
const OBEYED = new Set('op/3 module/2 license/1 set_stream/2'.split(' '));

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
    const conditions = new Conditions();
    const together = new Together();
    const atEnd: Item[] = [];
    for (const item of items) {
      const { term } = item;
      if (item.kind === 'directive') {
        const test = async (goal: Term) => (await this.#tried(goal, item, source)) !== undefined;
        if ((await conditions.obey(term, test)) || !conditions.isLoading) continue;
        this.#warnOfVariables(item, source);
        if (isInitialization(term)) atEnd.push({ ...item, term: deref(term.args[0]!) });
        else await this.#direct(item, source, together);
      } else if (conditions.isLoading) {
        this.#warnOfVariables(item, source);
        for (const clause of await this.#expanded(term)) {
          this.#warnOfPlace(clause, item, source, together);
          this.#add(clause, item, source);
        }
      }
    }
    for (const item of atEnd) await this.#initialize(item, source);
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
          if (term instanceof Compound && term.name === 'if') conditions++;
          if (term instanceof Atom && term.name === 'endif') conditions--;
          checkDirective(term);
        } else if (conditions === 0) {
          const clause = clauseOf(term);
          this.#checkReserved(clauseParts(clause).head);
          scratch.assertz(runnableClause(clause));
        }
      } catch (error) {
        throw error instanceof PrologError ? new ProgramError(error, name, line) : error;
      }
    }
  }

  #checkReserved(head: Term): void {
    const indicator = indicatorOf(head);
    if (indicator !== undefined && this.#host.isReserved(indicator)) {
      throw permissionError('modify', 'static_procedure', indicatorTerm(indicator));
    }
  }

  /** What `term_expansion/2` of the program makes of a term. */
  async #expanded(term: Term): Promise<Term[]> {
    const { store } = this.#environment.engine;
    if (store.kindOf('term_expansion', 2) === undefined) return [clauseOf(term)];
    const found = await this.#host.first(compound('term_expansion', [term, new Var()]));
    if (found === undefined) return [clauseOf(term)];
    const made = deref((found as Compound).args[1]!);
    return (properList(made) ?? [made]).map((clause) => clauseOf(deref(clause)));
  }

  #replace(items: readonly Item[], { name, isFile }: Source): void {
    if (!isFile) return;
    const { store } = this.#environment.engine;
    for (const general of this.#loaded.get(name)?.values() ?? []) store.retractall(general);
    const heads = new Map<string, Term>();
    for (const { kind, term } of items) {
      if (kind === 'directive') continue;
      const head = clauseParts(clauseOf(term)).head;
      const indicator = indicatorOf(head);
      if (indicator !== undefined) heads.set(indicator, generalHead(indicated(indicator)));
    }
    this.#loaded.set(name, heads);
  }

  #add(clause: Term, { line }: Item, { name }: Source): void {
    const { statics, engine } = this.#environment;
    const head = clauseParts(clause).head;
    const indicator = indicatorOf(head);
    if (indicator !== undefined && !isKnown(head, engine.store)) statics.add(indicator);
    try {
      this.#checkReserved(head);
      engine.store.assertz(runnableClause(clause));
    } catch (error) {
      if (!(error instanceof PrologError)) throw error;
      this.#tell('ERROR', name, line, error.message);
    }
  }

  async #direct(item: Item, source: Source, together: Together): Promise<void> {
    const { term, line } = item;
    if (term instanceof Compound && term.args.length === 1) {
      if (term.name === 'dynamic') return declare(term.args[0]!, this.#environment);
      if (term.name === 'discontiguous') return together.allow(term.args[0]!);
    }
    if (term instanceof Compound && OBEYED.has(`${term.name}/${term.args.length}`)) return;
    if ((await this.#tried(term, item, source)) !== undefined) return;
    const goal = writeTerm(compound(':', [atom('user'), copyOf(term)]), { quoted: true });
    this.#tell('Warning', source.name, line, `Goal (directive) failed: ${goal}`);
  }

  /** A goal of the program as it is in its first solution; an error is told of, and is none. */
  async #tried(goal: Term, { line }: Item, { name }: Source): Promise<Term | undefined> {
    const before = this.#environment.location;
    this.#environment.location = { file: name, line };
    try {
      return await this.#host.first(goal);
    } catch (error) {
      if (!(error instanceof PrologError) || error instanceof Ended) throw error;
      this.#tell('ERROR', name, line, error.message);
      return undefined;
    } finally {
      this.#environment.location = before;
    }
  }

  async #initialize({ term, line }: Item, { name }: Source): Promise<void> {
    try {
      if ((await this.#host.first(term)) !== undefined) return;
      this.#environment.writeError(`Warning: ${name}:${line}: Initialization goal failed\n`);
    } catch (error) {
      if (!(error instanceof PrologError) || error instanceof Ended) throw error;
      const message = error.message.replace(/^Unhandled exception: /, '');
      this.#environment.writeError(
        `ERROR: ${name}:${line}: Initialization goal raised exception:\nERROR: ${message}\n`,
      );
    }
  }

  #warnOfVariables({ singletons, repeated, line }: Item, { name }: Source): void {
    const once = singletons.filter((variable) => !variable.startsWith('_'));
    if (once.length > 0) this.#tell('Warning', name, line, `Singleton variables: [${once}]`);
    if (repeated.length > 0) {
      const which = repeated.length === 1 ? 'variable appears' : 'variables appear';
      this.#tell('Warning', name, line, `Singleton-marked ${which} more than once: ${repeated.join(', ')}`);
    }
  }

  #warnOfPlace(clause: Term, { line }: Item, { name }: Source, together: Together): void {
    const indicator = indicatorOf(clauseParts(clause).head);
    if (indicator === undefined) return;
    const { earlier, present } = together.add(indicator, line);
    if (earlier === undefined || this.#environment.statics.has(indicator) === false) return;
    const lines = [
      `Clauses of ${indicator} are not together in the source-file`,
      `Earlier definition at ${name}:${earlier}`,
      `Current predicate: ${present}`,
      `Use :- discontiguous ${indicator}. to suppress this message`,
    ];
    this.#tell('Warning', name, line, lines.join('\nWarning:    '));
  }

  #tell(kind: 'ERROR' | 'Warning', file: string, line: number, text: string): void {
    this.#environment.writeError(`${kind}: ${file}:${line}:\n${kind}:    ${text}\n`);
  }
}

/** Where the clauses of predicates stand: they should stand together. */
class Together {
  readonly #lines = new Map<string, number>();
  readonly #allowed = new Set<string>();
  #present = '';

  /** Says that the clauses of predicates may stand anywhere. */
  allow(what: Term): void {
    for (const indicator of writeTerm(what, { quoted: true }).matchAll(/[^\s,[\]()]+\/\d+/g)) {
      this.#allowed.add(indicator[0]);
    }
  }

  /** The next clause: where its predicate began if others came between, and which stood before. */
  add(indicator: string, line: number): { earlier: number | undefined; present: string } {
    const present = this.#present;
    const earlier = this.#lines.get(indicator);
    this.#present = indicator;
    if (earlier === undefined) this.#lines.set(indicator, line);
    const isApart = earlier !== undefined && present !== indicator && !this.#allowed.has(indicator);
    return { earlier: isApart ? earlier : undefined, present };
  }
}

function checkDirective(term: Term): void {
  const missing = term instanceof Compound ? MISSING.get(`${term.name}/${term.args.length}`) : undefined;
  if (missing !== undefined) throw representationError(missing);
}

function isInitialization(term: Term): term is Compound {
  return term instanceof Compound && term.name === 'initialization';
}
