/** Goals on predicates of the query layer. */
import tau, { type TauValue } from 'tau-prolog';
import { type ClauseStore, deref, type Solution, type Term, Var } from '../../index.ts';
import type { Call } from './run.ts';
import { fromTau, toTau, Variables } from './terms.ts';

/** What a call of a predicate has to remember between two solutions. */
interface Memory {
  readonly variables: Variables;
  readonly solutions: Iterator<Solution, undefined>;
  next: IteratorResult<Solution, undefined>;
}

/** Goes on with each solution that the query layer has for the goal, with the clauses of a store. */
export function callQuery(call: Call, store: ClauseStore): void {
  const memory = (call.state.memory ??= started(call, store)) as Memory;
  const { next, variables } = memory;
  if (next.done) return;
  memory.next = memory.solutions.next();
  if (!memory.next.done) call.run.retry(call);
  call.run.proceed(call, null, bindings(next.value, variables, new Variables()));
}

function started(call: Call, store: ClauseStore): Memory {
  const variables = new Variables(true);
  const solutions = store.query(fromTau(call.goal, variables))[Symbol.iterator]();
  return { variables, solutions, next: solutions.next() };
}

/** What the variables of the goal are bound to in a solution. */
function bindings(solution: Solution, variables: Variables, back: Variables) {
  const links: Record<string, TauValue> = {};
  const { terms } = solution;
  for (const [id, { name }] of variables.clausal) {
    const value = deref((terms as Record<string, Term>)[name!]!);
    if (!(value instanceof Var)) links[id] = toTau(value, back);
    else if (back.known(value) === undefined) back.join(value, new tau.type.Var(id));
    else links[id] = back.toTau(value);
  }
  return new tau.type.Substitution(links);
}
