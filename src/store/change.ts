/** What the store tells of its changes, and whom. */
import type { Clause } from './clause.ts';

/** A clause that came or went. */
export interface Change {
  readonly kind: 'assert' | 'erase';
  readonly clause: Clause;
  /** Whether it is no news: what is kept elsewhere was brought in, or let go of. */
  readonly isQuiet: boolean;
}

export interface ChangeListener {
  /** Whether it may want to hear of a clause: what is refused here costs little. */
  readonly mayWant: (clause: Clause) => boolean;
  /** Whether it is told what is no news, too. */
  readonly hearsQuiet: boolean;
  /** Whether it keeps something in step with the clauses that are here, and does not want to know more than that. */
  readonly keepsStep: boolean;
  readonly hear: (change: Change) => void;
  /** The number of the first change that it is told of: one that came before it is none of its business. */
  readonly since: number;
}
