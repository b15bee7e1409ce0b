/** Conditional compilation: `:- if(Goal)`, `:- elif(Goal)`, `:- else` and `:- endif`. */
import { Atom, Compound, type Term } from '../index.ts';
import type { Steps } from './steps.ts';

/** `seeking` has not had a branch that is loaded yet, `done` has. */
type Branch = 'loading' | 'seeking' | 'done' | 'outside';

interface Condition {
  readonly branch: Branch;
  /** Where the `if` stands. */
  readonly line: number;
}

/** What a directive of these needs of the program that it stands in. */
export interface Place {
  readonly line: number;
  /** Whether a goal is true; asked only where that counts. */
  test(goal: Term): Steps<boolean>;
  /** Is told what is wrong. */
  complain(text: string): void;
}

export class Conditions {
  /** The innermost last. */
  readonly #conditions: Condition[] = [];

  /** Whether what stands here is to be loaded. */
  get isLoading(): boolean {
    return this.#conditions.every(({ branch }) => branch === 'loading');
  }

  /** Where the innermost `if` without an `endif` stands. */
  get openSince(): number | undefined {
    return this.#conditions.at(-1)?.line;
  }

  /** Obeys a directive if it is one of these. */
  *obey(directive: Term, { line, test, complain }: Place): Steps<boolean> {
    const kind = conditionalOf(directive);
    if (kind === undefined) return false;
    const goal = directive instanceof Compound ? directive.args[0]! : undefined;
    if (kind === 'if') {
      const branch = !this.isLoading ? 'outside' : (yield* test(goal!)) ? 'loading' : 'seeking';
      this.#conditions.push({ branch, line });
      return true;
    }
    const before = this.#conditions.pop();
    if (before === undefined) {
      complain(`:- ${kind} without :- if`);
    } else if (kind !== 'endif') {
      const isNext = before.branch === 'seeking' && (goal === undefined || (yield* test(goal)));
      this.#conditions.push({ ...before, branch: isNext ? 'loading' : next(before.branch) });
    }
    return true;
  }
}

/** Which of these directives it is; undefined for any other. */
export function conditionalOf(directive: Term): 'if' | 'elif' | 'else' | 'endif' | undefined {
  if (directive instanceof Atom) {
    return directive.name === 'else' || directive.name === 'endif' ? directive.name : undefined;
  }
  const isUnary = directive instanceof Compound && directive.args.length === 1;
  return isUnary && (directive.name === 'if' || directive.name === 'elif') ? directive.name : undefined;
}

function next(before: Branch): Branch {
  return before === 'loading' ? 'done' : before;
}
