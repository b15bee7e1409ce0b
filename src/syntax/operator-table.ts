/**
 * Which atoms are operators, with what priority and type: a table to look them up in, and that of SWI-Prolog. How
 * `op/3` changes one is in `operators.ts`, for those who want that.
 */

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

/** A table of operators. */
export class OperatorTable {
  readonly #roles = new Map<string, OperatorRoles>();
  #version = 0;

  /** Another number whenever an operator has changed. */
  get version(): number {
    return this.#version;
  }

  /** The operators of SWI-Prolog. */
  static swi(): OperatorTable {
    const table = new OperatorTable();
    for (const [priority, type, names] of SWI) {
      for (const name of names.split(' ')) table.set(priority, type, name);
    }
    return table;
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

  /** @internal Has the operators of another table from here on, besides its own. */
  protected takeOver(other: OperatorTable): void {
    for (const [name, roles] of other.#roles) this.#roles.set(name, roles);
  }

  /** @internal Makes the atom an operator, or with priority 0 none any longer. */
  protected set(priority: number, type: OperatorType, name: string): void {
    const [left, right] = type.split('f') as [Operand, Operand];
    const highest = { x: priority - 1, y: priority, '': 0 };
    const operator = { priority, type, place: placeOf(type), left: highest[left], right: highest[right] };
    this.#version++;
    const old = this.#roles.get(name) ?? { prefix: undefined, infix: undefined, postfix: undefined };
    const roles = { ...old, [operator.place]: priority === 0 ? undefined : operator };
    if (roles.prefix ?? roles.infix ?? roles.postfix) this.#roles.set(name, roles);
    else this.#roles.delete(name);
  }
}

/** What stands before or behind the `f` in a type. */
type Operand = 'x' | 'y' | '';

/** Where an operator stands. */
export function placeOf(type: OperatorType): Operator['place'] {
  if (type.startsWith('f')) return 'prefix';
  return type.endsWith('f') ? 'postfix' : 'infix';
}

/** The operators that a reader or writer has when it is given none. Nobody changes them. */
export const defaultOperators = OperatorTable.swi();
