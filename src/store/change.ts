/** What the store tells of its changes, and whom. */
import type { Clause } from './clause.ts';

/** A clause that came or went. */
export interface Change {
  readonly kind: 'assert' | 'erase';
  readonly clause: Clause;
}

export interface ChangeListener {
  readonly hear: (change: Change) => void;
  /** The number of the first change that it is told of: one that came before it is none of its business. */
  readonly since: number;
}
