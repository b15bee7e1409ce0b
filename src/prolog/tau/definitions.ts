/** What a host has predicates from. */
import type { ClauseStore } from '../../index.ts';
import type { CallingTable, PredicateTable } from '../environment.ts';
import type { PrologPredicate } from '../host.ts';
import type { HostModules } from '../modules/host-modules.ts';
import { control } from './control.ts';
import type { Meaning } from './run.ts';

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
  /** The library's modules that were loaded. */
  readonly modules: HostModules;
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
  const { constructs, system, callingSystem, defined, library, modules } = definitions;
  const { libraryPredicates, callingLibrary } = definitions;
  const tables = [system, callingSystem, libraryPredicates, callingLibrary].flatMap(Object.keys);
  const all = [
    ...control.keys(),
    ...constructs.keys(),
    ...tables,
    ...defined.keys(),
    ...library.predicates(),
    ...modules.exports.keys(),
  ];
  for (const indicator of new Set(all)) if (!/^'?\$/.test(indicator)) yield indicator;
}
