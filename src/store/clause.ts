/** A clause of the store: what it says, and in which generations it is there. */
import type { Skeleton } from '../term/skeleton.ts';

/** What a clause belongs to: its predicate. */
export interface ClauseOwner {
  readonly name: string;
  readonly arity: number;
  /** Lets go of a clause that was dropped. */
  remove(clause: Clause): void;
}

/** The body of a rule, and what the query layer made of it. */
export interface RuleBody {
  readonly body: Skeleton;
  compiled: unknown;
}

/** A fact, or a rule when it has a body. The functor of its head is that of its predicate. */
export class Clause {
  /** 0 while the clause is there, then the generation in which it was erased, made negative when it is dropped. */
  #erased = 0;

  /** `size` is the number of variables; `order` grows from the first clause of the predicate to the last. */
  constructor(
    readonly predicate: ClauseOwner,
    readonly args: readonly Skeleton[],
    readonly rule: RuleBody | undefined,
    readonly size: number,
    readonly order: number,
  ) {}

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
