/** The values of global variables that backtracking leaves alone. */
import type { Term } from '../index.ts';

/** What `nb_setval/2` gave a variable, undefined for one that was deleted; another object each time. */
export interface LastingValue {
  readonly value: Term | undefined;
}
