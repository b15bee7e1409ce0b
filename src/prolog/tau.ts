/** The Prolog host on tau-prolog: programs run by tau-prolog's resolution on the clauses of the engine's store. */
import tau, { type TauTerm } from 'tau-prolog';
import {
  type Goallike,
  type Limits,
  readTerm,
  resourceError,
  type Solution,
  type Term,
  toTerm,
} from '../index.ts';
import { either, LazyAnswers, type Search } from './answers.ts';
import { boundGoal } from './bound-goal.ts';
import { aborted, Budget } from './budget.ts';
import { databasePredicates } from './builtins/database.ts';
import { inContext } from './builtins/in-context.ts';
import { folderOf, grammarPredicates, loadingPredicates } from './builtins/loading.ts';
import { predicateProperties } from './builtins/predicate-properties.ts';
import { sessionPredicates } from './builtins/sessions.ts';
import { EngineSearch } from './engine-search.ts';
import { type Engine, Environment } from './environment.ts';
import type { First } from './expansion.ts';
import type { Answers, HostOptions, Program, PrologHost, PrologPredicate, QueryOptions } from './host.ts';
import { checkDefinable } from './indicator.ts';
import { libraryStore } from './library.ts';
import { LISTENING, Listeners } from './listeners.ts';
import { Loader } from './loader.ts';
import { allPredicates } from './predicates.ts';
import { isForQueryLayer } from './purity.ts';
import { readOnly, readOnlyCalling, readOnlyEngine, readOnlyError } from './read-only.ts';
import { Searches } from './searches.ts';
import { doneLater, doneNow, type Steps } from './steps.ts';
import { bodyOf } from './tau/body.ts';
import { globalVariables } from './tau/global-variables.ts';
import { type Definitions, isReserved, meaningIn, predicatesIn } from './tau/meaning.ts';
import { type Meaning, Run } from './tau/run.ts';
import { applied } from './tau/substitution.ts';
import { fromTau, toTau, Variables } from './tau/terms.ts';
import { timeLimits } from './tau/time-limit.ts';

export { InputText, type MoreText, type TextSource } from './input-text.ts';

/**
 * A Prolog host on tau-prolog.
 *
 *     const prolog = new TauProlog(sessions);
 *     await prolog.consult('vip(S) :- session_data(S, spent(N)), N > 100, !.');
 *     for await (const { S } of prolog.query('vip(S)')) console.log(S);
 */
export class TauProlog implements PrologHost {
  readonly #environment: Environment;
  readonly #loader: Loader;
  readonly #listeners: Listeners;
  readonly #definitions: Definitions & { readonly defined: Map<string, PrologPredicate> };
  readonly #meaning: Meaning;
  readonly #session = tau.create();
  readonly #searches = new Searches();
  readonly #isReadOnly: boolean;

