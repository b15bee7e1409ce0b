/** Matching a pattern with a term that is in no store. */
import { type Frame, NO_CONSTANTS, Numbering } from '../term/skeleton.ts';
import type { Term } from '../term/term.ts';
import { type TermLike, toTerm } from '../term/value.ts';
import { sourceOf } from './callable.ts';
import { resolved, type Solution, type SolutionShape, solutionOf } from './solution.ts';
import { Trail } from './trail.ts';
import { unifyHead } from './unify.ts';

/** How a pattern matches a term, undefined when it does not: see `TermPattern`. */
export function matchTerm(pattern: TermLike, term: Term): Solution | undefined {
  return new TermPattern(pattern).match(term);
}

/** A pattern made ready to be matched with many terms. */
export class TermPattern {
  readonly #shape: SolutionShape;

  /** A string is text. Errors as those of reading and {@link toTerm}. */
  constructor(source: TermLike) {
    const numbering = new Numbering();
    const skeleton = numbering.skeleton(toTerm(sourceOf(source)));
    this.#shape = { skeleton, constants: NO_CONSTANTS, variables: numbering.variables };
  }

  /** How the term matches, undefined when it does not. Variables of the term are not those of the pattern, and stay. */
  match(term: Term): Solution | undefined {
    const { skeleton, constants, variables } = this.#shape;
    const trail = new Trail();
    const before = trail.protect();
    const values: Frame = new Array(variables.length);
    const solution = unifyHead(skeleton, term, values, constants, trail)
      ? solutionOf(this.#shape, resolved(values))
      : undefined;
    trail.undo(0);
    trail.release(before);
    return solution;
  }
}
