/** Tables of predicates whose errors say where they come from. */
import { withContext } from '../../index.ts';
import type { CallingPredicate, CallingTable, PredicateTable, Solver } from '../environment.ts';
import type { Outcome, PrologPredicate } from '../host.ts';
import { indicated } from '../indicator.ts';

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

/** The error, with the predicate in its context if that says nothing yet. */
export function told(error: unknown, key: string): unknown {
  const { name, arity } = indicated(key);
  return withContext(error, name, arity);
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
