/** The embedded logic database as its users have it: facts and rules go in, solutions come out. */
import { Clause } from '../store/clause.ts';
import { Database } from '../store/database.ts';
import type { Literal } from '../store/literal.ts';
import type { Predicate } from '../store/predicate.ts';
import { readTerm, readTerms } from '../syntax/reader.ts';
import { writeTerm } from '../syntax/writer.ts';
import { indicator } from '../term/error.ts';
import { type Atom, Compound, type Term } from '../term/term.ts';
import { toTerm } from '../term/value.ts';
import { library, system } from './builtins.ts';
import { type Clauselike, type Goallike, patternOf, sourceOf } from './callable.ts';
import { ClauseRetraction, ClauseSearch, Retraction } from './clause-matches.ts';
import { indicatorOf } from './clause-parts.ts';
import { ClausePattern, renamed } from './clause-pattern.ts';
import { Cursor } from './cursor.ts';
import { checkLimits, type Limits } from './limits.ts';
import { clauseLiteral, headLiteral, patternParts } from './literals.ts';
import { Prepared } from './prepared.ts';
import { type Solution, solutionOf } from './solution.ts';
import { Solutions } from './solutions.ts';

/** A predicate of the system, one that has or had a rule, or one that has facts or nothing. */
export type PredicateKind = 'builtin' | 'rules' | 'facts';

/** A clause of a store, for who has to tell it from others that say the same. */
export interface ClauseReference {
  /** Below 0 for one that came in front of all others; grows from the first clause of a predicate to the last. */
  readonly order: number;
  readonly isErased: boolean;
}

/** A fact that came or went, to a listener. */
export type WatchListener = (
  kind: 'assert' | 'erase',
  solution: Solution,
  reference: ClauseReference,
) => void;

export interface WatchOptions {
  /** Whether to be told as well what {@link ClauseStore.quietly} brings in and lets go of. Default false. */
  readonly hearsQuiet?: boolean;
  /** Whether it only keeps something in step with the facts that are here: {@link ClauseStore.isWatched} leaves it out. Default false. */
  readonly keepsStep?: boolean;
}

/**
 * A store of clauses that is queried by unification. Reads and writes are synchronous; nothing but the methods that say so
 * changes it.
 *
 *     const db = new ClauseStore();
 *     db.assertz('edge(a, b)');
 *     db.query({ edge: ['a', v.X] }).first(); // { X: 'b' }
 */
export class ClauseStore {
  readonly #database = new Database();
  readonly #limits: Limits;
  /** Goals given as text, ready to run: programs ask the same questions again and again. */
  readonly #prepared = new Map<string, Prepared>();

  /** `limits` are those of every query; one that has limits of its own keeps the others. */
  constructor(limits: Limits = {}) {
    checkLimits(limits);
    this.#limits = limits;
  }

  /**
   * Adds a fact or rule behind the others of its predicate: `assertz(+Clause)` is det.
   * @throws PrologError `instantiation_error`, `type_error(callable, _)`, `representation_error(cyclic_term)`,
   * `permission_error(modify, static_procedure, PI)` for a built-in predicate.
   */
  assertz(clause: Clauselike): void {
    this.#assert(clause, true);
  }

  /** Adds a fact or rule before the others of its predicate: `asserta(+Clause)` is det. Errors as {@link assertz}. */
  asserta(clause: Clauselike): void {
    this.#assert(clause, false);
  }

  /** Adds a clause behind or before the others, and answers a reference to it: `assertz(+Clause, -Reference)` is det. */
  assertReference(clause: Clauselike, place: 'first' | 'last' = 'last'): ClauseReference {
    return this.#assert(clause, place === 'last');
  }

  /** Erases just this clause, whatever there is besides that is like it: `erase(+Reference)`. False when it was gone before. */
  erase(reference: ClauseReference): boolean {
    if (reference instanceof Clause) return this.#database.erase(reference);
    throw new TypeError(
      `erase(reference): ${String(reference)}; what assertReference() answered was expected`,
    );
  }

  /**
   * Adds the clauses of a program text, all of them or, when one is refused, none. Directives are refused.
   *
   *     db.consult('edge(a, b). edge(b, c). path(X, Y) :- edge(X, Y).');
   */
  consult(program: string): void {
    this.transaction(() => {
      for (const { term } of readTerms(program)) this.#assert(term, true);
    });
  }

