/** Terms made and taken apart: `functor/3`, `arg/3`, `=../2`, copies, variables, sorting. */

import { copyTerm } from '../../term/copy.ts';
import { domainError, instantiationError, resourceError, typeError } from '../../term/error.ts';
import { compareTerms } from '../../term/order.ts';
import {
  Atom,
  Compound,
  deref,
  Int,
  int,
  isAtomic,
  isCell,
  list,
  listElements,
  Nil,
  nil,
  type Term,
  Var,
} from '../../term/term.ts';
import { termVariables } from '../../term/walk.ts';
import { type Alternatives, deterministic, nondeterministic, type Predicates } from '../builtin.ts';
import type { Machine } from '../machine.ts';

/** Terms that `functor/3` makes have no more arguments than this. */
const LARGEST = 1_000_000;

export const takingApart: Predicates = {
  'functor/3': deterministic(([term, name, arity], machine) => functor(term!, name!, arity!, machine)),
  'arg/3': nondeterministic(([number, term, arg], machine) => argument(number!, term!, arg!, machine)),
  '=../2': deterministic(([term, parts], machine) => univ(term!, parts!, machine)),
  'copy_term/2': deterministic(([term, copy], machine) => machine.unify(copyTerm(term!), copy!)),
  'term_variables/2': deterministic(([term, variables], machine) =>
    machine.unify(list(termVariables(term!)), variables!),
  ),
  'sort/2': deterministic(([items, sorted], machine) =>
    machine.unify(list(withoutRepeats(elements(items!).sort(compareTerms))), sorted!),
  ),
  'msort/2': deterministic(([items, sorted], machine) =>
    machine.unify(list(elements(items!).sort(compareTerms)), sorted!),
  ),
};

/**
 * The elements of a proper list.
 * @throws PrologError as `must_be(list, Term)` does.
 */
export function elements(term: Term): Term[] {
  const { items, tail } = listElements(term);
  if (tail === nil) return items;
  throw tail instanceof Var ? instantiationError() : typeError('list', term);
}

/** Sorted elements, each once. */
export function withoutRepeats(sorted: readonly Term[]): Term[] {
  return sorted.filter((item, i) => i === 0 || compareTerms(sorted[i - 1]!, item) !== 0);
}

function functor(term: Term, name: Term, arity: Term, machine: Machine): boolean {
  if (term instanceof Compound) {
    checkHasArguments(term);
    return machine.unify(name, new Atom(term.name)) && machine.unify(arity, int(term.args.length));
  }
  if (!(term instanceof Var)) return machine.unify(name, term) && machine.unify(arity, int(0));
  if (name instanceof Var || arity instanceof Var) throw instantiationError();
  if (!(arity instanceof Int)) throw typeError('integer', arity);
  const size = Number(arity.value);
  if (size < 0) throw domainError('not_less_than_zero', arity);
  if (name instanceof Compound) throw typeError('atomic', name);
  if (size === 0) return machine.unify(term, name);
  if (!(name instanceof Atom)) throw typeError(name instanceof Nil ? 'callable' : 'atom', name);
  if (size > LARGEST) throw resourceError('memory');
  return machine.unify(
    term,
    new Compound(
      name.name,
      Array.from({ length: size }, () => new Var()),
    ),
  );
}

function argument(number: Term, term: Term, arg: Term, machine: Machine): Alternatives | boolean {
  if (term instanceof Var) throw instantiationError();
  if (!(term instanceof Compound)) throw typeError('compound', term);
  if (number instanceof Int) {
    if (number.value < 0) throw domainError('not_less_than_zero', number);
    const found = term.args[Number(number.value) - 1];
    return found !== undefined && machine.unify(found, arg);
  }
  if (!(number instanceof Var)) throw typeError('integer', number);
  let at = 0;
  return {
    get isExhausted() {
      return at === term.args.length;
    },
    attempt: () => machine.unify(term.args[at++]!, arg) && machine.unify(number, int(at)),
  };
}

function univ(term: Term, parts: Term, machine: Machine): boolean {
  if (term instanceof Compound) {
    checkHasArguments(term);
    return unifyList([new Atom(term.name), ...term.args], parts, machine);
  }
  if (!(term instanceof Var)) return unifyList([term], parts, machine);
  if (!(parts instanceof Var || isCell(parts) || parts === nil)) throw typeError('list', parts);
  if (parts === nil) throw domainError('non_empty_list', parts);
  const [first, ...args] = elements(parts);
  const name = deref(first!);
  if (name instanceof Var) throw instantiationError();
  if (args.length === 0) {
    if (!isAtomic(name)) throw typeError('atomic', name);
    return machine.unify(term, name);
  }
  if (!(name instanceof Atom)) throw typeError('atom', name);
  return machine.unify(term, new Compound(name.name, args));
}

function checkHasArguments(term: Compound): void {
  if (term.args.length === 0) throw domainError('compound_non_zero_arity', term);
}

/** Unifies a list with its items, from left to right, until there is a mismatch or what follows is no list. */
function unifyList(items: readonly Term[], term: Term, machine: Machine): boolean {
  let rest = term;
  for (let i = 0; i < items.length; i++) {
    if (rest instanceof Var) return machine.unify(rest, list(items.slice(i)));
    if (rest === nil) return false;
    if (!isCell(rest)) throw typeError('list', rest);
    if (!machine.unify(items[i]!, rest.args[0]!)) return false;
    rest = deref(rest.args[1]!);
  }
  if (rest === nil || isCell(rest) || rest instanceof Var) return machine.unify(rest, nil);
  throw typeError('list', rest);
}
