/** Requests that handlers on tau-prolog answer: the modules of the library are loaded for the first of them. */
import type { TauTerm } from 'tau-prolog';
import { type Compound, compound, deref, type Limits, type Term, Var } from '../../index.ts';
import { Budget } from '../budget.ts';
import { type Answering, servingPredicates } from '../builtins/serving.ts';
import type { Environment, PredicateTable } from '../environment.ts';
import type { First } from '../expansion.ts';
import { HttpHandler } from '../http/handler.ts';
import type { HttpFiles } from '../http/http-files.ts';
import { Servers } from '../http/servers.ts';
import { hostName } from '../modules/predicate-names.ts';
import type { Steps } from '../steps.ts';
import { haltStatus } from '../unwinding.ts';
import { RequestFiles } from './request-files.ts';
import type { Run } from './run.ts';
import { applied } from './substitution.ts';
import { fromTau, toTau, Variables } from './terms.ts';
import { withinStack } from './within-stack.ts';

/** What a handler may take, as in SWI-Prolog unless it says otherwise. */
const REQUEST: Limits = { time: 300_000 };

/** The module that answers requests, and where the one that is answered now is known. */
const ANSWERING = 'thread_httpd';
const CURRENT = 'http_request';

/** What serving needs of its host. */
export interface ServingHost {
  readonly environment: Environment;
  /** Aborted at the end of the host. */
  readonly signal: AbortSignal;
  readonly first: First;
  search(goal: TauTerm, budget: Budget): Run;
}

export class Serving {
  readonly servers = new Servers();
  readonly http: HttpHandler;
  readonly #host: ServingHost;
  readonly #files: RequestFiles;
  readonly #halted = new Set<(status: number) => void>();
  /** The request that is answered now. */
  #answering: Answering | undefined = undefined;
  #isReady = false;

  constructor(host: ServingHost) {
    const { environment, signal } = host;
    this.#host = host;
    this.#files = new RequestFiles(environment);
    this.http = new HttpHandler({
      ask: (module, goal) => this.#ask(module, goal),
      ready: () => this.#ready(),
      inSession: () => environment.engine.inSession(),
      signal,
    });
  }

  /** What the modules call. */
  get predicates(): PredicateTable {
    return servingPredicates(this.servers, () => this.#answering);
  }

  onHalt(listener: (status: number) => void): void {
    this.#halted.add(listener);
  }

  *#ready(): Steps<HttpFiles> {
    const { environment, first } = this.#host;
    if (!this.#isReady) yield* environment.modules.serve(environment, first);
    this.#isReady = true;
    return this.#files;
  }

  /** Calls a goal that takes one argument more, and answers that. */
  *#ask(module: string, { name, args }: Compound): Steps<Term | undefined> {
    yield* this.#ready();
    const { engine, streams } = this.#host.environment;
    engine.bringUpToDate();
    const goal = compound(hostName(module, name), [...args, new Var()]);
    const value = toTau(goal, new Variables()) as TauTerm;
    const budget = new Budget(REQUEST, this.#host.signal);
    const run = this.#host.search(value, budget);
    const before = this.#answering;
    this.#answering = {
      limit: (time) => budget.limitTime(time),
      send: (field) => {
        this.#files.sent = [field, ...this.#files.sent];
      },
    };
    try {
      const found = yield* streams.apart(run.next());
      const answered = found && withinStack(() => fromTau(applied(value, found), new Variables()));
      return answered && deref((answered as Compound).args.at(-1)!);
    } catch (error) {
      const status = haltStatus(error);
      for (const halted of status === undefined ? [] : this.#halted) halted(status!);
      throw error;
    } finally {
      this.#answering = before;
      if (module === ANSWERING) this.#host.environment.globals.set(CURRENT, { value: undefined });
      yield* run.close();
    }
  }
}
