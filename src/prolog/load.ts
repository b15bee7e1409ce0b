/** One load of a program that was read: its clauses are added, and its directives are run where they stand. */
import { Atom, atom, Compound, compound, deref, PrologError, type Term, writeTerm } from '../index.ts';
import { Ended } from './budget.ts';
import { declare, declareMultifile, isKnown, runnableClause } from './builtins/database.ts';
import { clauseParts } from './clause.ts';
import { Conditions } from './conditions.ts';
import { copyOf } from './copy.ts';
import type { Environment } from './environment.ts';
import { expanded, type First } from './expansion.ts';
import { indicatorOf } from './indicator.ts';
import type { LoadedFile, LoadedFiles } from './loaded-files.ts';
import { directiveOf, type Item, obeyOperators, type Source } from './program.ts';
import type { Steps } from './steps.ts';
import { Together } from './together.ts';

/** What a load needs of its host. */
export interface LoadHost {
  /** The goal as it is in its first solution; undefined when there is none. */
  first: First;
  /** @throws PrologError for what no program may define */
  checkHead(head: Term): void;
}

/** Directives of which reading the program took care, or that mean nothing here. */
const OBEYED = new Set('license/1 set_stream/2'.split(' '));

export class Load {
  readonly #environment: Environment;
  readonly #host: LoadHost;
  readonly #files: LoadedFiles;
  readonly #source: Source;
  readonly #file: LoadedFile | undefined;
  readonly #conditions = new Conditions();
  readonly #together = new Together();
  /** Whether no other program loads this one. */
  readonly #isWhole: boolean;
  /** What the file says that it is a module of. */
  #module: string | undefined;
  /** The goals of `initialization/1`. */
  readonly #atEnd: Item[] = [];

  constructor(environment: Environment, host: LoadHost, files: LoadedFiles, source: Source) {
    this.#environment = environment;
    this.#host = host;
    this.#files = files;
    this.#source = source;
    this.#isWhole = environment.location === undefined;
    this.#file = source.isFile ? files.begin(source.name) : undefined;
  }

