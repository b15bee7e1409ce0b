/**
 * A pattern that is matched with the clauses of one predicate, without running anything: what is retracted, what is
 * watched, and a goal on a predicate that has only facts.
 */
import type { Clause } from '../store/clause.ts';
import { ClauseList, type Clauses } from '../store/clause-list.ts';
import type { Database } from '../store/database.ts';
import { EMPTY_FRAME, type Frame, instantiate, type Skeleton, Template } from '../term/skeleton.ts';
import { Atom, type Term, type Var } from '../term/term.ts';
import { type Callable, skeletonOf } from './callable.ts';
import { resolved, type SolutionShape } from './solution.ts';
import type { SolutionSource } from './solutions.ts';
import { Trail } from './trail.ts';
import { unifyHead } from './unify.ts';

/** The body of facts. */
export const TRUE = new Atom('true');

/** A trail for variables that nobody sees after a failure: it notes nothing. */
const FORGETFUL = new Trail();

export class ClausePattern implements SolutionShape {
  /** Which clauses match: those with this body (`true` for facts), or, when it is undefined, with any. */
  constructor(
    readonly head: Callable,
    readonly body: Skeleton | undefined,
    readonly variables: readonly Var[],
  ) {}

  get skeleton(): Skeleton {
    const head = skeletonOf(this.head);
    return this.body === undefined || this.body === TRUE ? head : new Template(':-', [head, this.body]);
  }

  /** The values that the pattern's variables have in the clause, undefined when it does not match. */
  match(clause: Clause): Frame | undefined {
    const values: Frame = new Array(this.variables.length);
    const variables: Frame = clause.size === 0 ? EMPTY_FRAME : new Array(clause.size);
    const { args } = this.head;
    for (let i = 0; i < args.length; i++) {
      const arg = clause.size === 0 ? (clause.args[i] as Term) : instantiate(clause.args[i]!, variables);
      if (!unifyHead(args[i]!, arg, values, FORGETFUL)) return undefined;
    }
    if (this.body !== undefined && !(this.body === TRUE && clause.rule === undefined)) {
      const body = instantiate(clause.rule?.body ?? TRUE, variables);
      if (!unifyHead(this.body, body, values, FORGETFUL)) return undefined;
    }
    return clause.size === 0 ? values : resolved(values);
  }

  /** Goes through the clauses that are there now and match. */
  matches(database: Database): ClauseMatches {
    const { name, args } = this.head;
    return new ClauseMatches(this, database.find(name, args.length)?.candidates(args), database.generation);
  }
}

const NONE: readonly Clause[] = [];

/** The clauses that match a pattern, one after the other, those that were there in a generation. */
export class ClauseMatches implements SolutionSource {
  /** The clause that matched last. */
  clause: Clause | undefined = undefined;
  readonly #pattern: ClausePattern;
  readonly #generation: number;
  #items: readonly Clause[];
  #values: Frame | undefined = undefined;
  #at = 0;
  #end = 1;

  constructor(pattern: ClausePattern, clauses: Clauses | undefined, generation: number) {
    this.#pattern = pattern;
    this.#generation = generation;
    const isList = clauses instanceof ClauseList;
    this.#items = isList ? clauses.items : clauses === undefined ? NONE : [clauses];
    this.#at = isList ? clauses.start : 0;
    this.#end = isList ? clauses.end : this.#items.length;
  }

  next(): boolean {
    while (this.#at < this.#end) {
      const clause = this.#items[this.#at++]!;
      if (!clause.isVisible(this.#generation)) continue;
      this.#values = this.#pattern.match(clause);
      if (this.#values === undefined) continue;
      this.clause = clause;
      return true;
    }
    return false;
  }

  values(): Frame {
    return this.#values!;
  }

  close(): void {
    this.#end = 0;
    this.#items = NONE;
  }
}

/**
 * The clauses that match, each erased when it is found. One that somebody else erased since the search began is passed
 * over, other than in SWI-Prolog: each clause is retracted once.
 */
export class ClauseRetraction implements SolutionSource {
  readonly #matches: ClauseMatches;
  readonly #database: Database;

  constructor(pattern: ClausePattern, database: Database) {
    this.#matches = pattern.matches(database);
    this.#database = database;
  }

  next(): boolean {
    while (this.#matches.next()) if (this.#database.erase(this.#matches.clause!)) return true;
    return false;
  }

  values(): Frame {
    return this.#matches.values();
  }

  close(): void {
    this.#matches.close();
  }
}
