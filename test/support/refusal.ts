/** What a call is refused with, as short text to compare. */
import { Compound, PrologError } from 'clausal';

/** The formal part of the PrologError that `run` throws, `type_error(callable,1)`; anything else fails the test. */
export function refusal(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (!(error instanceof PrologError)) throw error;
    const { term } = error;
    return String(term instanceof Compound && term.name === 'error' ? term.args[0] : term);
  }
  throw new Error('nothing was thrown');
}
