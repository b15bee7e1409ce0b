/** Where goals end. */
import { describe, expect, test } from 'vitest';
import { firstGoal, isBlank } from '../../src/repl/goal-text.ts';

describe('a goal ends at', () => {
  test.each([
    ['true.', 'true', ''],
    ['true. fail.', 'true', ' fail.'],
    ['true.\nfail.', 'true', '\nfail.'],
    ['true.% comment', 'true', '% comment'],
    ['X = 1.5.', 'X = 1.5', ''],
    ['X = a.b.', 'X = a.b', ''],
    ["X = '. '.", "X = '. '", ''],
    ["X = 'it''s. '.", "X = 'it''s. '", ''],
    ["X = 'a\\'. '.", "X = 'a\\'. '", ''],
    ['X = "a. ""b. ".', 'X = "a. ""b. "', ''],
    ['X = `a. `.', 'X = `a. `', ''],
    ["X = 0'. .", "X = 0'. ", ''],
    ["X = 0''. .", "X = 0''", ' .'],
    ["X = 0'\\'. .", "X = 0'\\'", ' .'],
    ["X = 0'a.", "X = 0'a", ''],
    ["X = a0'. '.", "X = a0'. '", ''],
    ['X = (a =.. b).', 'X = (a =.. b)', ''],
    ['% no. \ntrue.', '% no. \ntrue', ''],
    ['/* no. */ true.', '/* no. */ true', ''],
    ['.', '', ''],
  ])('%j', (text, goal, rest) => {
    expect(firstGoal(text)).toEqual({ goal, rest });
  });
});

test.each([
  'true',
  'X = 1.5',
  "X = 'a. ",
  'X = "a. ',
  '/* true. ',
  '% true. ',
  'X = a.b',
  'X = [1,\n2',
  "X = 0'.",
  'X == ..',
  '',
])('%j has no end yet', (text) => {
  expect(firstGoal(text)).toBeUndefined();
});

test('space and comments are blank', () => {
  for (const text of ['', ' \n\t', '% a', '% a\n', '/* a\nb */ % c']) expect(isBlank(text)).toBe(true);
  for (const text of ['a', '% a\nb', '/* a', '/* a */ b']) expect(isBlank(text)).toBe(false);
});

test('a line of a thousand comments is looked at in no time', () => {
  expect(isBlank(`${'/**/ '.repeat(1000)}x`)).toBe(false);
  expect(isBlank('/* a * b */ /***/ % c\n')).toBe(true);
});
