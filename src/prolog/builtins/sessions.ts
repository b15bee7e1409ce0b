/** The predicates of SWI-Prolog's `library(http/http_session)` and of `library(broadcast)`. */
import {
  Atom,
  atom,
  Compound,
  deref,
  instantiationError,
  type Solutions,
  type Term,
  typeError,
  Var,
} from '../../index.ts';
import type { Environment, PredicateTable } from '../environment.ts';
import type { Outcome } from '../host.ts';

export function sessionPredicates({ engine }: Pick<Environment, 'engine'>): PredicateTable {
  return {
    'http_session_id/1': () => [atom(engine.sessionId())],
    'http_in_session/1': () => {
      const id = engine.inSession();
      return id !== undefined && [atom(id)];
    },
    'http_session_cookie/1': () => [atom(engine.sessionCookie())],
    'http_open_session/2': (_id, options) => [
      atom(engine.openSession({ renew: isRenewing(options!) })),
      options!,
    ],
    'http_close_session/1': (id) => void engine.closeSession(sessionIdOf(id!)),
    'http_set_session_options/1': (options) => void engine.setSessionOptions(options!),
    'http_session_option/1': (option) => terms(engine.sessionOption(option!)),
    'http_set_session/1': (setting) => void engine.setSession(setting!),
    'http_set_session/2': (id, setting) => void engine.setSession(setting!, sessionIdOf(id!)),
    'http_session_assert/1': (data) => void engine.sessionAssert(data!),
    'http_session_assert/2': (data, id) => void engine.sessionAssert(data!, sessionIdOf(id!)),
    'http_session_asserta/1': (data) => void engine.sessionAsserta(data!),
    'http_session_asserta/2': (data, id) => void engine.sessionAsserta(data!, sessionIdOf(id!)),
    'http_session_data/1': (data) => mostlyOne(terms(engine.sessionData(data!))),
    'http_session_data/2': (data, id) =>
      mostlyOne(withId(terms(engine.sessionData(data!, sessionIdOf(id!))), id!)),
    'http_session_retract/1': (data) => terms(engine.sessionRetractEach(data!)),
    'http_session_retract/2': (data, id) =>
      withId(terms(engine.sessionRetractEach(data!, sessionIdOf(id!))), id!),
    'http_session_retractall/1': (data) => void engine.sessionRetractall(data!),
    'http_session_retractall/2': (data, id) => void engine.sessionRetractall(data!, sessionIdOf(id!)),
    'http_current_session/2': (id, data) =>
      pairs(engine.query(new Compound('http_current_session', [id!, data!]))),
    'broadcast/1': (event) => void engine.broadcast(event!),
  };
}

/** The instances of the one argument. */
function* terms(solutions: Solutions): Generator<Outcome> {
  for (const { term } of solutions) yield [term];
}

/** The outcomes of what finds them in few steps, and mostly one: that alone where there is no other, for which nobody asks then. */
function mostlyOne(outcomes: Generator<Outcome>): Outcome | Iterable<Outcome> {
  const first = outcomes.next();
  if (first.done) return false;
  const second = outcomes.next();
  return second.done ? first.value : beginningWith([first.value, second.value], outcomes);
}

function* beginningWith(first: readonly Outcome[], outcomes: Iterable<Outcome>): Generator<Outcome> {
  yield* first;
  yield* outcomes;
}

function* withId(outcomes: Iterable<Outcome>, id: Term): Generator<Outcome> {
  for (const outcome of outcomes) yield [...(outcome as readonly Term[]), id];
}

/** The instances of two arguments. */
export function* pairs(solutions: Solutions): Generator<Outcome> {
  for (const { term } of solutions) yield (term as Compound).args;
}

/** @throws PrologError for what is no id of a session */
export function sessionIdOf(term: Term): string {
  const id = deref(term);
  if (id instanceof Atom) return id.name;
  throw id instanceof Var ? instantiationError() : typeError('atom', id);
}

function isRenewing(options: Term): boolean {
  for (let rest = deref(options); rest instanceof Compound; rest = deref(rest.args[1]!)) {
    const option = deref(rest.args[0]!);
    if (!(option instanceof Compound) || option.name !== 'renew') continue;
    const value = deref(option.args[0]!);
    if (value instanceof Atom && value.name === 'true') return true;
  }
  return false;
}