  constructor(given: Engine, options: HostOptions = {}) {
    const { isReadOnly = false } = options;
    const engine = isReadOnly ? readOnlyEngine(given) : given;
    this.#environment = new Environment(engine, options);
    this.#listeners = new Listeners(engine, (goal) => {
      const value = toTau(goal, new Variables()) as TauTerm;
      doneNow(this.#run(LISTENING, this.#searches.signal, value).next());
    });
    const all = allPredicates(this.#environment, (indicator) => this.#isReserved(indicator));
    const predicates = {
      ...all.system,
      ...sessionPredicates(this.#environment),
      ...inContext(databasePredicates(this.#environment, (indicator) => this.#isReserved(indicator))),
      ...predicateProperties(this.#environment, (indicator) => this.#isReserved(indicator)),
      ...this.#listeners.predicates,
      ...grammarPredicates,
    };
    const callingSystem = {
      ...all.callingSystem,
      ...loadingPredicates(
        (program, first) => this.#load(program, first),
        () => folderOf(this.#environment.location?.file),
      ),
    };
    this.#isReadOnly = isReadOnly;
    this.#definitions = {
      constructs: new Map([...globalVariables(this.#environment.globals), ...timeLimits]),
      system: isReadOnly ? readOnly(predicates) : predicates,
      callingSystem: isReadOnly ? readOnlyCalling(callingSystem) : callingSystem,
      defined: new Map(),
      program: engine.store,
      library: libraryStore(),
      libraryPredicates: isReadOnly ? readOnly(all.library) : all.library,
      callingLibrary: all.callingLibrary,
    };
    this.#meaning = meaningIn(this.#definitions);
    this.#loader = new Loader(this.#environment, {
      isReserved: (indicator) => this.#isReserved(indicator),
    });
  }

  async consult(program: Program): Promise<void> {
    await doneLater(this.#load(program, (goal) => this.#first(goal)));
  }

  query(goal: Goallike, options: QueryOptions = {}): Answers {
    const term = typeof goal === 'string' ? readTerm(goal, this.#environment) : toTerm(goal);
    const start = (asked: Term, ended: AbortController) =>
      withinStack(() => this.#start(asked, options, ended));
    return new LazyAnswers(boundGoal(term, options.bindings), start, options.solutions);
  }

  define(indicator: string, predicate: PrologPredicate): void {
    checkDefinable(indicator, (key) => this.#isReserved(key));
    this.#definitions.defined.set(indicator, predicate);
  }

  predicates(): Iterable<string> {
    return predicatesIn(this.#definitions);
  }

  get main(): Term | undefined {
    return this.#environment.main;
  }

  async close(): Promise<void> {
    this.#listeners.unlisten();
    this.#searches.close();
    this.#environment.streams.closeAll();
    this.#environment.temporaryFiles.remove();
  }

  /** Loads a program; the goals are run by whoever wants it loaded. */
  #load(program: Program, first: First): Steps {
    if (this.#isReadOnly) throw readOnlyError('consult/1');
    return this.#loader.load(program, first);
  }

  *#first(goal: Term): Steps<Term | undefined> {
    const found = yield this.query(goal).first();
    return (found as Solution | undefined)?.term;
  }

  #start(goal: Term, options: QueryOptions, ended: AbortController): Search {
    const { engine } = this.#environment;
    const { isLeftToEngine = true } = options;
    const signal = either(ended.signal, options.signal);
    if (isLeftToEngine && isForQueryLayer(goal, engine.store, (indicator) => this.#isTaken(indicator))) {
      const { inferences = Infinity, time = Infinity } = options;
      const search = new EngineSearch(engine.query(goal, { inferences, time, signal }), signal);
      return this.#searches.endingAtClose(search, ended);
    }
    engine.query('true').exists(); // which brings the facts up to date
    const variables = new Variables();
    const value = toTau(goal, variables);
    const run = this.#run(options, signal, value as TauTerm);
    const search: Search = {
      async next() {
        const found = await doneLater(run.next(), signal, aborted);
        return found && withinStack(() => fromTau(applied(value, found), new Variables()));
      },
      get isExhausted() {
        return run.height === 0;
      },
      close: () => doneLater(run.close(), signal, aborted),
    };
    return this.#searches.endingAtClose(search, ended);
  }

  #run(limits: Limits, signal: AbortSignal, goal: TauTerm): Run {
    return new Run(this.#session, bodyOf(goal, 0), this.#meaning, new Budget(limits, signal));
  }

  #isReserved(indicator: string): boolean {
    return isReserved(indicator, this.#definitions);
  }

  /** Whether a predicate means something here that the query layer does not know of. */
  #isTaken(indicator: string): boolean {
    const { system, defined } = this.#definitions;
    return Object.hasOwn(system, indicator) || defined.has(indicator);
  }
}

/** What goes along terms by recursion ends in an error that says so. */
function withinStack<T>(fn: () => T): T {
  try {
    return fn();
  } catch (error) {
    throw error instanceof RangeError ? resourceError('stack') : error;
  }
}
