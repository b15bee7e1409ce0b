/** The file that keeps what was typed. */
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { History, historyFile } from '../../src/repl/history.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clausal-history-'));
  file = join(folder, 'history');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('keeps lines in order, without blank ones and repetitions', () => {
  const history = new History(file);
  for (const line of ['a.', 'a.', ' ', 'b.', 'a.']) history.add(line);
  expect(readFileSync(file, 'utf8')).toBe('a.\nb.\na.\n');
  expect(new History(file).newestFirst()).toEqual(['a.', 'b.', 'a.']);
});

test('is for the user alone to read, even where the file was not', () => {
  new History(file).add('a.');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  chmodSync(file, 0o644);
  new History(file);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('keeps the last thousand lines', () => {
  writeFileSync(file, Array.from({ length: 1500 }, (_, i) => `goal(${i}).\n`).join(''));
  expect(new History(file).newestFirst()).toHaveLength(1000);
  const lines = readFileSync(file, 'utf8').split('\n');
  expect([lines[0], lines.at(-2), lines.length]).toEqual(['goal(500).', 'goal(1499).', 1001]);
});

test('two prompts add to one file', () => {
  const [one, two] = [new History(file), new History(file)];
  one.add('a.');
  two.add('b.');
  one.add('c.');
  expect(new History(file).newestFirst()).toEqual(['c.', 'b.', 'a.']);
});

test('where there can be no file it is kept in memory', () => {
  for (const history of [new History(), new History(join(folder, 'no', 'such', 'folder'))]) {
    history.add('a.');
    expect(history.newestFirst()).toEqual(['a.']);
  }
});

test('the file is the one that CLAUSAL_HISTORY names; none, if it is empty', () => {
  expect(historyFile({ CLAUSAL_HISTORY: '/x/y' })).toBe('/x/y');
  expect(historyFile({ CLAUSAL_HISTORY: '' })).toBeUndefined();
  expect(historyFile({})).toMatch(/\/\.clausal_history$/);
});
