/** The command line of `clausal repl`. */
import { expect, test } from 'vitest';
import { replArguments } from '../../src/repl/arguments.ts';

test('options and files come in any order, and what follows -- is for the program', () => {
  expect(
    replArguments(['-q', 'a.pl', '-g', 'main', 'b.pl', '-g', 'more', '-t', 'halt', '--', '-x', 'y']),
  ).toEqual({
    isQuiet: true,
    isJson: false,
    goals: ['main', 'more'],
    toplevel: 'halt',
    files: ['a.pl', 'b.pl'],
    programArguments: ['-x', 'y'],
    wantsHelp: false,
  });
});

test('what cannot be understood is told', () => {
  expect(() => replArguments(['--frobnicate'])).toThrow('unknown option --frobnicate');
  expect(() => replArguments(['-g'])).toThrow('option -g: a goal was expected behind it');
  expect(() => replArguments(['a.pl', '-t'])).toThrow('option -t: a goal was expected behind it');
});
