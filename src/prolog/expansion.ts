/** What programs make of their own clauses while they are loaded: `term_expansion/2` and `goal_expansion/2`. */
import { type ClauseStore, type Compound, compound, deref, properList, type Term, Var } from '../index.ts';
import { clauseOf, directiveOf } from './program.ts';
import type { Steps } from './steps.ts';

/** The goal as it is in its first solution; undefined when there is none. */
export type First = (goal: Term) => Steps<Term | undefined>;

/** What modules of the library make of directives, if they make something of any. */
export interface Expanding {
  readonly isExpanding: boolean;
  /** The goal that says what a term stands for, as its second argument. */
  expanding(term: Term): Term;
}

/** The clauses and directives, `:- Goal`, that a term of a program stands for. */
export function* expanded(term: Term, store: ClauseStore, modules: Expanding, first: First): Steps<Term[]> {
  if (modules.isExpanding && directiveOf(term) !== undefined) {
    const made = yield* first(modules.expanding(term));
    if (made !== undefined) return [deref((made as Compound).args[1]!)];
  }
  // Most programs have none of these, and are loaded faster without asking.
  const isExpanding = HOOKS.some((hook) => store.kindOf(hook, 2) !== undefined);
  const found = isExpanding ? yield* first(compound('expand_term', [term, new Var()])) : undefined;
  if (found === undefined) return [clauseOf(term)];
  const made = deref((found as Compound).args[1]!);
  return (properList(made) ?? [made]).map(deref);
}

const HOOKS = ['term_expansion', 'goal_expansion'];
