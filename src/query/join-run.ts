/**
 * A run of a conjunction. As long as its goals are on facts without variables, each goal gives a variable its whole value or
 * compares, so there is nothing to bind and undo: the clauses of the first goal are gone through, for each of them those
 * of the second, and so on. The first goal that is of another kind, and all that come after it, are run by a machine.
 */
import type { Database } from '../store/database.ts';
import { type Constant, constantTerm } from '../term/constant.ts';
import { type Frame, NO_CONSTANTS } from '../term/skeleton.ts';
import { compile } from './compile.ts';
import { Cursor } from './cursor.ts';
import type { Conjunct, Join } from './join.ts';
import type { Meter } from './limits.ts';
import { fillFrame, Machine } from './machine.ts';
import { matchParts } from './match-fact.ts';
import { resolved } from './solution.ts';
import type { SolutionSource } from './solutions.ts';

export class JoinRun implements SolutionSource {
  readonly #join: Join;
  readonly #database: Database;
  readonly #meter: Meter;
  readonly #values: (Constant | undefined)[];
  /** Where each goal is in its clauses, as far as they were called. */
  readonly #cursors: Cursor[] = [];
  /** The goal to go on with. */
  #level = 0;
  /** What runs the goals behind that one, until it finds no more solutions. */
  #machine: Machine | undefined = undefined;
  #frame: Frame = [];

  /** The first goal has to be one on facts. */
  constructor(join: Join, database: Database, meter: Meter) {
    this.#join = join;
    this.#database = database;
    this.#meter = meter;
    this.#values = new Array(join.size).fill(undefined);
    this.#open(0);
  }

  next(): boolean {
    try {
      this.#meter.start();
      return this.#next();
    } catch (error) {
      this.close();
      throw error;
    } finally {
      this.#meter.stop();
    }
  }

  values(): readonly Constant[] {
    return this.#machine === undefined ? (this.#values.slice() as Constant[]) : resolved(this.#frame);
  }

  close(): void {
    this.#level = -1;
    this.#machine = undefined;
  }

  #next(): boolean {
    const { conjuncts } = this.#join;
    const meter = this.#meter;
    let level = this.#level;
    while (level >= 0 && !meter.isTurnOver) {
      if (this.#machine !== undefined) {
        if (this.#machine.next()) return true;
        if (!meter.isTurnOver) this.#machine = undefined;
      } else if (!this.#match(level)) {
        if (!meter.isTurnOver) level--;
      } else if (level === conjuncts.length - 1) {
        this.#level = level;
        return true;
      } else if (this.#open(level + 1)) {
        level++;
      } else {
        this.#level = level;
        this.#startRest(conjuncts[level + 1]!);
      }
    }
    this.#level = level;
    return false;
  }

  /** Calls a goal on facts; false when it is none. */
  #open(level: number): boolean {
    const conjunct = this.#join.conjuncts[level]!;
    const predicate = conjunct.factPredicate(this.#database);
    if (predicate === undefined) return false;
    const cursor = (this.#cursors[level] ??= new Cursor());
    cursor.open(predicate.candidates(conjunct.args, NO_CONSTANTS, this.#values), this.#database.generation);
    return true;
  }

  /**
   * Goes on to the next clause that matches a goal and the values that those before it have found; false when there is none,
   * or when the turn is over.
   */
  #match(level: number): boolean {
    const { args, fresh } = this.#join.conjuncts[level]!;
    const cursor = this.#cursors[level]!;
    const values = this.#values;
    const meter = this.#meter;
    for (;;) {
      for (let i = 0; i < fresh.length; i++) values[fresh[i]!] = undefined;
      const fact = cursor.next();
      if (fact === undefined) return false;
      if (++meter.inferences > meter.due) meter.check(level);
      if (matchParts(args, NO_CONSTANTS, fact.form.args, fact, values)) return true;
      if (meter.isTurnOver) return false;
    }
  }

  /** Has a machine run what is no goal on facts, and all behind it. */
  #startRest(conjunct: Conjunct): void {
    const { size } = this.#join;
    const known = this.#values.map((value) => (value === undefined ? undefined : constantTerm(value)));
    this.#frame = fillFrame(known, size);
    this.#machine = new Machine(this.#database, compile, conjunct.compiled, this.#frame, this.#meter);
  }
}
