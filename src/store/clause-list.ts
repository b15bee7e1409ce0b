/**
 * Clauses in their order, with the indexes that queries have asked for; an index holds lists again, so that together they
 * are a tree that grows where queries look. Whoever iterates takes `items` with the bounds
 * of that moment: clauses that come later are outside of the bounds, and when erased ones are dropped the list moves to
 * another array, so that an abandoned iteration keeps nothing alive but its own array.
 */
import type { Constant } from '../term/constant.ts';
import { type IndicatorEntry, IndicatorMap } from '../term/indicator-map.ts';
import { Local, type Skeleton, type Slot, Template } from '../term/skeleton.ts';
import { Atom, type Atomic, Compound, Nil, Var } from '../term/term.ts';
import type { Clause } from './clause.ts';
import { type Position, partAt, positionsInside } from './position.ts';

/** A list of up to this many clauses is searched one by one, and has no spare room. */
export const FEW = 8;

export class ClauseList {
  items: Clause[] = [];
  /** The clauses are `items[start]` up to before `items[end]`; some may be erased. */
  start = 0;
  end = 0;
  /** How many of them are not dropped. */
  size = 0;
  #indexes: (ClauseIndex | undefined)[] | undefined = undefined;

  /** `positions` is where clauses of this list can differ: at the others they are all alike. */
  constructor(readonly positions: readonly Position[]) {}

  /** The list of these clauses, which are in order. */
  static of(items: Clause[], positions: readonly Position[]): ClauseList {
    const list = new ClauseList(positions);
    list.items = items;
    list.end = items.length;
    list.size = items.length;
    return list;
  }

