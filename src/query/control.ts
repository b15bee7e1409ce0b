/** The control constructs: how goals are put together. */
import { instantiationError, representationError, typeError } from '../term/error.ts';
import { SMALL } from '../term/pairs.ts';
import { EMPTY_FRAME, type Frame, instantiate, Local, type Skeleton, Template } from '../term/skeleton.ts';
import { Atom, Compound, deref, type Term, Var } from '../term/term.ts';
import { isAcyclic } from '../term/walk.ts';
import { Choicepoint, Continuation, type Goal, type Machine } from './machine.ts';

/** A goal inside of another, compiled when it is first needed. */
export class Subgoal {
  #goal: Goal | undefined = undefined;

  constructor(readonly body: Skeleton) {}

  goal(machine: Machine): Goal {
    this.#goal ??= machine.compile(this.body);
    return this.#goal;
  }

  /** What runs the goal and then `next`. */
  before(machine: Machine, frame: Frame, next: Continuation): Continuation {
    return new Continuation(this.goal(machine), frame, next);
  }
}

/** `true/0`. */
export class True implements Goal {
  run(machine: Machine, _frame: Frame, next: Continuation): Continuation {
    machine.infer(next);
    return next;
  }
}

/** `fail/0` and `false/0`. */
export class Fail implements Goal {
  run(machine: Machine, _frame: Frame, next: Continuation): undefined {
    machine.infer(next);
  }
}

/** `First, Rest`. */
export class Conjunction implements Goal {
  readonly #first: Subgoal;
  readonly #rest: Subgoal;

  constructor(first: Skeleton, rest: Skeleton) {
    this.#first = new Subgoal(first);
    this.#rest = new Subgoal(rest);
  }

  run(machine: Machine, frame: Frame, next: Continuation): Continuation | undefined {
    const first = this.#first.goal(machine);
    const rest = this.#rest.before(machine, frame, next);
    // A conjunction on the left could hold another one on its left, and so on: that must not use JavaScript's stack.
    return first instanceof Conjunction
      ? new Continuation(first, frame, rest)
      : first.run(machine, frame, rest);
  }
}

/** What is run when the choicepoint is gone back to: the other branch of a disjunction, or the one for "else". */
class Otherwise extends Choicepoint {
  /** Whether a soft cut took the branch away while alternatives above it stay. */
  isCut = false;

  constructor(readonly branch: Continuation | undefined) {
    super();
  }

  override retry(machine: Machine): Continuation | undefined {
    machine.pop();
    return this.isCut ? undefined : this.branch;
  }
}

/** `Left ; Right`. */
export class Disjunction implements Goal {
  readonly #left: Subgoal;
  readonly #right: Subgoal;

  constructor(left: Skeleton, right: Skeleton) {
    this.#left = new Subgoal(left);
    this.#right = new Subgoal(right);
  }

