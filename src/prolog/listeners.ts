/**
 * Prolog goals that are run at events: `listen/2,3`. They have run when whoever tells of the event goes on, since the end
 * of a session is told while its facts are still there.
 */
import { atom, type Compound, compound, type Limits, matchTerm, type Term } from '../index.ts';
import { copyOf } from './copy.ts';
import type { Engine, PredicateTable } from './environment.ts';
import type { Outcome } from './host.ts';

interface Listening {
  readonly listener: Term;
  readonly template: Term;
  readonly goal: Term;
  readonly stop: () => void;
}

/** What the goal of a listener may take: whoever tells of an event waits for it. */
export const LISTENING: Limits = { inferences: 1_000_000, time: 5000 };

/** Runs a goal to its first solution, now. */
export type RunNow = (goal: Term) => void;

export class Listeners {
  readonly #engine: Engine;
  readonly #run: RunNow;
  #all: Listening[] = [];

  constructor(engine: Engine, run: RunNow) {
    this.#engine = engine;
    this.#run = run;
  }

  /** `listen(+Listener, +Template, :Goal)`: the goal has the values of the template's variables. An error of it is the listener's. */
  listen(listener: Term, template: Term, goal: Term): void {
    const stop = this.#engine.listen(template, ({ term }) => {
      this.#run(compound(',', [compound('=', [template, term]), compound('ignore', [goal])]));
    });
    this.#all.push({ listener, template, goal, stop });
  }

  /** Stops those that match what is given. */
  unlisten(listener?: Term, template?: Term, goal?: Term): void {
    const isMeant = (each: Listening) =>
      matches(listener, each.listener) && matches(template, each.template) && matches(goal, each.goal);
    for (const each of this.#all) if (isMeant(each)) each.stop();
    this.#all = this.#all.filter((each) => !isMeant(each));
  }

  *#listening(): Generator<Outcome> {
    for (const { listener, template, goal } of [...this.#all]) {
      // Together, since they share variables
      const copy = copyOf(
        compound('l', [listener, template, compound(':', [atom('user'), goal])]),
      ) as Compound;
      yield copy.args;
    }
  }

  /** The predicates of `library(broadcast)` by which programs listen. */
  get predicates(): PredicateTable {
    return {
      'listen/2': (template, goal) => void this.listen(atom('user'), template!, goal!),
      'listen/3': (listener, template, goal) => void this.listen(listener!, template!, goal!),
      'listening/3': () => this.#listening(),
      'unlisten/1': (listener) => void this.unlisten(listener),
      'unlisten/2': (listener, template) => void this.unlisten(listener, template),
      'unlisten/3': (listener, template, goal) => void this.unlisten(listener, template, goal),
    };
  }
}

function matches(given: Term | undefined, there: Term): boolean {
  return given === undefined || matchTerm(given, there) !== undefined;
}
