/**
 * `npm run bench -- SUITE [--json FILE] [--facts N] [--only TRIAL]… [--by CONTESTANT]… [--quick]`: runs the
 * suite `core`, `session`, `http`, `storage`, `prolog` or `serve` and prints a table. Ends with status 1 when a contestant failed or did not do the work.
 */
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.ts';
import { launch } from './launch.ts';
import { pageFaultTime } from './page-fault.ts';
import {
  count,
  faultNotes,
  heading,
  legend,
  line,
  machine,
  notes,
  type Report,
  type Row,
  ratios,
} from './report.ts';
import { type Runs, type Task, tasksOf } from './rows.ts';
import type { Absent, Measured, Suite } from './suite.ts';

const USAGE =
  'usage: npm run bench -- SUITE [--json FILE] [--facts N] [--only TRIAL]… [--by CONTESTANT]… [--quick]';
const root = join(import.meta.dirname, '..');

const { positionals, values: options } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'string' },
    facts: { type: 'string' },
    only: { type: 'string', multiple: true },
    by: { type: 'string', multiple: true },
    quick: { type: 'boolean', default: false },
  },
});

const suite = by(await suiteNamed(positionals[0]), options.by);
const facts = Number(options.facts ?? (options.quick ? suite.quickFacts : suite.facts));
if (!Number.isInteger(facts) || facts < 100) throw new Error(`--facts ${options.facts}: at least 100`);
const tasks = chosen(tasksOf(suite, facts, options.quick), options.only);

const loads = [loadavg()[0]!];
warnOfLoad(loads[0]!, 0.5);
const pageFault = pageFaultTime();
const built = build(root);

const versions: Record<string, string> = {};
const missing = new Map<string, string>();
const failures: string[] = [];
/** What was measured, by contestant and plan: some trials are measured by others. */
const measured = new Map<string, Measured | Absent | undefined>();
const runs: Runs = {
  launch(contestant, plan) {
    const key = JSON.stringify([contestant.name, plan]);
    if (measured.has(key)) return measured.get(key);
    progress(`${plan.trial}, ${count(plan.facts)} ${suite.counted}: ${contestant.name} …`);
    try {
      measured.set(key, launch(root, built, contestant, plan));
    } catch (error) {
      measured.set(key, undefined);
      this.failure((error as Error).message);
    } finally {
      progress('');
    }
    return measured.get(key);
  },
  absent: ({ name }, why) => void missing.set(name, why),
  isAbsent: ({ name }) => missing.has(name),
  version: ({ name }, version) => void (versions[name] = version),
  failure: (text) => void failures.push(text),
};

console.log(
  `${suite.name}: ${count(facts)} ${suite.counted}, ${new Date().toISOString()}, Node.js ${process.version}\n`,
);
console.log(heading(suite));
const trials: Row[] = [];
for (const task of tasks) {
  const row = task.measure(runs);
  trials.push(row);
  console.log(line(suite, row));
}
loads.push(loadavg()[0]!);

console.log(
  `\n${Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ')}`,
);
for (const ratio of ratios(trials)) console.log(ratio);
console.log(legend(trials));
for (const note of [...notes(suite, facts), ...faultNotes(trials, pageFault)]) console.log(note);
for (const [name, why] of missing) console.log(`without ${name}: ${why}`);
for (const failure of failures) console.error(`FAILED ${failure}`);
warnOfLoad(loads[1]!, 1.5); // one of it is ours

if (options.json !== undefined) {
  const date = new Date().toISOString();
  const node = process.versions.node;
  const report: Report = {
    suite: suite.name,
    date,
    node,
    facts,
    versions,
    machine: machine(loads, pageFault),
    trials,
    failures,
  };
  // npm runs scripts in the package's folder; a path is meant from where the user is.
  const file = resolve(process.env.INIT_CWD ?? '.', options.json);
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
}
process.exitCode = failures.length === 0 ? 0 : 1;

async function suiteNamed(name: string | undefined): Promise<Suite> {
  if (name === undefined || !/^[a-z]+$/.test(name)) throw new Error(USAGE);
  const { suite } = (await import(`./${name}.ts`)) as { suite?: Suite };
  if (suite === undefined) throw new Error(`${name} is no suite`);
  return suite;
}

/** The suite with only those contestants that `--by` names. */
function by(whole: Suite, only: readonly string[] | undefined): Suite {
  if (only === undefined) return whole;
  const names = whole.contestants.map(({ name }) => name);
  const unknown = only.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Error(`--by ${unknown}: there is ${names.join(', ')}`);
  return { ...whole, contestants: whole.contestants.filter(({ name }) => only.includes(name)) };
}

/** Those that `--only` names by their ids; `growth` stands for all that are about growth. */
function chosen(all: readonly Task[], only: readonly string[] | undefined): readonly Task[] {
  if (only === undefined) return all;
  for (const name of only) {
    if (name === 'growth' || all.some(({ id }) => id === name)) continue;
    throw new Error(`--only ${name}: there is ${all.map(({ id }) => id).join(', ')}, growth`);
  }
  return all.filter(({ id }) => only.includes(id) || (id.startsWith('growth_') && only.includes('growth')));
}

function warnOfLoad(load: number, most: number): void {
  if (load <= most) return;
  console.error(
    `the machine is busy (load ${load.toFixed(1)}, ${cpus().length} processors): trust no number\n`,
  );
}

function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
}
