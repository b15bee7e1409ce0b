/** The Prolog host on tau-prolog: programs run by tau-prolog's resolution on the clauses of the engine's store. */
import tau, { type TauTerm } from 'tau-prolog';
import {
  Atom,
  type Bindings,
  Compound,
  compound,
  deref,
  type Goallike,
  int,
  matchTerm,
  PrologError,
  permissionError,
  readTerm,
  type Solution,
  type Term,
  toTerm,
  Var,
  writeTerm,
} from '../index.ts';
import { Budget } from './budget.ts';
import { databasePredicates, declare, indicatorOf, unqualified } from './builtins/database.ts';
import { sessionPredicates } from './builtins/sessions.ts';
import { type Engine, Environment } from './environment.ts';
import type { Answers, HostOptions, Program, PrologHost, PrologPredicate, QueryOptions } from './host.ts';
import { libraryStore } from './library.ts';
import { type Item, ProgramError, readProgram, type Source, sourceOfProgram } from './program.ts';
import { bodyOf } from './tau/body.ts';
import { type Definitions, isReserved, meaningIn } from './tau/meaning.ts';
import { type Meaning, Run } from './tau/run.ts';
import { fromTau, toTau, Variables } from './tau/terms.ts';

/**
 * A Prolog host on tau-prolog.
 *
 *     const prolog = new TauProlog(sessions);
 *     await prolog.consult('vip(S) :- session_data(S, spent(N)), N > 100, !.');
 *     for await (const { S } of prolog.query('vip(S)')) console.log(S);
 */
export class TauProlog implements PrologHost {
  readonly #environment: Environment;
  readonly #definitions: Definitions & { readonly defined: Map<string, PrologPredicate> };
  readonly #meaning: Meaning;
  readonly #session = tau.create();
  readonly #closing = new AbortController();

