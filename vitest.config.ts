/** How the tests run: which files, in which processes, and what they print. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { ENTRY_POINTS } from './test/support/entry-points.ts';
import { PlainReporter } from './test/support/plain-reporter.ts';

const inClone = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    // Tests import `clausal` and its entry points by name, as a user does, and get the sources.
    alias: [...ENTRY_POINTS].map(([name, source]) => ({
      find: new RegExp(`^${name}$`),
      replacement: inClone(source),
    })),
  },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/bundled-programs.ts'],
    // So do the programs in TypeScript that tests start, wherever they run.
    env: { TSX_TSCONFIG_PATH: inClone('tsconfig.json') },
    reporters: ['default', new PlainReporter()],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // Many tests wait for servers and terminals, so that three at a time use two processors.
    maxWorkers: 3,
    // Some tests hold several terms of a million elements at once.
    execArgv: ['--max-old-space-size=6144'],
  },
});
