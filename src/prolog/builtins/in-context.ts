/** Where errors come from: `context(system:Name/Arity, _)`, as the predicates that SWI-Prolog has in C say. */
import { Atom, Compound, compound, deref, PrologError, Var } from '../../index.ts';
import type { CallingPredicate, CallingTable, PredicateTable, Solver } from '../environment.ts';
import type { Outcome, PrologPredicate } from '../host.ts';
import { indicatorTerm } from '../indicator.ts';

/** The predicates of a table, whose errors say which of them it was. */
export function inContext(table: PredicateTable): PredicateTable {
  const told = Object.entries(table).map(([key, predicate]) => [key, telling(key, predicate)] as const);
  return Object.fromEntries(told);
}

/** The same for predicates that call goals: of the errors of these nothing is said. */
export function callingInContext(table: CallingTable): CallingTable {
  const told = Object.entries(table).map(([key, predicate]) => [key, tellingCaller(key, predicate)] as const);
  return Object.fromEntries(told);
}

/** Predicates that SWI-Prolog tells without their module. */
const PLAIN = new Set(['length/2', 'arg/3']);

/** The error, with the predicate in its context if that says nothing yet. */
export function told(error: unknown, key: string): unknown {
  if (!(error instanceof PrologError)) return error;
  const { term } = error;
  if (!(term instanceof Compound && term.name === 'error' && term.args.length === 2)) return error;
  if (!(deref(term.args[1]!) instanceof Var)) return error;
  const pi = indicatorTerm(key);
  const context = compound('context', [
    PLAIN.has(key) ? pi : compound(':', [new Atom('system'), pi]),
    new Var(),
  ]);
  return new PrologError(compound('error', [term.args[0]!, context]));
}

function tellingCaller(key: string, predicate: CallingPredicate): CallingPredicate {
  return function* (solver, ...args) {
    const others = new Set<unknown>();
    const watched: Solver = {
      *once(goal) {
        try {
          return yield* solver.once(goal);
        } catch (error) {
          others.add(error);
          throw error;
        }
      },
    };
    try {
      return yield* predicate(watched, ...args);
    } catch (error) {
      throw others.has(error) ? error : told(error, key);
    }
  };
}

function telling(key: string, predicate: PrologPredicate): PrologPredicate {
  return (...args) => {
    try {
      const result = predicate(...args);
      if (typeof result !== 'object' || Array.isArray(result) || !(Symbol.iterator in result)) return result;
      return tellingEach(key, result as Iterable<Outcome>);
    } catch (error) {
      throw told(error, key);
    }
  };
}

function* tellingEach<T>(key: string, outcomes: Iterable<T>): Generator<T> {
  try {
    yield* outcomes;
  } catch (error) {
    throw told(error, key);
  }
}
