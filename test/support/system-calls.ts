/** What a program asks of the system, as `strace` tells it. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';

export interface SystemCall {
  readonly name: string;
  /** As they are printed: a descriptor is `20</path/of/file>`. */
  readonly args: string;
  readonly result: number;
}

/** A `describe` that is skipped, with a line that says why, where programs can't be traced. */
export function describeWithStrace(name: string, fn: () => void): void {
  const { error, status } = spawnSync('strace', ['-o', '/dev/null', 'true'], { stdio: 'ignore' });
  const why = error !== undefined ? 'for want of strace' : 'as strace may trace nothing here';
  const isSkipped = status !== 0;
  if (isSkipped) console.log(`skipped, ${why}: ${name}`);
  describe.skipIf(isSkipped)(name, fn);
}

/** The calls of these names that a program of JavaScript makes, by all of its threads, in the order in which they are over. */
export function systemCalls(names: readonly string[], program: readonly string[]): SystemCall[] {
  const folder = mkdtempSync(join(tmpdir(), 'clausal-strace-'));
  const trace = join(folder, 'trace');
  try {
    const options = ['-f', '-y', '-e', `trace=${names.join()}`, '-e', 'signal=none', '-o', trace];
    execFileSync('strace', [...options, process.execPath, ...program], { stdio: 'pipe' });
    return parsed(readFileSync(trace, 'latin1'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A call is one line, or two where another thread has made one meanwhile. */
function parsed(trace: string): SystemCall[] {
  const begun = new Map<string, string>();
  const calls: SystemCall[] = [];
  for (const line of trace.split('\n')) {
    const [, thread = '', said = ''] = /^(\d+) +(.*)$/.exec(line) ?? [];
    const [, start] = /^(.*) <unfinished \.\.\.>$/.exec(said) ?? [];
    if (start !== undefined) {
      begun.set(thread, start);
      continue;
    }
    const [, rest] = /^<\.\.\. \w+ resumed>(.*)$/.exec(said) ?? [];
    const whole = rest === undefined ? said : `${begun.get(thread)}${rest}`;
    const [, name, args, result] = /^(\w+)\((.*)\) += (-?\d+)/.exec(whole) ?? [];
    if (name !== undefined) calls.push({ name, args: args!, result: Number(result) });
  }
  return calls;
}
