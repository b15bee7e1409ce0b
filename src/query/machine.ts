/**
 * The machine that runs goals: a chain of continuations for what is still to be done, a stack of choicepoints for what
 * else can be tried, a trail to undo bindings. It calls nothing recursively, so no program can exhaust JavaScript's
 * stack, and it stops after each solution until it is asked for the next, and when its turn is over.
 */
import type { Clause } from '../store/clause.ts';
import { ClauseList, type Clauses } from '../store/clause-list.ts';
import type { Database } from '../store/database.ts';
import { EMPTY_FRAME, type Frame, type Skeleton } from '../term/skeleton.ts';
import { type Term, Var } from '../term/term.ts';
import type { Meter } from './limits.ts';
import { Matches } from './matches.ts';
import { Trail } from './trail.ts';
import { unify, unifyHead } from './unify.ts';

/** Something to run: a goal of a program that was made ready, or a step of the machine's own. */
export interface Goal {
  /** Runs in the frame and answers what to do then: `next` when it is done, undefined when it fails. */
  run(machine: Machine, frame: Frame, next: Continuation): Continuation | undefined;
}

/** A goal with its variables, and what follows it. */
export class Continuation {
  /** How many continuations follow. */
  readonly depth: number;

  constructor(
    readonly goal: Goal,
    readonly frame: Frame,
    readonly next: Continuation | undefined,
  ) {
    this.depth = next === undefined ? 0 : next.depth + 1;
  }
}

/** Something else to try when what was tried last fails. */
export abstract class Choicepoint {
  /** The length of the trail to go back to, and what to protect from then on: see {@link Trail.protect}. */
  trail = 0;
  protectedBefore = 0;

  /**
   * Tries the next alternative, one only, for others to have their turn between two. Called as the top of the stack; leaves
   * itself there only if there are more. Where one fails, the machine undoes what it bound.
   */
  abstract retry(machine: Machine): Continuation | undefined;
}

/** Where each run ends; its goal is never run. */
const SOLVED = new Continuation({ run: () => undefined }, EMPTY_FRAME, undefined);

export class Machine {
  readonly trail = new Trail();
  #choicepoints: Choicepoint[] = [];
  /** What to go on with; undefined for what else can be tried. */
  #at: Continuation | undefined;

  /** `compile` makes a body or a term ready to run; `goal` is run in `frame`, whose variables are all there. */
  constructor(
    readonly database: Database,
    readonly compile: (body: Skeleton) => Goal,
    goal: Goal,
    frame: Frame,
    readonly meter: Meter,
  ) {
    this.#at = new Continuation(goal, frame, SOLVED);
  }

  /**
   * Runs to the next solution; false when there is none, or when the turn is over, and then the next call goes on. After an
   * error it is to be closed.
   */
  next(): boolean {
    const { meter } = this;
    let at = this.#at;
    while (!meter.isTurnOver) {
      if (at === SOLVED) {
        this.#at = undefined;
        return true;
      }
      if (at === undefined) {
        const top = this.#choicepoints.at(-1);
        if (top === undefined) break;
        this.trail.undo(top.trail);
        at = top.retry(this);
      } else {
        at = at.goal.run(this, at.frame, at.next!);
      }
    }
    this.#at = at;
    return false;
  }

  /** Forgets what else there was to try. */
  close(): void {
    this.#at = undefined;
    this.#choicepoints = [];
  }

  /** Counts an inference. */
  infer(next: Continuation): void {
    const { meter } = this;
    if (++meter.inferences > meter.due) {
      meter.check(next.depth + this.#choicepoints.length + this.trail.length);
    }
  }

  unify(a: Term, b: Term): boolean {
    return unify(a, b, this.trail);
  }

  /** Whether two terms unify; binds nothing. */
  canUnify(a: Term, b: Term): boolean {
    const { trail } = this;
    const before = trail.protect();
    const { length } = trail;
    const can = unify(a, b, trail);
    trail.undo(length);
    trail.release(before);
    return can;
  }

  push(choicepoint: Choicepoint): void {
    choicepoint.trail = this.trail.length;
    choicepoint.protectedBefore = this.trail.protect();
    this.#choicepoints.push(choicepoint);
  }

  /** Takes the top choicepoint away. */
  pop(): void {
    this.trail.release(this.#choicepoints.pop()!.protectedBefore);
  }

  /** The height of the stack of choicepoints, for {@link cut}. */
  get height(): number {
    return this.#choicepoints.length;
  }

  /** Takes away all choicepoints above a height. */
  cut(height: number): void {
    while (this.#choicepoints.length > height) this.pop();
  }

  /** Whether `test` holds, with what it bound undone where it does not. */
  attempt(test: () => boolean): boolean {
    const { trail } = this;
    const before = trail.protect();
    const { length } = trail;
    const holds = test();
    if (!holds) trail.undo(length);
    trail.release(before);
    return holds;
  }

  /** Calls a predicate of the store: `args` are dereferenced. */
  call(clauses: Clauses | undefined, args: readonly Term[], next: Continuation): Continuation | undefined {
    if (clauses === undefined) return undefined;
    if (!(clauses instanceof ClauseList)) {
      return clauses.isErased ? undefined : this.enter(clauses, args, next);
    }
    const matches = new Matches(clauses, this.database.generation, args);
    if (matches.isExhausted) return undefined;
    const first = matches.take();
    // The last clause leaves no choicepoint behind.
    if (matches.isExhausted) return this.enter(first, args, next);
    this.push(new ClauseChoice(matches, next));
    return this.enter(first, args, next);
  }

  /** Unifies the head of a clause with a goal's arguments; what follows is its body. */
  enter(clause: Clause, args: readonly Term[], next: Continuation): Continuation | undefined {
    const { args: head, rule, variables } = clause.form;
    const size = variables.length;
    const frame: Frame = size === 0 ? EMPTY_FRAME : new Array(size);
    for (let i = 0; i < head.length; i++) {
      if (!unifyHead(head[i]!, args[i]!, frame, clause, this.trail)) return undefined;
    }
    if (rule === undefined) return next;
    fillFrame(frame, size);
    rule.compiled ??= this.compile(rule.body);
    return new Continuation(rule.compiled as Goal, frame, next);
  }
}

/**
 * Gives the variables that have no value yet one each. They have to be older than every choicepoint of the goals that use
 * them, for going back to undo what is bound.
 */
export function fillFrame(frame: Frame, size: number): Frame {
  for (let i = 0; i < size; i++) frame[i] ??= new Var();
  return frame;
}

/** The clauses of a predicate that are still to be tried on a goal. */
class ClauseChoice extends Choicepoint {
  constructor(
    readonly matches: Matches,
    readonly next: Continuation,
  ) {
    super();
  }

  override retry(machine: Machine): Continuation | undefined {
    const { matches } = this;
    machine.infer(this.next);
    const clause = matches.take();
    if (matches.isExhausted) machine.pop();
    return machine.enter(clause, matches.args, this.next);
  }
}
