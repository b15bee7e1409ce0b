/** How the tests run: which files, in which processes, and what they print. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { PlainReporter } from './test/support/plain-reporter.ts';

const { exports: entryPoints } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

export default defineConfig({
  resolve: {
    // Tests import `clausal` and its entry points by name, as a user does.
    alias: Object.entries<string>(entryPoints).map(([name, file]) => ({
      find: new RegExp(`^clausal${name.slice(1)}$`),
      replacement: fileURLToPath(new URL(file, import.meta.url)),
    })),
  },
  test: {
    include: ['test/**/*.test.ts'],
    reporters: ['default', new PlainReporter()],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // Many tests wait for servers and terminals: two at a time use two processors.
    maxWorkers: 2,
    // Some tests hold several terms of a million elements at once.
    execArgv: ['--max-old-space-size=6144'],
  },
});
