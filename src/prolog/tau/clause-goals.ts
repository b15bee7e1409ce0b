/** Goals on predicates that clauses define. */
import type { TauSubstitution, TauTerm, TauValue } from 'tau-prolog';
import type { ClauseStore, Compound, Term } from '../../index.ts';
import { bodyOf } from './body.ts';
import type { Call } from './run.ts';
import { outlineOf, toTau, Variables } from './terms.ts';
import { unify } from './unify.ts';

/** What a call of clauses has to remember between two that match. */
interface Candidates {
  readonly clauses: Iterator<RenamedClause, undefined>;
  /** The next one that matches. */
  next: Resolvent | undefined;
}

interface RenamedClause {
  readonly head: Term;
  readonly body: Term;
}

interface Resolvent {
  readonly body: TauValue;
  readonly bound: TauSubstitution;
}

/** Goes on with the body of each clause that matches; no choicepoint is left behind when the last one is tried. */
export function callClauses(call: Call, store: ClauseStore): void {
  const { goal, state, run } = call;
  let memory = state.memory as Candidates | undefined;
  if (memory === undefined) {
    const clauses = store.candidates(outlineOf(goal) as Compound);
    memory = { clauses, next: nextResolvent(clauses, goal) };
  }
  const { next } = memory;
  if (next === undefined) return;
  const { height } = run;
  memory.next = nextResolvent(memory.clauses, goal);
  if (memory.next !== undefined) {
    state.memory = memory;
    run.retry(call);
  }
  const isFact = next.body.id === 'true' && next.body.args?.length === 0;
  run.proceed(call, isFact ? null : bodyOf(next.body, height), next.bound);
}

function nextResolvent(clauses: Candidates['clauses'], goal: TauTerm): Resolvent | undefined {
  for (let { done, value } = clauses.next(); !done; { done, value } = clauses.next()) {
    const variables = new Variables();
    const bound = unify(goal, toTau(value!.head, variables));
    if (bound !== null) return { body: toTau(value!.body, variables), bound };
  }
  return undefined;
}
