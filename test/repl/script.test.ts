/** Scripts on standard input, and the options of `clausal repl`, over the host of the tests. */
import { expect, test } from 'vitest';
import { launch, PROMPT } from '../support/clausal-command.ts';

interface Outcome {
  readonly output: string;
  readonly errors: string;
  readonly status: number | null;
}

function run(input: string, ...args: string[]): Promise<Outcome> {
  const child = launch([...PROMPT, ...args]);
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (errors += chunk));
  child.stdin.end(input);
  return new Promise((resolve) => child.on('close', (status) => resolve({ output, errors, status })));
}

test('goals are run one after the other, without prompts', async () => {
  expect(await run('X = 1.\nfail. true.\nX = f(A,\n  B).')).toEqual({
    output: 'X = 1.\n\nfalse.\n\ntrue.\n\nX = f(A, B).\n\n',
    errors: '',
    status: 0,
  });
});

test('a ; asks for the next answer; without it there is one', async () => {
  const { output } = await run('color(X).\n;\n;\ncolor(X).\ncolor(X).\n\n; color(X).\n');
  const [red, green, blue] = ['X = red', 'X = green', 'X = blue'];
  expect(output).toBe(`${red} ;\n${green} ;\n${blue}.\n\n${red} .\n\n${red} ;\n${green} .\n\n${red} .\n\n`);
});

test('an error is told of, the script goes on, and the status is 1', async () => {
  expect(await run('foo(1).\nX = a b.\nX = 1.\n')).toEqual({
    output: 'X = 1.\n\n',
    errors:
      'ERROR: Unknown procedure: foo/1\n' +
      'ERROR: Syntax error: Operator expected\nERROR: X = a\nERROR: ** here **\nERROR: b .\n',
    status: 1,
  });
});

test('a goal without an end is an error', async () => {
  const { output, errors, status } = await run('X = 1.\nX = 2');
  expect([output, errors, status]).toEqual([
    'X = 1.\n\n',
    'ERROR: Syntax error: Unexpected end of file\n',
    1,
  ]);
});

test('halt ends it with its status', async () => {
  expect(await run('X = 1.\nhalt(3).\nX = 2.\n')).toEqual({ output: 'X = 1.\n\n', errors: '', status: 3 });
  expect((await run('halt.\nX = 2.\n')).output).toBe('');
});

test('--json writes one object for each solution', async () => {
  const goals = 'color(X), Y = [1, 2.5, f(X, "s"), Z].\nfail.\nX is 2 ** 70.\ntrue.\n';
  const { output, status } = await run(goals, '--json');
  const lines = output.split('\n').slice(0, -1);
  expect(lines).toHaveLength(5);
  expect(JSON.parse(lines[0]!)).toEqual({
    X: 'red',
    Y: [1, 2.5, { f: ['red', 's'] }, { $var: '_1' }],
    Z: { $var: '_1' },
  });
  expect(lines.slice(3)).toEqual(['{"X":1180591620717411303424}', '{}']);
  expect(status).toBe(0);
});

test('thousands of solutions stream', async () => {
  const { output } = await run('between(1, 20000, X).\n', '--json');
  expect(output.split('\n')).toHaveLength(20_001);
});

test('-g goals run in order, and the first that is not true ends it', async () => {
  expect(await run('', '-g', 'print(a)', '-g', 'print(b)', '-t', 'halt')).toEqual({
    output: 'ab',
    errors: '',
    status: 0,
  });
  expect(await run('', '-g', 'fail', '-g', 'print(b)', '-t', 'halt')).toEqual({
    output: '',
    errors: 'ERROR: -g fail: false\n',
    status: 1,
  });
  expect(await run('', '-q', '-g', 'fail', '-t', 'halt')).toEqual({ output: '', errors: '', status: 1 });
  expect(await run('', '-g', 'foo(1)', '-t', 'halt')).toEqual({
    output: '',
    errors: 'ERROR: -g foo(1): Unknown procedure: foo/1\n',
    status: 2,
  });
});

test('-t takes the place of the prompt', async () => {
  expect(await run('X = 1.\n', '-t', 'print(a)')).toEqual({ output: 'a', errors: '', status: 0 });
  expect((await run('', '-t', 'fail')).status).toBe(1);
  expect((await run('', '-t', 'foo(1)')).status).toBe(2);
});
