/** How tests run the command `clausal`, and other programs in TypeScript, as processes of their own, from any folder. */
import {
  type ChildProcessWithoutNullStreams,
  type SpawnOptionsWithoutStdio,
  spawn,
} from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What lets node run TypeScript. */
const TSX = String(pathToFileURL(createRequire(import.meta.url).resolve('tsx')));

/** The words before a program in TypeScript. */
export const TYPESCRIPT: readonly string[] = [process.execPath, '--import', TSX];

/** The words that run the command. */
export const CLAUSAL: readonly string[] = [...TYPESCRIPT, join(import.meta.dirname, '../../src/cli.ts')];

/** Starts a program that is given as words. */
export function launch(
  [program = '', ...args]: readonly string[],
  options: SpawnOptionsWithoutStdio = {},
): ChildProcessWithoutNullStreams {
  return spawn(program, args, options);
}
