/** One answer to a query: the values of its variables, and the goal with these values in it. */
import { type Constant, constantTerm, constantValue } from '../term/constant.ts';
import { copyTerm } from '../term/copy.ts';
import {
  type Constants,
  type Frame,
  hasVariables,
  instantiate,
  type Skeleton,
  type Template,
} from '../term/skeleton.ts';
import { Compound, deref, type Term, Var } from '../term/term.ts';
import { fromTerm, type Value } from '../term/value.ts';

// biome-ignore format: an alphabet
type Capital = 'A' | 'B' | 'C' | 'D' | 'E' | 'F' | 'G' | 'H' | 'I' | 'J' | 'K' | 'L' | 'M' | 'N' | 'O' | 'P' | 'Q' | 'R' | 'S' | 'T' | 'U' | 'V' | 'W' | 'X' | 'Y' | 'Z';

/** The name of a variable. */
export type VariableName = `${Capital | '_'}${string}`;

/** The values of variables by name. */
export type Bindings = { readonly [name in VariableName]: Value };

/** What a solution has besides the variables; none of it is enumerable. */
export interface SolutionDetails {
  /** The goal or pattern with the values in it, as a JavaScript value. */
  readonly fact: Value;
  /** The same as a term. */
  readonly term: Term;
  /** The values of the variables as terms. */
  readonly terms: { readonly [name in VariableName]: Term };
}

/** An answer: `{ Qty: 3 }`, each named variable an own property with its value. */
export type Solution<B = Bindings> = B & SolutionDetails;

/** What all solutions of a goal share: its skeleton with the constants in it, and its variables by number. */
export interface SolutionShape {
  readonly skeleton: Skeleton;
  readonly constants: Constants;
  /** Some have names. */
  readonly variables: readonly Var[];
}

/** The solution with these values, whose `fact` and `term` are the goal or one argument of it. */
export function solutionOf(shape: SolutionShape, values: readonly Constant[], argument?: number): Solution {
  return new Answer(shape, values, argument) as unknown as Solution;
}

/** The values that a frame holds now, without the bindings that led to them; variables that they share stay shared. */
export function resolved(frame: Frame): Term[] {
  const values: Term[] = new Array(frame.length);
  let fresh: Map<Var, Var> | undefined;
  const unbound = (variable: Var): Var => {
    fresh ??= new Map();
    let copy = fresh.get(variable);
    if (copy === undefined) fresh.set(variable, (copy = new Var()));
    return copy;
  };
  for (let i = 0; i < frame.length; i++) {
    const value = deref(frame[i]!);
    if (value instanceof Compound) values[i] = hasVariables(value) ? copyTerm(value, unbound) : value;
    else values[i] = value instanceof Var ? unbound(value) : value;
  }
  return values;
}

/** Names that a solution inherits a setter or getter for: those would take the value for themselves. */
const TAKEN = new Set(['__proto__', 'fact', 'term', 'terms']);

const OWN: PropertyDescriptor = { enumerable: true, configurable: true, writable: true };

class Answer {
  readonly #shape: SolutionShape;
  readonly #values: readonly Constant[];
  readonly #argument: number | undefined;
  [name: string]: unknown;

  constructor(shape: SolutionShape, values: readonly Constant[], argument: number | undefined) {
    this.#shape = shape;
    this.#values = values;
    this.#argument = argument;
    const { variables } = shape;
    for (let i = 0; i < variables.length; i++) {
      const { name } = variables[i]!;
      if (name === undefined || name === '_') continue;
      const value = constantValue(values[i]!);
      if (TAKEN.has(name)) Object.defineProperty(this, name, { ...OWN, value });
      else this[name] = value;
    }
  }

  get fact(): Value {
    return fromTerm(this.term);
  }

  get term(): Term {
    const { skeleton, constants } = this.#shape;
    const part = this.#argument === undefined ? skeleton : (skeleton as Template).args[this.#argument]!;
    return instantiate(part, this.#values.map(constantTerm), constants);
  }

  get terms(): Record<string, Term> {
    const terms: Record<string, Term> = Object.create(null);
    this.#shape.variables.forEach(({ name }, i) => {
      if (name !== undefined && name !== '_') terms[name] = constantTerm(this.#values[i]!);
    });
    return terms;
  }
}

// To its user a solution is a plain object.
Object.defineProperty(Answer.prototype, 'constructor', { value: Object });
