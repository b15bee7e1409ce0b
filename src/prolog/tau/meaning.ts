/** What goals mean: where the definition of a predicate is looked for, and how it is called. */
import tau, { type TauSubstitution, type TauTerm, type TauValue } from 'tau-prolog';
import {
  type ClauseStore,
  type Compound,
  deref,
  existenceError,
  type PredicateKind,
  type Solution,
  type Term,
  Var,
} from '../../index.ts';
import type { CallingTable, PredicateTable } from '../environment.ts';
import type { PrologPredicate } from '../host.ts';
import { indicatorTerm } from '../indicator.ts';
import { bodyOf } from './body.ts';
import { control } from './control.ts';
import { callCalling, callPredicate } from './host-predicates.ts';
import { checkMaking } from './making.ts';
import type { Call, Meaning } from './run.ts';
import { fromTau, outlineOf, toTau, Variables } from './terms.ts';
import { unify } from './unify.ts';

/** Where predicates are defined. */
export interface Definitions {
  /** Constructs of a host of its own, besides those of `control.ts`. */
  readonly constructs: ReadonlyMap<string, Meaning>;
  /** Predicates of the system, which no program may define. */
  readonly system: PredicateTable;
  /** Those of the system that call goals. */
  readonly callingSystem: CallingTable;
  /** Those that the user of the host defined. */
  readonly defined: ReadonlyMap<string, PrologPredicate>;
  /** The clauses of programs. */
  readonly program: ClauseStore;
  /** The clauses of the library, which those of programs come before. */
  readonly library: ClauseStore;
  /** What the library has in TypeScript. */
  readonly libraryPredicates: PredicateTable;
  readonly callingLibrary: CallingTable;
}

/** Whether a predicate is one that no program may define. */
export function isReserved(indicator: string, { constructs, system, callingSystem }: Definitions): boolean {
  return (
    control.has(indicator) ||
    constructs.has(indicator) ||
    indicator === ',/2' ||
    indicator === '!/0' ||
    Object.hasOwn(system, indicator) ||
    Object.hasOwn(callingSystem, indicator)
  );
}

/** What there is besides the clauses of programs; names that begin with `$` are for nobody else. */
export function* predicatesIn(definitions: Definitions): Generator<string> {
  const { constructs, system, callingSystem, defined, library, libraryPredicates, callingLibrary } =
    definitions;
  const tables = [system, callingSystem, libraryPredicates, callingLibrary].flatMap(Object.keys);
  const all = [
    ...control.keys(),
    ...constructs.keys(),
    ...tables,
    ...defined.keys(),
    ...library.predicates(),
  ];
  for (const indicator of new Set(all)) if (!/^'?\$/.test(indicator)) yield indicator;
}

export function meaningIn(definitions: Definitions): Meaning {
  const { constructs, system, callingSystem, defined, program } = definitions;
  const { library, libraryPredicates, callingLibrary } = definitions;
  return (call) => {
    const { indicator, id, args } = call.goal;
    const construct = control.get(indicator) ?? constructs.get(indicator);
    if (construct !== undefined) return construct(call);
    if (indicator === ':/2' || indicator === '!/0')
      return call.run.proceed(call, bodyOf(call.goal, call.run.height));
    if (HOOKED.has(indicator) && program.kindOf('hooked', 0) !== undefined) return callHook(call);
    if (indicator === './2') {
      // `[file, …]`
      return callCalling(
        { ...call, goal: new tau.type.Term('consult', [call.goal]) },
        callingSystem['consult/1']!,
      );
    }
    if (indicator === '$library/1') return callClauses({ ...call, goal: args[0] as TauTerm }, library);
    if (indicator === '$unhooked/1') {
      const goal = args[0] as TauTerm;
      return callPredicate({ ...call, goal }, system[goal.indicator]!);
    }
    const predicate = Object.hasOwn(system, indicator) ? system[indicator] : defined.get(indicator);
    if (predicate !== undefined) return callPredicate(call, predicate);
    if (Object.hasOwn(callingSystem, indicator)) return callCalling(call, callingSystem[indicator]!);
    const kind = program.kindOf(id, args.length);
    if (hasClauses(kind)) return callClauses(call, program);
    if (hasClauses(library.kindOf(id, args.length))) return callClauses(call, library);
    if (kind === 'builtin') {
      checkMaking(call.goal);
      return callQuery(call, program);
    }
    if (Object.hasOwn(libraryPredicates, indicator))
      return callPredicate(call, libraryPredicates[indicator]!);
    if (Object.hasOwn(callingLibrary, indicator)) return callCalling(call, callingLibrary[indicator]!);
    const pi = indicatorTerm(indicator);
    throw existenceError('procedure', pi, pi);
  };
}

function hasClauses(kind: PredicateKind | undefined): boolean {
  return kind === 'rules' || kind === 'facts';
}

/** What a program that keeps sessions itself may be asked in place of the engine. */
const HOOKED = new Set(
  `http_session_assert/1 http_session_assert/2 http_session_asserta/1 http_session_asserta/2
   http_session_retract/1 http_session_retract/2 http_session_retractall/1 http_session_retractall/2
   http_session_data/1 http_session_data/2 http_current_session/2 http_close_session/1
   http_set_session/1 http_set_session/2`.split(/\s+/),
);

/** `( hooked -> '$hooked'(Goal) ; Goal )`, where the program has `hooked/0`. */
function callHook(call: Call): void {
  const { Term: T } = tau.type;
  const hooked = new T('->', [new T('hooked'), new T('$hooked', [call.goal])]);
  call.run.proceed(call, new T(';', [hooked, new T('$unhooked', [call.goal])]));
}

/** What a call of a predicate has to remember between two solutions. */
interface Memory {
  readonly variables: Variables;
  readonly solutions: Iterator<Solution, undefined>;
  next: IteratorResult<Solution, undefined>;
}

/** Predicates of the query layer. */
function callQuery(call: Call, store: ClauseStore): void {
  const memory = (call.state.memory ??= started(call, (goal) => store.query(goal))) as Memory;
  const { next, variables } = memory;
  if (next.done) return;
  memory.next = memory.solutions.next();
  if (!memory.next.done) call.run.retry(call);
  call.run.proceed(call, null, bindings(next.value, variables, new Variables()));
}

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
function callClauses(call: Call, store: ClauseStore): void {
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

function started(call: Call, search: (goal: Term) => Iterable<Solution>): Memory {
  const variables = new Variables(true);
  const solutions = search(fromTau(call.goal, variables))[Symbol.iterator]();
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
