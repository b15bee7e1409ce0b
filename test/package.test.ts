/** The package as whoever has a clone of it finds it. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ENTRY_POINTS } from './support/entry-points.ts';

const root = join(import.meta.dirname, '..');

test('npx clausal is the command', () => {
  const { version } = read('package.json');
  // As on a machine where npx never ran: it keeps for ever where the command of a folder was.
  const cache = mkdtempSync(join(tmpdir(), 'clausal-npx-'));
  const env = { ...process.env, npm_config_cache: cache, npm_config_offline: 'true' };
  const printed = execFileSync('npx', ['clausal', 'version'], { cwd: root, encoding: 'utf8', env });
  rmSync(cache, { recursive: true });
  expect(printed).toBe(`clausal ${version}\n`);
});

test('the entry points in a clone are the sources of those of the package', () => {
  const sources = [...ENTRY_POINTS].map(([name, source]) => [name, [`./${source}`]]);
  expect(read('tsconfig.json').compilerOptions.paths).toEqual(Object.fromEntries(sources));
  expect([...ENTRY_POINTS.values()].filter((source) => !existsSync(join(root, source)))).toEqual([]);
});

test('whatever has to be installed beside clausal is optional, and here for the tests', () => {
  const { peerDependencies, peerDependenciesMeta, devDependencies } = read('package.json');
  const names = Object.keys(peerDependencies);
  expect(names.filter((name) => peerDependenciesMeta[name]?.optional !== true)).toEqual([]);
  expect(names.filter((name) => !(name in devDependencies))).toEqual([]);
});

function read(file: string) {
  return JSON.parse(readFileSync(join(root, file), 'utf8'));
}
