/**
 * The oracle: runs Prolog programs in the SWI-Prolog of this machine, as a child process, and says where that keeps its
 * library and its test suite. Tests that cannot run without it are declared with `describeWithSwipl`.
 */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe } from 'vitest';

export interface RunOptions {
  /** What the program finds in the flag `argv`. */
  readonly args?: readonly string[];
  /** What the program reads from `user_input`. */
  readonly input?: string;
  /** Milliseconds after which the program is killed; 60,000 by default. */
  readonly timeout?: number;
}

/** Whether `swipl` is on the PATH. */
export const hasSwipl: boolean = (process.env.PATH ?? '')
  .split(delimiter)
  .some((folder) => existsSync(join(folder, 'swipl')));

/**
 * Loads the program text, calls its `main/0` and resolves to what it wrote to `user_output`. Rejects, with all of
 * standard error in the message, when `main` fails or throws, when an error was printed (a syntax error, a failing
 * directive's exception), and after the timeout. Warnings are ignored.
 */
export async function runSwipl(program: string, options: RunOptions = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'clausal-swipl-'));
  try {
    const file = join(folder, 'program.pl');
    // On the first line of the program, so that line numbers in messages stay true.
    await writeFile(file, `:- encoding(utf8). ${program}`);
    return await run(file, options);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A `describe` that is skipped, with a line that says why, where SWI-Prolog is missing; where CI=true it throws. */
export function describeWithSwipl(name: string, fn: () => void): void {
  if (!hasSwipl) {
    if (process.env.CI === 'true') throw new Error(`CI=true and no swipl on the PATH: "${name}" cannot run`);
    console.log(`skipped, for want of swipl: ${name}`);
  }
  describe.skipIf(!hasSwipl)(name, fn);
}

let home: string | undefined;

/** The folder that holds SWI-Prolog's `library/`. */
export function swiplHome(): string {
  home ??= execFileSync(
    'swipl',
    ['-f', 'none', '-g', 'current_prolog_flag(home, H), write(H)', '-t', 'halt'],
    {
      encoding: 'utf8',
    },
  );
  return home;
}

/** The folder of SWI-Prolog's own tests (`core/test_read.pl`, …), where they are installed. */
export function swiplTests(): string | undefined {
  if (!hasSwipl) return undefined;
  const folder = join(swiplHome(), 'test', 'Tests');
  return existsSync(folder) ? folder : undefined;
}

function run(file: string, { args = [], input = '', timeout = 60_000 }: RunOptions): Promise<string> {
  // --on-error=status: an error that was only printed still shows in the exit code.
  const flags = ['-q', '-f', 'none', '--no-tty', '--on-error=status', '-g', 'main', '-t', 'halt'];
  const child = spawn('swipl', [...flags, file, '--', ...args], {
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
    timeout,
    killSignal: 'SIGKILL',
  });
  const output: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
  // A program may end before it has read all its input; that is its own affair.
  child.stdin.on('error', () => {});
  child.stdin.end(input);

  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) return resolve(Buffer.concat(output).toString('utf8'));
      const how = signal
        ? `was killed (${signal}; the timeout is ${timeout} ms)`
        : `ended with status ${code}`;
      reject(new Error(`swipl ${how}\n${Buffer.concat(errors).toString('utf8')}`));
    });
  });
}
