/**
 * What the predicates of the library's modules are called in a host that has one name space: `module:name`, so that none
 * is taken for another one. Modules make themselves known here when they are read.
 */
import { Atom, Compound, compound, deref, type Term } from '../../index.ts';
import { indicated, indicatorOf } from '../indicator.ts';

/** What a predicate of a module is called, and which of its arguments depend on modules. */
export interface ModulePredicate {
  readonly name: string;
  /** For each argument a character, as in `meta-predicates.ts`; undefined where none does. */
  readonly kinds: string | undefined;
}

/** What `Module:Goal` means, and the module whose the arguments are. */
export interface Meant extends ModulePredicate {
  readonly caller: string;
}

/** The predicates of a module, as `name/arity`. */
export interface ModulePredicates {
  readonly own: ReadonlySet<string>;
  readonly kinds: ReadonlyMap<string, string>;
  /** Those of the modules that it uses. */
  imports(): ReadonlyMap<string, ModulePredicate>;
}

/** The module of programs that say nothing of one. */
export const PROGRAM = 'user';

/** Those of the modules that have been read in this process. */
const known = new Map<string, ModulePredicates>();

export function makeKnown(module: string, predicates: ModulePredicates): void {
  known.set(module, predicates);
}

export function isKnownModule(module: string): boolean {
  return known.has(module);
}

/** What a host calls a predicate of a module. */
export function hostName(module: string, name: string): string {
  return `${module}:${name}`;
}

/** The predicate that `Module:Goal` means; undefined for one that the module has not. */
export function predicateOf(module: string, indicator: string): Meant | undefined {
  const found = known.get(module);
  if (found?.own.has(indicator)) {
    const name = hostName(module, indicated(indicator).name);
    return { name, kinds: found.kinds.get(indicator), caller: PROGRAM };
  }
  const imported = found?.imports().get(indicator);
  return imported && { ...imported, caller: module };
}

/** The goal or head that stands behind a module, under the name that the host has for it. */
export function goalIn(module: Term, goal: Term): Term {
  const [where, part] = [deref(module), deref(goal)];
  const indicator = indicatorOf(part);
  if (!(where instanceof Atom) || indicator === undefined) return part;
  const found = predicateOf(where.name, indicator);
  return found === undefined ? part : renamed(part, found.name);
}

/** A goal under another name. */
export function renamed(goal: Term, name: string): Term {
  return goal instanceof Compound ? compound(name, [...goal.args]) : new Atom(name);
}
