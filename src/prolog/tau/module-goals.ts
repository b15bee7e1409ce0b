/** Goals behind a module, and those that a program calls of one: under the names that the host has for their predicates. */
import tau, { type TauTerm, type TauValue } from 'tau-prolog';
import { isKnownModule, type ModulePredicate, PROGRAM, predicateOf } from '../modules/predicate-names.ts';

const CONTROL = new Set([',/2', ';/2', '->/2', '*->/2']);

/** What `Module:Goal` calls: a predicate of the module, or whatever has that name. */
export function goalInModule(module: TauValue, goal: TauValue): TauValue {
  const { indicator } = goal as Partial<TauTerm>;
  if (indicator === undefined || !(module instanceof tau.type.Term)) return goal;
  if (CONTROL.has(indicator) && isKnownModule(module.id)) {
    const { id, args } = goal as TauTerm;
    return new tau.type.Term(
      id,
      args.map((arg) => new tau.type.Term(':', [module, arg])),
    );
  }
  const predicate = predicateOf(module.id, indicator);
  return predicate === undefined ? goal : callOf(predicate, goal as TauTerm, predicate.caller);
}

/** A goal on a predicate of a module: what depends on modules is told whose it is, the program's unless it is said. */
export function callOf(
  { name, kinds }: ModulePredicate,
  { args }: TauTerm,
  caller: string = PROGRAM,
): TauTerm {
  if (kinds === undefined) return new tau.type.Term(name, args);
  return new tau.type.Term(
    name,
    args.map((arg, i) => (/[0-9:/]/.test(kinds[i]!) ? of(caller, arg) : arg)),
  );
}

function of(module: string, arg: TauValue): TauValue {
  const isQualified = (arg as Partial<TauTerm>).indicator === ':/2';
  return isQualified ? arg : new tau.type.Term(':', [new tau.type.Term(module), arg]);
}
