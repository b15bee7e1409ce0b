/** A goal made ready, which can be run many times, each time with variables of its own. */
import type { Database } from '../store/database.ts';
import { Predicate } from '../store/predicate.ts';
import { withoutSlots } from '../term/skeleton.ts';
import type { TermLike } from '../term/value.ts';
import { ClauseMatches } from './clause-matches.ts';
import { ClausePattern, TRUE } from './clause-pattern.ts';
import { compileCall } from './compile.ts';
import { Join } from './join.ts';
import { JoinRun } from './join-run.ts';
import type { Limits } from './limits.ts';
import { goalLiteral } from './literals.ts';
import type { Goal } from './machine.ts';
import { MachineRun } from './machine-run.ts';
import type { Search, SolutionSource } from './solutions.ts';

/** It is also a pattern of facts, which is all that it takes where a predicate has no rules. */
export class Prepared extends ClausePattern implements Search {
  #goal: Goal | undefined = undefined;
  #join: Join | undefined = undefined;

  /**
   * A string is an atom.
   * @throws PrologError `type_error(callable, Goal)`, `instantiation_error`
   */
  constructor(source: TermLike, database: Database) {
    super(goalLiteral(source, database), TRUE);
  }

  /** Whether it is worth to be made ready again: its predicate was unknown, and now is not. */
  isOutdated(database: Database): boolean {
    const { functor } = this.head.form;
    return !(functor instanceof Predicate) && database.find(functor.name, functor.arity) !== undefined;
  }

  /** Starts a run. */
  start(database: Database, limits: Limits): SolutionSource {
    const { functor, args, variables, isKept } = this.head.form;
    const isLimited = limits.inferences !== undefined || limits.time !== undefined;
    if (!isLimited && database.predicateOf(functor)?.hasOnlyFacts === true) {
      return new ClauseMatches(this, database);
    }
    if (functor.name === ',' && args.length === 2) {
      this.#join ??= new Join(this.skeleton, variables.length);
      if (this.#join.conjuncts[0]!.factPredicate(database) !== undefined) {
        return new JoinRun(this.#join, database, limits);
      }
    }
    this.#goal ??= compileCall(functor.name, isKept ? withoutSlots(args, this.head) : args);
    return new MachineRun(database, this.#goal, variables.length, limits);
  }
}
