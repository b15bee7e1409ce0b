/** The clauses that match a pattern, one after the other. */
import type { Clause } from '../store/clause.ts';
import { ClauseList } from '../store/clause-list.ts';
import type { Database } from '../store/database.ts';
import type { Constant } from '../term/constant.ts';
import { ClausePattern } from './clause-pattern.ts';
import type { Search, SolutionSource } from './solutions.ts';

const NONE: readonly Clause[] = [];

/** The matching clauses among those that are there when the search begins. */
export class ClauseMatches implements SolutionSource {
  /** The clause that matched last. */
  clause: Clause | undefined = undefined;
  readonly #pattern: ClausePattern;
  readonly #generation: number;
  /** What is to be looked at: one clause, or those of an array. */
  #only: Clause | undefined = undefined;
  #items: readonly Clause[] = NONE;
  #values: readonly Constant[] | undefined = undefined;
  #at = 0;
  #end = 0;

  constructor(pattern: ClausePattern, database: Database) {
    this.#pattern = pattern;
    this.#generation = database.generation;
    const { head } = pattern;
    const { functor, args } = head.form;
    const clauses = database.predicateOf(functor)?.candidates(args, head);
    if (clauses instanceof ClauseList) {
      this.#items = clauses.items;
      this.#at = clauses.start;
      this.#end = clauses.end;
    } else {
      this.#only = clauses;
    }
  }

  next(): boolean {
    if (this.#only !== undefined) {
      const clause = this.#only;
      this.#only = undefined;
      return this.#isMatch(clause);
    }
    while (this.#at < this.#end) {
      if (this.#isMatch(this.#items[this.#at++]!)) return true;
    }
    return false;
  }

  #isMatch(clause: Clause): boolean {
    if (!clause.isVisible(this.#generation)) return false;
    this.#values = this.#pattern.match(clause);
    this.clause = clause;
    return this.#values !== undefined;
  }

  values(): readonly Constant[] {
    return this.#values!;
  }

  close(): void {
    this.#only = undefined;
    this.#end = 0;
    this.#items = NONE;
  }
}

/** What {@link ClauseRetraction}s search for. */
export class Retraction extends ClausePattern implements Search {
  start(database: Database): SolutionSource {
    return new ClauseRetraction(this, database);
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
    this.#matches = new ClauseMatches(pattern, database);
    this.#database = database;
  }

  next(): boolean {
    while (this.#matches.next()) if (this.#database.erase(this.#matches.clause!)) return true;
    return false;
  }

  values(): readonly Constant[] {
    return this.#matches.values();
  }

  close(): void {
    this.#matches.close();
  }
}
