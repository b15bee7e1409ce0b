/** The variables of terms that cross together, between SWI-Prolog and clausal: one here for each one there. */
import type { Var } from '../../index.ts';
import type { Ref } from './interpreter.ts';

export class Crossing {
  /** Whether what clausal has no terms for is text: an error with a part that cannot cross is better than another one. */
  readonly isLenient: boolean;
  readonly known = new Map<number, Var>();
  readonly refs = new Map<Var, Ref>();

  constructor(isLenient = false) {
    this.isLenient = isLenient;
  }
}