  add(clause: Clause, atEnd: boolean): void {
    if (this.end - this.start < FEW) this.#move(atEnd ? 0 : 1, atEnd ? 1 : 0);
    else if (!atEnd && this.start === 0) this.#move(this.size, 0);
    if (atEnd) this.items[this.end++] = clause;
    else this.items[--this.start] = clause;
    this.size++;
    if (this.#indexes === undefined) return;
    for (const index of this.#indexes) index?.add(clause, atEnd);
  }

  /** Lets go of a clause of the list that was dropped just now. */
  remove(clause: Clause): void {
    this.size--;
    if (this.end - this.start > 2 * this.size + FEW) this.#move(0, 0);
    if (this.#indexes === undefined) return;
    for (const index of this.#indexes) index?.remove(clause);
  }

  /** The index on `positions[number]`, built now if there is none, or undefined where it would not help. */
  index(number: number): ClauseIndex | undefined {
    this.#indexes ??= [];
    let index = this.#indexes[number];
    if (index === undefined || index.isOutgrownBy(this.size)) {
      index = new ClauseIndex(this, this.positions[number]!);
      this.#indexes[number] = index;
    }
    return index.isUseful ? index : undefined;
  }

  /** Moves to another array, without the dropped clauses and with room before and after the others. */
  #move(before: number, after: number): void {
    const { items, start, end } = this;
    const moved: Clause[] = new Array(before + this.size + after);
    let to = before;
    for (let i = start; i < end; i++) {
      const clause = items[i]!;
      if (!clause.isDropped) moved[to++] = clause;
    }
    this.items = moved;
    this.start = before;
    this.end = to;
  }
}

/** What a goal can have at a position for an index to be of use. */
export type Bound = Exclude<Skeleton, Var | Local | Slot> | Constant;

/** One clause, or several. */
export type Clauses = Clause | ClauseList;

/**
 * What a constant is found by. An atom and a string of the same text, or an integer and a float of the same value, share
 * a key; that costs a failing unification at worst.
 */
type Key = string | number | bigint | Nil;

/**
 * The clauses of a list by what stands at one position of their heads. Compounds are told apart by functor; what is inside
 * of them is for the indexes of the lists in here. Most lists would hold one clause, which is then stored as such.
 */
class ClauseIndex {
  /** The clauses with a variable at the position, which match whatever stands there; undefined while there is none. */
  open: Clauses | undefined = undefined;
  isUseful = true;
  readonly #builtFor: number;
  readonly #constants = new Map<Key, Clauses | undefined>();
  readonly #compounds = new IndicatorMap<Clauses>();
  /** What lost its last clause last. It stays until another does: who replaces a fact brings it back at once. */
  #vacatedKey: Key | undefined = undefined;
  #vacatedFunctor: IndicatorEntry<Clauses> | undefined = undefined;
  readonly #otherPositions: readonly Position[];

  constructor(
    list: ClauseList,
    readonly position: Position,
  ) {
    this.#builtFor = list.size;
    this.#otherPositions = list.positions.filter((other) => other !== position);
    for (let i = list.start; i < list.end; i++) {
      const clause = list.items[i]!;
      if (!clause.isDropped) this.add(clause, true);
    }
    const keys = this.#constants.size + this.#compounds.size;
    const tellsApart = keys > 1 || this.#compounds.size > 0;
    if (tellsApart && 2 * sizeOf(this.open) <= list.size) return;
    this.isUseful = false;
    this.open = undefined;
    this.#constants.clear();
    this.#compounds.clear();
  }

  /** Whether the judgement that the index is useless was passed on a much smaller list. */
  isOutgrownBy(size: number): boolean {
    return !this.isUseful && size > 2 * this.#builtFor;
  }

  /** The clauses that have at the position what `part` is, those of `open` not among them. */
  find(part: Bound): Clauses | undefined {
    if (part instanceof Compound || part instanceof Template)
      return this.#compounds.get(part.name, part.args.length);
    return this.#constants.get(keyOf(part as Atomic | string | number));
  }

  add(clause: Clause, atEnd: boolean): void {
    if (!this.isUseful) return;
    const part = partAt(clause.form.args, clause, this.position);
    if (part instanceof Local || part instanceof Var) {
      this.open = joined(this.open, clause, atEnd, NOWHERE);
    } else if (part instanceof Compound || part instanceof Template) {
      this.#addCompound(this.#compounds.entry(part.name, part.args.length), clause, atEnd);
    } else {
      this.#addConstant(keyOf(part as Atomic | string | number), clause, atEnd);
    }
  }

  remove(clause: Clause): void {
    if (!this.isUseful) return;
    const part = partAt(clause.form.args, clause, this.position);
    if (part instanceof Local || part instanceof Var) {
      this.open = parted(this.open, clause);
    } else if (part instanceof Compound || part instanceof Template) {
      this.#removeCompound(this.#compounds.entry(part.name, part.args.length), clause);
    } else {
      this.#removeConstant(keyOf(part as Atomic | string | number), clause);
    }
  }

  #addConstant(key: Key, clause: Clause, atEnd: boolean): void {
    const before = this.#constants.get(key);
    if (before instanceof ClauseList) before.add(clause, atEnd);
    else this.#constants.set(key, joined(before, clause, atEnd, this.#otherPositions));
  }

  #removeConstant(key: Key, clause: Clause): void {
    const constants = this.#constants;
    if (parted(constants.get(key), clause) !== undefined) return;
    const vacated = this.#vacatedKey;
    if (vacated !== undefined && constants.get(vacated) === undefined) constants.delete(vacated);
    constants.set(key, undefined);
    this.#vacatedKey = key;
  }

  #addCompound(entry: IndicatorEntry<Clauses>, clause: Clause, atEnd: boolean): void {
    const { value: before, arity } = entry;
    if (before === undefined) entry.value = clause;
    else if (before instanceof ClauseList) before.add(clause, atEnd);
    else entry.value = joined(before, clause, atEnd, this.#positionsWith(arity));
  }

  #removeCompound(entry: IndicatorEntry<Clauses>, clause: Clause): void {
    entry.value = parted(entry.value, clause);
    const vacated = this.#vacatedFunctor;
    if (entry.value !== undefined || vacated === entry) return;
    if (vacated !== undefined && vacated.value === undefined)
      this.#compounds.delete(vacated.name, vacated.arity);
    this.#vacatedFunctor = entry;
  }

  /** Where clauses with a compound of this arity at the position can differ. */
  #positionsWith(arity: number): readonly Position[] {
    return [...this.#otherPositions, ...positionsInside(this.position, arity)];
  }
}

const NOWHERE: readonly Position[] = [];

function keyOf(constant: Atomic | string | number): Key {
  if (typeof constant !== 'object') return constant;
  if (constant instanceof Atom) return constant.name;
  return constant instanceof Nil ? constant : constant.value;
}

export function sizeOf(clauses: Clauses | undefined): number {
  if (clauses === undefined) return 0;
  return clauses instanceof ClauseList ? clauses.size : 1;
}

/** The clauses with one more; where that makes a list of them, they can differ at `positions`. */
function joined(
  there: Clauses | undefined,
  clause: Clause,
  atEnd: boolean,
  positions: readonly Position[],
): Clauses {
  if (there === undefined) return clause;
  if (!(there instanceof ClauseList))
    return ClauseList.of(atEnd ? [there, clause] : [clause, there], positions);
  there.add(clause, atEnd);
  return there;
}

/** The clauses without one that was dropped, undefined when none is left. */
function parted(there: Clauses | undefined, clause: Clause): Clauses | undefined {
  if (!(there instanceof ClauseList)) return undefined;
  there.remove(clause);
  return there.size === 0 ? undefined : there;
}
