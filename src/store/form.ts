/** Forms: what literals that differ only in their constants have in common. */
import type { Skeleton } from '../term/skeleton.ts';
import type { Var } from '../term/term.ts';

/** A name and a number of arguments; the predicate itself where it is known. */
export interface Functor {
  readonly name: string;
  readonly arity: number;
}

/** The body of a rule, and what the query layer made of it. */
export interface RuleBody {
  readonly body: Skeleton;
  compiled: unknown;
}

export class Form {
  /** Whether its literals are facts without variables and, the form being a kept one, without depth. */
  readonly isGroundFact: boolean;

  /**
   * `variables` are those of the arguments by number, and of the body where the literal is the head of a rule. A form that
   * `isKept` is shared by many literals: then it is not deep, and has neither a rule nor constants of its own.
   */
  constructor(
    readonly functor: Functor,
    readonly args: readonly Skeleton[],
    readonly variables: readonly Var[],
    readonly rule: RuleBody | undefined,
    readonly isKept: boolean,
  ) {
    this.isGroundFact = isKept && variables.length === 0;
  }
}
