/** What programs make of their own clauses while they are loaded: `term_expansion/2` and `goal_expansion/2`. */
import {
  Atom,
  type ClauseStore,
  type Compound,
  compound,
  deref,
  properList,
  type Term,
  Var,
} from '../index.ts';
import { clauseFrom, clauseParts } from './clause.ts';
import { clauseOf, directiveOf } from './program.ts';

/** The goal as it is in its first solution; undefined when there is none. */
export type First = (goal: Term) => Promise<Term | undefined>;

/** The clauses and directives, `:- Goal`, that a term of a program stands for. */
export async function expanded(term: Term, store: ClauseStore, first: First): Promise<Term[]> {
  const all: Term[] = [];
  for (const made of await termsOf(term, store, first)) {
    const clause = clauseOf(made);
    all.push(store.kindOf('goal_expansion', 2) === undefined ? clause : await withGoals(clause, first));
  }
  return all;
}

async function termsOf(term: Term, store: ClauseStore, first: First): Promise<readonly Term[]> {
  if (store.kindOf('term_expansion', 2) === undefined) return [term];
  const found = await first(compound('term_expansion', [term, new Var()]));
  if (found === undefined) return [term];
  const made = deref((found as Compound).args[1]!);
  return (properList(made) ?? [made]).map(deref);
}

/** A clause with other goals in its body. */
async function withGoals(clause: Term, first: First): Promise<Term> {
  const directive = directiveOf(clause);
  const { head, body } = directive === undefined ? clauseParts(clause) : { head: TRUE, body: directive };
  if (body === undefined) return clause;
  // The head is asked along, since it shares variables with the body.
  const asked = [compound('=', [head, new Var()]), compound('expand_goal', [body, new Var()])];
  const found = (await first(compound(',', asked))) as Compound | undefined;
  if (found === undefined) return clause;
  const [newHead, newBody] = found.args.map((part) => (deref(part) as Compound).args[1]!) as [Term, Term];
  return directive === undefined ? clauseFrom({ head: newHead, body: newBody }) : compound(':-', [newBody]);
}

const TRUE = new Atom('true');