  run(machine: Machine, frame: Frame, next: Continuation): Continuation {
    machine.push(new Otherwise(this.#right.before(machine, frame, next)));
    return this.#left.before(machine, frame, next);
  }
}

/** A step that commits to what was found: takes away the choicepoints above a height. */
class Commit implements Goal {
  constructor(readonly height: number) {}

  run(machine: Machine, _frame: Frame, next: Continuation): Continuation {
    machine.cut(this.height);
    return next;
  }
}

/** `Condition -> Then ; Else`; without `Else` that is failing. */
export class IfThenElse implements Goal {
  readonly #condition: Subgoal;
  readonly #then: Subgoal;
  readonly #else: Subgoal | undefined;

  constructor(condition: Skeleton, then: Skeleton, otherwise?: Skeleton) {
    this.#condition = new Subgoal(condition);
    this.#then = new Subgoal(then);
    this.#else = otherwise === undefined ? undefined : new Subgoal(otherwise);
  }

  run(machine: Machine, frame: Frame, next: Continuation): Continuation {
    const commit = new Commit(machine.height);
    machine.push(new Otherwise(this.#else?.before(machine, frame, next)));
    const then = this.#then.before(machine, frame, next);
    return this.#condition.before(machine, frame, new Continuation(commit, EMPTY_FRAME, then));
  }
}

/** A step that takes the "else" away and leaves the other solutions of the condition. */
class SoftCommit implements Goal {
  constructor(readonly otherwise: Otherwise) {}

  run(_machine: Machine, _frame: Frame, next: Continuation): Continuation {
    this.otherwise.isCut = true;
    return next;
  }
}

/** `Condition *-> Then ; Else`. */
export class SoftIfThenElse implements Goal {
  readonly #condition: Subgoal;
  readonly #then: Subgoal;
  readonly #else: Subgoal;

  constructor(condition: Skeleton, then: Skeleton, otherwise: Skeleton) {
    this.#condition = new Subgoal(condition);
    this.#then = new Subgoal(then);
    this.#else = new Subgoal(otherwise);
  }

  run(machine: Machine, frame: Frame, next: Continuation): Continuation {
    const otherwise = new Otherwise(this.#else.before(machine, frame, next));
    machine.push(otherwise);
    const then = this.#then.before(machine, frame, next);
    return this.#condition.before(
      machine,
      frame,
      new Continuation(new SoftCommit(otherwise), EMPTY_FRAME, then),
    );
  }
}

/** A step that takes away the choicepoints above a height and fails. */
class CommitToFailure implements Goal {
  constructor(readonly height: number) {}

  run(machine: Machine): undefined {
    machine.cut(this.height);
    return undefined;
  }
}

/** `\+ Goal`. */
export class Negation implements Goal {
  readonly #goal: Subgoal;

  constructor(goal: Skeleton) {
    this.#goal = new Subgoal(goal);
  }

  run(machine: Machine, frame: Frame, next: Continuation): Continuation {
    const fail = new Continuation(new CommitToFailure(machine.height), EMPTY_FRAME, next);
    machine.push(new Otherwise(next));
    return this.#goal.before(machine, frame, fail);
  }
}

/** `call/N`: a goal that is known when it runs, with further arguments. A variable as a goal is `call/1`. */
export class Call implements Goal {
  constructor(
    readonly goal: Skeleton,
    readonly extra: readonly Skeleton[],
  ) {}

  run(machine: Machine, frame: Frame, next: Continuation): Continuation {
    machine.infer(next);
    const extra = this.extra.map((arg) => instantiate(arg, frame));
    const goal = withArguments(deref(instantiate(this.goal, frame)), extra);
    if (goal instanceof Var) throw instantiationError();
    checkBody(goal);
    return new Continuation(machine.compile(goal), EMPTY_FRAME, next);
  }
}

/** The goal with arguments added to its own. */
function withArguments(goal: Term, extra: readonly Term[]): Term {
  if (extra.length === 0) return goal;
  if (goal instanceof Atom) return new Compound(goal.name, extra);
  if (goal instanceof Compound) return new Compound(goal.name, [...goal.args, ...extra]);
  throw goal instanceof Var ? instantiationError() : typeError('callable', goal);
}

/**
 * Makes sure that a goal or body consists of callable terms at every place where connectives have goals. Variables are
 * left for when they are run.
 * @throws PrologError `type_error(callable, Body)`, `representation_error(cyclic_term)`
 */
export function checkBody(body: Skeleton): void {
  const pending: Skeleton[] = [body];
  let seen: Set<Skeleton> | undefined;
  let parts = 0;
  for (let part = pending.pop(); part !== undefined; part = pending.pop()) {
    const goal = part instanceof Var ? deref(part) : part;
    if (goal instanceof Var || goal instanceof Local || goal instanceof Atom) continue;
    if (!(goal instanceof Compound || goal instanceof Template)) {
      throw typeError('callable', deref(instantiate(body, [])));
    }
    if (!isConnective(goal.name, goal.args.length)) continue;
    if (++parts === SMALL && !isAcyclic(body as Term)) throw representationError('cyclic_term');
    if (parts > SMALL) {
      seen ??= new Set();
      if (seen.has(goal)) continue;
      seen.add(goal);
    }
    pending.push(...goal.args);
  }
}

/** Whether all arguments of such a goal are goals. */
export function isConnective(name: string, arity: number): boolean {
  return (
    (arity === 2 && (name === ',' || name === ';' || name === '->' || name === '*->')) ||
    (arity === 1 && name === '\\+')
  );
}
