/**
 * The interpreter of a host and, when that dies, the next one, in which what was begun is begun again. Facts are the
 * engine's, and stay.
 */
import { AsyncResource } from 'node:async_hooks';
import { setImmediate } from 'node:timers/promises';
import type { Machine } from './machine.ts';

/** Starts an interpreter, which tells when it dies. */
export type Starting = (died: () => void) => Promise<Machine>;

/** Something to be done in each interpreter. */
export type Beginning = (machine: Machine) => void | Promise<void>;

/** So often an interpreter is started when each dies of what is begun in it. */
const TRIES = 2;

export class Life {
  readonly #start: Starting;
  readonly #beginnings = new Map<string, Beginning>();
  /** Loading programs again is nothing that a request does, though one may be the cause. */
  readonly #startAgain = AsyncResource.bind(() => this.#again());
  #machine!: Machine;
  #starting: Promise<void> | undefined;

  static async begin(start: Starting): Promise<Life> {
    const life = new Life(start);
    life.#machine = await start(() => life.#died());
    return life;
  }

  private constructor(start: Starting) {
    this.#start = start;
  }

  /** The interpreter that there is now, which may be dead. */
  get machine(): Machine {
    return this.#machine;
  }

  /** Resolves when there is an interpreter for others to use; undefined when there is one. */
  get starting(): Promise<void> | undefined {
    return this.#starting;
  }

  /** Has something done in each interpreter to come, in place of what had the same name. */
  remember(name: string, beginning: Beginning): void {
    this.#beginnings.set(name, beginning);
  }

  #died(): void {
    this.#starting ??= this.#startAgain()
      .catch((error: Error) => this.#machine.tell(`ERROR: ${error.message}\n`))
      .finally(() => {
        this.#starting = undefined;
      });
  }

  async #again(): Promise<void> {
    await setImmediate(); // what the dead one did comes to its end
    this.#machine.tell('Warning: SWI-Prolog ran out of memory, and begins again\n');
    for (let tries = 0; tries < TRIES && this.#machine.isDead; tries++) {
      this.#machine = await this.#start(() => this.#died());
      for (const begin of this.#beginnings.values()) {
        if (!this.#machine.isDead) await begin(this.#machine);
      }
    }
  }
}
