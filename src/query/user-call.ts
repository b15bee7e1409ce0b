/** Goals on the predicates of the store. */
import type { Predicate } from '../store/predicate.ts';
import { existenceError, indicator } from '../term/error.ts';
import type { Frame, Skeleton } from '../term/skeleton.ts';
import { type GoalMaker, valuesOf } from './builtin.ts';
import type { Continuation, Goal, Machine } from './machine.ts';

export class UserCall implements Goal {
  #predicate: Predicate | undefined = undefined;

  /** `fallback` makes the goal of the library predicate of that name, which holds while the store defines none. */
  constructor(
    readonly name: string,
    readonly args: readonly Skeleton[],
    readonly fallback: GoalMaker | undefined,
  ) {}

  run(machine: Machine, frame: Frame, next: Continuation): Continuation | undefined {
    this.#predicate ??= machine.database.find(this.name, this.args.length);
    if (this.#predicate?.isDefined !== true) return this.#undefined(machine, frame, next);
    machine.infer(next);
    const args = valuesOf(this.args, frame);
    return machine.call(this.#predicate.candidates(args), args, next);
  }

  #undefined(machine: Machine, frame: Frame, next: Continuation): Continuation | undefined {
    if (this.fallback !== undefined) return this.fallback(this.args, this.name).run(machine, frame, next);
    const pi = indicator(this.name, this.args.length);
    throw existenceError('procedure', pi, pi);
  }
}
