/** Predicates with many solutions over numbers and lists: `between/3`, `length/2`, `member/2`, `memberchk/2`. */
import { domainError, instantiationError, resourceError, typeError } from '../../term/error.ts';
import {
  Atom,
  Compound,
  DOT,
  deref,
  Int,
  int,
  isCell,
  list,
  listElements,
  nil,
  type Term,
  Var,
} from '../../term/term.ts';
import { type Alternatives, deterministic, nondeterministic, type Predicates } from '../builtin.ts';
import type { Machine } from '../machine.ts';

export const enumerating: Predicates = {
  'between/3': nondeterministic(([low, high, value], machine) => between(low!, high!, value!, machine)),
  'length/2': nondeterministic(([items, size], machine) => length(items!, size!, machine)),
  'member/2': nondeterministic(([item, items]) => new Member(item!, items!)),
  'memberchk/2': deterministic(([item, items], machine) => memberchk(item!, items!, machine)),
};

/** Lists that a goal makes are not longer than this. */
const LONGEST = 1_000_000;

function between(low: Term, high: Term, value: Term, machine: Machine): Alternatives | boolean {
  const from = integer(low);
  const isEndless = high instanceof Atom && (high.name === 'inf' || high.name === 'infinite');
  const to = isEndless ? undefined : integer(high);
  if (!(value instanceof Var)) {
    const found = integer(value);
    return found >= from && (to === undefined || found <= to);
  }
  if (to !== undefined && from > to) return false;
  let next = from;
  return {
    get isExhausted() {
      return to !== undefined && next > to;
    },
    attempt() {
      const now = int(next);
      next = successor(next);
      return machine.unify(value, now);
    },
  };
}

/** The integer that follows; numbers become bigints where they stop being exact. */
function successor(value: number | bigint): number | bigint {
  return typeof value === 'number' && value < Number.MAX_SAFE_INTEGER
    ? value + 1
    : int(BigInt(value) + 1n).value;
}

function integer(term: Term): number | bigint {
  if (term instanceof Var) throw instantiationError();
  if (!(term instanceof Int)) throw typeError('integer', term);
  return term.value;
}

function length(items: Term, size: Term, machine: Machine): Alternatives | boolean {
  if (!(size instanceof Var)) {
    if (!(size instanceof Int)) throw typeError('integer', size);
    if (size.value < 0) throw domainError('not_less_than_zero', size);
  }
  const { items: known, tail } = listElements(items);
  if (!(tail === nil || tail instanceof Var)) throw typeError('list', items);
  if (tail === nil) return machine.unify(size, int(known.length));
  if (size instanceof Int) {
    const missing = Number(size.value) - known.length;
    if (missing > LONGEST) throw resourceError('memory');
    if (missing < 0) return false;
    machine.meter.inferences += missing;
    return machine.unify(tail, freshList(missing));
  }
  if (tail === size) return false;
  let missing = 0;
  return {
    isExhausted: false,
    attempt() {
      const added = missing++;
      machine.meter.inferences += added; // or an endless search for a length would be quadratic and never end
      return machine.unify(tail, freshList(added)) && machine.unify(size, int(known.length + added));
    },
  };
}

function freshList(size: number): Term {
  return list(Array.from({ length: size }, () => new Var()));
}

/** The elements of a list, one after the other; a partial list is made longer at its end. */
class Member implements Alternatives {
  #rest: Term;
  #added = 0;

  constructor(
    readonly item: Term,
    items: Term,
  ) {
    this.#rest = items;
  }

  get isExhausted(): boolean {
    return !(isCell(this.#rest) || this.#rest instanceof Var);
  }

  attempt(machine: Machine): boolean {
    const cell = this.#rest;
    if (cell instanceof Var) return this.#extend(cell, machine);
    const { args } = cell as Compound;
    this.#rest = deref(args[1]!);
    return machine.unify(this.item, args[0]!);
  }

  /** `rest = [_, …, Item | _]`, with one more element before the item each time. */
  #extend(rest: Var, machine: Machine): boolean {
    machine.meter.inferences += this.#added;
    const before = Array.from({ length: this.#added++ }, () => new Var());
    return machine.unify(rest, list([...before, this.item], new Var()));
  }
}

function memberchk(item: Term, items: Term, machine: Machine): boolean {
  let rest = items;
  let mark = rest;
  for (let seen = 1; isCell(rest); seen++) {
    const head = rest.args[0]!;
    if (machine.attempt(() => machine.unify(item, head))) return true;
    rest = deref(rest.args[1]!);
    if (rest === mark) return false; // Brent: the list runs in a circle
    if ((seen & (seen - 1)) === 0) mark = rest;
  }
  if (rest instanceof Var) return machine.unify(rest, new Compound(DOT, [item, new Var()]));
  if (rest === nil) return false;
  throw typeError('list', rest);
}
