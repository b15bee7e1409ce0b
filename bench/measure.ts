/**
 * The one timer of all contestants in JavaScript. A benchmark library would not do: most trials change the database, so
 * that each round needs a fresh one that is made outside of the timing, and SWI-Prolog has to be timed the same way.
 */
import { residentBytes } from './memory.ts';
import type { Absent, Measured, Plan, Seconds } from './suite.ts';

/** A trial as a contestant does it. */
export interface Work {
  /** Operations in one round. */
  readonly operations: number;
  /** Each round takes so long that a sample is only one. */
  readonly slow?: boolean;
  /** What counts is the memory that a round takes, and keeps, instead of its time. */
  readonly takesMemory?: boolean;
  /** Makes ready for a round, untimed: a fresh database where the round changes it. */
  prepare?(): void | Promise<void>;
  /** A round. */
  run(): number | undefined | Promise<number | undefined>;
  /** What a round came to, untimed, where `run` does not say so itself. */
  check?(): number | Promise<number>;
}

/** Makes the work of each trial that a contestant takes part in, for a number of facts. */
export type Works = Readonly<Record<string, (facts: number) => Work | Promise<Work>>>;

/** Runs the trial that the command line asks for, and prints what was measured. */
export async function contest(version: string, works: Works): Promise<void> {
  const plan = askedPlan();
  const make = works[plan.trial];
  if (make === undefined) throw new Error(`no trial ${plan.trial}`);
  answer(await measure(plan, await make(plan.facts), version));
}

/** The plan on the command line. */
export function askedPlan(): Plan {
  return JSON.parse(process.argv[2] ?? '') as Plan;
}

export function answer(measured: Measured | Absent): void {
  console.log(JSON.stringify(measured));
}

/** Milliseconds after which a contestant warms up no more, and takes no further samples of a trial, if it has one. */
const LONG_ENOUGH = 60_000;

async function measure(plan: Plan, work: Work, version: string): Promise<Measured> {
  const rounds = work.slow === true ? 1 : Math.max(1, Math.round(plan.operations / work.operations));
  const samples: number[] = [];
  const pageFaults: number[] = [];
  let result = Number.NaN;
  // Memory that a process touches for the first time can be slow, on virtual machines very much so: the warm-up is as
  // large as what is measured.
  const begun = performance.now();
  let warmups = plan.warmups;
  while (samples.length < plan.samples) {
    const isLong = performance.now() - begun > LONG_ENOUGH;
    if (isLong && samples.length > 0) break;
    const isWarmUp = warmups-- > 0 && !isLong;
    const meter = work.takesMemory === true ? new Scales() : new Stopwatch();
    for (let round = 0; round < rounds; round++) {
      await work.prepare?.();
      meter.start();
      const returned = work.run();
      // Waiting for a value that is there would already run other tasks.
      const value = returned instanceof Promise ? await returned : returned;
      meter.stop();
      result = (await work.check?.()) ?? value ?? Number.NaN;
    }
    if (isWarmUp) continue;
    samples.push(meter.amount);
    pageFaults.push(meter.pageFaults);
  }
  return { version, operations: rounds * work.operations, samples, pageFaults, result };
}

/** Adds up what rounds take. */
interface Meter {
  /** How often memory was touched for the first time. */
  readonly pageFaults: number;
  readonly amount: number;
  start(): void;
  stop(): void;
}

/**
 * Adds up the time of rounds: the time that went by or, when other processes had the processor meanwhile, the processor
 * time of this process. The latter counts V8's own threads too, so that it is never less than what SWI-Prolog's
 * `cputime` would be, the time of the one thread that does the work.
 */
class Stopwatch implements Meter {
  pageFaults = 0;
  #passed = 0;
  #used = 0;
  #startedAt = 0;
  #usedAtStart: NodeJS.CpuUsage = { user: 0, system: 0 };

  start(): void {
    this.pageFaults -= process.resourceUsage().minorPageFault;
    this.#usedAtStart = process.cpuUsage();
    this.#startedAt = performance.now();
  }

  stop(): void {
    this.#passed += (performance.now() - this.#startedAt) / 1e3;
    const { user, system } = process.cpuUsage(this.#usedAtStart);
    this.#used += (user + system) / 1e6;
    this.pageFaults += process.resourceUsage().minorPageFault;
  }

  get amount(): Seconds {
    return Math.min(this.#passed, this.#used);
  }
}

/** Adds up the memory that is in use because of the rounds. */
class Scales implements Meter {
  readonly pageFaults = 0;
  amount = 0;

  start(): void {
    this.amount -= residentBytes();
  }

  stop(): void {
    this.amount += residentBytes();
  }
}
