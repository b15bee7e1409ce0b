/** The Prolog host on tau-prolog: programs run by tau-prolog's resolution on the clauses of the engine's store. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import tau, { type TauTerm } from 'tau-prolog';
import {
  atom,
  compound,
  type Goallike,
  int,
  type Limits,
  readTerm,
  type Solution,
  type Term,
  toTerm,
  writeTerm,
} from '../index.ts';
import { either, LazyAnswers, type Search } from './answers.ts';
import { boundGoal } from './bound-goal.ts';
import { aborted, Budget } from './budget.ts';
import { databasePredicates } from './builtins/database.ts';
import { inContext } from './builtins/in-context.ts';
import { grammarPredicates, loadingPredicates } from './builtins/loading.ts';
import { predicateProperties } from './builtins/predicate-properties.ts';
import { sessionPredicates } from './builtins/sessions.ts';
import { EngineSearch } from './engine-search.ts';
import { type Engine, Environment } from './environment.ts';
import type { First } from './expansion.ts';
import type { Answers, HostOptions, Program, PrologPredicate, QueryOptions } from './host.ts';
import { checkDefinable, indicated, indicatorTerm } from './indicator.ts';
import { libraryStore } from './library.ts';
import { LISTENING, Listeners } from './listeners.ts';
import { Loader } from './loader.ts';
import { allPredicates } from './predicates.ts';
import { isForQueryLayer } from './purity.ts';
import { readOnly, readOnlyCalling, readOnlyEngine, readOnlyError } from './read-only.ts';
import { RedisSessions } from './redis/redis-sessions.ts';
import { Searches } from './searches.ts';
import { doneLater, doneNow, type Steps } from './steps.ts';
import { bodyOf } from './tau/body.ts';
import { type Definitions, isReserved, predicatesIn } from './tau/definitions.ts';
import { globalVariables } from './tau/global-variables.ts';
import { type Use, usesOf } from './tau/lacking.ts';
import { meaningIn } from './tau/meaning.ts';
import { TauFiles } from './tau/program-files.ts';
import { type Meaning, Run } from './tau/run.ts';
import { Serving } from './tau/serving.ts';
import { applied } from './tau/substitution.ts';
import { fromTau, toTau, Variables } from './tau/terms.ts';
import { timeLimits } from './tau/time-limit.ts';
import { withinStack } from './tau/within-stack.ts';
import type { AskedServers, ProgramFiles, WebHost } from './web-host.ts';

export { InputText, type MoreText, type TextSource } from './input-text.ts';
export type { AskedServer, ProgramFiles, WebHost } from './web-host.ts';

/** Which has library(http/http_session) loaded, too. */
const REDIS_PLUGIN = 'http/http_redis_plugin';

/**
 * A Prolog host on tau-prolog.
 *
 *     const prolog = new TauProlog(sessions);
 *     await prolog.consult('vip(S) :- session_data(S, spent(N)), N > 100, !.');
 *     for await (const { S } of prolog.query('vip(S)')) console.log(S);
 */
export class TauProlog implements WebHost {
  readonly #environment: Environment;
  readonly #loader: Loader;
  readonly #listeners: Listeners;
  readonly #definitions: Definitions & { readonly defined: Map<string, PrologPredicate> };
  readonly #meaning: Meaning;
  readonly #session = tau.create();
  readonly #searches = new Searches();
  readonly #isReadOnly: boolean;
  readonly #serving: Serving;

  constructor(given: Engine, options: HostOptions = {}) {
    const { isReadOnly = false } = options;
    const engine = isReadOnly ? readOnlyEngine(given) : given;
    this.#environment = new Environment(engine, options);
    this.#serving = new Serving({
      environment: this.#environment,
      signal: this.#searches.signal,
      first: (goal) => this.#first(goal),
      search: (goal, budget) => this.#search(goal, budget),
    });
    this.#listeners = new Listeners(engine, (goal) => {
      const value = toTau(goal, new Variables()) as TauTerm;
      doneNow(this.#run(LISTENING, this.#searches.signal, value).next());
    });
    const { modules } = this.#environment;
    const redis = new RedisSessions(engine, () => modules.isWanted(REDIS_PLUGIN));
    const all = allPredicates(this.#environment, (indicator) => this.#isReserved(indicator));
    const predicates = {
      ...all.system,
      ...sessionPredicates(this.#environment),
      ...redis.sessionPredicates,
      ...inContext(databasePredicates(this.#environment, (indicator) => this.#isReserved(indicator))),
      ...predicateProperties(this.#environment, (indicator) => this.#isReserved(indicator)),
      ...this.#listeners.predicates,
      ...grammarPredicates,
    };
    const library = { ...all.library, ...redis.serverPredicates, ...this.#serving.predicates };
    const callingSystem = {
      ...all.callingSystem,
      ...loadingPredicates((program, first) => this.#load(program, first), this.#environment),
    };
    this.#isReadOnly = isReadOnly;
    this.#definitions = {
      constructs: new Map([...globalVariables(this.#environment.globals), ...timeLimits]),
      system: isReadOnly ? readOnly(predicates) : predicates,
      callingSystem: isReadOnly ? readOnlyCalling(callingSystem) : callingSystem,
      defined: new Map(),
      program: engine.store,
      library: libraryStore(),
      modules: this.#environment.modules,
      libraryPredicates: isReadOnly ? readOnly(library) : library,
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

  handler(port: number = 0): (req: IncomingMessage, res: ServerResponse) => void {
    return (req, res) => this.#serving.http.handle(req, res, int(port));
  }

  refuser(): (error: Error, socket: Duplex) => void {
    return (error, socket) => this.#serving.http.refuse(error, socket);
  }

  get servers(): AskedServers {
    return this.#serving.servers;
  }

  async begin(goal: Goallike): Promise<boolean> {
    return this.query(goal).exists();
  }

  onHalt(listener: (status: number) => void): void {
    this.#serving.onHalt(listener);
  }

  async hasSessions(): Promise<boolean> {
    const { modules } = this.#environment;
    return modules.isWanted('http/http_session') || modules.isWanted(REDIS_PLUGIN);
  }

  async sources(): Promise<ProgramFiles> {
    const loader = this.#loader;
    return new TauFiles({
      get names() {
        return loader.fileNames;
      },
      load: async (file) => {
        await this.consult({ file });
        // A handler that the file has no more is none
        await this.query('http_handlers:forget_handlers').exists();
      },
    });
  }

  /** What the files of a program use, and what of that this host has not; they are not run. */
  async usesOf(files: readonly string[]): Promise<Use> {
    const { store } = this.#environment.engine;
    let known: ReadonlySet<string> | undefined;
    return usesOf(files, {
      load: (library) => this.query(compound('use_module', [compound('library', [atom(library)])])).exists(),
      has: (indicator) => {
        known ??= new Set(predicatesIn(this.#definitions));
        const { name, arity } = indicated(indicator);
        const text = writeTerm(indicatorTerm(indicator), { quoted: true });
        return store.kindOf(name, arity) !== undefined || known.has(indicator) || known.has(text);
      },
    });
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
    engine.query('true').exists(); // which brings the facts up to date, as its own goals may be about all sessions
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
    return this.#search(goal, new Budget(limits, signal));
  }

  #search(goal: TauTerm, budget: Budget): Run {
    return new Run(this.#session, bodyOf(goal, 0), this.#meaning, budget);
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