  /**
   * Removes the first clause that matches, `retract(?Clause)`, and answers how it did; undefined when none matches. A
   * pattern `Head` is for facts, `Head :- Body` for rules too.
   */
  retract(pattern: Clauselike): Solution | undefined {
    const database = this.#database;
    const search = new Retraction(...patternParts(patternOf(pattern), database));
    const retraction = search.start(database);
    return retraction.next() ? solutionOf(search, retraction.values()) : undefined;
  }

  /**
   * Removes each clause that matches when the iteration gets to it: `retract(?Clause)` is nondet. Those not reached stay.
   */
  retractEach(pattern: Clauselike): Solutions {
    const search = new Retraction(...patternParts(patternOf(pattern), this.#database));
    return new Solutions(search, this.#database, NO_LIMITS);
  }

  /**
   * Removes the clauses whose head matches, facts and rules, and answers how many: `retractall(+Head)` is det. From then
   * on the predicate is known, with or without clauses.
   * @throws PrologError as {@link assertz}, and `permission_error(modify, static_procedure, (:-)/2)` for a pattern with a body.
   */
  retractall(pattern: Clauselike): number {
    return this.#retractall(headLiteral(patternOf(pattern), this.#database));
  }

  /**
   * Removes what {@link retractall} removes and adds a clause as {@link assertz} does, both or, when one is refused, neither;
   * answers how many it removed.
   *
   *     db.replace('stock(pencil, _)', 'stock(pencil, 11)');
   *
   * @throws PrologError as {@link retractall} for the pattern and as {@link assertz} for the clause.
   */
  replace(pattern: Clauselike, clause: Clauselike): number {
    const database = this.#database;
    const head = headLiteral(patternOf(pattern), database);
    const literal = clauseLiteral(sourceOf(clause), database);
    return database.transaction(() => {
      const removed = this.#retractall(head);
      database.assert(literal, true);
      return removed;
    });
  }

  /**
   * Removes all clauses of a predicate, given as `'name/arity'`, and forgets it: `abolish(+PI)` is det.
   * @throws PrologError as `must_be(predicate_indicator, PI)`, and `permission_error` for a built-in predicate.
   */
  abolish(pi: Goallike): void {
    const { name, arity } = indicatorOf(toTerm(sourceOf(pi)));
    const predicate = this.#database.find(name, arity);
    if (predicate !== undefined) this.#database.abolish(predicate);
  }

  /**
   * The solutions of a goal, found as they are asked for: see {@link Solutions}.
   *
   *     db.query('edge(X, Y), edge(Y, Z), X \\== Z').toArray();
   *
   * @throws PrologError when the goal is no goal; what it meets when it runs is thrown by the iteration, such as
   * `existence_error(procedure, PI)` for an unknown predicate and `resource_error(_)` beyond the limits.
   */
  query(goal: Goallike, limits?: Limits): Solutions {
    const prepared = typeof goal === 'string' ? this.#preparedText(goal) : new Prepared(goal, this.#database);
    if (limits !== undefined) checkLimits(limits);
    const all = limits === undefined ? this.#limits : { ...this.#limits, ...limits };
    return new Solutions(prepared, this.#database, all);
  }

  /**
   * The clauses that match `Head :- Body`, as they are, none of them run: `clause(?Head, ?Body)` is nondet. The body of a
   * fact is `true`. A pattern without a body is for facts.
   */
  clauses(pattern: Clauselike): Solutions {
    const search = new ClauseSearch(...patternParts(patternOf(pattern), this.#database));
    return new Solutions(search, this.#database, NO_LIMITS);
  }

  /**
   * The clauses that a goal may match, each with variables of its own, as they are when the first is asked for: an index has left
   * out most of those that do not. For interpreters, which unify by themselves.
   */
  *candidates(goal: Atom | Compound): Generator<{ readonly head: Term; readonly body: Term }, undefined> {
    const args = goal instanceof Compound ? goal.args : [];
    const cursor = new Cursor();
    const found = this.#database.find(goal.name, args.length)?.candidates(args);
    cursor.open(found, this.#database.generation);
    for (let clause = cursor.next(); clause !== undefined; clause = cursor.next()) yield renamed(clause);
    return undefined;
  }

  /** What a goal on a predicate finds; undefined when the predicate is unknown. */
  kindOf(name: string, arity: number): PredicateKind | undefined {
    if (system.get(name, arity) !== undefined) return 'builtin';
    const predicate = this.#database.find(name, arity);
    if (predicate?.isDefined === true) return predicate.hasRules ? 'rules' : 'facts';
    return library.get(name, arity) === undefined ? undefined : 'builtin';
  }

  /** How many clauses a predicate has, without a look at them. */
  clauseCount(name: string, arity: number): number {
    return this.#database.find(name, arity)?.clauses.size ?? 0;
  }

  /**
   * Runs `fn` and keeps all that it changed or, when it throws, nothing of it. A transaction in a transaction is part of
   * it. `fn` must not be asynchronous: a promise is a TypeError, and nothing is kept.
   */
  transaction<T>(fn: () => T): T {
    return this.#database.transaction(fn);
  }

  /**
   * Calls `undo` if the transaction that is open now is undone; does nothing outside of one. For what goes with the facts
   * and is not in the store.
   */
  onUndo(undo: () => void): void {
    this.#database.onUndo(undo);
  }

  /**
   * Runs `fn`, of whose changes watchers are not told: facts that are kept elsewhere are brought in, or let go of. Queries see
   * them as all others.
   */
  quietly<T>(fn: () => T): T {
    return this.#database.quietly(fn);
  }

  /**
   * Calls the listener for each clause that matches the pattern as it comes and goes, in a transaction when that has
   * ended; answers the function that ends this. An error that the listener throws stops nothing, and is uncaught.
   *
   *     const stop = db.watch('stock(Item, 0)', (kind, { Item }) => console.log(kind, Item));
   */
  watch(
    pattern: Clauselike,
    listener: WatchListener,
    { hearsQuiet = false, keepsStep = false }: WatchOptions = {},
  ): () => void {
    const database = this.#database;
    const clauses = new ClausePattern(...patternParts(patternOf(pattern), database));
    const { name, arity } = clauses.head.form.functor;
    return database.onChange(database.predicate(name, arity), {
      mayWant: (clause) => clauses.mayMatch(clause),
      hearsQuiet,
      keepsStep,
      hear: ({ kind, clause }) => {
        const values = clauses.match(clause);
        if (values !== undefined) listener(kind, solutionOf(clauses, values), clause);
      },
    });
  }

  /**
   * Calls the listener for each clause of a predicate, `session_data/2`, as it comes and goes: as {@link watch} does with a pattern
   * of variables, with the head of the clause in place of a solution, which costs less.
   */
  watchClauses(
    name: string,
    arity: number,
    listener: (kind: 'assert' | 'erase', head: Term, reference: ClauseReference) => void,
    { hearsQuiet = false, keepsStep = false }: WatchOptions = {},
  ): () => void {
    const database = this.#database;
    return database.onChange(database.predicate(name, arity), {
      mayWant: () => true,
      hearsQuiet,
      keepsStep,
      hear: ({ kind, clause }) => listener(kind, renamed(clause).head, clause),
    });
  }

  /** Whether somebody watches clauses of a predicate, to know more than what is here. */
  isWatched(name: string, arity: number): boolean {
    for (const { keepsStep } of this.#database.find(name, arity)?.listeners ?? [])
      if (!keepsStep) return true;
    return false;
  }

  /** The predicates that are known, as `name/arity`, in the order in which they came. */
  *predicates(): Generator<string> {
    for (const { name, arity } of this.#database.predicates()) yield writeTerm(indicator(name, arity));
  }

  #retractall(head: Literal): number {
    const database = this.#database;
    database.define(head.form.functor as Predicate);
    const retraction = new ClauseRetraction(new ClausePattern(head, undefined), database);
    let removed = 0;
    while (retraction.next()) removed++;
    return removed;
  }

  #assert(clause: Clauselike, atEnd: boolean): Clause {
    return this.#database.assert(clauseLiteral(sourceOf(clause), this.#database), atEnd);
  }

  #preparedText(goal: string): Prepared {
    const known = this.#prepared.get(goal);
    if (known?.isOutdated(this.#database) === false) return known;
    const prepared = new Prepared(readTerm(goal), this.#database);
    if (this.#prepared.size >= MOST_PREPARED) this.#prepared.clear();
    if (goal.length <= LONGEST_PREPARED) this.#prepared.set(goal, prepared);
    return prepared;
  }
}

const NO_LIMITS: Limits = {};

/** So many goals given as text are kept ready, none of them longer than this. */
const MOST_PREPARED = 1000;
const LONGEST_PREPARED = 1000;
