/** The command line of `clausal serve`. */
import { describe, expect, test } from 'vitest';
import { serveArguments } from '../../src/serve/index.ts';

describe('the command line of clausal serve', () => {
  test('is that of clausal repl, with how to serve', () => {
    const words =
      '-q app.pl -g server(8080) --port=9000 --watch --profile web --stack-limit=64m --no-repl -- --port 1';
    expect(serveArguments(words.split(' '))).toMatchObject({
      port: 9000,
      isWatching: true,
      profile: 'web',
      wantsPrompt: false,
      program: {
        isQuiet: true,
        files: ['app.pl'],
        goals: ['server(8080)'],
        engine: 'swipl',
        stackLimit: 64 * 1024 * 1024,
        programArguments: ['--port', '1'],
      },
    });
  });

  test('has defaults', () => {
    expect(serveArguments(['app.pl'])).toMatchObject({
      port: undefined,
      isWatching: false,
      profile: 'swi',
      wantsPrompt: undefined,
      program: { engine: 'swipl', stackLimit: undefined },
    });
  });

  test('what else follows a file is for the program', () => {
    const { port, program } = serveArguments(['app.pl', 'x', '--port', '80', '-g', 'goal']);
    expect([port, program.programArguments, program.goals]).toEqual([80, ['x', '-g', 'goal'], []]);
  });

  test.each([
    ['', 'serve: a file was expected'],
    ['--port x app.pl', '--port x: a port number was expected'],
    ['--port 70000 app.pl', '--port 70000: a port number was expected'],
    ['app.pl --port', 'option --port: a value was expected behind it'],
    ['--profile=x app.pl', '--profile x: swi or web was expected'],
    ['--engine=x app.pl', '--engine x: tau or swipl was expected'],
    ['--stack-limit=much app.pl', '--stack-limit much: a size such as 512m was expected'],
    ['--frobnicate app.pl', 'unknown option --frobnicate'],
  ])('%j is refused', (words, message) => {
    expect(() => serveArguments(words.split(' ').filter((word) => word !== ''))).toThrow(message);
  });
});
