/**
 * The engines of an interpreter, each with stacks of its own: searches that are under way at the same time need one each.
 * A search that is alone has the main one, whose global variables are those of the program.
 */
import type { Functions } from './interpreter.ts';

/** An engine: `PL_engine_t`. */
export type Engine = number & { readonly of?: 'engine' };

/** Where one comes from; undefined where it is the current one already. */
export type Entered = { readonly before: Engine; readonly saved: number } | undefined;

/** So many that are free are kept. */
const MOST_FREE = 4;

export class Engines {
  readonly #c: Functions;
  readonly #main: Engine;
  readonly #free: Engine[] = [];
  #isMainFree = true;
  #taken = 0;
  #current: Engine;

  /** The engine that is current is the main one. */
  constructor(c: Functions) {
    this.#c = c;
    this.#main = c._PL_current_engine();
    this.#current = this.#main;
  }

  /** Whether no search is under way. */
  get areFree(): boolean {
    return this.#taken === 0;
  }

  take(): Engine {
    this.#taken++;
    if (this.#isMainFree) {
      this.#isMainFree = false;
      return this.#main;
    }
    return this.#free.pop() ?? this.#c._PL_create_engine(0);
  }

  give(engine: Engine): void {
    this.#taken--;
    if (engine === this.#main) this.#isMainFree = true;
    else if (this.#free.length < MOST_FREE) this.#free.push(engine);
    else this.#c._PL_destroy_engine(engine);
  }

  /** Makes an engine the current one, and answers what {@link leave} takes to make that the one of before again. */
  enter(engine: Engine): Entered {
    const before = this.#current;
    if (engine === before) return undefined;
    this.#current = engine;
    return { before, saved: this.#c.__PL_switch_engine(engine) };
  }

  leave(entered: Entered): void {
    if (entered === undefined) return;
    this.#current = entered.before;
    this.#c.__PL_reset_engine(entered.saved);
  }
}
