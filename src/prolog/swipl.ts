/** The Prolog host on SWI-Prolog itself, compiled to WebAssembly: whole applications, unmodified. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  type Atom,
  atom,
  type Compound,
  compound,
  type Goallike,
  int,
  type Limits,
  list,
  matchTerm,
  PrologError,
  properList,
  type Term,
  toTerm,
  Var,
  writeTerm,
} from '../index.ts';
import { either, LazyAnswers, type Search } from './answers.ts';
import { boundGoal } from './bound-goal.ts';
import { aborted } from './budget.ts';
import type { Engine, PredicateTable } from './environment.ts';
import type { Answers, HostOptions, Program, PrologPredicate, QueryOptions } from './host.ts';
import { HttpHandler } from './http/handler.ts';
import type { HttpFiles } from './http/http-files.ts';
import { type AskedServer, Servers } from './http/servers.ts';
import { checkDefinable, indicatorTerm } from './indicator.ts';
import { LISTENING } from './listeners.ts';
import { readOnlyEngine, readOnlyError } from './read-only.ts';
import { Searches } from './searches.ts';
import { doneLater, doneNow, type Steps } from './steps.ts';
import { readGoal } from './swipl/goal-text.ts';
import { bytesOf } from './swipl/input.ts';
import { Life } from './swipl/life.ts';
import { checkLoaded, loadedName, loadingGoal } from './swipl/loading.ts';
import { Machine } from './swipl/machine.ts';
import { ownPredicates } from './swipl/own-predicates.ts';
import { Run } from './swipl/run.ts';
import { Sources } from './swipl/sources.ts';
import { haltStatus } from './unwinding.ts';
import type { AskedServers, WebHost } from './web-host.ts';

/** What the stacks of a search may take, in bytes: endless recursion ends in half a second. */
const STACK_LIMIT = 256 * 1024 * 1024;

/** What a handler may take, as in SWI-Prolog unless it says otherwise. */
const REQUEST: Limits = { time: 300_000 };

export {
  UNSUPPORTED_LIBRARIES,
  UNSUPPORTED_PREDICATES,
  WAITING_PREDICATES,
} from './swipl/unsupported.ts';
export type { AskedServer, Sources };

export interface SwiOptions extends HostOptions {
  /** Bytes that the stacks of a search may take; more is a `resource_error(stack)`. Default: 256 MB. */
  readonly stackLimit?: number | undefined;
}

/**
 * A Prolog host on SWI-Prolog.
 *
 *     const prolog = await SwiProlog.create(sessions);
 *     await prolog.consult({ file: 'app.pl' });
 *     for await (const { S } of prolog.query('vip(S)')) console.log(S);
 */
export class SwiProlog implements WebHost {
  readonly #life: Life;
  readonly #defined: Map<string, PrologPredicate>;
  readonly #searches = new Searches();
  readonly #isReadOnly: boolean;
  readonly #unlisten: () => void;
  readonly #halted = new Set<(status: number) => void>();
  readonly #http: HttpHandler;
  /** The servers that the program asked for. */
  readonly servers: AskedServers;

  /** Starts an interpreter, which takes half a second, the next one less. */
  static async create(given: Engine, options: SwiOptions = {}): Promise<SwiProlog> {
    const { isReadOnly = false, input = '', argv = [], stackLimit = STACK_LIMIT } = options;
    const engine = isReadOnly ? readOnlyEngine(given) : given;
    const defined = new Map<string, PrologPredicate>();
    const servers = new Servers();
    const own: PredicateTable = { ...ownPredicates(engine, isReadOnly), ...servers.predicates };
    const life = await Life.begin((died) =>
      Machine.start({
        output: options.output ?? ((text) => void process.stdout.write(text)),
        errorOutput: options.errorOutput ?? ((text) => void process.stderr.write(text)),
        input: bytesOf(input),
        argv,
        isReadOnly,
        stackLimit,
        find: (indicator) => (Object.hasOwn(own, indicator) ? own[indicator] : defined.get(indicator)),
        died,
      }),
    );
    return new SwiProlog(life, given, defined, servers, isReadOnly);
  }

