/** The package as whoever has a clone of it finds it. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

test('npx clausal is the command', () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const printed = execFileSync('npx', ['clausal', 'version'], { cwd: root, encoding: 'utf8' });
  expect(printed).toBe(`clausal ${version}\n`);
});
