/** A goal made ready, which can be run many times, each time with variables of its own. */
import type { Database } from '../store/database.ts';
import { type Frame, Numbering } from '../term/skeleton.ts';
import type { TermLike } from '../term/value.ts';
import { callableOf } from './callable.ts';
import { ClauseMatches, ClausePattern, TRUE } from './clause-pattern.ts';
import { compile, compileCall } from './compile.ts';
import { checkBody, isConnective } from './control.ts';
import type { Limits } from './limits.ts';
import { fillFrame, type Goal, Machine } from './machine.ts';
import { resolved } from './solution.ts';
import type { SolutionSource } from './solutions.ts';

export class Prepared {
  /** The goal as a pattern of facts, which is all that it takes where a predicate has no rules. */
  readonly pattern: ClausePattern;
  #goal: Goal | undefined = undefined;

  /** @throws PrologError `type_error(callable, Goal)`, `instantiation_error`, `syntax_error(_)` */
  constructor(source: TermLike) {
    const numbering = new Numbering();
    const goal = callableOf(source, numbering);
    this.pattern = new ClausePattern(goal, TRUE, numbering.variables);
    if (isConnective(goal.name, goal.args.length)) checkBody(this.pattern.skeleton);
  }

  /** Starts a run. */
  start(database: Database, limits: Limits): SolutionSource {
    const { head, variables } = this.pattern;
    const predicate = database.find(head.name, head.args.length);
    const isLimited = limits.inferences !== undefined || limits.time !== undefined;
    if (predicate?.hasOnlyFacts === true && !isLimited) {
      return new ClauseMatches(this.pattern, predicate.candidates(head.args), database.generation);
    }
    this.#goal ??= compileCall(head.name, head.args);
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

  values(): Frame {
    return resolved(this.#frame);
  }

  close(): void {
    this.#machine.close();
  }
}
