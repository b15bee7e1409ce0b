/** Operators that `op/3` can change. A copy shares nothing with the table that it was made from. */
import {
  domainError,
  indicator,
  instantiationError,
  permissionError,
  representationError,
  typeError,
} from '../term/error.ts';
import { Atom, Compound, deref, Int, listElements, Nil, nil, type Term, Var } from '../term/term.ts';
import { type TermLike, toTerm } from '../term/value.ts';
import { defaultOperators, OperatorTable, type OperatorType, placeOf } from './operator-table.ts';

export type { Operator, OperatorRoles, OperatorType } from './operator-table.ts';

const MAX_PRIORITY = 1200;

const TYPES: readonly string[] = ['xfx', 'xfy', 'yfx', 'fy', 'fx', 'xf', 'yf'] satisfies OperatorType[];

/** A table of operators that `op/3` can change. */
export class Operators extends OperatorTable {
  /** The operators of SWI-Prolog. */
  static override swi(): Operators {
    const operators = new Operators();
    operators.takeOver(defaultOperators);
    return operators;
  }

  copy(): Operators {
    const copied = new Operators();
    copied.takeOver(this);
    return copied;
  }

  /**
   * `op(+Priority, +Type, +Names)`: makes an atom, or each atom of a list, an operator; with priority 0 it is one no
   * longer. Changes nothing when one of the names is refused.
   *
   *     operators.op(700, 'xfx', ['likes', 'hates']);
   *
   * @throws PrologError as `op/3` does: instantiation_error, type_error, domain_error, permission_error.
   */
  op(priority: TermLike, type: TermLike, names: TermLike): void {
    const typeName = atomName(toTerm(type));
    const level = priorityOf(toTerm(priority));
    if (!isType(typeName)) throw domainError('operator_specifier', new Atom(typeName), context());
    const checked = namesOf(toTerm(names));
    for (const name of checked) checkName(name, level, typeName);
    for (const name of checked) this.set(level, typeName, name);
  }
}

function context(): Term {
  return new Compound('context', [new Compound(':', [new Atom('system'), indicator('op', 3)]), new Var()]);
}

function isType(name: string): name is OperatorType {
  return TYPES.includes(name);
}

function priorityOf(term: Term): number {
  const priority = deref(term);
  if (priority instanceof Var) throw instantiationError(context());
  if (!(priority instanceof Int)) throw typeError('integer', priority, context());
  if (typeof priority.value === 'bigint') throw representationError('int', context());
  if (priority.value < 0 || priority.value > MAX_PRIORITY) {
    throw domainError('operator_priority', priority, context());
  }
  return priority.value;
}

/** The names in one atom or in a list of atoms; `[]` is the name of an operator, not an empty list. */
function namesOf(term: Term): string[] {
  const names = unqualified(term);
  if (names instanceof Atom || names instanceof Nil) return [names.name];
  const { items, tail } = listElements(names);
  if (tail instanceof Var) throw instantiationError(context());
  if (tail !== nil) throw typeError('list', tail, context());
  return items.map(atomName);
}

/** A name without the `Module:` before it, which has no meaning here. */
function unqualified(term: Term): Term {
  let name = deref(term);
  while (name instanceof Compound && name.name === ':' && name.args.length === 2) name = deref(name.args[1]!);
  return name;
}

function atomName(term: Term): string {
  const atom = deref(term);
  if (atom instanceof Var) throw instantiationError(context());
  if (!(atom instanceof Atom || atom instanceof Nil)) throw typeError('atom', atom, context());
  return atom.name;
}

function checkName(name: string, priority: number, type: OperatorType): void {
  if (name === ',') throw permissionError('modify', 'operator', new Atom(name), context());
  const isBar = placeOf(type) === 'infix' && (priority === 0 || priority > 1000);
  if (name === '|' && !isBar) throw permissionError('create', 'operator', new Atom(name), context());
}
