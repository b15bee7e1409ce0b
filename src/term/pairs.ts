/**
 * How a comparison of two terms ends when they are infinite (`X = f(X)`): pairs of compounds that are already taken to
 * be equal are not looked into again. Small terms never pay for this: whoever compares counts, and asks only beyond
 * {@link SMALL} compounds, which a term without a cycle rarely has and a term with one always reaches.
 */
import type { Compound } from './term.ts';

/** How many compounds an algorithm visits before it begins to remember them. */
export const SMALL = 20_000;

/** A union-find over compounds. */
export class Pairs {
  readonly #parent = new Map<Compound, Compound>();

  /** Whether `a` and `b` are taken to be equal already; from now on they are. */
  join(a: Compound, b: Compound): boolean {
    const rootA = this.#root(a);
    const rootB = this.#root(b);
    if (rootA === rootB) return true;
    this.#parent.set(rootA, rootB);
    return false;
  }

  #root(compound: Compound): Compound {
    let root = compound;
    for (let up = this.#parent.get(root); up !== undefined; up = this.#parent.get(root)) root = up;
    for (let here = compound; here !== root; ) {
      const up = this.#parent.get(here)!;
      this.#parent.set(here, root);
      here = up;
    }
    return root;
  }
}
