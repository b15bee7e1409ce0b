/**
 * The forms of a predicate that are kept, in a tree: the way down to a form is what its arguments hold from left to right, be
 * they given as terms or as JavaScript values. Facts and goals of the same form share it.
 */
import { type Constant, constantOf } from '../term/constant.ts';
import { hasVariables, Local, type Skeleton, Slot, Template } from '../term/skeleton.ts';
import { Compound, DOT, Float, isTerm, type Term, Var } from '../term/term.ts';
import { functorOf, type TermLike, toTerm } from '../term/value.ts';
import { Form, type Functor } from './form.ts';
import { Literal } from './literal.ts';

/** A predicate keeps forms until their tree has so many places: facts whose functors are data must not fill the memory. */
const MOST_PLACES = 4096;

/** Compounds deeper inside than this, or with more arguments, are constants. */
const DEEPEST = 4;
const WIDEST = 8;

/** A place in the tree: what stands before it is known, what comes is chosen by its branches. */
class Place {
  form: Form | undefined = undefined;
  constant: Place | undefined = undefined;
  variables: Map<string, Place> | undefined = undefined;
  compounds: Map<string, Place[]> | undefined = undefined;

  /** `step` led here from `before`: a name and arity, the name of a variable, or undefined for a constant. */
  constructor(
    readonly before: Place | undefined,
    readonly step: Functor | string | undefined,
  ) {}
}

const NONE: readonly Var[] = [];

export class Forms {
  readonly #functor: Functor;
  readonly #root = new Place(undefined, undefined);
  #places = 1;
  /** The constants met on the way down, up to `top`; what a getter of the user's asks meanwhile goes on top. */
  readonly #stack: Constant[] = [];
  #top = 0;
  /** The variables without names met on the way down: each that stands at one place is like `_`. */
  #nameless: readonly Var[] = NONE;

  constructor(functor: Functor) {
    this.#functor = functor;
  }

  /** The literal with these arguments; undefined when it is of no form that is kept. Errors as {@link toTerm}. */
  literal(args: readonly TermLike[]): Literal | undefined {
    const base = this.#top;
    const nameless = this.#nameless;
    this.#nameless = NONE;
    try {
      let place: Place | undefined = this.#root;
      for (let i = 0; i < args.length && place !== undefined; i++) place = this.#after(args[i], place, 1);
      return place === undefined ? undefined : this.#literal(place, base);
    } finally {
      this.#top = base;
      this.#nameless = nameless;
    }
  }

  #literal(place: Place, base: number): Literal {
    const form = (place.form ??= this.#formAt(place));
    const stack = this.#stack;
    switch (this.#top - base) {
      case 0:
        return new Literal(form);
      case 1:
        return new Literal(form, stack[base]);
      case 2:
        return new Literal(form, stack[base], stack[base + 1]);
      case 3:
        return new Literal(form, stack[base], stack[base + 1], stack[base + 2]);
      default: {
        const others = stack.slice(base + 3, this.#top);
        return new Literal(form, stack[base], stack[base + 1], stack[base + 2], others);
      }
    }
  }

  /** The place after a value. */
  #after(value: TermLike | undefined, place: Place, depth: number): Place | undefined {
    switch (typeof value) {
      case 'string':
        return this.#afterConstant(value, place);
      case 'number':
        return this.#afterConstant(Number.isSafeInteger(value) ? value + 0 : new Float(value), place);
      case 'object':
        if (value === null) break;
        return isTerm(value) ? this.#afterTerm(value, place, depth) : this.#afterObject(value, place, depth);
    }
    return this.#afterConstant(constantOf(toTerm(value!)), place);
  }

  #afterObject(value: object, place: Place, depth: number): Place | undefined {
    const name = Array.isArray(value) ? undefined : functorOf(value);
    if (name !== undefined && name !== DOT && depth < DEEPEST) {
      const content = (value as { readonly [functor: string]: TermLike })[name]!;
      const arity = Array.isArray(content) ? content.length : 1;
      let at = this.#afterFunctor(name, arity, place);
      if (at !== undefined) {
        if (!Array.isArray(content)) return this.#after(content, at, depth + 1);
        for (let i = 0; i < arity && at !== undefined; i++) at = this.#after(content[i], at, depth + 1);
        return at;
      }
    }
    const term = toTerm(value as TermLike);
    return hasVariables(term) ? undefined : this.#afterConstant(term, place);
  }

  #afterTerm(term: Term, place: Place, depth: number): Place | undefined {
    if (term instanceof Var) return this.#afterVariable(term, place);
    if (!(term instanceof Compound)) return this.#afterConstant(constantOf(term), place);
    const { name, args } = term;
    if (name !== DOT && depth < DEEPEST) {
      let at = this.#afterFunctor(name, args.length, place);
      if (at !== undefined) {
        for (let i = 0; i < args.length && at !== undefined; i++)
          at = this.#afterTerm(args[i]!, at, depth + 1);
        return at;
      }
    }
    return hasVariables(term) ? undefined : this.#afterConstant(term, place);
  }

  #afterConstant(constant: Constant, place: Place): Place {
    this.#stack[this.#top++] = constant;
    return (place.constant ??= this.#place(place, undefined));
  }

  /** Undefined for a variable that is bound, or has no name and stands at two places. */
  #afterVariable(variable: Var, place: Place): Place | undefined {
    if (variable.ref !== undefined) return undefined;
    let { name } = variable;
    if (name === undefined) {
      if (this.#nameless.includes(variable)) return undefined;
      this.#nameless = [...this.#nameless, variable];
      name = '_';
    }
    const known = place.variables?.get(name);
    if (known !== undefined || this.#isFull) return known;
    const made = this.#place(place, name);
    place.variables ??= new Map();
    place.variables.set(name, made);
    return made;
  }

  #afterFunctor(name: string, arity: number, place: Place): Place | undefined {
    const known = place.compounds?.get(name)?.[arity];
    if (known !== undefined || this.#isFull || arity > WIDEST) return known;
    const made = this.#place(place, { name, arity });
    place.compounds ??= new Map();
    let byArity = place.compounds.get(name);
    if (byArity === undefined) place.compounds.set(name, (byArity = []));
    byArity[arity] = made;
    return made;
  }

  get #isFull(): boolean {
    return this.#places >= MOST_PLACES;
  }

  #place(before: Place, step: Functor | string | undefined): Place {
    this.#places++;
    return new Place(before, step);
  }

  /** The form that the steps down to a place make. */
  #formAt(place: Place): Form {
    const steps: Place['step'][] = [];
    for (let at = place; at.before !== undefined; at = at.before) steps.push(at.step);
    const variables: Var[] = [];
    let slots = 0;
    const next = (): Skeleton => {
      const step = steps.pop();
      if (step === undefined) return new Slot(slots++);
      if (typeof step === 'string') return new Local(numberOf(step, variables));
      return new Template(step.name, Array.from({ length: step.arity }, next));
    };
    const args = Array.from({ length: this.#functor.arity }, next);
    return new Form(this.#functor, args, variables, undefined, true);
  }
}

/** The number of the variable of this name; `_` is another variable each time. */
function numberOf(name: string, variables: Var[]): number {
  const known = name === '_' ? -1 : variables.findIndex((variable) => variable.name === name);
  return known >= 0 ? known : variables.push(new Var(name)) - 1;
}
