/** Has a program in SWI-Prolog do the trial that the command line asks for; times nothing itself. */
import { spawnSync } from 'node:child_process';
import { answer, askedPlan } from './measure.ts';
import type { Measured } from './suite.ts';

/** `-O` compiles arithmetic, which is to SWI-Prolog's advantage. */
export const SWIPL_OPTIONS = ['-O', '-q', '-f', 'none', '--on-error=status', '-g', 'main', '-t', 'halt'];

export const NO_SWIPL = { absent: 'swipl is not on the PATH' };

/** The program is a path in the package, in whose folder contestants run. */
export function contestBySwipl(program: string): void {
  const { trial, facts, operations, warmups, samples } = askedPlan();
  const plan = [trial, facts, operations, warmups, samples].map(String);
  const { error, status, stdout, stderr } = spawnSync('swipl', [...SWIPL_OPTIONS, program, '--', ...plan], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (error !== undefined) answer(NO_SWIPL);
  else if (status !== 0) throw new Error(`swipl ended with status ${status}\n${stderr}`);
  else answer(JSON.parse(stdout) as Measured);
}