  private constructor(
    life: Life,
    engine: Engine,
    defined: Map<string, PrologPredicate>,
    servers: Servers,
    isReadOnly: boolean,
  ) {
    this.#life = life;
    this.#defined = defined;
    this.servers = servers;
    this.#isReadOnly = isReadOnly;
    this.#http = new HttpHandler({
      ask: (module, goal) => this.#ask(module, goal),
      ready: () => this.#ready(),
      inSession: () => engine.inSession(),
      signal: this.#searches.signal,
    });
    this.#unlisten = engine.listen(new Var(), ({ term }) => this.#hear(term));
    life.remember('predicates', (machine) => {
      for (const indicator of defined.keys()) declare(machine, indicator);
    });
  }

  async consult(program: Program): Promise<void> {
    if (this.#isReadOnly) throw readOnlyError('consult/1');
    const goal = loadingGoal(program);
    checkLoaded(await this.query(goal).first());
    this.#life.remember(`program ${loadedName(goal)}`, (machine) => this.#again(machine, goal));
  }

  /**
   * Runs a goal to its first solution, and again whenever the interpreter had to be started anew: what the program needs
   * to be done once it is loaded. Answers whether there is a solution; a goal that waits for messages, which nobody would
   * send, as the main goals of servers do, is over then, and true.
   *
   *     await prolog.begin('server(8080)');
   */
  async begin(goal: Goallike): Promise<boolean> {
    const isTrue = await this.query(goal, { isShown: true })
      .exists()
      .catch((error) => isWaiting(error) || Promise.reject(error));
    const term = this.#termOf(goal);
    this.#life.remember(`goal ${writeTerm(term)}`, (machine) => this.#again(machine, term));
    return isTrue;
  }

  query(goal: Goallike, options: QueryOptions = {}): Answers {
    const read = () => boundGoal(this.#termOf(goal), options.bindings);
    const { starting } = this.#life;
    const term = starting === undefined ? read() : starting.then(read);
    const start = (asked: Term, ended: AbortController) => this.#start(asked, options, ended);
    return new LazyAnswers(term, start, options.solutions);
  }

  define(indicator: string, predicate: PrologPredicate): void {
    const { machine, starting } = this.#life;
    checkDefinable(indicator, () => starting === undefined && !declare(machine, indicator));
    starting?.then(() => declare(this.#life.machine, indicator)).catch(() => {});
    this.#defined.set(indicator, predicate);
  }

  /**
   * Has requests answered by the handlers of the program: for `node:http` and for Express, behind what gives sessions.
   *
   *     app.use(expressSession(sessions));
   *     app.use(prolog.handler());
   */
  handler(port: number = 0): (req: IncomingMessage, res: ServerResponse) => void {
    this.#life.remember('library of servers', loadServers);
    if (this.#life.starting === undefined) loadServers(this.#life.machine);
    return (req, res) => this.#http.handle(req, res, int(port));
  }

  /** The files of the program as they are now, for those who load them again when they have changed. */
  async sources(): Promise<Sources> {
    await this.query('use_module(library(reloading), [])').exists();
    return Sources.of(async (goal) => (await this.query(goal).first())?.term);
  }

  /** Calls the listener with the exit status when a handler wants the program to end, by `halt/0,1`. */
  onHalt(listener: (status: number) => void): void {
    this.#halted.add(listener);
  }

  /** The host itself has the library, too, but is in no context that loads it. */
  async hasSessions(): Promise<boolean> {
    const loaded = `module_property(http_session, file(File)), system:'$load_context_module'(File, _, _)`;
    return this.query(loaded).exists();
  }

  /** The goal of `:- initialization(Goal, main)`. */
  get main(): Term | undefined {
    return this.#life.machine.once('typescript', 'main_goal', [new Var()])?.[0];
  }

  /**
   * Answers what is no request as SWI-Prolog does, in place of Node.js.
   *
   *     server.on('clientError', prolog.refuser());
   */
  refuser(): (error: Error, socket: Duplex) => void {
    return (error, socket) => this.#http.refuse(error, socket);
  }

  predicates(): Iterable<string> {
    if (this.#life.starting !== undefined) return [];
    const [found] = this.#life.machine.once('typescript', 'predicates', [new Var()])!;
    return properList(found!)!.map((name) => (name as Atom).name);
  }

  async close(): Promise<void> {
    this.#unlisten();
    this.#searches.close();
  }

  #start(goal: Term, options: QueryOptions, ended: AbortController): Search {
    const signal = either(ended.signal, options.signal);
    let run: Run | undefined;
    let isClosed = false;
    const search: Search = {
      next: async () => {
        if (isClosed) return undefined;
        if (this.#life.starting !== undefined) await this.#life.starting;
        run ??= new Run(this.#life.machine, goal, options, signal);
        return doneLater(run.next(), signal, aborted);
      },
      get isExhausted() {
        return isClosed || run?.isClosed === true;
      },
      close: async () => {
        isClosed = true;
        run?.close();
      },
    };
    return this.#searches.endingAtClose(search, ended);
  }

  /** Does in another interpreter what was done in the one before; errors are told of. */
  async #again(machine: Machine, goal: Term): Promise<void> {
    const run = new Run(machine, goal, {}, this.#searches.signal);
    try {
      await doneLater(run.next());
      run.close();
    } catch (error) {
      if (!machine.isDead && !isWaiting(error)) machine.tell(`Warning: ${(error as Error).message}\n`);
    }
  }

  /** Waits for an interpreter that can be used. */
  *#ready(): Steps<HttpFiles> {
    if (this.#life.starting !== undefined) yield this.#life.starting;
    return this.#life.machine.files;
  }

  /** Calls a goal that takes one argument more, and answers that. */
  *#ask(module: string, goal: Compound): Steps<Term | undefined> {
    const asked = compound(':', [atom(module), goal]);
    yield* this.#ready();
    const run = new Run(this.#life.machine, asked, REQUEST, this.#searches.signal, true);
    try {
      return yield* run.next();
    } catch (error) {
      const status = haltStatus(error);
      for (const halted of status === undefined ? [] : this.#halted) halted(status!);
      throw error;
    } finally {
      run.close();
    }
  }

  /** Tells the listeners of the program, now. */
  #hear(event: Term): void {
    if (this.#life.starting !== undefined) return; // nobody listens yet
    const goal = compound(':', [atom('typescript'), compound('heard', [event])]);
    const run = new Run(this.#life.machine, goal, LISTENING, this.#searches.signal);
    try {
      doneNow(run.next());
    } finally {
      run.close();
    }
  }

  #termOf(goal: Goallike): Term {
    return typeof goal === 'string' ? readGoal(this.#life.machine, goal) : toTerm(goal);
  }
}

/** Loads what answers requests, for programs that have no server of their own. */
function loadServers(machine: Machine): void {
  const library = compound('library', [compound('/', [atom('http'), atom('thread_httpd')])]);
  machine.once('system', 'use_module', [compound(':', [atom('user'), library]), list([])]);
}

/** Makes a predicate known that is defined in TypeScript; false for one of the system. */
function declare(machine: Machine, indicator: string): boolean {
  const [name, arity] = (indicatorTerm(indicator) as Compound).args as [Term, Term];
  return machine.once('typescript', 'define', [name, arity]) !== undefined;
}

/** Whether the error is that of a goal that waits for a message. */
function isWaiting(error: unknown): boolean {
  if (!(error instanceof PrologError)) return false;
  const waiting = compound('error', [
    compound('permission_error', [atom('wait'), atom('message_queue'), new Var()]),
    new Var(),
  ]);
  return matchTerm(waiting, error.term) !== undefined;
}
