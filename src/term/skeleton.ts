/**
 * How clauses and goals are kept: as skeletons, terms whose variables are numbered. A frame is one use of a skeleton, the
 * values of its variables by number; a part without variables is shared by all uses. What differs between many facts of
 * one form, or goals of one form, is taken out of the skeleton too: it stands in numbered slots.
 */
import { type Constant, constantTerm } from './constant.ts';
import { representationError } from './error.ts';
import { SMALL } from './pairs.ts';
import { Compound, deref, type Term, Var } from './term.ts';
import { isAcyclic } from './walk.ts';

/** The variable number `index` of a skeleton. */
export class Local {
  constructor(readonly index: number) {}
}

/** The constant number `index` of whoever uses the skeleton. */
export class Slot {
  constructor(readonly index: number) {}
}

/** A compound that holds a {@link Local} or {@link Slot}, at any depth. */
export class Template {
  constructor(
    readonly name: string,
    readonly args: readonly Skeleton[],
  ) {}
}

/** A term with numbered variables and slots. What is neither Local, Slot nor Template is the same in every use. */
export type Skeleton = Term | Local | Slot | Template;

/** What stands in the slots of a skeleton. */
export interface Constants {
  at(index: number): Constant;
}

/** The constants of a skeleton without slots. */
export const NO_CONSTANTS: Constants = {
  at: (index) => {
    throw new RangeError(`slot ${index} of a skeleton without slots`);
  },
};

/** The values of a skeleton's variables; those not yet met are undefined. */
export type Frame = (Term | undefined)[];

/** The frame of a skeleton without variables. */
export const EMPTY_FRAME: Frame = [];

/** Whether a variable, bound or not, stands anywhere in the term as it was made; true of an infinite term. */
export function hasVariables(term: Term): boolean {
  if (!(term instanceof Compound)) return term instanceof Var;
  const pending: Compound[] = [term];
  let seen: Set<Compound> | undefined;
  for (let compounds = 0; pending.length > 0; compounds++) {
    const compound = pending.pop()!;
    if (compounds >= SMALL) {
      if (seen === undefined && !isAcyclic(term)) return true;
      seen ??= new Set();
      if (seen.has(compound)) continue;
      seen.add(compound);
    }
    const { args } = compound;
    for (let i = args.length - 1; i >= 0; i--) {
      const arg = args[i]!;
      if (arg instanceof Var) return true;
      if (arg instanceof Compound) pending.push(arg);
    }
  }
  return false;
}

const NO_VARIABLES: Var[] = [];

const FEW = 4;

/** From so many variables on a Numbering has a map of them. */
const MANY = 16;

/** Numbers variables in the order in which they come; terms numbered by one Numbering share a frame. */
export class Numbering {
  /** The variables by number. */
  variables: Var[] = NO_VARIABLES;
  /** Their numbers, once there are too many to search. */
  #numbers: Map<Var | string, number> | undefined = undefined;

  /**
   * The skeleton of a term. Variables of one name are one variable, except `_`, which is another each time.
   * @throws PrologError `representation_error(cyclic_term)` for an infinite term.
   */
  skeleton(term: Term): Skeleton {
    const value = deref(term);
    if (value instanceof Var) return this.#local(value);
    if (!(value instanceof Compound)) return value;
    return this.#flat(value) ?? this.#nested(value);
  }

  /** The skeleton of a compound without variables, or with variables only as its own arguments; else undefined. */
  #flat(term: Compound): Skeleton | undefined {
    let isGround = true;
    for (const arg of term.args) {
      if (arg instanceof Compound ? hasVariables(arg) : arg instanceof Var && arg.ref !== undefined)
        return undefined;
      if (arg instanceof Var) isGround = false;
    }
    if (isGround) return term;
    return new Template(
      term.name,
      term.args.map((arg) => (arg instanceof Var ? this.#local(arg) : arg)),
    );
  }

  #local(variable: Var): Local {
    const { name } = variable;
    return new Local(
      name === '_' ? this.#add(variable) : (this.#numberOf(name ?? variable) ?? this.#add(variable)),
    );
  }

