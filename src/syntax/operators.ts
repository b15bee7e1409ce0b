/**
 * The operator table: which atoms are operators, with what priority and type, and how `op/3` changes that. Reader and
 * writer are given one; a copy shares nothing with the table that it was made from.
 */
import { domainError, instantiationError, permissionError, typeError } from '../term/error.ts';
import { Atom, Int, int, Nil, properList, deref, type Term, Var } from '../term/term.ts';

export type OperatorType = 'xfx' | 'xfy' | 'yfx' | 'fy' | 'fx' | 'xf' | 'yf';

/** An operator, and the highest priorities that its operands may have (`left` is 0 where there is none). */
export interface Operator {
  readonly priority: number;
  readonly type: OperatorType;
  readonly left: number;
  readonly right: number;
}

type Place = 'prefix' | 'infix' | 'postfix';

const PLACES: Readonly<Record<OperatorType, Place>> = {
  fx: 'prefix',
  fy: 'prefix',
  xf: 'postfix',
  yf: 'postfix',
  xfx: 'infix',
  xfy: 'infix',
  yfx: 'infix',
};

/** SWI-Prolog's table of operators. */
const SWI: readonly (readonly [priority: number, type: OperatorType, names: string])[] = [
  [1200, 'xfx', '--> ==> :- =>'],
  [1200, 'fx', ':- ?-'],
  [1105, 'xfy', '|'],
  [1100, 'xfy', ';'],
  [1050, 'xfy', '-> *->'],
  [1000, 'xfy', ','],
  [990, 'xfx', ':='],
  [900, 'fy', '\\+'],
  [700, 'xfx', '< = =.. =@= =:= =< == =\\= > >= @< @=< @> @>= \\= \\== \\=@= as is >:< :<'],
  [600, 'xfy', ':'],
  [500, 'yfx', '+ - /\\ \\/ xor'],
  [400, 'yfx', '* / // mod rdiv << >> div rem divmod tdiv'],
  [200, 'xfx', '**'],
  [200, 'xfy', '^'],
  [200, 'fy', '- + \\'],
  [100, 'yfx', '.'],
  [1, 'fx', '$'],
  [1150, 'fx', 'dynamic discontiguous initialization meta_predicate module_transparent multifile public'],
  [1150, 'fx', 'thread_local thread_initialization volatile table tnot'],
];

/** A table of operators that `op/3` can change. */
export class Operators {
  readonly #tables: Record<Place, Map<string, Operator>> = { prefix: new Map(), infix: new Map(), postfix: new Map() };

  /** The operators of SWI-Prolog. */
  static swi(): Operators {
    const operators = new Operators();
    for (const [priority, type, names] of SWI) {
      for (const name of names.split(' ')) operators.#set(priority, type, name);
    }
    return operators;
  }

  prefix(name: string): Operator | undefined {
    return this.#tables.prefix.get(name);
  }

  infix(name: string): Operator | undefined {
    return this.#tables.infix.get(name);
  }

  postfix(name: string): Operator | undefined {
    return this.#tables.postfix.get(name);
  }

  /** Whether the atom is an operator of any type. */
  has(name: string): boolean {
    return this.#tables.prefix.has(name) || this.#tables.infix.has(name) || this.#tables.postfix.has(name);
  }

  copy(): Operators {
    const copied = new Operators();
    for (const place of ['prefix', 'infix', 'postfix'] as const) {
      for (const [name, operator] of this.#tables[place]) copied.#tables[place].set(name, operator);
    }
    return copied;
  }

  #set(priority: number, type: OperatorType, name: string): void {
    const table = this.#tables[PLACES[type]];
    const left = { xfx: 1, xfy: 1, yfx: 0, xf: 1, yf: 0, fx: priority, fy: priority }[type];
    const right = { xfx: 1, xfy: 0, yfx: 1, fx: 1, fy: 0, xf: priority, yf: priority }[type];
    if (priority === 0) table.delete(name);
    else table.set(name, { priority, type, left: priority - left, right: priority - right });
  }
}
