/** A predicate: the clauses of one name and arity. */
import { type Constants, EMPTY_FRAME, NO_CONSTANTS, type Skeleton } from '../term/skeleton.ts';
import { candidates, type Values } from './candidates.ts';
import type { ChangeListener } from './change.ts';
import type { Clause, ClauseOwner } from './clause.ts';
import { ClauseList, type Clauses } from './clause-list.ts';
import { Forms } from './forms.ts';
import { argumentPositions } from './position.ts';

export class Predicate implements ClauseOwner {
  readonly clauses: ClauseList;
  readonly forms: Forms;
  /** Who is told of its changes. */
  readonly listeners = new Set<ChangeListener>();
  /** Whether it exists even while it has no clause: a goal on it then fails instead of being an error. */
  isDefined = false;
  /** Whether it has or had a rule. */
  hasRules = false;
  /** Whether it has or had a clause that is more than a fact without variables, or a fact of a form that is not kept. */
  hasOthers = false;
  #first = 0;
  #last = 0;

  constructor(
    readonly name: string,
    readonly arity: number,
  ) {
    this.clauses = new ClauseList(argumentPositions(arity));
    this.forms = new Forms(this);
  }

  /** Whether it is defined and its clauses are all that there is to a goal. */
  get hasOnlyFacts(): boolean {
    return this.isDefined && !this.hasRules;
  }

  /** Whether its clauses are all facts without variables, of kept forms. */
  get hasOnlyGroundFacts(): boolean {
    return this.isDefined && !this.hasOthers;
  }

  /** The clauses that can match a goal with these arguments, in order; erased ones may be among them. */
  candidates(
    args: readonly Skeleton[],
    constants: Constants = NO_CONSTANTS,
    frame: Values = EMPTY_FRAME,
  ): Clauses | undefined {
    return candidates(this.clauses, args, constants, frame);
  }

  /** Lets go of a clause that was dropped; queries that are under way still have it in theirs. */
  remove(clause: Clause): void {
    this.clauses.remove(clause);
  }

  /** The next place in the order of clauses, before all others or after them. */
  nextOrder(atEnd: boolean): number {
    return atEnd ? ++this.#last : --this.#first;
  }
}
