/** Terms looked at and made: what the query layer leaves to hosts. */
import {
  Atom,
  Compound,
  compareTerms,
  compound,
  deref,
  domainError,
  errorOf,
  Int,
  instantiationError,
  int,
  list,
  properList,
  type Term,
  typeError,
  Var,
} from '../../index.ts';
import type { PredicateTable } from '../environment.ts';
import type { Outcome } from '../host.ts';
import { intOf, nameOf } from './arguments.ts';
import { boundedVariables } from './bounds.ts';
import { occurrencesOf, variablesOf } from './term-variables.ts';

export const termPredicates: PredicateTable = {
  'compound_name_arguments/3': (term, name, args) => nameAndArguments(term!, name!, args!),
  'compound_name_arity/3': (term, name, arity) => nameAndArity(term!, name!, arity!),
  'subsumes_term/2': (general, specific) => subsumes(general!, specific!),
  'nonground/2': (term) => {
    const [first] = variablesOf(term!);
    return first !== undefined && [term!, first];
  },
  'term_variables/3': (term, _list, tail) => [term!, list(variablesOf(term!), tail!), tail!],
  'term_singletons/2': (term) => {
    const once = [...occurrencesOf(term!)].filter(([, count]) => count === 1);
    return [term!, list(once.map(([variable]) => variable))];
  },
  'sort/4': (key, order, items) => [key!, order!, items!, list(sorted(key!, order!, items!))],
  '?=/2': (left, right) => compareTerms(left!, right!) === 0 || !couldUnify(left!, right!),
};

function nameAndArguments(term: Term, name: Term, args: Term): Outcome {
  const value = deref(term);
  if (value instanceof Compound) return [value, new Atom(value.name), list(value.args)];
  if (!(value instanceof Var)) throw typeError('compound', value);
  const items = itemsOf(args);
  return [compound(nameOf(name), items), name, args];
}

function nameAndArity(term: Term, name: Term, arity: Term): Outcome {
  const value = deref(term);
  if (value instanceof Compound) return [value, new Atom(value.name), int(value.args.length)];
  if (!(value instanceof Var)) throw typeError('compound', value);
  const functor = nameOf(name);
  const size = intOf(arity);
  if (size.value < 0) throw domainError('not_less_than_zero', size);
  const args = Array.from({ length: boundedVariables(Number(size.value)) }, () => new Var());
  return [compound(functor, args), name, size];
}

/** The items of a proper list. */
function itemsOf(term: Term): Term[] {
  const items = properList(term);
  if (items !== undefined) return items;
  let rest = deref(term);
  while (rest instanceof Compound && rest.args.length === 2) rest = deref(rest.args[1]!);
  throw rest instanceof Var ? instantiationError() : typeError('list', term);
}

/** Whether the general term can be made the specific one by binding variables of its own. */
function subsumes(general: Term, specific: Term): boolean {
  const values = new Map<Var, Term>();
  const fixed = new Set(variablesOf(specific));
  const pending: [Term, Term][] = [[general, specific]];
  for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) {
    const [a, b] = pair.map(deref) as [Term, Term];
    if (a instanceof Var) {
      if (fixed.has(a)) {
        if (a !== b) return false;
        continue;
      }
      const known = values.get(a);
      if (known === undefined) values.set(a, b);
      else if (compareTerms(known, b) !== 0) return false;
    } else if (a instanceof Compound) {
      if (!(b instanceof Compound) || a.name !== b.name || a.args.length !== b.args.length) return false;
      for (const [i, arg] of a.args.entries()) pending.push([arg, b.args[i]!]);
    } else if (a.constructor !== b.constructor || compareTerms(a, b) !== 0) return false;
  }
  return true;
}

/** Whether two terms, of which the variables are all others, could be made equal. */
function couldUnify(left: Term, right: Term): boolean {
  const [a, b] = [deref(left), deref(right)];
  if (a instanceof Var || b instanceof Var) return true;
  if (!(a instanceof Compound && b instanceof Compound)) return compareTerms(a, b) === 0;
  if (a.name !== b.name || a.args.length !== b.args.length) return false;
  return a.args.every((arg, i) => couldUnify(arg, b.args[i]!));
}

const ORDERS: Readonly<Record<string, { readonly sign: number; readonly hasRepeats: boolean }>> = {
  '@<': { sign: 1, hasRepeats: false },
  '@=<': { sign: 1, hasRepeats: true },
  '@>': { sign: -1, hasRepeats: false },
  '@>=': { sign: -1, hasRepeats: true },
};

function sorted(key: Term, order: Term, items: Term): Term[] {
  const at = deref(key);
  if (at instanceof Var) throw instantiationError();
  if (!(at instanceof Int)) throw typeError('sort_key', at);
  if (at.value < 0) throw domainError('not_less_than_one', at);
  const by = nameOf(order);
  const found = Object.hasOwn(ORDERS, by) ? ORDERS[by] : undefined;
  if (found === undefined) throw domainError('order', deref(order));
  const { sign, hasRepeats } = found;
  const keyed = itemsOf(items).map((item) => ({ item, key: keyOf(item, at) }));
  keyed.sort((a, b) => sign * compareTerms(a.key, b.key));
  return keyed
    .filter(({ key: own }, i) => hasRepeats || i === 0 || compareTerms(keyed[i - 1]!.key, own) !== 0)
    .map(({ item }) => item);
}

function keyOf(item: Term, at: Int): Term {
  if (at.value === 0) return item;
  const value = deref(item);
  if (value instanceof Var) throw instantiationError();
  if (!(value instanceof Compound)) throw typeError('compound', value);
  const key = value.args[Number(at.value) - 1];
  if (key !== undefined) return key;
  const formal = compound('existence_error', [new Atom('argument'), at, value]);
  throw errorOf(formal);
}
