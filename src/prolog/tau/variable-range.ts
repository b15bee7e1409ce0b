/**
 * The numbers of variables, and between which ones those in a term are. Most terms that have none of some variables are
 * known to have none by that, without being gone through: a long list is not, when one of its first elements is bound.
 */
import tau, { type TauValue } from 'tau-prolog';
import { mapParts, type PartMaker } from './map-parts.ts';

const PREFIX = '_G';

let made = 0;

/** A variable that is new; the later it is made, the higher its number. */
export function freshVariable(): TauValue {
  return new tau.type.Var(`${PREFIX}${++made}`);
}

/** From the lowest number of a variable in a term to the highest. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/** That of all variables in a term. It remembers it. */
export function rangeOf(term: TauValue): Range {
  return (term as Ranged).range ?? mapParts<Ranged, Range>(term, ranges);
}

export function bothRanges(one: Range, other: Range): Range {
  return { low: Math.min(one.low, other.low), high: Math.max(one.high, other.high) };
}

/** Some variables that are looked for in terms, in the order of their numbers. */
export class VariableSet {
  readonly ids: string[] = [];
  readonly #numbers: number[] = [];

  constructor(ids: Iterable<string>) {
    let isSorted = true;
    for (const id of ids) {
      if (!id.startsWith(PREFIX)) continue; // a global variable, which is in no term
      const number = numberOf(id);
      isSorted &&= this.#numbers.length === 0 || this.#numbers.at(-1)! < number;
      this.ids.push(id);
      this.#numbers.push(number);
    }
    if (isSorted) return;
    this.ids.sort((a, b) => numberOf(a) - numberOf(b));
    this.#numbers.sort((a, b) => a - b);
  }

  /** False for a term that has none of them. */
  mayBeIn(term: TauValue): boolean {
    const range = rangeOf(term);
    return this.#numbers[this.firstIn(range)]! <= range.high;
  }

  /** Where in the order those in a range begin. */
  firstIn({ low }: Range): number {
    const numbers = this.#numbers;
    let [from, to] = [0, numbers.length];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (numbers[middle]! < low) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  /** The ids of those in a range. */
  *within(range: Range): Generator<string> {
    for (let i = this.firstIn(range); this.#numbers[i]! <= range.high; i++) yield this.ids[i]!;
  }
}

function numberOf(id: string): number {
  return Number(id.slice(PREFIX.length));
}

/** A term that remembers its range. */
type Ranged = TauValue & { range?: Range; ground?: boolean };

const NONE: Range = { low: Infinity, high: -Infinity };
const ALL: Range = { low: -Infinity, high: Infinity };

const ranges: PartMaker<Ranged, Range> = {
  leaf(value) {
    if (value.range !== undefined) return value.range;
    if (value instanceof tau.type.Var) {
      const number = numberOf(value.id);
      return { low: number, high: number };
    }
    if (value.ground !== false) return NONE;
    return value instanceof tau.type.Term ? undefined : ALL;
  },
  size: (of) => of.args!.length,
  part: (of, i) => of.args![i]!,
  make(of, parts) {
    let { low, high } = NONE;
    for (const part of parts) {
      if (part.low < low) low = part.low;
      if (part.high > high) high = part.high;
    }
    of.range = { low, high };
    return of.range;
  },
};
