/** Literals: a form and the constants in its slots. A goal on a predicate is one, and so is a fact. */
import type { Constant } from '../term/constant.ts';
import type { Constants } from '../term/skeleton.ts';
import type { Form } from './form.ts';

/** The first constants are properties, so that most literals are one object. */
export class Literal implements Constants {
  constructor(
    readonly form: Form,
    readonly first?: Constant,
    readonly second?: Constant,
    readonly third?: Constant,
    readonly others?: readonly Constant[],
  ) {}

  /** The constant in a slot. */
  at(slot: number): Constant {
    switch (slot) {
      case 0:
        return this.first!;
      case 1:
        return this.second!;
      case 2:
        return this.third!;
      default:
        return this.others![slot - 3]!;
    }
  }
}
