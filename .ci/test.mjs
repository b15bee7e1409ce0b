// `npm test`: format and lint, types, tests; the first that fails ends the run. Whatever happens, the last line of the
// output counts the tests (`N passed, N failed`). Arguments go to vitest: `npm test -- test/term`.

import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';

const root = join(import.meta.dirname, '..');

const checks = [
  ['@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'],
  ['typescript/bin/tsc', '--noEmit'],
];
for (const [script, ...args] of checks) {
  const { status } = spawnSync(process.execPath, [bin(script), ...args], { cwd: root, stdio: 'inherit' });
  if (status !== 0) end('0 passed, 1 failed', 1);
}

// The plain reporter sends its line here instead of printing it, so that nothing vitest says can follow it.
let line;
const vitest = spawn(process.execPath, [bin('vitest/vitest.mjs'), 'run', ...process.argv.slice(2)], {
  cwd: root,
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
});
vitest.on('message', (message) => {
  if (typeof message?.plainLine === 'string') line = message.plainLine;
});
vitest.on('close', (code) => {
  if (code === 0 && line !== undefined) end(line, 0);
  // vitest can fail where no test did: a broken configuration, a killed process.
  end((line ?? '0 passed, 0 failed').replace(', 0 failed', ', 1 failed'), code || 1);
});

function bin(path) {
  return join(root, 'node_modules', path);
}

function end(lastLine, code) {
  console.log(lastLine);
  process.exit(code);
}
