/**
 * The operator table: which atoms are operators, with what priority and type, and how `op/3` changes that. Reader and
 * writer are given one; a copy shares nothing with the table that it was made from.
 */
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

export type OperatorType = 'xfx' | 'xfy' | 'yfx' | 'fy' | 'fx' | 'xf' | 'yf';

/** An operator, and the highest priorities that its operands may have (`left` is 0 where there is none). */
export interface Operator {
  readonly priority: number;
  readonly type: OperatorType;
  readonly place: 'prefix' | 'infix' | 'postfix';
  readonly left: number;
  readonly right: number;
}

/** What an atom is as an operator: it can be one of each at the same time. */
export interface OperatorRoles {
  readonly prefix: Operator | undefined;
  readonly infix: Operator | undefined;
  readonly postfix: Operator | undefined;
}

const PLACES: Readonly<Record<OperatorType, Operator['place']>> = {
  fx: 'prefix',
  fy: 'prefix',
  xf: 'postfix',
  yf: 'postfix',
  xfx: 'infix',
  xfy: 'infix',
  yfx: 'infix',
};

const MAX_PRIORITY = 1200;

/** The operators that SWI-Prolog shows in module `user`. */
const SWI: readonly (readonly [priority: number, type: OperatorType, names: string])[] = [
  [1200, 'xfx', '--> :- =>'],
  [1200, 'fx', ':- ?-'],
  [1150, 'fx', 'dynamic discontiguous initialization meta_predicate module_transparent multifile public'],
  [1150, 'fx', 'table thread_initialization thread_local volatile'],
  [1105, 'xfy', '|'],
  [1100, 'xfy', ';'],
  [1050, 'xfy', '-> *->'],
  [1000, 'xfy', ','],
  [900, 'fy', '\\+'],
  [800, 'xfx', ':='],
  [700, 'xfx', '< = =.. =@= =:= =< == =\\= > >= @< @=< @> @>= \\= \\== \\=@= as is >:< :<'],
  [600, 'xfy', ':'],
  [500, 'yfx', '+ - /\\ \\/'],
  [400, 'yfx', '* / // mod rdiv << >> div rem xor'],
  [200, 'xfx', '**'],
  [200, 'xfy', '^'],
  [200, 'fy', '- + \\'],
  [100, 'yfx', '.'],
  [1, 'fx', '$'],
];

/** A table of operators that `op/3` can change. */
export class Operators {
  readonly #roles = new Map<string, OperatorRoles>();
  #version = 0;

  /** Another number whenever an operator has changed. */
  get version(): number {
    return this.#version;
  }

  /** The operators of SWI-Prolog. */
  static swi(): Operators {
    const operators = new Operators();
    for (const [priority, type, names] of SWI) {
      for (const name of names.split(' ')) operators.#set(priority, type, name);
    }
    return operators;
  }

  /** Everything that the atom is as an operator; undefined for what is none. */
  roles(name: string): OperatorRoles | undefined {
    return this.#roles.get(name);
  }

  prefix(name: string): Operator | undefined {
    return this.#roles.get(name)?.prefix;
  }

  infix(name: string): Operator | undefined {
    return this.#roles.get(name)?.infix;
  }

  postfix(name: string): Operator | undefined {
    return this.#roles.get(name)?.postfix;
  }

  /** Whether the atom is an operator of any type. */
  has(name: string): boolean {
    return this.#roles.has(name);
  }

  /** The atoms that are operators. */
  names(): string[] {
    return [...this.#roles.keys()];
  }

  copy(): Operators {
    const copied = new Operators();
    for (const [name, roles] of this.#roles) copied.#roles.set(name, roles);
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
    for (const name of checked) this.#set(level, typeName, name);
  }

  #set(priority: number, type: OperatorType, name: string): void {
    const left = { xfx: 1, xfy: 1, yfx: 0, xf: 1, yf: 0, fx: priority, fy: priority }[type];
    const right = { xfx: 1, xfy: 0, yfx: 1, fx: 1, fy: 0, xf: priority, yf: priority }[type];
    this.#version++;
    const place = PLACES[type];
    const operator = { priority, type, place, left: priority - left, right: priority - right };
    const old = this.#roles.get(name) ?? { prefix: undefined, infix: undefined, postfix: undefined };
    const roles = { ...old, [place]: priority === 0 ? undefined : operator };
    if (roles.prefix ?? roles.infix ?? roles.postfix) this.#roles.set(name, roles);
    else this.#roles.delete(name);
  }
}

/** The operators that a reader or writer has when it is given none. Nobody changes them. */
export const defaultOperators: Operators = Operators.swi();

function context(): Term {
  return new Compound('context', [new Compound(':', [new Atom('system'), indicator('op', 3)]), new Var()]);
}

function isType(name: string): name is OperatorType {
  return Object.hasOwn(PLACES, name);
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
  const isBar = PLACES[type] === 'infix' && (priority === 0 || priority > 1000);
  if (name === '|' && !isBar) throw permissionError('create', 'operator', new Atom(name), context());
}
