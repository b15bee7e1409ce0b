/**
 * Infinite terms of an answer in a form that ends: where a part contains itself, the name of the variable that has it
 * as its value, or `_S1`, `_S2`, … with what they stand for.
 */
import { Compound, compareTerms, deref, type Term, Var } from '../index.ts';

/** A value that ends, and what stands in it for the parts that contain themselves. */
export interface CutValue {
  readonly value: Term;
  readonly where: readonly (readonly [variable: Var, part: Term])[];
}

/** Deeper than this no infinite term is shown, whatever the limit. */
const DEEPEST = 1000;

/** The names of the parts that contain themselves, for one answer. */
export class CycleNames {
  readonly #depth: number;
  readonly #names: Map<Var, string>;
  readonly #parts: { readonly part: Compound; readonly variable: Var }[] = [];
  #numbered = 0;

  /** Terms are looked at down to a depth; the names given to variables are added to `names`. */
  constructor(maxDepth: number, names: Map<Var, string>) {
    this.#depth = Math.min(maxDepth, DEEPEST) + 2;
    this.#names = names;
  }

  /** The value of the variable of that name. */
  cut(value: Term, name: string): CutValue {
    const heads = cycleHeads(value).filter((head) => this.#variableOf(head) === undefined);
    if (heads.length === 0 && this.#parts.length === 0) return { value, where: [] };
    if (heads.length === 1 && heads[0] === value) {
      this.#add(heads[0], name);
      return { value: this.#inside(value), where: [] };
    }
    for (const head of heads) this.#add(head, `_S${++this.#numbered}`);
    const where = heads.map((head) => [this.#variableOf(head)!, this.#inside(head)] as const);
    const isHead = heads.includes(value as Compound);
    return { value: isHead ? this.#variableOf(value as Compound)! : this.#inside(value), where };
  }

  #add(part: Compound, name: string): void {
    const variable = new Var();
    this.#parts.push({ part, variable });
    this.#names.set(variable, name);
  }

  #variableOf(part: Compound): Var | undefined {
    return this.#parts.find((named) => named.part === part || isSame(named.part, part))?.variable;
  }

  /** The term with variables for the parts of it that have names, itself excepted. */
  #inside(term: Term, depth = 0): Term {
    if (!(term instanceof Compound) || depth > this.#depth) return term;
    const args = term.args.map((argument) => {
      const part = deref(argument);
      const named = part instanceof Compound ? this.#variableOf(part) : undefined;
      return named ?? this.#inside(part, depth + 1);
    });
    return new Compound(term.name, args);
  }
}

function isSame(a: Compound, b: Compound): boolean {
  return a.name === b.name && a.args.length === b.args.length && compareTerms(a, b) === 0;
}

/** The parts that a walk through the term meets again inside themselves, in the order in which it does. */
function cycleHeads(term: Term): Compound[] {
  const heads = new Set<Compound>();
  const isOpen = new Map<Compound, boolean>();
  const pending: { readonly part: Compound; readonly isDone: boolean }[] = [];
  const open = (value: Term): void => {
    const part = deref(value);
    if (part instanceof Compound) pending.push({ part, isDone: false });
  };
  open(term);
  while (pending.length > 0) {
    const { part, isDone } = pending.pop()!;
    if (isDone) {
      isOpen.set(part, false);
    } else if (isOpen.get(part) === true) {
      heads.add(part);
    } else if (!isOpen.has(part)) {
      isOpen.set(part, true);
      pending.push({ part, isDone: true });
      for (let i = part.args.length - 1; i >= 0; i--) open(part.args[i]!);
    }
  }
  return [...heads];
}
