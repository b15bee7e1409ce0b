/** The clauses that may match a goal, in order: those that were there when it was called, and without a look at bindings. */
import type { Clause } from '../store/clause.ts';
import { ClauseList, type Clauses } from '../store/clause-list.ts';
import type { Constant } from '../term/constant.ts';
import { type Constants, Local, type Skeleton, Slot, Template } from '../term/skeleton.ts';
import { Atom, type Atomic, Compound, Int, sameAtomic, type Term, Var } from '../term/term.ts';

const NONE: readonly Clause[] = [];

export class Matches {
  readonly #items: readonly Clause[];
  readonly #end: number;
  #at: number;

  /** `generation` is that of the database now; the arguments are dereferenced. */
  constructor(
    clauses: Clauses | undefined,
    readonly generation: number,
    readonly args: readonly Term[],
  ) {
    const isList = clauses instanceof ClauseList;
    this.#items = isList ? clauses.items : clauses === undefined ? NONE : [clauses];
    this.#end = isList ? clauses.end : this.#items.length;
    this.#at = this.#from(isList ? clauses.start : 0);
  }

  get isExhausted(): boolean {
    return this.#at === this.#end;
  }

  /** The next clause; there has to be one. */
  take(): Clause {
    const clause = this.#items[this.#at]!;
    this.#at = this.#from(this.#at + 1);
    return clause;
  }

  #from(start: number): number {
    let at = start;
    while (at < this.#end && !this.#isMatch(this.#items[at]!)) at++;
    return at;
  }

  #isMatch(clause: Clause): boolean {
    if (!clause.isVisible(this.generation)) return false;
    const patterns = clause.form.args;
    for (let i = 0; i < patterns.length; i++) {
      if (!canUnify(patterns[i]!, clause, this.args[i]!)) return false;
    }
    return true;
  }
}

/** Whether two arguments may unify, by what is at their top. */
function canUnify(pattern: Skeleton | Constant, constants: Constants, value: Term): boolean {
  if (value instanceof Var || pattern instanceof Local) return true;
  if (pattern instanceof Slot) return canUnify(constants.at(pattern.index), constants, value);
  if (typeof pattern === 'string') return value instanceof Atom && value.name === pattern;
  if (typeof pattern === 'number') return value instanceof Int && value.value === pattern;
  if (pattern instanceof Template || pattern instanceof Compound) {
    return (
      value instanceof Compound && pattern.name === value.name && pattern.args.length === value.args.length
    );
  }
  return !(value instanceof Compound) && sameAtomic(pattern as Atomic, value);
}
