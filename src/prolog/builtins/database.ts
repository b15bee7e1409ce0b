/** The predicates that change the clauses of the program, and look at them. They are those of the engine's store. */
import {
  Atom,
  type ClauseStore,
  Compound,
  compound,
  deref,
  Int,
  instantiationError,
  int,
  permissionError,
  properList,
  representationError,
  type Solutions,
  type Term,
  typeError,
  Var,
} from '../../index.ts';
import { clauseFrom, clauseParts, isQualified, likePattern, qualifiedLike, unqualified } from '../clause.ts';
import type { Environment, PredicateTable } from '../environment.ts';
import type { Outcome } from '../host.ts';
import { definedIn, generalHead, type Indicator, indicatorOf, indicatorTerm } from '../indicator.ts';
import { sessionIdOf } from './sessions.ts';

/** `isReserved` says which predicates, `name/arity`, no program may define. */
export function databasePredicates(
  environment: Environment,
  isReserved: (indicator: string) => boolean,
): PredicateTable {
  const { engine } = environment;
  const { store } = engine;
  const storeOf = (clause: Term) => environment.storeOf(deref(clauseParts(clause).head));
  const changeable = (clause: Term) => changeableClause(clause, environment, isReserved);
  const assert = (clause: Term, isLast: boolean): undefined => {
    const changed = changeable(clause);
    const fact = sessionFactOf(changed);
    if (fact === undefined) storeOf(changed)[isLast ? 'assertz' : 'asserta'](runnableClause(changed));
    else engine[isLast ? 'sessionAssert' : 'sessionAsserta'](fact.data, fact.id);
  };
  const assertz = (clause?: Term): undefined => assert(clause!, true);
  return {
    'assert/1': assertz,
    'assertz/1': assertz,
    'asserta/1': (clause) => assert(clause!, false),
    'retract/1': (clause) => {
      const changed = changeable(clause!);
      return whole(storeOf(changed).retractEach(changed), clause!);
    },
    'retractall/1': (head) => {
      const changed = changeable(head!);
      storeOf(changed).retractall(changed);
    },
    'abolish/1': (pi) => {
      checkAbolishable(pi!, (indicator) => isReserved(indicator) || isOfEngine(indicator));
      store.abolish(unqualified(pi!));
    },
    'clause/2': (head, body) => clauses(head!, body!, environment, isReserved),
    'dynamic/1': (list) => void declare(list!, environment),
    'discontiguous/1': () => undefined,
    'multifile/1': (list) => void declareMultifile(list!, environment),
    'current_predicate/1': (pi) => currentPredicates(pi!, store),
  };
}

/** The predicates of which the engine keeps account: its own predicates change them. */
const OF_ENGINE = new Set(['current_session/2', 'last_used/2', 'session_setting/1']);

/** Whether programs can have no clauses of their own of a predicate, since they are the engine's. */
export function isOfEngine(indicator: string): boolean {
  return OF_ENGINE.has(indicator) || indicator === SESSION_DATA;
}

/** Facts of sessions can be retracted as any others, and added to sessions that live. */
const SESSION_DATA = 'session_data/2';

/**
 * What `http_session_assert/2` has to add in place of a clause of `session_data/2`; undefined for another clause.
 * @throws PrologError `permission_error(modify, static_procedure, session_data/2)` for a rule
 */
function sessionFactOf(clause: Term): { readonly id: string; readonly data: Term } | undefined {
  const { head, body } = clauseParts(clause);
  if (indicatorOf(head) !== SESSION_DATA) return undefined;
  if (body !== undefined) throw permissionError('modify', 'static_procedure', indicatorTerm(SESSION_DATA));
  const [id, data] = (head as Compound).args as [Term, Term];
  return { id: sessionIdOf(id), data };
}

/** A clause of a predicate that may change, or the pattern of one, without the module in front of it. */
function changeableClause(
  clause: Term,
  { statics }: Environment,
  isReserved: (indicator: string) => boolean,
): Term {
  const parts = clauseParts(clause);
  const indicator = indicatorOf(parts.head);
  if (
    indicator !== undefined &&
    (statics.has(indicator) || isReserved(indicator) || OF_ENGINE.has(indicator))
  ) {
    throw permissionError('modify', 'static_procedure', indicatorTerm(indicator));
  }
  return clauseFrom(parts);
}

/** A clause whose body can be run: variables that are goals are called. */
export function runnableClause(clause: Term): Term {
  const { head, body } = clauseParts(clause);
  // A variable alone is a body only where the head has it, which the store sees to.
  const isPlain = body === undefined || deref(body) instanceof Var;
  return clauseFrom({ head, body: isPlain ? body : callingBody(body) });
}

function checkAbolishable(pi: Term, isReserved: (indicator: string) => boolean): void {
  const term = unqualified(pi);
  if (!(term instanceof Compound && term.name === '/' && term.args.length === 2)) return;
  const [name, arity] = term.args.map(deref);
  if (name instanceof Atom && arity instanceof Int && isReserved(`${name.name}/${arity.value}`)) {
    throw permissionError('modify', 'static_procedure', term);
  }
}

