/** Making something of a term part by part, from the inside to the outside. Terms can be nested a million deep. */
import { representationError } from '../../index.ts';

/** What is made of the parts of a term. */
export interface PartMaker<A, B> {
  /** What a part becomes that is not gone into; undefined for one that is. */
  leaf(part: A): B | undefined;
  /** How many parts one has that is gone into. */
  size(part: A): number;
  part(of: A, i: number): A;
  /** What it becomes, with what its parts became. */
  make(part: A, made: B[]): B;
}

/** So deep recursion goes, which is faster. */
const SHALLOW = 100;

/** @throws PrologError `representation_error(cyclic_term)` for a term that contains itself */
export function mapParts<A, B>(whole: A, maker: PartMaker<A, B>, depth = 0): B {
  const leaf = maker.leaf(whole);
  if (leaf !== undefined) return leaf;
  if (depth === SHALLOW) return mapDeepParts(whole, maker);
  const size = maker.size(whole);
  const made: B[] = [];
  for (let i = 0; i < size; i++) made.push(mapParts(maker.part(whole, i), maker, depth + 1));
  return maker.make(whole, made);
}

function mapDeepParts<A, B>(whole: A, maker: PartMaker<A, B>): B {
  /** What is gone into further out, and what its first parts became. */
  const outer: A[] = [];
  const outerMade: B[][] = [];
  let current = whole;
  let made: B[] = [];
  // Brent's algorithm, downwards: the mark is the part at the last power of two of the depth.
  let mark: A | undefined;
  let markDepth = 0;
  for (;;) {
    if (made.length < maker.size(current)) {
      const next = maker.part(current, made.length);
      const value = maker.leaf(next);
      if (value !== undefined) {
        made.push(value);
        continue;
      }
      if (next === mark) throw representationError('cyclic_term');
      outer.push(current);
      outerMade.push(made);
      const depth = outer.length;
      if ((depth & (depth - 1)) === 0) {
        mark = next;
        markDepth = depth;
      }
      current = next;
      made = [];
    } else {
      const value = maker.make(current, made);
      const depth = outer.length;
      if (depth === 0) return value;
      if (depth <= markDepth) mark = undefined;
      current = outer.pop()!;
      made = outerMade.pop()!;
      made.push(value);
    }
  }
}
