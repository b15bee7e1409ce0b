/** The README holds what it says. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testExamples } from './support/examples.ts';
import { settingsText } from './support/settings-text.ts';

testExamples('README.md');

test('the tests that the table on security names are there', () => {
  const folder = import.meta.dirname;
  const tests = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');
  const text = readFileSync(join(folder, '../README.md'), 'utf8');
  const [section] = text.split('### Security\n')[1]!.split(/^#/m);
  const named = [...section!.matchAll(/^\|.*\|.*\| ([^|]+) \|$/gm)].map(
    ([, last]) => last!.split(' › ').at(-1)!,
  );
  expect(named.length).toBeGreaterThan(8);
  expect(named.slice(1).filter((name) => !tests.includes(`'${name}'`))).toEqual([]);
});

test('the table of settings is that of the source', () => {
  expect(readFileSync(join(import.meta.dirname, '../README.md'), 'utf8')).toContain(settingsText());
});