  constructor(engine: Engine, options: HostOptions = {}) {
    this.#environment = new Environment(engine, options);
    this.#definitions = {
      system: { ...sessionPredicates(this.#environment), ...databasePredicates(this.#environment) },
      defined: new Map(),
      program: engine.store,
      library: libraryStore(),
    };
    this.#meaning = meaningIn(this.#definitions);
  }

  async consult(program: Program): Promise<void> {
    const source = await sourceOfProgram(program);
    const items = readProgram(source, this.#environment.operators);
    this.#check(items, source);
    for (const item of items) {
      if (item.kind === 'clause') this.#add(item.term);
      else await this.#direct(item, source);
    }
  }

  query(goal: Goallike, options: QueryOptions = {}): Answers {
    const term = typeof goal === 'string' ? readTerm(goal, this.#environment) : toTerm(goal);
    return new TauAnswers(bound(term, options), (asked) => this.#start(asked, options));
  }

  define(indicator: string, predicate: PrologPredicate): void {
    if (!/.\/\d+$/.test(indicator)) {
      throw new TypeError(`define(${JSON.stringify(indicator)}): 'name/arity' was expected`);
    }
    this.#definitions.defined.set(indicator, predicate);
  }

  async close(): Promise<void> {
    this.#closing.abort();
  }

  #start(goal: Term, { signal, ...limits }: QueryOptions): Search {
    const closing = this.#closing.signal;
    const either = signal === undefined ? closing : AbortSignal.any([signal, closing]);
    const variables = new Variables();
    const value = toTau(goal, variables);
    const run = new Run(this.#session, bodyOf(value, 0), this.#meaning, new Budget(limits, either));
    return {
      async next() {
        const found = await run.next();
        return found && fromTau((value as TauTerm).apply(found), new Variables());
      },
      close: async () => void (await run.cut(0)),
    };
  }

  /** @throws ProgramError for a clause of a predicate that no program may define */
  #check(items: readonly Item[], { name }: Source): void {
    for (const { kind, term, line } of items) {
      if (kind === 'directive') continue;
      const head = headOf(term);
      const indicator = indicatorOf(head);
      if (indicator === undefined || !isReserved(indicator, this.#definitions)) continue;
      const { name: functor, args } = head as Compound;
      const pi = compound('/', [new Atom(functor), int(args?.length ?? 0)]);
      throw new ProgramError(permissionError('modify', 'static_procedure', pi), name, line);
    }
  }

  #add(clause: Term): void {
    const { store } = this.#environment.engine;
    const head = headOf(clause);
    const isRule = clause instanceof Compound && clause.name === ':-' && clause.args.length === 2;
    const indicator = indicatorOf(head);
    if (indicator !== undefined) {
      const slash = indicator.lastIndexOf('/');
      const arity = Number(indicator.slice(slash + 1));
      if (store.kindOf(indicator.slice(0, slash), arity) === undefined)
        this.#environment.statics.add(indicator);
    }
    store.assertz(isRule ? compound(':-', [head, clause.args[1]!]) : head);
  }

  async #direct({ term, line }: Item, { name }: Source): Promise<void> {
    if (term instanceof Compound && term.name === 'initialization') {
      return this.#direct(
        { kind: 'directive', term: deref(term.args[0]!), line, singletons: [] },
        { name, text: '' },
      );
    }
    if (isObeyed(term)) return;
    if (term instanceof Compound && term.name === 'dynamic') return declare(term.args[0]!, this.#environment);
    try {
      if (await this.query(term).exists()) return;
      const text = writeTerm(compound(':', [new Atom('user'), term]), { quoted: true });
      this.#warn(name, line, `Goal (directive) failed: ${text}`);
    } catch (error) {
      if (!(error instanceof PrologError)) throw error;
      this.#warn(name, line, error.message);
    }
  }

  #warn(file: string, line: number, text: string): void {
    this.#environment.writeError(`Warning: ${file}:${line}:\nWarning:    ${text}\n`);
  }
}

/** Directives of which reading the program took care, or that mean nothing here. */
function isObeyed(term: Term): boolean {
  if (!(term instanceof Compound)) return false;
  return OBEYED.has(`${term.name}/${term.args.length}`);
}

const OBEYED = new Set(
  'op/3 module/2 use_module/1 use_module/2 ensure_loaded/1 set_prolog_flag/2 discontiguous/1 license/1'.split(
    ' ',
  ),
);

function headOf(clause: Term): Term {
  const isRule = clause instanceof Compound && clause.name === ':-' && clause.args.length === 2;
  return unqualified(isRule ? clause.args[0]! : clause);
}

/** A goal with values for some of its variables. */
function bound(goal: Term, { bindings = {} }: QueryOptions): Term {
  const values = Object.entries(bindings);
  if (values.length === 0) return goal;
  return substituted(goal, new Map(values.map(([name, value]) => [name, toTerm(value!)])));
}

function substituted(term: Term, values: ReadonlyMap<string, Term>): Term {
  const part = deref(term);
  if (part instanceof Var) return values.get(part.name ?? '') ?? part;
  return part instanceof Compound
    ? compound(
        part.name,
        part.args.map((arg) => substituted(arg, values)),
      )
    : part;
}

interface Search {
  /** The goal as it is in the next solution. */
  next(): Promise<Term | undefined>;
  close(): Promise<void>;
}

class TauAnswers implements Answers {
  readonly #goal: Term;
  readonly #start: (goal: Term) => Search;

  constructor(goal: Term, start: (goal: Term) => Search) {
    this.#goal = goal;
    this.#start = start;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Solution<Bindings>, undefined> {
    const search = this.#start(this.#goal);
    try {
      for (let found = await search.next(); found !== undefined; found = await search.next()) {
        yield matchTerm(this.#goal, found)!;
      }
    } finally {
      await search.close();
    }
  }

  async first(): Promise<Solution | undefined> {
    for await (const solution of this) return solution;
    return undefined;
  }

  async toArray(): Promise<Solution[]> {
    const all: Solution[] = [];
    for await (const solution of this) all.push(solution);
    return all;
  }

  async count(): Promise<number> {
    let found = 0;
    for await (const _ of this) found++;
    return found;
  }

  async exists(): Promise<boolean> {
    return (await this.first()) !== undefined;
  }
}
