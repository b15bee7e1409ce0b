/**
 * Hosts that may look but not touch. The wall is the engine that they are given, which lets nothing through but reading;
 * predicates that would run into it throw before.
 */
import { Atom, type ClauseStore, deref, type PrologError, permissionError } from '../index.ts';
import type { CallingTable, Engine, PredicateTable } from './environment.ts';
import type { PrologPredicate } from './host.ts';
import { indicatorTerm } from './indicator.ts';

/** What changes facts, sessions or settings, by `name/arity`. */
const CHANGES = new Set(
  `assert/1 assertz/1 asserta/1 retract/1 retractall/1 abolish/1 dynamic/1 multifile/1 consult/1 ensure_loaded/1
   load_files/2 http_session_assert/1 http_session_assert/2 http_session_asserta/1 http_session_asserta/2
   http_session_retract/1 http_session_retract/2 http_session_retractall/1 http_session_retractall/2
   http_open_session/2 http_close_session/1 http_set_session/1 http_set_session/2 http_set_session_options/1
   broadcast/1 listen/2 listen/3 http_open/6 tmp_file_stream/3 delete_file/1 rename_file/2 make_directory/1
   delete_directory/1 redis_server/3`.split(/\s+/),
);

/** All that may be done with an engine and its store; what is added to them is not, unless it is added here. */
const READS = new Set<PropertyKey>(
  'sessionId inSession sessionCookie sessionOption sessionData query bringUpToDate load fetchSession'.split(
    ' ',
  ),
);
const STORE_READS = new Set<PropertyKey>('query clauses candidates kindOf predicates'.split(' '));

/** An engine through which nothing can be changed. */
export function readOnlyEngine(engine: Engine): Engine {
  const store = guarded(engine.store, STORE_READS) as ClauseStore;
  return new Proxy(guarded(engine, READS), {
    get: (target, name) => (name === 'store' ? store : Reflect.get(target, name)),
  });
}

function guarded<T extends object>(target: T, reads: ReadonlySet<PropertyKey>): T {
  return new Proxy(target, {
    get(_target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return undefined;
      return reads.has(name) ? value.bind(target) : refusing(`${String(name)}/1`);
    },
  });
}

/** The predicates, of which none changes anything. */
export function readOnly(predicates: PredicateTable): PredicateTable {
  return Object.fromEntries(
    Object.entries(predicates).map(([indicator, predicate]) => [
      indicator,
      CHANGES.has(indicator)
        ? refusing(indicator)
        : OPENING.has(indicator)
          ? onlyReading(indicator, predicate)
          : predicate,
    ]),
  );
}

/** The same for those that call goals. */
export function readOnlyCalling(predicates: CallingTable): CallingTable {
  const all = Object.entries(predicates);
  return Object.fromEntries(
    all.map(([indicator, predicate]) => [
      indicator,
      CHANGES.has(indicator) ? refusing(indicator) : predicate,
    ]),
  );
}

/** Predicates that open files, of which the second argument says for what. */
const OPENING = new Set(['open/3', 'open/4']);

function onlyReading(indicator: string, predicate: PrologPredicate): PrologPredicate {
  return (...args) => {
    const mode = deref(args[1]!);
    if (mode instanceof Atom && mode.name !== 'read') throw readOnlyError(indicator);
    return predicate(...args);
  };
}

function refusing(indicator: string) {
  return (): never => {
    throw readOnlyError(indicator);
  };
}

export function readOnlyError(indicator: string): PrologError {
  return permissionError('execute', 'read_only_procedure', indicatorTerm(indicator));
}
