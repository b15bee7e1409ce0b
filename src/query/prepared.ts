/** A goal made ready, which can be run many times, each time with variables of its own. */
import type { Database } from '../store/database.ts';
import { type Frame, Numbering } from '../term/skeleton.ts';
import type { TermLike } from '../term/value.ts';
import { callableOf, skeletonOf } from './callable.ts';
import { ClausePattern } from './clause-pattern.ts';
import { compile, compileCall } from './compile.ts';
import { checkBody } from './control.ts';
import type { Limits } from './limits.ts';
import { fillFrame, type Goal, Machine } from './machine.ts';
import type { SolutionShape } from './solution.ts';
import type { SolutionSource } from './solutions.ts';
import { UserCall } from './user-call.ts';

export class Prepared {
  readonly shape: SolutionShape;
  readonly #goal: Goal;
  /** What the goal is as a pattern of facts, which is all that it takes where a predicate has no rules. */
  readonly #pattern: ClausePattern | undefined;

  /** @throws PrologError `type_error(callable, Goal)`, `instantiation_error`, `syntax_error(_)` */
  constructor(source: TermLike) {
    const numbering = new Numbering();
    const call = callableOf(source, numbering);
    this.shape = { names: numbering.names(), skeleton: () => skeletonOf(call) };
    this.#goal = compileCall(call.name, call.args);
    if (this.#goal instanceof UserCall) this.#pattern = ClausePattern.ofFacts(call, this.shape.names.length);
    else checkBody(this.shape.skeleton());
  }

  /** Starts a run. */
  start(database: Database, limits: Limits): SolutionSource {
    if (this.#pattern !== undefined && limits.inferences === undefined && limits.time === undefined) {
      const { name, args } = this.#pattern.head;
      const predicate = database.find(name, args.length);
      if (predicate?.isDefined === true && !predicate.hasRules) return this.#pattern.matches(database);
    }
    return new MachineRun(database, this.#goal, this.shape.names.length, limits);
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

  next(): Frame | undefined {
    return this.#machine.next() ? this.#frame : undefined;
  }

  close(): void {
    this.#machine.close();
  }
}
