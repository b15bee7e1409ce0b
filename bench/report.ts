/** What a run comes to: the JSON for programs, and the same as lines of a table for people. */
import { cpus } from 'node:os';
import { median } from './statistics.ts';
import type { Seconds, Suite, Trial } from './suite.ts';

export interface Report {
  readonly suite: string;
  readonly date: string;
  readonly node: string;
  readonly facts: number;
  readonly versions: Readonly<Record<string, string>>;
  readonly machine: {
    readonly processor: string;
    readonly processors: number;
    readonly loads: number[];
    readonly pageFault: Seconds;
  };
  readonly trials: readonly Row[];
  /** Contestants that failed, or came to another result than they should. */
  readonly failures: readonly string[];
}

export interface Row {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly better: Trial['better'];
  /** Medians in the unit, by contestant. */
  readonly contestants: Record<string, number>;
  readonly details: Record<string, Detail>;
  /** Quotients of the medians that the suite asks for: `a / b` by that name. */
  ratios?: Readonly<Record<string, number>>;
}

/** How a median came about. */
export interface Detail {
  readonly facts: number;
  /** Operations in a sample. */
  readonly operations: number;
  /** Seconds or, in trials of memory, bytes. */
  readonly samples: readonly number[];
  /** How far the middle half of the samples is apart, as a share of the median. */
  readonly spread: number;
  readonly result: number;
  /** First touches of memory in a sample: what a machine takes for them is no contestant's doing. */
  readonly pageFaults?: number;
  /** In the rows about growth, how long an operation took at each size. */
  readonly sizes?: readonly { readonly facts: number; readonly secondsPerOperation: Seconds }[];
}

export function machine(loads: number[], pageFault: Seconds): Report['machine'] {
  return { processor: cpus()[0]?.model.trim() ?? 'unknown', processors: cpus().length, loads, pageFault };
}

export function heading(suite: Suite): string {
  const cells = suite.contestants.map(({ name }) => name.padStart(CELL));
  const [first, ...others] = cells;
  return `${''.padEnd(NAME)}${''.padEnd(UNIT)}${first}${`× ${suite.reference}`.padStart(RATIO)}${others.join('')}`;
}

export function line(suite: Suite, row: Row): string {
  const cells = suite.contestants.map(({ name }) => cell(row, name).padStart(CELL));
  const [first, ...others] = cells;
  const ratio = ratioToReference(row, suite.contestants[0]!.name, suite.reference);
  return `${row.name.padEnd(NAME)}${row.unit.padEnd(UNIT)}${first}${ratio.padStart(RATIO)}${others.join('')}`;
}

/** The ratios that the suite asks for, a line each. */
export function ratios(rows: readonly Row[]): string[] {
  return rows.flatMap(({ name, ratios = {} }) =>
    Object.entries(ratios).map(([pair, ratio]) => `${name}, ${pair}: ${ratio.toFixed(2)}`),
  );
}

/** What the numbers are. */
export function legend(rows: readonly Row[]): string {
  const growth = rows.some(({ unit }) => unit === 'ratio') ? ['growth: of 5'] : [];
  const once = rows.filter(({ details }) =>
    Object.values(details).some(({ samples }) => samples.length === 1),
  );
  const single = once.length === 0 ? [] : [`a single one of: ${once.map(({ id }) => id).join(', ')}`];
  const others = [...growth, ...single];
  return `medians of 7 samples${others.length === 0 ? '' : ` (${others.join(', ')})`}, ± the middle half of them`;
}

/** What has to be known, and which contestants were given less to do than the others, as a sentence each. */
export function notes(suite: Suite, facts: number): string[] {
  const limited = suite.contestants.flatMap(({ name, mostFacts = facts }) =>
    mostFacts >= facts
      ? []
      : [`${name} has at most ${count(mostFacts)} ${suite.counted}: it would take forever`],
  );
  return [...(suite.notes ?? []), ...limited];
}

/**
 * Where page faults are much of the time. V8 gives the memory of a dropped database back, and touches other memory for
 * the next one; SWI-Prolog keeps its. Real machines hardly feel that, virtual ones can.
 */
export function faultNotes(rows: readonly Row[], pageFault: Seconds): string[] {
  const shares = rows.flatMap(({ id, details }) =>
    Object.entries(details).flatMap(([name, { pageFaults = 0, samples }]) => {
      const seconds = median(samples);
      const share = (pageFaults * pageFault) / seconds;
      return share < 0.1 || seconds < MUCH ? [] : [`${name} ${id} ${Math.round(share * 100)}%`];
    }),
  );
  if (shares.length === 0) return [];
  return [
    `page faults (${(pageFault * 1e6).toFixed(1)} µs each here) are about so much of the time: ${shares.join(', ')}`,
  ];
}

export function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** In shorter samples the faults are those of a process that has just begun. */
const MUCH: Seconds = 0.02;

const NAME = 51;
const UNIT = 13;
const CELL = 17;
const RATIO = 9;

function cell({ contestants, details }: Row, name: string): string {
  const value = contestants[name];
  if (value === undefined) return '–';
  return `${short(value)} ±${String(Math.round(details[name]!.spread * 100)).padStart(2)}%`;
}

/** How many times what the reference has the first contestant has; of growth there is no such thing. */
function ratioToReference({ contestants, unit }: Row, name: string, reference: string): string {
  const value = contestants[name];
  const compared = contestants[reference];
  if (value === undefined || compared === undefined || unit === 'ratio') return '–';
  return (value / compared).toFixed(2);
}

function short(value: number): string {
  if (value >= 1e6) return `${(value / 1e6).toPrecision(3)} M`;
  if (value >= 1e3) return `${(value / 1e3).toPrecision(3)} k`;
  return value.toPrecision(3);
}
