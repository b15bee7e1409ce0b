/** Conditional compilation: `:- if(Goal)`, `:- elif(Goal)`, `:- else` and `:- endif`. */
import { Atom, Compound, type Term } from '../index.ts';

/** `seeking` has not had a branch that is loaded yet, `done` has. */
type Branch = 'loading' | 'seeking' | 'done' | 'outside';

export class Conditions {
  /** The innermost last. */
  readonly #branches: Branch[] = [];

  /** Whether what stands here is to be loaded. */
  get isLoading(): boolean {
    return this.#branches.every((branch) => branch === 'loading');
  }

  /** Whether it depends on some condition. */
  get isConditional(): boolean {
    return this.#branches.length > 0;
  }

  /** Obeys a directive if it is one of these; `test` says whether a goal is true, and is asked only where that counts. */
  async obey(directive: Term, test: (goal: Term) => Promise<boolean>): Promise<boolean> {
    const { name } = directive as Atom | Compound;
    const [goal] = directive instanceof Compound && directive.args.length === 1 ? directive.args : [];
    if (goal !== undefined && name === 'if') {
      this.#branches.push(!this.isLoading ? 'outside' : (await test(goal)) ? 'loading' : 'seeking');
    } else if (goal !== undefined && name === 'elif') {
      const before = this.#branches.pop();
      this.#branches.push(
        before === 'seeking' && this.isLoading && (await test(goal)) ? 'loading' : next(before),
      );
    } else if (directive instanceof Atom && name === 'else') {
      const before = this.#branches.pop();
      this.#branches.push(before === 'seeking' ? 'loading' : next(before));
    } else if (directive instanceof Atom && name === 'endif') {
      this.#branches.pop();
    } else return false;
    return true;
  }
}

function next(before: Branch | undefined): Branch {
  return before === 'loading' ? 'done' : (before ?? 'outside');
}
