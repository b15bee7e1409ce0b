// `npm run build`: compiles src/ into dist/, as the package has it. npm does that by itself before it packs.

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');

// What an earlier build left would be packed, too. The package does not have these, which others make.
const others = ['bench', 'docs'];
for (const name of existsSync(dist) ? readdirSync(dist) : []) {
  if (!others.includes(name)) rmSync(join(dist, name), { recursive: true });
}

const { status } = spawnSync(
  process.execPath,
  ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'],
  {
    cwd: root,
    // Standard output belongs to `npm pack --json`.
    stdio: ['ignore', 2, 2],
  },
);
process.exit(status ?? 1);
