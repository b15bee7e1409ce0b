/** Has a contestant run one trial, in a process of its own: no trial finds what another left behind. */
import { spawnSync } from 'node:child_process';
import type { Absent, Contestant, Measured, Plan } from './suite.ts';

/** A trial that takes longer does not work. */
const LONGEST = 10 * 60_000;

/** @throws Error with what the contestant printed, when it fails. */
export function launch(root: string, built: string, contestant: Contestant, plan: Plan): Measured | Absent {
  const { status, signal, stdout, stderr } = spawnSync(
    process.execPath,
    [`${built}/${contestant.program}.js`, JSON.stringify(plan), ...(contestant.args ?? [])],
    { cwd: root, encoding: 'utf8', timeout: LONGEST },
  );
  if (status !== 0) {
    throw new Error(`${contestant.name}, ${plan.trial}: ${signal ?? `status ${status}`}\n${stderr}`);
  }
  return JSON.parse(stdout) as Measured | Absent;
}
