/**
 * How clauses and goals are kept: as skeletons, terms whose variables are numbered. A frame is one use of a skeleton, the
 * values of its variables by number; a part without variables is shared by all uses.
 */
import { representationError } from './error.ts';
import { SMALL } from './pairs.ts';
import { Compound, deref, type Term, Var } from './term.ts';
import { isAcyclic } from './walk.ts';

/** The variable number `index` of a skeleton. */
export class Local {
  constructor(readonly index: number) {}
}

/** A compound that holds a {@link Local}, at any depth. */
export class Template {
  constructor(
    readonly name: string,
    readonly args: readonly Skeleton[],
  ) {}
}

/** A term with numbered variables. What is neither Local nor Template is the same in every use. */
export type Skeleton = Term | Local | Template;

/** The values of a skeleton's variables; those not yet met are undefined. */
export type Frame = (Term | undefined)[];

/** Whether a variable, bound or not, stands anywhere in the term as it was made. */
export function hasVariables(term: Term): boolean {
  if (!(term instanceof Compound)) return term instanceof Var;
  const pending: Compound[] = [term];
  for (let compounds = 0; pending.length > 0; compounds++) {
    if (compounds === SMALL && !isAcyclic(term)) return true;
    const { args } = pending.pop()!;
    for (let i = args.length - 1; i >= 0; i--) {
      const arg = args[i]!;
      if (arg instanceof Var) return true;
      if (arg instanceof Compound) pending.push(arg);
    }
  }
  return false;
}

/** Numbers variables in the order in which they come; terms numbered by one Numbering share a frame. */
export class Numbering {
  /** The variables by number. */
  readonly variables: Var[] = [];
  readonly #numbers = new Map<Var | string, number>();

  /**
   * The skeleton of a term. Variables of one name are one variable, except `_`, which is another each time.
   * @throws PrologError `representation_error(cyclic_term)` for an infinite term.
   */
  skeleton(term: Term): Skeleton {
    const value = deref(term);
    if (value instanceof Var) return this.#local(value);
    if (!(value instanceof Compound) || !hasVariables(value)) return value;
    if (!isAcyclic(value)) throw representationError('cyclic_term');
    return this.#template(value);
  }

  #local(variable: Var): Local {
    const key = variable.name ?? variable;
    let number = key === '_' ? undefined : this.#numbers.get(key);
    if (number === undefined) {
      number = this.variables.length;
      this.variables.push(variable);
      this.#numbers.set(key, number);
    }
    return new Local(number);
  }

  #template(top: Compound): Skeleton {
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

/** The term that a skeleton is in this frame; variables that are met first here become fresh ones. */
export function instantiate(skeleton: Skeleton, frame: Frame): Term {
  if (skeleton instanceof Local) return local(skeleton.index, frame);
  if (!(skeleton instanceof Template)) return skeleton;
  const result: Term[] = new Array(skeleton.args.length);
  const pending: { from: readonly Skeleton[]; to: Term[] }[] = [];
  fill(skeleton.args, result, frame, pending);
  for (let work = pending.pop(); work !== undefined; work = pending.pop()) {
    fill(work.from, work.to, frame, pending);
  }
  return new Compound(skeleton.name, result);
}

function fill(
  from: readonly Skeleton[],
  to: Term[],
  frame: Frame,
  pending: { from: readonly Skeleton[]; to: Term[] }[],
): void {
  for (let i = 0; i < from.length; i++) {
    const part = from[i]!;
    if (part instanceof Local) {
      to[i] = local(part.index, frame);
    } else if (part instanceof Template) {
      const args: Term[] = new Array(part.args.length);
      to[i] = new Compound(part.name, args);
      pending.push({ from: part.args, to: args });
    } else {
      to[i] = part;
    }
  }
}

function local(index: number, frame: Frame): Term {
  let value = frame[index];
  if (value === undefined) {
    value = new Var();
    frame[index] = value;
  }
  return value;
}
