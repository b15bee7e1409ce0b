/** How tests run the command `clausal`, and the prompt of the tests, as processes of their own, from any folder. */
import {
  type ChildProcessWithoutNullStreams,
  type SpawnOptionsWithoutStdio,
  spawn,
} from 'node:child_process';
import { join } from 'node:path';
import { inject } from 'vitest';

const words = (program: string): readonly string[] => [process.execPath, join(inject('programs'), program)];

/** The words that run the command. */
export const CLAUSAL: readonly string[] = words('clausal.mjs');

/** The words that run the prompt over the host of the tests. */
export const PROMPT: readonly string[] = words('prompt.mjs');

/** Starts a program that is given as words. */
export function launch(
  [program = '', ...args]: readonly string[],
  options: SpawnOptionsWithoutStdio = {},
): ChildProcessWithoutNullStreams {
  return spawn(program, args, options);
}
