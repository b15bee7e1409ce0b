#!/usr/bin/env node
// Starts the command: of the package the one that was built, of a clone the sources, as they are at the moment.

import { existsSync } from 'node:fs';

// The package does not have this file, which says how the sources are read.
if (existsSync(new URL('../tsconfig.json', import.meta.url))) {
  const { register } = await import('tsx/esm/api');
  register();
  await import('./cli.ts');
} else {
  await import('../dist/cli.js');
}
