/** Builds what is measured: JavaScript as it is shipped, since tsx slows closures down by naming them. */
import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';

/** Compiles the contestants, and with them `src/`, into a folder of their own; answers where they are. */
export function build(root: string): string {
  // Types are for `npm run types` to check.
  const { status } = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'bench'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) throw new Error('the contestants cannot be compiled');
  // The library of Prolog programs, which the hosts look for beside `src/`.
  cpSync(join(root, 'prolog'), join(root, 'dist/bench/prolog'), { recursive: true });
  return 'dist/bench/bench';
}
