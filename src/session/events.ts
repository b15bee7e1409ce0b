/** Who is told when sessions begin and end: `listen/2` and `broadcast/1`. */
import { TermPattern } from '../query/match-term.ts';
import type { Solution } from '../query/solution.ts';
import { Compound, type Term } from '../term/term.ts';
import type { TermLike } from '../term/value.ts';

export type Listener = (event: Solution) => void;

/** Is told what a listener threw, and at which event. */
export type ErrorListener = (error: unknown, event: Term) => void;

export class Events {
  readonly #listeners = new Set<{ readonly pattern: TermPattern; readonly hear: Listener }>();
  readonly #errorListeners = new Set<ErrorListener>();
  /** How often a listener threw. */
  errors = 0;

  /** Calls the listener for each event that matches, until the function that it answers is called. */
  listen(pattern: TermLike, listener: Listener): () => void {
    const own = { pattern: new TermPattern(pattern), hear: listener };
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  /** Calls the listener when another one throws; without such listeners that is a warning of the process. */
  listenToErrors(listener: ErrorListener): () => void {
    this.#errorListeners.add(listener);
    return () => void this.#errorListeners.delete(listener);
  }

  /** Tells the listeners, in the order in which they came. One that throws stops nothing. */
  broadcast(event: Term): void {
    for (const { pattern, hear } of [...this.#listeners]) {
      try {
        const solution = pattern.match(event);
        if (solution !== undefined) hear(solution);
      } catch (error) {
        this.report(error, event);
      }
    }
  }

  /** Tells that something went wrong which nobody waits for. */
  report(error: unknown, event: Term): void {
    this.errors++;
    if (this.#errorListeners.size === 0) {
      process.emitWarning(
        `a listener to ${kindOf(event)} threw: ${error instanceof Error ? error.stack : error}`,
        'ClausalWarning',
      );
    }
    for (const listener of this.#errorListeners) listener(error, event);
  }
}

/** What kind of event it is, `http_session(end/2)`: whoever reads a log must not learn ids. */
function kindOf(event: Term): string {
  if (!(event instanceof Compound)) return String(event);
  const [first] = event.args;
  return event.args.length === 1 && first instanceof Compound
    ? `${event.name}(${first.name}/${first.args.length})`
    : `${event.name}/${event.args.length}`;
}
