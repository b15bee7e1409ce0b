/** The goal of `setup_call_cleanup/3` that is run when the goal before it is over, however that comes: once. */
import type { TauTerm } from 'tau-prolog';
import type { Run } from './run.ts';

export class Cleanup {
  #goal: TauTerm | undefined;
  readonly #run: Run;

  constructor(run: Run, goal: TauTerm) {
    this.#run = run;
    this.#goal = goal;
  }

  async run(): Promise<void> {
    const goal = this.#goal;
    this.#goal = undefined;
    if (goal !== undefined) await this.#run.sub(goal).next();
  }
}
