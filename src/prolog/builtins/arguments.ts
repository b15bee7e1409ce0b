/** What predicates need their arguments to be: an atom, an integer, a list. */
import { Atom, deref, Int, instantiationError, properList, type Term, typeError, Var } from '../../index.ts';

/** The name of an atom. @throws PrologError `instantiation_error`, `type_error(atom, Term)` */
export function nameOf(term: Term): string {
  const value = deref(term);
  if (value instanceof Var) throw instantiationError();
  if (!(value instanceof Atom)) throw typeError('atom', value);
  return value.name;
}

/** @throws PrologError `instantiation_error`, `type_error(integer, Term)` */
export function intOf(term: Term): Int {
  const value = deref(term);
  if (value instanceof Var) throw instantiationError();
  if (!(value instanceof Int)) throw typeError('integer', value);
  return value;
}

/** The value of an integer. Errors as {@link intOf}. */
export function bigintOf(term: Term): bigint {
  return BigInt(intOf(term).value);
}

/** The items of a list. @throws PrologError `instantiation_error` for a variable, else `type_error(list, Term)` */
export function listItems(term: Term): Term[] {
  const items = properList(term);
  if (items !== undefined) return items;
  throw deref(term) instanceof Var ? instantiationError() : typeError('list', term);
}
