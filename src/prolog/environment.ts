/** What the predicates of a host share: the engine, streams, operators, flags, and which predicates are static. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { ClauseStore, SessionEngine, Term } from '../index.ts';
import { Operators, toTerm } from '../index.ts';
import { Flags } from './flags.ts';
import type { HostOptions, Outcome, PrologPredicate } from './host.ts';
import type { InputStream } from './input-stream.ts';
import type { LastingValue } from './lasting-value.ts';
import { HostModules } from './modules/host-modules.ts';
import { OutputStream } from './output-stream.ts';
import { type Steps, stepwise } from './steps.ts';
import { Streams } from './streams.ts';
import { TemporaryFiles } from './temporary-files.ts';

/** What a host needs of a `SessionEngine`, whatever facts it is typed with. */
export type Engine = Pick<
  SessionEngine,
  | 'store'
  | 'sessionId'
  | 'inSession'
  | 'openSession'
  | 'closeSession'
  | 'sessionCookie'
  | 'setSessionOptions'
  | 'sessionOption'
  | 'setSession'
  | 'sessionAssert'
  | 'sessionAsserta'
  | 'sessionData'
  | 'sessionRetractEach'
  | 'sessionRetractall'
  | 'query'
  | 'bringUpToDate'
  | 'listen'
  | 'load'
  | 'useStorage'
  | 'broadcast'
> & {
  /** Brings a session into memory. */
  fetchSession(sessionId: string): Promise<unknown>;
};

/** Predicates in TypeScript by `name/arity`. */
export type PredicateTable = Readonly<Record<string, PrologPredicate>>;

/** Runs goals for a predicate that calls them. */
export interface Solver {
  /** The goal as its first solution makes it; undefined when there is none. */
  once(goal: Term): Steps<Term | undefined>;
}

/** A predicate that calls goals. */
export type CallingPredicate = (solver: Solver, ...args: Term[]) => Steps<Outcome>;

/** Predicates that call goals, by `name/arity`. */
export type CallingTable = Readonly<Record<string, CallingPredicate>>;

/** A place in a program. */
export interface Location {
  readonly file: string;
  readonly line: number;
  /** The module that is loaded there; undefined: that of programs that say nothing. */
  readonly module?: string | undefined;
}

export class Environment {
  readonly operators = Operators.swi();
  /** Predicates, as `name/arity`, that were consulted and not declared dynamic. */
  readonly statics = new Set<string>();
  /** Predicates to which every file adds clauses of its own. */
  readonly multifiles = new Set<string>();
  readonly engine: Engine;
  readonly flags = new Flags();
  readonly streams: Streams;
  readonly temporaryFiles = new TemporaryFiles();
  /** Files that only this host has, by their names: what opens them. */
  readonly ownFiles = new Map<string, () => OutputStream | InputStream>();
  /** Global variables: `nb_setval/2`. */
  readonly globals = new Map<string, LastingValue>();
  /** The goal of `initialization(Goal, main)`. */
  main: Term | undefined = undefined;
  /** The library's modules that were loaded. */
  readonly modules = new HostModules();
  readonly #locations = new AsyncLocalStorage<Location>();

  constructor(engine: Engine, { argv = [], input = '', output, errorOutput }: HostOptions) {
    this.engine = engine;
    this.flags.create('argv', toTerm([...argv]));
    const user = new OutputStream(output ?? ((text) => void process.stdout.write(text)));
    const error = new OutputStream(errorOutput ?? ((text) => void process.stderr.write(text)));
    this.streams = new Streams(user, error, input);
  }

  /** The directive that is run now, while a program is loaded. */
  get location(): Location | undefined {
    return this.#locations.getStore();
  }

  /** Where the clauses of a predicate are: with the library's modules, or with those of programs. */
  storeOf(head: Term): ClauseStore {
    return this.modules.isOwn(head) ? this.modules.store : this.engine.store;
  }

  /** Does the work of a directive. Other programs may be loaded meanwhile. */
  at<T>(location: Location, work: Steps<T>): Steps<T> {
    return stepwise(work, (step) => this.#locations.run(location, step));
  }

  /** What `"text"` is in terms that are read. */
  get doubleQuotes(): 'codes' | 'chars' | 'atom' | 'string' {
    return this.flags.doubleQuotes;
  }

  /** Writes to the current output. */
  write(text: string): void {
    this.streams.output.write(text);
  }

  writeError(text: string): void {
    this.streams.error.write(text);
  }
}
