/** A run of any goal by a machine. */
import type { Database } from '../store/database.ts';
import type { Constant } from '../term/constant.ts';
import type { Frame } from '../term/skeleton.ts';
import { compile } from './compile.ts';
import type { Meter } from './limits.ts';
import { fillFrame, type Goal, Machine } from './machine.ts';
import { resolved } from './solution.ts';
import type { SolutionSource } from './solutions.ts';

export class MachineRun implements SolutionSource {
  readonly #machine: Machine;
  readonly #meter: Meter;
  readonly #frame: Frame;

  /** `size` is the number of the goal's variables. */
  constructor(database: Database, goal: Goal, size: number, meter: Meter) {
    this.#frame = fillFrame(new Array(size), size);
    this.#meter = meter;
    this.#machine = new Machine(database, compile, goal, this.#frame, this.#meter);
  }

  next(): boolean {
    try {
      this.#meter.start();
      return this.#machine.next();
    } catch (error) {
      this.close();
      throw error;
    } finally {
      this.#meter.stop();
    }
  }

  values(): readonly Constant[] {
    return resolved(this.#frame);
  }

  close(): void {
    this.#machine.close();
  }
}
