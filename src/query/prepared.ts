/** A goal made ready, which can be run many times, each time with variables of its own. */
import type { Database } from '../store/database.ts';
import { Predicate } from '../store/predicate.ts';
import { type Skeleton, withoutSlots } from '../term/skeleton.ts';
import type { TermLike } from '../term/value.ts';
import { skeletonOf } from './callable.ts';
import { ClauseMatches } from './clause-matches.ts';
import { ClausePattern, TRUE } from './clause-pattern.ts';
import { compileCall } from './compile.ts';
import { Join } from './join.ts';
import { JoinRun } from './join-run.ts';
import { type Limits, Meter } from './limits.ts';
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

  /** Starts a run. One that has a meter, or limits, looks at these while it searches. */
  start(database: Database, limits: Limits, meter?: Meter): SolutionSource {
    const { functor, args, variables } = this.head.form;
    const predicate = database.predicateOf(functor);
    const isUnwatched = meter === undefined && isUnlimited(limits);
    if (isUnwatched && predicate?.hasOnlyFacts === true) return new ClauseMatches(this, database);
    const ownMeter = meter ?? new Meter(limits);
    if (predicate?.hasOnlyGroundFacts === true || (functor.name === ',' && args.length === 2)) {
      this.#join ??= new Join(skeletonOf({ name: functor.name, args: this.#args() }), variables.length);
      if (this.#join.conjuncts[0]!.factPredicate(database) !== undefined) {
        return new JoinRun(this.#join, database, ownMeter);
      }
    }
    this.#goal ??= compileCall(functor.name, this.#args());
    return new MachineRun(database, this.#goal, variables.length, ownMeter);
  }

  #args(): readonly Skeleton[] {
    const { args, isKept } = this.head.form;
    return isKept ? withoutSlots(args, this.head) : args;
  }
}

function isUnlimited({ inferences, time, signal }: Limits): boolean {
  return inferences === undefined && time === undefined && signal === undefined;
}
