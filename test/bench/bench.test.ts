/** The benchmark runs, its contestants all do the same work, and its JSON has the form that readers count on. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { suite as core } from '../../bench/core.ts';
import { suite as http } from '../../bench/http.ts';
import type { Report } from '../../bench/report.ts';
import { suite as session } from '../../bench/session.ts';
import { median, spread } from '../../bench/statistics.ts';
import { suite as storage } from '../../bench/storage.ts';
import { hasRedis } from '../support/redis-server.ts';
import { hasSwipl } from '../support/swipl.ts';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'clausal-bench-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Those of which not all is run, with the trials that are: the others start as many servers again, for other figures. */
const parts: Readonly<Record<string, readonly string[]>> = {
  http: ['rate_64'],
  storage: ['rate_change_64_4', 'p99_change_64_4', 'trips_replace', 'sent_replace', 'start'],
};
const ran = [core, session, http, storage].map((suite) => {
  const trials = suite.trials.filter(({ id }) => parts[suite.name]?.includes(id) ?? true);
  const contestants = suite.contestants.filter(({ name }) =>
    trials.some((trial) => trial.contestants.includes(name)),
  );
  return { ...suite, trials, contestants };
});

/** Not tau-prolog, which takes longer than all the others together, and nobody twice, on Express too. */
const LEFT_OUT = ['tau', 'express-lmdb', 'express-redis'];

describe.each(ran)('npm run bench -- $name', (suite) => {
  const contestants = suite.contestants
    .filter(({ name, args }) => (name !== 'swipl' || hasSwipl) && (!args?.includes('redis') || hasRedis))
    .map(({ name }) => name)
    .filter((name) => !LEFT_OUT.includes(name));
  const growing = suite.trials.filter(({ growth }) => growth);
  let report: Report;
  let table: string;

  beforeAll(() => {
    const file = join(folder, `${suite.name}.json`);
    const by = contestants.flatMap((name) => ['--by', name]);
    const only = parts[suite.name]?.flatMap((id) => ['--only', id]) ?? [];
    table = bench(suite.name, '--quick', '--facts', '100', '--json', file, ...by, ...only);
    report = JSON.parse(readFileSync(file, 'utf8'));
  }, 300_000);

  test('says what was run, when and on what', () => {
    expect(report.suite).toBe(suite.name);
    expect(new Date(report.date).toISOString()).toBe(report.date);
    expect(report.node).toBe(process.versions.node);
    expect(Object.keys(report.versions).sort()).toEqual(contestants.toSorted());
  });

  test('has a trial for each row, with a number for each contestant that takes part', () => {
    expect(report.trials.map(({ id }) => id)).toEqual([
      ...suite.trials.map(({ id }) => id),
      ...growing.map(({ id }) => `growth_${id}`),
    ]);
    for (const { id, name, unit, better, contestants: values } of report.trials) {
      const trial = suite.trials.find((trial) => trial.id === id.replace('growth_', ''))!;
      const expected = contestants.filter((contestant) => trial.contestants.includes(contestant));
      expect([id, Object.keys(values).sort()]).toEqual([id, expected.sort()]);
      for (const value of Object.values(values)) expect(value).toBeGreaterThan(0);
      expect(name).toContain(trial.name);
      expect(unit).toBe(id === trial.id ? trial.unit : 'ratio');
      expect(better).toBe(id === trial.id ? trial.better : 'lower');
      expect(table).toContain(name);
    }
  });

  test('has contestants that come to the same result, in five samples or more', () => {
    expect(report.failures).toEqual([]);
    for (const { id, details } of report.trials) {
      const results = Object.values(details).map(({ result }) => result);
      expect([id, new Set(results).size]).toEqual([id, 1]);
      const isOnce = suite.trials.some((trial) => trial.id === id && trial.once);
      for (const { samples } of Object.values(details)) {
        if (isOnce) expect(samples).toHaveLength(1);
        else expect(samples.length).toBeGreaterThanOrEqual(5);
      }
    }
  });

  test('has the ratios that it asks for', () => {
    for (const { ratios = {}, contestants: values } of report.trials) {
      const pairs = (suite.ratios ?? []).filter((pair) => pair.every((name) => name in values));
      expect(Object.keys(ratios)).toEqual(pairs.map(([name, compared]) => `${name} / ${compared}`));
      for (const [name, compared] of pairs) {
        expect(ratios[`${name} / ${compared}`]).toBe(values[name]! / values[compared]!);
        expect(table).toContain(`${name} / ${compared}: `);
      }
    }
  });
});

test.each([
  [['core', '--only', 'lokup'], 'lookup'],
  [['session', '--only', 'lookup'], 'touch'],
  [['core', '--by', 'swi'], 'swipl'],
  [['../core'], 'usage'],
  [[], 'usage'],
])('npm run bench refuses %j', (args, hint) => {
  expect(() => bench(...args)).toThrow(hint);
});

test('median and spread', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(spread([1, 2, 3, 4, 5])).toBe(2 / 3);
});

function bench(...args: string[]): string {
  return execFileSync(process.execPath, ['node_modules/tsx/dist/cli.mjs', 'bench/run.ts', ...args], {
    cwd: root,
    encoding: 'utf8',
    stdio: 'pipe',
  });
}
