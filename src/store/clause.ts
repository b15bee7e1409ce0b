/** A clause of the store: what it says, and in which generations it is there. */
import type { Functor } from './form.ts';
import { Literal } from './literal.ts';

/** What a clause belongs to: its predicate. */
export interface ClauseOwner extends Functor {
  /** Lets go of a clause that was dropped. */
  remove(clause: Clause): void;
}

/** A fact, or a rule where its form has one. It is a literal of its predicate, the head. */
export class Clause extends Literal {
  /** 0 while the clause is there, then the generation in which it was erased, made negative when it is dropped. */
  #erased = 0;

  /** `order` grows from the first clause of the predicate to the last. */
  constructor(
    { form, first, second, third, others }: Literal,
    readonly order: number,
  ) {
    super(form, first, second, third, others);
  }

  get predicate(): ClauseOwner {
    return this.form.functor as ClauseOwner;
  }

  /** Whether a query that began in `generation` sees the clause: the logical update view. */
  isVisible(generation: number): boolean {
    return this.#erased === 0 || Math.abs(this.#erased) > generation;
  }

  get isErased(): boolean {
    return this.#erased !== 0;
  }

  /** Whether it has left the lists for good, as an erased clause does when no transaction can bring it back. */
  get isDropped(): boolean {
    return this.#erased < 0;
  }

  /** Marks it as erased in this generation. */
  erase(generation: number): void {
    this.#erased = generation;
  }

  /** Brings an erased clause back. */
  restore(): void {
    this.#erased = 0;
  }

  /** Takes an erased clause out of the lists; queries that are under way still have it in theirs. */
  drop(): void {
    this.#erased = -this.#erased;
    this.predicate.remove(this);
  }
}
