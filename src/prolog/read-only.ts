/** Hosts that may look but not touch: the predicates that change something throw instead. */
import { atom, compound, int, type PrologError, permissionError } from '../index.ts';
import type { PredicateTable } from './environment.ts';

/** What changes facts, sessions or settings, by `name/arity`. */
const CHANGES = new Set(
  `assert/1 assertz/1 asserta/1 retract/1 retractall/1 abolish/1 dynamic/1 consult/1 ensure_loaded/1 load_files/2
   http_session_assert/1 http_session_assert/2 http_session_asserta/1 http_session_asserta/2
   http_session_retract/1 http_session_retract/2 http_session_retractall/1 http_session_retractall/2
   http_open_session/2 http_close_session/1 http_set_session/1 http_set_session/2 http_set_session_options/1
   broadcast/1 listen/2 listen/3`.split(/\s+/),
);

/** The predicates, of which none changes anything. */
export function readOnly(predicates: PredicateTable): PredicateTable {
  return Object.fromEntries(
    Object.entries(predicates).map(([indicator, predicate]) => [
      indicator,
      CHANGES.has(indicator) ? refusing(indicator) : predicate,
    ]),
  );
}

function refusing(indicator: string) {
  return (): never => {
    throw readOnlyError(indicator);
  };
}

export function readOnlyError(indicator: string): PrologError {
  const slash = indicator.lastIndexOf('/');
  const pi = compound('/', [atom(indicator.slice(0, slash)), int(Number(indicator.slice(slash + 1)))]);
  return permissionError('execute', 'read_only_procedure', pi);
}