  #numberOf(key: Var | string): number | undefined {
    if (this.#numbers !== undefined) return this.#numbers.get(key);
    const { variables } = this;
    for (let i = 0; i < variables.length; i++) {
      if (variables[i] === key || variables[i]!.name === key) return i;
    }
    return undefined;
  }

  #add(variable: Var): number {
    const number = this.variables.length;
    // Most terms have few variables, and a push would make room for many.
    if (number < FEW) this.variables = [...this.variables, variable];
    else this.variables.push(variable);
    if (number === MANY) this.#numbers = new Map(this.variables.map((known, i) => [known.name ?? known, i]));
    else this.#numbers?.set(variable.name ?? variable, number);
    return number;
  }

  #nested(top: Compound): Skeleton {
    if (!isAcyclic(top)) throw representationError('cyclic_term');
    const parts: Part[] = [];
    const result: Skeleton[] = [];
    // A stack that gives parts in the order of reading, for the numbers to be in it too.
    const pending: Omit<Part, 'holds'>[] = [{ term: top, parent: undefined, into: result, at: 0 }];
    for (let work = pending.pop(); work !== undefined; work = pending.pop()) {
      const { parent, into, at } = work;
      const term = deref(work.term);
      if (term instanceof Var) {
        into[at] = this.#local(term);
        for (let up = parent; up !== undefined && !up.holds; up = up.parent) up.holds = true;
      } else if (term instanceof Compound) {
        const part = { term, parent, into, at, holds: false };
        const args: Skeleton[] = new Array(term.args.length);
        parts.push(part);
        into[at] = new Template(term.name, args);
        for (let i = args.length - 1; i >= 0; i--) {
          pending.push({ term: term.args[i]!, parent: part, into: args, at: i });
        }
      } else {
        into[at] = term;
      }
    }
    // Inner parts first: what turned out to hold no variable is a plain compound.
    for (const { into, at, holds } of parts.reverse()) {
      const built = into[at] as Template;
      if (!holds) into[at] = new Compound(built.name, built.args as Term[]);
    }
    return result[0]!;
  }
}

/** A compound on its way into a skeleton, to stand at `into[at]`. */
interface Part {
  readonly term: Term;
  readonly parent: Part | undefined;
  readonly into: Skeleton[];
  readonly at: number;
  holds: boolean;
}

/**
 * The term that a skeleton is in this frame and with these constants; variables that are met first here become fresh ones.
 */
export function instantiate(skeleton: Skeleton, frame: Frame, constants: Constants = NO_CONSTANTS): Term {
  if (!(skeleton instanceof Template)) return simple(skeleton, frame, constants);
  const top: Term[] = new Array(skeleton.args.length);
  let pending: (readonly Skeleton[] | Term[])[] | undefined;
  let from: readonly Skeleton[] | undefined = skeleton.args;
  let to = top;
  while (from !== undefined) {
    for (let i = 0; i < from.length; i++) {
      const part: Skeleton = from[i]!;
      if (part instanceof Template) {
        const args: Term[] = new Array(part.args.length);
        to[i] = new Compound(part.name, args);
        pending ??= [];
        pending.push(args, part.args);
      } else {
        to[i] = simple(part, frame, constants);
      }
    }
    from = pending?.pop();
    to = pending?.pop() as Term[];
  }
  return new Compound(skeleton.name, top);
}

function simple(part: Exclude<Skeleton, Template>, frame: Frame, constants: Constants): Term {
  if (part instanceof Local) return local(part.index, frame);
  return part instanceof Slot ? constantTerm(constants.at(part.index)) : part;
}

function local(index: number, frame: Frame): Term {
  let value = frame[index];
  if (value === undefined) {
    value = new Var();
    frame[index] = value;
  }
  return value;
}

/** The same skeletons with the constants in place of the slots. Not for deep ones: those have no slots. */
export function withoutSlots(parts: readonly Skeleton[], constants: Constants): Skeleton[] {
  return parts.map((part) => {
    if (part instanceof Slot) return constantTerm(constants.at(part.index));
    return part instanceof Template ? new Template(part.name, withoutSlots(part.args, constants)) : part;
  });
}
