/** A module of the library as it is read: what it declares, and its clauses and directives. */
import type { Term } from '../../index.ts';
import type { Item } from '../program.ts';
import type { ModulePredicates } from './predicate-names.ts';

export interface LibraryModule extends ModulePredicates {
  readonly name: string;
  /** Predicates to which others add, and what programs see, as `name/arity`. */
  readonly shared: ReadonlySet<string>;
  readonly exports: ReadonlySet<string>;
  /** The modules that it uses, by the names of their libraries, and those of which it gives on what they export. */
  readonly uses: readonly string[];
  readonly gives: readonly Given[];
  /** What it has, in which all names are those of the host: known when the modules that it uses have been read. */
  named(): Named;
}

export interface Named {
  /** Its clauses and directives. */
  readonly items: readonly ModuleItem[];
  /** What it calls or defines of modules that have no text: `http:request_expansion/2`. */
  readonly hooks: ReadonlySet<string>;
}

export interface ModuleItem extends Item {
  /** The term as it stands in the text. */
  readonly read: Term;
}

/** What a module gives on of another one: all, unless it says what. */
export interface Given {
  readonly library: string;
  readonly only: ReadonlySet<string> | undefined;
}