/** A body in which variables that are goals are called: `X` is `call(X)`. */
function callingBody(body: Term): Term {
  const part = deref(body);
  if (part instanceof Var) return compound('call', [part]);
  const isControl = part instanceof Compound && part.args.length === 2 && CONTROL.has(part.name);
  return isControl ? compound(part.name, part.args.map(callingBody)) : part;
}

const CONTROL = new Set([',', ';', '->', '*->']);

/** Whether the predicate of a head has been defined. */
export function isKnown(head: Term, store: ClauseStore): boolean {
  const { name } = head as Atom | Compound;
  return store.kindOf(name, head instanceof Compound ? head.args.length : 0) !== undefined;
}

/** Makes predicates exist that change: `a/1`, `(a/1, b/2)` or `[a/1, b/2]`. */
export function declare(what: Term, environment: Environment): void {
  const { store } = environment.engine;
  for (const { name, arity } of indicators(what)) {
    environment.statics.delete(`${name}/${arity}`);
    if (store.kindOf(name, arity) !== undefined) continue;
    store.retractall(generalHead({ name, arity }));
  }
}

/** Lets every file add clauses of its own to predicates. */
export function declareMultifile(what: Term, { engine: { store }, statics, multifiles }: Environment): void {
  for (const { name, arity } of indicators(what)) {
    const key = `${name}/${arity}`;
    multifiles.add(key);
    if (store.kindOf(name, arity) !== undefined) continue;
    store.retractall(generalHead({ name, arity }));
    statics.add(key);
  }
}

/** No predicate is declared with more. */
const MOST_ARGUMENTS = 1024;

/** How many arguments an indicator does not tell of: `name//arity` is that of a grammar rule. */
const HIDDEN_ARGUMENTS: ReadonlyMap<string, number> = new Map([
  ['/', 0],
  ['//', 2],
]);

function indicators(what: Term): Indicator[] {
  const term = unqualified(what);
  if (term instanceof Var) throw instantiationError();
  const items = properList(term);
  if (items !== undefined) return items.flatMap(indicators);
  if (term instanceof Compound && term.args.length === 2) {
    if (term.name === ',') return term.args.flatMap(indicators);
    const [name, arity] = term.args.map(deref);
    const hidden = HIDDEN_ARGUMENTS.get(term.name);
    if (hidden !== undefined && name instanceof Atom && arity instanceof Int) {
      if (arity.value < 0 || arity.value > MOST_ARGUMENTS) throw representationError('max_arity');
      return [{ name: name.name, arity: Number(arity.value) + hidden }];
    }
  }
  throw typeError('predicate_indicator', term);
}

function* whole(solutions: Solutions, pattern: Term): Generator<Outcome> {
  for (const { term } of solutions) yield [likePattern(pattern, term)];
}

function* clauses(
  head: Term,
  body: Term,
  environment: Environment,
  isReserved: (indicator: string) => boolean,
): Generator<Outcome> {
  const plain = unqualified(head);
  const indicator = indicatorOf(plain);
  if (plain instanceof Var) throw instantiationError();
  if (indicator === undefined) throw typeError('callable', plain);
  if (isReserved(indicator)) throw permissionError('access', 'private_procedure', indicatorTerm(indicator));
  const given = deref(body);
  if (!(given instanceof Var || indicatorOf(given) !== undefined)) return;
  for (const { term } of environment.storeOf(plain).clauses(compound(':-', [plain, new Var()]))) {
    const [found, its] = (term as Compound).args as [Term, Term];
    yield [likePattern(head, deref(found)), its];
  }
}

function* currentPredicates(pi: Term, store: ClauseStore): Generator<Outcome> {
  const wanted = unqualified(pi);
  const isIndicator = wanted instanceof Compound && wanted.name === '/' && wanted.args.length === 2;
  if (!(wanted instanceof Var || isIndicator)) throw typeError('predicate_indicator', wanted);
  if (isIndicator) {
    const [name, arity] = wanted.args.map(deref) as [Term, Term];
    const isRight =
      (name instanceof Var || name instanceof Atom) && (arity instanceof Var || arity instanceof Int);
    if (!isRight) throw typeError('predicate_indicator', wanted);
  }
  if (!isOfUser(pi)) return;
  for (const { name, arity } of definedIn(store)) {
    yield [qualifiedLike(pi, compound('/', [new Atom(name), int(arity)]))];
  }
}

/** Whether an indicator is not that of a module of which nothing is here. */
function isOfUser(pi: Term): boolean {
  const part = deref(pi);
  if (!isQualified(part)) return true;
  const module = deref(part.args[0]!);
  return (
    (module instanceof Var || (module instanceof Atom && module.name === 'user')) && isOfUser(part.args[1]!)
  );
}
