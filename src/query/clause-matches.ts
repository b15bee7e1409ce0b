/** The clauses that match a pattern, one after the other. */
import type { Clause } from '../store/clause.ts';
import type { Database } from '../store/database.ts';
import type { Constant } from '../term/constant.ts';
import { ClausePattern } from './clause-pattern.ts';
import { Cursor } from './cursor.ts';
import type { Search, SolutionSource } from './solutions.ts';

/** The matching clauses among those that are there when the search begins. */
export class ClauseMatches implements SolutionSource {
  /** The clause that matched last. */
  clause: Clause | undefined = undefined;
  readonly #pattern: ClausePattern;
  readonly #cursor = new Cursor();
  #values: readonly Constant[] | undefined = undefined;

  constructor(pattern: ClausePattern, database: Database) {
    this.#pattern = pattern;
    const { head } = pattern;
    const { functor, args } = head.form;
    this.#cursor.open(database.predicateOf(functor)?.candidates(args, head), database.generation);
  }

  next(): boolean {
    for (let clause = this.#cursor.next(); clause !== undefined; clause = this.#cursor.next()) {
      this.#values = this.#pattern.match(clause);
      if (this.#values === undefined) continue;
      this.clause = clause;
      return true;
    }
    return false;
  }

  values(): readonly Constant[] {
    return this.#values!;
  }

  close(): void {
    this.#cursor.close();
  }
}

/** What {@link ClauseMatches} search for. */
export class ClauseSearch extends ClausePattern implements Search {
  start(database: Database): SolutionSource {
    return new ClauseMatches(this, database);
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
