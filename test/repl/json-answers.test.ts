/** Values as JSON. */
import { Var } from 'clausal';
import { expect, test } from 'vitest';
import { jsonText } from '../../src/repl/json-answers.ts';

test('is what JSON.stringify writes, where that can', () => {
  for (const value of [{}, [], 'a"b', 1.5, { X: [1, 'a', { f: [[], ''] }], Y: null, Z: { g: {} } }]) {
    expect(jsonText(value)).toBe(JSON.stringify(value));
  }
});

test('writes integers of any size, infinite numbers, and variables', () => {
  const variable = new Var();
  expect(jsonText([2n ** 70n, Infinity, NaN])).toBe('[1180591620717411303424,"Infinity","NaN"]');
  expect(jsonText({ X: variable, Y: [new Var(), variable] })).toBe(
    '{"X":{"$var":"_1"},"Y":[{"$var":"_2"},{"$var":"_1"}]}',
  );
});

test('writes what is nested deep, and parts that are shared', () => {
  let deep: unknown = 'a';
  for (let i = 0; i < 100_000; i++) deep = { f: deep };
  expect(jsonText(deep)).toHaveLength(100_000 * 6 + 3);
  const shared = [1];
  expect(jsonText([shared, shared])).toBe('[[1],[1]]');
});

test('refuses what has no end', () => {
  const ring: { f?: unknown } = {};
  ring.f = [ring];
  expect(() => jsonText(ring)).toThrow('Cannot represent due to `cyclic_term');
});
