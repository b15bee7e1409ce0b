/** SWI-Prolog, where it is installed: has swipl.pl do the trial and times nothing itself. */
import { spawnSync } from 'node:child_process';
import { answer, askedPlan } from '../measure.ts';
import type { Measured } from '../suite.ts';

const { trial, facts, operations, warmups, samples } = askedPlan();
// Contestants run in the package's folder. -O compiles arithmetic, which is to its advantage.
const { error, status, stdout, stderr } = spawnSync(
  'swipl',
  [
    '-O',
    '-q',
    '-f',
    'none',
    '--on-error=status',
    '-g',
    'main',
    '-t',
    'halt',
    'bench/contestants/swipl.pl',
    '--',
  ].concat([trial, facts, operations, warmups, samples].map(String)),
  { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
);
if (error !== undefined) answer({ absent: 'swipl is not on the PATH' });
else if (status !== 0) throw new Error(`swipl ended with status ${status}\n${stderr}`);
else answer(JSON.parse(stdout) as Measured);