  *run(items: readonly Item[]): Steps {
    for (const item of items) yield* this.#load(item);
    const open = this.#conditions.openSince;
    if (open !== undefined) {
      const { name, text } = this.#source;
      const last = text.split('\n').length;
      this.#tell('ERROR', last, `Unterminated conditional compilation from ${name}:${open}`);
    }
    for (const item of this.#atEnd) yield* this.#initialize(item);
    if (this.#file !== undefined) this.#files.end(this.#file);
  }

  *#load(item: Item): Steps {
    const { kind, term, line } = item;
    const first = (goal: Term) => this.#tried(goal, line);
    const place = {
      line,
      *test(goal: Term) {
        return (yield* first(goal)) !== undefined;
      },
      complain: (text: string) => this.#tell('ERROR', line, text),
    };
    if (kind === 'directive' && (yield* this.#conditions.obey(term, place))) return;
    if (!this.#conditions.isLoading) return;
    this.#warnOfVariables(item);
    const { engine, modules } = this.#environment;
    const read = kind === 'directive' ? compound(':-', [term]) : term;
    for (const made of yield* expanded(read, engine.store, modules, first)) {
      const directive = directiveOf(made);
      if (directive === undefined) this.#add(made, line);
      else if (isMain(directive)) this.#environment.main = deref(directive.args[0]!);
      else if (isInitialization(directive)) this.#atEnd.push({ ...item, term: deref(directive.args[0]!) });
      else yield* this.#direct(directive, line);
    }
  }

  #add(clause: Term, line: number): void {
    const { statics, engine } = this.#environment;
    const head = clauseParts(clause).head;
    const indicator = indicatorOf(head);
    try {
      this.#host.checkHead(head);
      const runnable = runnableClause(clause);
      if (indicator === undefined) return void engine.store.assertz(runnable); // which says what is wrong with it
      const store = this.#environment.storeOf(deref(head));
      if (store === engine.store) this.#warnOfPlace(indicator, line);
      if (this.#file !== undefined) this.#define(indicator, this.#file, line);
      if (!isKnown(head, store)) statics.add(indicator);
      if (this.#file === undefined) store.assertz(runnable);
      else this.#files.add(runnable, indicator, this.#file);
    } catch (error) {
      if (!(error instanceof PrologError)) throw error;
      this.#tell('ERROR', line, error.message);
    }
  }

  #define(indicator: string, file: LoadedFile, line: number): void {
    const origin = this.#files.define(indicator, file, line);
    if (origin === undefined) return;
    const lines = [
      `Redefined static procedure ${indicator}`,
      `Previously defined at ${origin.file}:${origin.line}`,
    ];
    this.#tell('Warning', line, lines.join('\nWarning:    '));
  }

  *#direct(term: Term, line: number): Steps {
    if (term instanceof Compound && term.args.length === 1) {
      const [what] = term.args as [Term];
      if (term.name === 'dynamic') return declare(what, this.#environment);
      if (term.name === 'multifile') return declareMultifile(what, this.#environment);
      if (term.name === 'discontiguous') return this.#together.allow(what);
    }
    if (term instanceof Compound && term.name === 'module' && term.args.length === 2) {
      const name = deref(term.args[0]!);
      if (name instanceof Atom) {
        this.#module = name.name;
        if (this.#isWhole) this.#environment.modules.program = name.name;
      }
      return obeyOperators(term, this.#environment.operators);
    }
    if (term instanceof Compound && OBEYED.has(`${term.name}/${term.args.length}`)) return;
    if ((yield* this.#tried(term, line)) !== undefined) return;
    const goal = writeTerm(compound(':', [atom('user'), copyOf(term)]), { quoted: true });
    this.#tell('Warning', line, `Goal (directive) failed: ${goal}`);
  }

  /** A goal of the program as it is in its first solution. An error is told of, and is none; as in SWI-Prolog, what else is thrown ends the load. */
  *#tried(goal: Term, line: number): Steps<Term | undefined> {
    try {
      return yield* this.#at(line, goal);
    } catch (error) {
      if (error instanceof Ended || !isError(error)) throw error;
      this.#tell('ERROR', line, error.message);
      return undefined;
    }
  }

  #at(line: number, goal: Term): Steps<Term | undefined> {
    const place = { file: this.#source.name, line, module: this.#module };
    return this.#environment.at(place, this.#host.first(goal));
  }

  *#initialize({ term, line }: Item): Steps {
    const { name } = this.#source;
    try {
      if ((yield* this.#at(line, term)) !== undefined) return;
      this.#environment.writeError(`Warning: ${name}:${line}: Initialization goal failed\n`);
    } catch (error) {
      if (!(error instanceof PrologError) || error instanceof Ended) throw error;
      const message = error.message.replace(/^Unhandled exception: /, '');
      this.#environment.writeError(
        `ERROR: ${name}:${line}: Initialization goal raised exception:\nERROR: ${message}\n`,
      );
    }
  }

  #warnOfVariables({ singletons, repeated, line }: Item): void {
    const once = singletons.filter((variable) => !variable.startsWith('_'));
    if (once.length > 0) this.#tell('Warning', line, `Singleton variables: [${once}]`);
    if (repeated.length > 0) {
      const which = repeated.length === 1 ? 'variable appears' : 'variables appear';
      this.#tell('Warning', line, `Singleton-marked ${which} more than once: ${repeated.join(', ')}`);
    }
  }

  #warnOfPlace(indicator: string, line: number): void {
    const { earlier, present } = this.#together.add(indicator, line);
    if (earlier === undefined || this.#environment.statics.has(indicator) === false) return;
    const lines = [
      `Clauses of ${indicator} are not together in the source-file`,
      `Earlier definition at ${this.#source.name}:${earlier}`,
      `Current predicate: ${present}`,
      `Use :- discontiguous ${indicator}. to suppress this message`,
    ];
    this.#tell('Warning', line, lines.join('\nWarning:    '));
  }

  #tell(kind: 'ERROR' | 'Warning', line: number, text: string): void {
    this.#environment.writeError(`${kind}: ${this.#source.name}:${line}:\n${kind}:    ${text}\n`);
  }
}

/** Whether it is `error(Formal, Context)`. */
function isError(error: unknown): error is PrologError {
  if (!(error instanceof PrologError)) return false;
  const { term } = error;
  return term instanceof Compound && term.name === 'error' && term.args.length === 2;
}

/** `:- initialization(Goal, main)`, which says what to run in place of a prompt. */
function isMain(term: Term): term is Compound {
  const when = isInitialization(term) && term.args.length === 2 ? deref(term.args[1]!) : undefined;
  return when instanceof Atom && when.name === 'main';
}

function isInitialization(term: Term): term is Compound {
  return term instanceof Compound && term.name === 'initialization';
}
