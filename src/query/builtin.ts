/** How predicates are written in TypeScript: as a test that may bind, or as a series of alternatives. */
import { withContext } from '../term/error-context.ts';
import { type Frame, instantiate, Local, type Skeleton } from '../term/skeleton.ts';
import { deref, type Term } from '../term/term.ts';
import { Choicepoint, type Continuation, type Goal, type Machine } from './machine.ts';

/** Makes a goal of a predicate from the arguments that stand in the program; errors tell of it by its name. */
export type GoalMaker = (args: readonly Skeleton[], name: string) => Goal;

/** Predicates by their indicator: `'member/2': maker`. */
export type Predicates = Readonly<Record<string, GoalMaker>>;

/** Makes goals whose `test` decides; it is given the arguments dereferenced and may bind through the machine. */
export function deterministic(test: (args: readonly Term[], machine: Machine) => boolean): GoalMaker {
  return (args, name) => ({
    run(machine, frame, next) {
      machine.infer(next);
      try {
        return test(valuesOf(args, frame), machine) ? next : undefined;
      } catch (error) {
        throw withContext(error, name, args.length);
      }
    },
  });
}

/** What a predicate with several solutions tries, one after the other. */
export interface Alternatives {
  /** Tries the next alternative; false when it does not hold. Not called once there are no more. */
  attempt(machine: Machine): boolean;
  /** Whether there is nothing more to try. */
  readonly isExhausted: boolean;
}

/** Makes goals that try alternatives; where there is only one thing to try, that is a plain answer. */
export function nondeterministic(
  alternatives: (args: readonly Term[], machine: Machine) => Alternatives | boolean,
): GoalMaker {
  return (args, name) => ({
    run(machine, frame, next) {
      machine.infer(next);
      let found: Alternatives | boolean;
      try {
        found = alternatives(valuesOf(args, frame), machine);
      } catch (error) {
        throw withContext(error, name, args.length);
      }
      if (typeof found === 'boolean') return found ? next : undefined;
      if (found.isExhausted) return undefined;
      const choice = new AlternativesChoice(found, next);
      machine.push(choice);
      return choice.retry(machine);
    },
  });
}

/** The arguments of a goal as they are now. */
export function valuesOf(args: readonly Skeleton[], frame: Frame): Term[] {
  const values: Term[] = new Array(args.length);
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    values[i] = deref(arg instanceof Local ? frame[arg.index]! : instantiate(arg, frame));
  }
  return values;
}

class AlternativesChoice extends Choicepoint {
  constructor(
    readonly alternatives: Alternatives,
    readonly next: Continuation,
  ) {
    super();
  }

  override retry(machine: Machine): Continuation | undefined {
    const { alternatives } = this;
    machine.infer(this.next);
    const holds = alternatives.attempt(machine);
    if (alternatives.isExhausted) machine.pop();
    return holds ? this.next : undefined;
  }
}
