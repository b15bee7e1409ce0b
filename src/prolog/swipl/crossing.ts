/** The variables of terms that cross together, between SWI-Prolog and clausal: one here for each one there. */
import { Var } from '../../index.ts';
import type { Ref } from './interpreter.ts';

export class Crossing {
  /** Whether what clausal has no terms for is text: an error with a part that cannot cross is better than another one. */
  readonly isLenient: boolean;
  // Made with the first variable: most terms that cross have none
  #arrived: Map<number, Var> | undefined;
  #refs: Map<Var, Ref> | undefined;

  constructor(isLenient = false) {
    this.isLenient = isLenient;
  }

  /** The variable of clausal for the one that has a number there; `refer` makes a reference to that. */
  arriving(id: number, refer: () => Ref): Var {
    this.#arrived ??= new Map();
    let variable = this.#arrived.get(id);
    if (variable === undefined) {
      variable = new Var();
      this.#arrived.set(id, variable);
      this.keep(variable, refer());
    }
    return variable;
  }

  /** What refers to a variable of clausal there, if it has crossed. */
  ref(variable: Var): Ref | undefined {
    return this.#refs?.get(variable);
  }

  keep(variable: Var, ref: Ref): void {
    this.#refs ??= new Map();
    this.#refs.set(variable, ref);
  }
}
