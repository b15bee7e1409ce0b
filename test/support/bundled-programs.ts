/** Bundles the programs that many tests start, once before all of them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { bundleAll, linkPackages } from './bundle.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the programs. */
    readonly programs: string;
  }
}

const PROGRAMS = {
  clausal: join(import.meta.dirname, '../../src/cli.ts'),
  prompt: join(import.meta.dirname, '../repl/prompt-program.ts'),
};

export async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'clausal-programs-'));
  linkPackages(folder);
  await bundleAll(PROGRAMS, folder);
  project.onTestsRerun(() => bundleAll(PROGRAMS, folder));
  project.provide('programs', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
