/** What `swipl -q` prints for the same scripts and options, and its exit status. */
import { expect, test } from 'vitest';
import { launch, PROMPT } from '../support/clausal-command.ts';
import { describeWithSwipl } from '../support/swipl.ts';

interface Outcome {
  readonly output: string;
  readonly errors: string;
  readonly status: number | null;
}

function run(words: readonly string[], input: string): Promise<Outcome> {
  const child = launch(words, { env: { ...process.env, LC_ALL: 'C.UTF-8' } });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (errors += chunk));
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  return new Promise((resolve) =>
    child.on('close', (status) => resolve({ output: output.trim(), errors: plain(errors), status })),
  );
}

/**
 * Errors without what is left out here on purpose: the stack, the advice, the caller of a `-g` goal, and the space before
 * the place of a syntax error.
 */
function plain(errors: string): string {
  return errors
    .split('\n')
    .filter((line) => !/^ERROR:( In:|\s+\[\d+\])/.test(line))
    .map((line) =>
      line
        .replace(/ \(DWIM .*\)/, '')
        .replace(/^ERROR: +/, 'ERROR: ')
        .replace(/: [^\s:]+\/\d+: /, ': ')
        .trimEnd(),
    )
    .join('\n')
    .trim();
}

const here = (args: readonly string[], input = '') => run([...PROMPT, '-q', ...args], input);
const there = (args: readonly string[], input = '') => run(['swipl', '-q', '-f', 'none', ...args], input);

describeWithSwipl('as in SWI-Prolog', () => {
  test.each([
    'X = 1.\nfail.\ntrue.\nX = f(A, B, A), Y = "s".\n',
    'X = [1,\n2\n]. Y = 2.\n',
    "X = 'a. b', Y = 0'a. % comment\n/* X = 2. */ X = 3.\n",
    'X is foo + 1.\n',
    'X = a b.\n',
    'X = ).\n',
    'X = f(a.\n',
    'foo(1).\n',
    'X is 1 / 0.\n',
    'X is a.\n',
    'functor(_, _, _).\n',
    'halt.\nX = 1.\n',
    'halt(4).\n',
  ])('the script %j prints', async (script) => {
    const [mine, swipl] = await Promise.all([here([], script), there([], script)]);
    expect([mine.output, mine.errors]).toEqual([swipl.output, swipl.errors]);
    // Here errors show in the status
    expect(mine.status).toBe(swipl.errors === '' ? swipl.status : 1);
  });

  test.each([
    [['-g', 'true', '-t', 'halt']],
    [['-g', 'fail', '-t', 'halt']],
    [['-g', 'foo(1)', '-t', 'halt']],
    [['-g', 'X is a', '-t', 'halt']],
    [['-g', 'true', '-g', 'fail', '-g', 'foo(1)', '-t', 'halt']],
    [['-t', 'fail']],
    [['-t', 'true']],
  ])('the options %j', async (args) => {
    const [mine, swipl] = await Promise.all([here(args), there(args)]);
    expect(mine).toEqual(swipl);
  });
});
