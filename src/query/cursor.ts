/** The clauses that a goal or pattern has yet to try: those that were there when it was called. */
import type { Clause } from '../store/clause.ts';
import { ClauseList, type Clauses } from '../store/clause-list.ts';

const NONE: readonly Clause[] = [];

export class Cursor {
  /** One clause, or those of an array. */
  #only: Clause | undefined = undefined;
  #items: readonly Clause[] = NONE;
  #at = 0;
  #end = 0;
  #generation = 0;

  /** Goes to the beginning of clauses as they are in a generation. */
  open(clauses: Clauses | undefined, generation: number): void {
    this.#generation = generation;
    if (clauses instanceof ClauseList) {
      this.#only = undefined;
      this.#items = clauses.items;
      this.#at = clauses.start;
      this.#end = clauses.end;
    } else {
      this.#only = clauses;
      this.#items = NONE;
      this.#end = 0;
    }
  }

  /** The next clause, undefined when there is none. */
  next(): Clause | undefined {
    const only = this.#only;
    if (only !== undefined) {
      this.#only = undefined;
      return only.isVisible(this.#generation) ? only : undefined;
    }
    while (this.#at < this.#end) {
      const clause = this.#items[this.#at++]!;
      if (clause.isVisible(this.#generation)) return clause;
    }
    return undefined;
  }

  /** Lets go of the clauses. */
  close(): void {
    this.open(undefined, 0);
  }
}
