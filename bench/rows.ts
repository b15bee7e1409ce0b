/** Measures the rows of a report: a row for each trial, and one for how it grows with the number of facts. */
import { count, type Detail, type Row } from './report.ts';
import { median, spread } from './statistics.ts';
import type { Absent, Contestant, Measured, Plan, Suite, Trial } from './suite.ts';

/** A row that can be measured. */
export interface Task {
  readonly id: string;
  measure(runs: Runs): Row;
}

/** How contestants are run, and what becomes of what they say beside the numbers. */
export interface Runs {
  /** Undefined when it failed. */
  launch(contestant: Contestant, plan: Plan): Measured | Absent | undefined;
  /** Notes that a contestant is not there. */
  absent(contestant: Contestant, why: string): void;
  isAbsent(contestant: Contestant): boolean;
  version(contestant: Contestant, version: string): void;
  failure(text: string): void;
}

/** The rows of a suite with so many facts; the quick ones about growth look only at the first and last size. */
export function tasksOf(suite: Suite, facts: number, quick: boolean): Task[] {
  const { growthSizes = [] } = suite;
  const factors = quick ? [...growthSizes.slice(0, 1), ...growthSizes.slice(-1)] : growthSizes;
  const sizes = factors.map((factor) => Math.round(facts * factor));
  return [
    ...suite.trials.map((trial) => trialTask(suite, trial, facts, quick)),
    ...suite.trials.filter(({ growth }) => growth).map((trial) => growthTask(suite, trial, sizes)),
  ];
}

function trialTask(suite: Suite, trial: Trial, facts: number, quick: boolean): Task {
  return {
    id: trial.id,
    measure(runs) {
      const { id, name, unit, better, once = false, fewestFacts = 0 } = trial;
      const size = Math.round(facts * Math.min(trial.factsFactor ?? 1, quick ? 1 : Infinity));
      const perFact = Math.min(trial.operationsPerFact ?? 1, quick ? 1 : Infinity);
      const [warmups, samples] = once ? [0, 1] : [2, 7];
      const row: Row = { id, name, unit, better, contestants: {}, details: {} };
      for (const contestant of takingPart(suite, trial)) {
        const own = Math.max(Math.min(size, contestant.mostFacts ?? size), fewestFacts);
        const plan = { facts: own, operations: own * perFact, warmups, samples };
        const detail = run(runs, trial, contestant, plan);
        if (detail === undefined) continue;
        const each = median(detail.samples) / detail.operations;
        row.contestants[contestant.name] = better === 'higher' ? 1 / each : each;
        row.details[contestant.name] = detail;
      }
      if (suite.ratios !== undefined) row.ratios = ratiosOf(suite.ratios, row.contestants);
      return row;
    },
  };
}

function growthTask(suite: Suite, trial: Trial, sizes: readonly number[]): Task {
  const smallest = sizes[0]!;
  const largest = sizes.at(-1)!;
  return {
    id: `growth_${trial.id}`,
    measure(runs) {
      const name = `growth of ${trial.name}, ${count(largest)} / ${count(smallest)}`;
      const row: Row = {
        id: `growth_${trial.id}`,
        name,
        unit: 'ratio',
        better: 'lower',
        contestants: {},
        details: {},
      };
      for (const contestant of takingPart(suite, trial)) {
        if (contestant.mostFacts !== undefined) continue;
        const details = sizes.map((size) =>
          // At small sizes a sample is many rounds: as many operations as the largest size but one has facts.
          run(runs, trial, contestant, { facts: size, operations: sizes.at(-2)!, warmups: 1, samples: 5 }),
        );
        const known = details.filter((detail) => detail !== undefined);
        if (known.length < sizes.length) continue;
        const times = known.map(({ operations, samples }) => median(samples) / operations);
        row.contestants[contestant.name] = times.at(-1)! / times[0]!;
        row.details[contestant.name] = {
          ...known.at(-1)!,
          spread: Math.max(known[0]!.spread, known.at(-1)!.spread),
          sizes: times.map((secondsPerOperation, i) => ({ facts: sizes[i]!, secondsPerOperation })),
        };
      }
      return row;
    },
  };
}

/** Of those pairs that both took part. */
function ratiosOf(
  pairs: readonly (readonly [string, string])[],
  values: Readonly<Record<string, number>>,
): Record<string, number> {
  const ratios = pairs.map(([name, compared]) => [
    `${name} / ${compared}`,
    (values[name] ?? Number.NaN) / (values[compared] ?? Number.NaN),
  ]);
  return Object.fromEntries(ratios.filter(([, ratio]) => !Number.isNaN(ratio)));
}

function takingPart(suite: Suite, trial: Trial): Contestant[] {
  return suite.contestants.filter(({ name }) => trial.contestants.includes(name));
}

/** Has a contestant do a trial, and checks that it did; undefined when it did not. */
function run(
  runs: Runs,
  trial: Trial,
  contestant: Contestant,
  plan: Omit<Plan, 'trial'>,
): Detail | undefined {
  if (runs.isAbsent(contestant)) return undefined;
  const measured = runs.launch(contestant, { trial: trial.of ?? trial.id, ...plan });
  if (measured === undefined) return undefined;
  if ('absent' in measured) {
    runs.absent(contestant, measured.absent);
    return undefined;
  }
  runs.version(contestant, measured.version);
  const { what, expected } = trial.check;
  const wanted = expected(plan.facts);
  if (measured.result !== wanted) {
    runs.failure(`${contestant.name}, ${trial.id}: ${what} should be ${wanted}, came to ${measured.result}`);
    return undefined;
  }
  const { pageFaults, result } = measured;
  const { operations, samples } = trial.of === undefined ? measured : measured.also![trial.id]!;
  const detail = { facts: plan.facts, operations, samples, spread: spread(samples), result };
  return pageFaults === undefined ? detail : { ...detail, pageFaults: median(pageFaults) };
}
