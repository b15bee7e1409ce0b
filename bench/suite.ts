/**
 * What a suite is: trials and contestants as data. And what goes between the runner and a contestant's process: a plan
 * as the argument, what was measured as a line of JSON.
 */

/** Trials that are run together; `bench/<name>.ts` exports one as `suite`. */
export interface Suite {
  readonly name: string;
  /** In the order of the columns. */
  readonly contestants: readonly Contestant[];
  /** The contestant that the others are compared with. */
  readonly reference: string;
  /** Pairs of contestants whose rates are compared too. */
  readonly ratios?: readonly (readonly [string, string])[];
  readonly trials: readonly Trial[];
  /** What it is that there are so many of. */
  readonly counted: 'facts' | 'sessions';
  /** How many facts (or sessions) there are, unless the command line says so. */
  readonly facts: number;
  readonly quickFacts: number;
  /** Sizes for the rows about growth, as multiples of `facts`; the last is compared with the first. */
  readonly growthSizes?: readonly number[];
  /** What has to be known of the figures, as sentences. */
  readonly notes?: readonly string[];
}

/** Who takes part: a program that runs one trial in a process of its own. */
export interface Contestant {
  readonly name: string;
  /** The program, as a path in `bench/`. */
  readonly program: string;
  /** What the program is told besides the plan. */
  readonly args?: readonly string[];
  /** With more facts it would take forever: it gets only so many, and the report says so. */
  readonly mostFacts?: number;
}

export interface Trial {
  /** By this name contestants know it. */
  readonly id: string;
  /** By this name people know it. */
  readonly name: string;
  readonly unit: string;
  /** Higher is better of rates, operations for a second; lower is better of what an operation takes. */
  readonly better: 'higher' | 'lower';
  /** Those for whom it makes sense. */
  readonly contestants: readonly string[];
  /** What the work has to come to; a contestant that arrives elsewhere did other work. */
  readonly check: { readonly what: string; readonly expected: (facts: number) => number };
  /** So many operations for each fact make a sample that is long enough; default 1, and at most that in quick runs. */
  readonly operationsPerFact?: number;
  /** So many times as many facts as the other trials have; default 1, and at most that in quick runs. */
  readonly factsFactor?: number;
  /** With fewer facts the noise would be larger than what is measured. */
  readonly fewestFacts?: number;
  /** What is measured is what a process does first: one sample, nothing before it. */
  readonly once?: boolean;
  /** The trial that measures this as well: it answers it as {@link Measured.also}. */
  readonly of?: string;
  /** Whether it is also measured at the sizes for growth. */
  readonly growth?: boolean;
}

/** What a contestant is asked to do. */
export interface Plan {
  readonly trial: string;
  readonly facts: number;
  /** A sample repeats the work until there are so many operations in it. */
  readonly operations: number;
  readonly warmups: number;
  readonly samples: number;
}

export type Seconds = number;

/** Samples of one thing. */
export interface Samples {
  /** Operations in one sample. */
  readonly operations: number;
  /** The seconds that each sample took or, in trials of other things, how many bytes or round trips. */
  readonly samples: readonly number[];
}

/** What a contestant answers. */
export interface Measured extends Samples {
  /** Of whom, such as `9.0.4`. */
  readonly version: string;
  /** How often a sample touched memory that the process did not have before, where that is known. */
  readonly pageFaults?: readonly number[];
  /** What the work came to, for {@link Trial.check}. */
  readonly result: number;
  /** What was measured for other trials, by their ids. */
  readonly also?: Readonly<Record<string, Samples>>;
}

/** What a contestant answers that cannot take part on this machine. */
export interface Absent {
  readonly absent: string;
}
