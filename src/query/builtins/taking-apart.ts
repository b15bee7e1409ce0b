/** Terms made and taken apart: `functor/3`, `arg/3`, `=../2`, copies, variables, sorting. */

import { copyTerm } from '../../term/copy.ts';
import { domainError, instantiationError, typeError } from '../../term/error.ts';
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
    if (term.args.length === 0) throw domainError('compound_non_zero_arity', term);
    return machine.unify(list([new Atom(term.name), ...term.args]), parts);
  }
  if (!(term instanceof Var)) return machine.unify(list([term]), parts);
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
