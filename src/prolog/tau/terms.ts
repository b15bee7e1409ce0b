/**
 * Terms of clausal as terms of tau-prolog, and back, without loss. Numbers, strings and `[]`, for which tau-prolog has
 * other types or none, are {@link Constant}s there: it only ever unifies them.
 */
import tau, { type TauSubstitution, type TauTerm, type TauValue } from 'tau-prolog';
import { Atom, Compound, compareTerms, compound, DOT, deref, type Term, Var } from '../../index.ts';
import { ProgramVariable } from '../program-variable.ts';
import { mapParts, type PartMaker } from './map-parts.ts';
import { part, size } from './substitution.ts';
import { freshVariable } from './variable-range.ts';

/** A number, string, `[]`, or a compound without arguments. */
export class Constant implements TauValue {
  readonly ground = true;
  /** None: the text of a number of many digits takes long to make. */
  readonly id = '';

  constructor(readonly term: Term) {}

  unify(other: TauValue): TauSubstitution | null {
    if (other instanceof tau.type.Var) return new tau.type.Substitution({ [other.id]: this });
    return this.equals(other) ? new tau.type.Substitution() : null;
  }

  equals(other: TauValue): boolean {
    return other instanceof Constant && isSame(this.term, other.term);
  }

  apply(): this {
    return this;
  }

  rename(): this {
    return this;
  }

  variables(): string[] {
    return [];
  }

  toString(): string {
    return String(this.term);
  }
}

/** 1 and 1.0 compare as equal when a number is compared with a float. */
function isSame(a: Term, b: Term): boolean {
  return a.constructor === b.constructor && compareTerms(a, b) === 0;
}

/** The functor of lists in tau-prolog. */
const TAU_DOT = '.';

/** The variables of one term or clause, as both sides have them. */
export class Variables {
  readonly #tau = new Map<Var, TauValue>();
  readonly #clausal = new Map<string, Var>();
  readonly #areNamed: boolean;

  /** Those that are made for clausal have names, by which solutions know them, or none. */
  constructor(areNamed = false) {
    this.#areNamed = areNamed;
  }

  /** The variables that clausal has of tau-prolog's, by their ids there. */
  get clausal(): ReadonlyMap<string, Var> {
    return this.#clausal;
  }

  /** Says that the two are the same variable. */
  join(variable: Var, other: TauValue): void {
    this.#tau.set(variable, other);
    this.#clausal.set(other.id, variable);
  }

  /** What stands for an unbound variable; undefined when it is new here. */
  known(variable: Var): TauValue | undefined {
    return this.#tau.get(variable);
  }

  toTau(variable: Var): TauValue {
    const known = this.#tau.get(variable);
    if (known !== undefined) return known;
    const fresh = freshVariable();
    this.join(variable, fresh);
    return fresh;
  }

  fromTau(id: string): Var {
    const known = this.#clausal.get(id);
    if (known !== undefined) return known;
    const fresh = this.#areNamed ? new Var(`_${this.#clausal.size}`) : new ProgramVariable(id);
    this.#tau.set(fresh, new tau.type.Var(id));
    this.#clausal.set(id, fresh);
    return fresh;
  }
}

export function toTau(term: Term, variables: Variables): TauValue {
  return mapParts(deref(term), new ToTau(variables));
}

export function fromTau(value: TauValue, variables: Variables): Term {
  return mapParts(value, new FromTau(variables));
}

class ToTau implements PartMaker<Term, TauValue> {
  readonly #variables: Variables;

  constructor(variables: Variables) {
    this.#variables = variables;
  }

  leaf(term: Term): TauValue | undefined {
    if (term instanceof Var) return this.#variables.toTau(term);
    if (term instanceof Atom) return new tau.type.Term(term.name);
    return term instanceof Compound && term.args.length > 0 ? undefined : new Constant(term);
  }

  size(of: Term): number {
    return (of as Compound).args.length;
  }

  part(of: Term, i: number): Term {
    return deref((of as Compound).args[i]!);
  }

  make(of: Term, args: TauValue[]): TauValue {
    const { name } = of as Compound;
    return new tau.type.Term(name === DOT && args.length === 2 ? TAU_DOT : dotted(name), args);
  }
}

class FromTau implements PartMaker<TauValue, Term> {
  readonly #variables: Variables;

  constructor(variables: Variables) {
    this.#variables = variables;
  }

  leaf(value: TauValue): Term | undefined {
    if (value instanceof Constant) return value.term;
    if (value instanceof tau.type.Var) return this.#variables.fromTau(value.id);
    return size(value) === 0 ? new Atom(value.id) : undefined;
  }

  size(of: TauValue): number {
    return size(of);
  }

  part(of: TauValue, i: number): TauValue {
    return part(of, i);
  }

  make(of: TauValue, args: Term[]): Term {
    return isCell(of) ? compound(DOT, args) : new Compound(undotted(of.id), args);
  }
}

/** So deep, and so many arguments wide, do the indexes of a store look into a goal. */
const DEEPEST = 5;
const WIDEST = 8;

/** A goal as far as the choice of clauses looks into it; what is deeper or further to the right is left open. */
export function outlineOf(value: TauValue, depth = 0): Term {
  if (value instanceof Constant) return value.term;
  if (value instanceof tau.type.Var || depth > DEEPEST) return new Var();
  const { id, args } = value as TauTerm;
  if (args.length === 0) return new Atom(id);
  const name = isCell(value) ? DOT : undotted(id);
  return new Compound(
    name,
    args.map((arg, i) => (i < WIDEST ? outlineOf(arg, depth + 1) : new Var())),
  );
}

function isCell(value: TauValue): value is TauTerm {
  return value.id === TAU_DOT && (value as TauTerm).args?.length === 2;
}

/** A functor of dots gets one more, so that none is the functor of lists. */
function dotted(name: string): string {
  return /^\.+$/.test(name) ? `${name}.` : name;
}

function undotted(name: string): string {
  return /^\.\.+$/.test(name) ? name.slice(1) : name;
}
