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
import { clauseFrom, clauseParts, isQualified, qualifiedLike, unqualified } from '../clause.ts';
import type { Environment, PredicateTable } from '../environment.ts';
import type { Outcome } from '../host.ts';
import { definedIn, generalHead, type Indicator, indicatorOf, indicatorTerm } from '../indicator.ts';

/** `isReserved` says which predicates, `name/arity`, no program may define. */
export function databasePredicates(
  environment: Environment,
  isReserved: (indicator: string) => boolean,
): PredicateTable {
  const { store } = environment.engine;
  const changeable = (clause: Term) => changeableClause(clause, environment, isReserved);
  const runnable = (clause: Term) => runnableClause(changeable(clause));
  const assertz = (clause?: Term) => void store.assertz(runnable(clause!));
  return {
    'assert/1': assertz,
    'assertz/1': assertz,
    'asserta/1': (clause) => void store.asserta(runnable(clause!)),
    'retract/1': (clause) => whole(store.retractEach(changeable(clause!))),
    'retractall/1': (head) => void store.retractall(changeable(head!)),
    'abolish/1': (pi) => {
      checkAbolishable(pi!, isReserved);
      store.abolish(unqualified(pi!));
    },
    'clause/2': (head, body) => clauses(head!, body!, store, isReserved),
    'dynamic/1': (list) => void declare(list!, environment),
    'discontiguous/1': () => undefined,
    'multifile/1': (list) => void declare(list!, environment),
    'current_predicate/1': (pi) => currentPredicates(pi!, store),
  };
}

/** A clause of a predicate that may change, or the pattern of one, without the module in front of it. */
function changeableClause(
  clause: Term,
  { statics }: Environment,
  isReserved: (indicator: string) => boolean,
): Term {
  const parts = clauseParts(clause);
  const indicator = indicatorOf(parts.head);
  if (indicator !== undefined && (statics.has(indicator) || isReserved(indicator))) {
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

/** No predicate is declared with more. */
const MOST_ARGUMENTS = 1024;

function indicators(what: Term): Indicator[] {
  const term = unqualified(what);
  if (term instanceof Var) throw instantiationError();
  const items = properList(term);
  if (items !== undefined) return items.flatMap(indicators);
  if (term instanceof Compound && term.args.length === 2) {
    if (term.name === ',') return term.args.flatMap(indicators);
    const [name, arity] = term.args.map(deref);
    if (term.name === '/' && name instanceof Atom && arity instanceof Int) {
      if (arity.value < 0 || arity.value > MOST_ARGUMENTS) throw representationError('max_arity');
      return [{ name: name.name, arity: Number(arity.value) }];
    }
  }
  throw typeError('predicate_indicator', term);
}

function* whole(solutions: Solutions): Generator<Outcome> {
  for (const { term } of solutions) yield [term];
}

function* clauses(
  head: Term,
  body: Term,
  store: ClauseStore,
  isReserved: (indicator: string) => boolean,
): Generator<Outcome> {
  const plain = unqualified(head);
  const indicator = indicatorOf(plain);
  if (plain instanceof Var) throw instantiationError();
  if (indicator === undefined) throw typeError('callable', plain);
  if (isReserved(indicator)) throw permissionError('access', 'private_procedure', indicatorTerm(indicator));
  const given = deref(body);
  if (!(given instanceof Var || indicatorOf(given) !== undefined)) return;
  for (const { term } of store.clauses(compound(':-', [plain, new Var()]))) {
    const [found, its] = (term as Compound).args as [Term, Term];
    yield [qualifiedLike(head, found), its];
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
