/** A goal made ready, which can be run many times, each time with variables of its own. */
import type { Database } from '../store/database.ts';
import { Predicate } from '../store/predicate.ts';
import type { Constant } from '../term/constant.ts';
import { type Frame, withoutSlots } from '../term/skeleton.ts';
import type { TermLike } from '../term/value.ts';
import { ClauseMatches } from './clause-matches.ts';
import { ClausePattern, TRUE } from './clause-pattern.ts';
import { compile, compileCall } from './compile.ts';
import type { Limits } from './limits.ts';
import { goalLiteral } from './literals.ts';
import { fillFrame, type Goal, Machine } from './machine.ts';
import { resolved } from './solution.ts';
import type { SolutionSource } from './solutions.ts';

export class Prepared {
  /** The goal as a pattern of facts, which is all that it takes where a predicate has no rules. */
  readonly pattern: ClausePattern;
  #goal: Goal | undefined = undefined;

  /**
   * A string is an atom.
   * @throws PrologError `type_error(callable, Goal)`, `instantiation_error`
   */
  constructor(source: TermLike, database: Database) {
    this.pattern = new ClausePattern(goalLiteral(source, database), TRUE);
  }

  /** Whether it is worth to be made ready again: its predicate was unknown, and now is not. */
  isOutdated(database: Database): boolean {
    const { functor } = this.pattern.head.form;
    return !(functor instanceof Predicate) && database.find(functor.name, functor.arity) !== undefined;
  }

  /** Starts a run. */
  start(database: Database, limits: Limits): SolutionSource {
    const { head } = this.pattern;
    const { functor, args, variables } = head.form;
    const isLimited = limits.inferences !== undefined || limits.time !== undefined;
    if (!isLimited && database.predicateOf(functor)?.hasOnlyFacts === true) {
      return new ClauseMatches(this.pattern, database);
    }
    this.#goal ??= compileCall(functor.name, head.form.isKept ? withoutSlots(args, head) : args);
    return new MachineRun(database, this.#goal, variables.length, limits);
  }
}

/** A run of any goal. */
class MachineRun implements SolutionSource {
  readonly #machine: Machine;
  readonly #frame: Frame;

  constructor(database: Database, goal: Goal, size: number, limits: Limits) {
    this.#frame = fillFrame(new Array(size), size);
    this.#machine = new Machine(database, compile, goal, this.#frame, limits);
  }

  next(): boolean {
    return this.#machine.next();
  }

  values(): readonly Constant[] {
    return resolved(this.#frame);
  }

  close(): void {
    this.#machine.close();
  }
}
