/** Where in a program the clauses of its predicates stand: they should stand together. */
import { type Term, writeTerm } from '../index.ts';

export class Together {
  readonly #lines = new Map<string, number>();
  readonly #allowed = new Set<string>();
  #present = '';

  /** Says that the clauses of predicates may stand anywhere. */
  allow(what: Term): void {
    for (const indicator of writeTerm(what, { quoted: true }).matchAll(/[^\s,[\]()]+\/\d+/g)) {
      this.#allowed.add(indicator[0]);
    }
  }

  /** The next clause: where its predicate began if others came between, and which stood before. */
  add(indicator: string, line: number): { earlier: number | undefined; present: string } {
    const present = this.#present;
    const earlier = this.#lines.get(indicator);
    this.#present = indicator;
    if (earlier === undefined) this.#lines.set(indicator, line);
    const isApart = earlier !== undefined && present !== indicator && !this.#allowed.has(indicator);
    return { earlier: isApart ? earlier : undefined, present };
  }
}
