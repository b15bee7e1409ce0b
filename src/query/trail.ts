/** The bindings that a query may have to undo: those of variables older than the choicepoint it would go back to. */
import { type Term, Var, youngestVariable } from '../term/term.ts';

export class Trail {
  readonly #bound: Var[] = [];
  /** The age up to which bindings are noted: younger variables are gone when the query goes back. */
  #youngest = 0;

  get length(): number {
    return this.#bound.length;
  }

  /** Binds an unbound variable; of two variables the younger refers to the older. */
  bind(variable: Var, value: Term): void {
    if (value instanceof Var && value.id > variable.id) this.#set(value, variable);
    else this.#set(variable, value);
  }

  /** From now on, all bindings of variables that exist now are noted. Answers what {@link release} wants back. */
  protect(): number {
    const before = this.#youngest;
    this.#youngest = youngestVariable();
    return before;
  }

  /** Ends what {@link protect} began. */
  release(before: number): void {
    this.#youngest = before;
  }

  /** Undoes the bindings noted since the trail had this length. */
  undo(length: number): void {
    while (this.#bound.length > length) this.#bound.pop()!.ref = undefined;
  }

  #set(variable: Var, value: Term): void {
    variable.ref = value;
    if (variable.id <= this.#youngest) this.#bound.push(variable);
  }
}
