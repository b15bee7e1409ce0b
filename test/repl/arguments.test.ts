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
    engine: 'tau',
    stackLimit: undefined,
    files: ['a.pl', 'b.pl'],
    isLoadedOnly: false,
    programArguments: ['-x', 'y'],
    wantsHelp: false,
    wantsVersion: false,
  });
});

test.each([
  [['a.pl', 'b', 'c.pl', '-q'], ['a.pl'], ['b', 'c.pl', '-q']],
  [['a', 'b.pl', 'c'], ['a', 'b.pl'], ['c']],
  [['a.pl', '-q', '--port', '80', '-q'], ['a.pl'], ['--port', '80', '-q']],
  [['-s', 'a.pl', 'b.pl', 'c'], ['a.pl', 'b.pl'], ['c']],
  [['-f', 'none', '-O', '--no-tty', 'a.pl', '--', '--', 'x'], ['a.pl'], ['--', 'x']],
  [['--', 'x'], [], ['x']],
  [['-f', 'mine.pl', '-l', 'a.pl'], ['mine.pl', 'a.pl'], []],
])('%j has the files %j and leaves %j to the program', (words, files, programArguments) => {
  expect(replArguments(words)).toMatchObject({ files, programArguments });
});

test('-l leaves the main of a program alone', () => {
  expect(replArguments(['-l', 'a.pl']).isLoadedOnly).toBe(true);
  expect(replArguments(['-s', 'a.pl']).isLoadedOnly).toBe(false);
  expect(replArguments(['--version']).wantsVersion).toBe(true);
});

test('what cannot be understood is told', () => {
  expect(() => replArguments(['--frobnicate'])).toThrow('unknown option --frobnicate');
  expect(() => replArguments(['-g'])).toThrow('option -g: a goal was expected behind it');
  expect(() => replArguments(['a.pl', '-t'])).toThrow('option -t: a goal was expected behind it');
});

test('--engine and --stack-limit say what runs the program', () => {
  const { engine, stackLimit } = replArguments(['--engine', 'swipl', '--stack-limit=512m', 'a.pl']);
  expect([engine, stackLimit]).toEqual(['swipl', 512 * 1024 * 1024]);
  expect(() => replArguments(['--engine=gnu'])).toThrow('--engine gnu: tau or swipl was expected');
});
