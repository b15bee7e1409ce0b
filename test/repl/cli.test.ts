/** The command `clausal`, from its arguments to its exit status, on the tau-prolog host. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { CLAUSAL, launch } from '../support/clausal-command.ts';
import { describeWithTmux, TmuxTerminal } from './tmux.ts';

let folder: string;
let program: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'clausal-cli-'));
  program = join(folder, 'app.pl');
  writeFileSync(
    program,
    ':- dynamic seen/1.\np(1). p(2).\nq(X) :- p(X), !.\nrun :- q(X), assertz(seen(X)).\n',
  );
  writeFileSync(
    join(folder, 'main.pl'),
    `:- initialization(main, main).
     main :- current_prolog_flag(argv, Args), Args = [First|_], run(First, Args).
     run(ok, Args) :- print(Args), nl.
     run(four, _) :- halt(4).
     run(error, _) :- X is a + 1, print(X).
    `,
  );
  writeFileSync(join(folder, 'broken.pl'), 'p(1).\np(a b).\n');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function clausal(
  args: readonly string[],
  input = '',
): Promise<{ output: string; errors: string; status: number | null }> {
  const child = launch([...CLAUSAL, ...args], { cwd: folder });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (errors += chunk));
  child.stdin.end(input);
  return new Promise((resolve) => child.on('close', (status) => resolve({ output, errors, status })));
}

describe('clausal', () => {
  test('says what there is', async () => {
    for (const args of [[], ['help'], ['--help']]) {
      const { output, status } = await clausal(args);
      expect(output).toMatch(/^usage: clausal COMMAND/);
      expect(status).toBe(0);
    }
    expect((await clausal(['version'])).output).toMatch(/^clausal \d+\.\d+\.\d+\n$/);
    expect((await clausal(['repl', '--help'])).output).toMatch(/^usage: clausal repl/);
    expect((await clausal(['repl', '--version'])).output).toMatch(/^clausal \d+\.\d+\.\d+\n$/);
  });

  test('refuses what it does not know with status 2, and says what that was', async () => {
    const command = await clausal(['frobnicate']);
    expect(command.errors).toMatch(/^clausal: unknown command frobnicate\nusage: /);
    expect(command.status).toBe(2);
    const option = await clausal(['repl', '--frobnicate']);
    expect(option.errors).toMatch(/^clausal: unknown option --frobnicate\nusage: clausal repl/);
    expect(option.status).toBe(2);
  });
});

test('in a clone it runs from the sources', async () => {
  const child = launch([process.execPath, join(import.meta.dirname, '../../src/clausal.js'), 'version']);
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  await new Promise((resolve) => child.on('close', resolve));
  expect(output).toBe((await clausal(['version'])).output);
});

describe('clausal repl', () => {
  test('loads files, runs goals, and reads a script', async () => {
    expect(await clausal(['repl', '-q', 'app.pl', '-g', 'run'], 'seen(X).\np(X).\n;\n')).toEqual({
      output: 'X = 1.\n\nX = 1 ;\nX = 2.\n\n',
      errors: '',
      status: 0,
    });
  });

  test('runs -g goals and -t as SWI-Prolog does', async () => {
    expect((await clausal(['repl', '-q', 'app.pl', '-g', 'run', '-t', 'halt'])).status).toBe(0);
    expect((await clausal(['repl', '-q', 'app.pl', '-g', 'p(3)', '-t', 'halt'])).status).toBe(1);
    const { errors, status } = await clausal(['repl', '-q', 'app.pl', '-g', 'nothing(1)', '-t', 'halt']);
    expect(errors).toMatch(/^ERROR: -g nothing\(1\): .*Unknown procedure: nothing\/1\n$/);
    expect(status).toBe(2);
  });

  test('a program has its arguments, and its main in place of the prompt', async () => {
    const started = (...args: string[]) => clausal(['repl', '-q', ...args], 'X = 1.\n');
    expect(await started('main.pl', 'ok', '--port', '80')).toMatchObject({
      output: "[ok,'--port','80']\n",
      status: 0,
    });
    expect((await started('-g', 'writeln(first)', 'main.pl', '--', 'ok')).output).toBe('first\n[ok]\n');
    expect((await started('main.pl', 'no')).status).toBe(1);
    expect((await started('main.pl', 'four')).status).toBe(4);
    const error = await started('main.pl', 'error');
    expect(error.errors).toMatch(/^ERROR: user:main: .*`a\/0' is not a function\n$/);
    expect(error.status).toBe(2);
    expect((await started('-l', 'main.pl', '--', 'ok')).output).toBe('X = 1.\n\n');
    expect((await started('-t', 'writeln(top)', 'main.pl', 'ok')).output).toBe('[ok]\ntop\n');
  });

  test('a file that cannot be loaded is told of, and the status is 1', async () => {
    const missing = await clausal(['repl', '-q', 'nothing.pl', '-t', 'halt']);
    expect(missing.errors).toMatch(/^ERROR: .*nothing\.pl/);
    expect(missing.status).toBe(1);
    const broken = await clausal(['repl', '-q', 'broken.pl', '-t', 'halt']);
    expect(broken.errors).toMatch(/^ERROR: .*broken\.pl.*2/);
    expect(broken.status).toBe(1);
  });

  test('apropos finds predicates by a part of their name', async () => {
    const { output } = await clausal(['repl', '-q'], 'apropos(current_sess).\napropos("no such").\n');
    expect(output).toBe('http_current_session/2\ntrue.\n\n% nothing with no such in its name\ntrue.\n\n');
  });

  test('--json writes a line for each solution', async () => {
    const { output } = await clausal(['repl', '-q', '--json', 'app.pl'], 'p(X).\np(3).\n');
    expect(output).toBe('{"X":1}\n{"X":2}\n');
  });

  test('a reader that has seen enough is no error', async () => {
    const child = spawn('sh', [
      '-c',
      `echo 'between(1, 200000, X).' | ${CLAUSAL.join(' ')} repl --json | head -1`,
    ]);
    let text = '';
    child.stdout.on('data', (chunk) => (text += chunk));
    child.stderr.on('data', (chunk) => (text += chunk));
    await new Promise((resolve) => child.on('close', resolve));
    expect(text).toBe('{"X":1}\n');
  });
});

describeWithTmux('clausal repl at a terminal', () => {
  let terminal: TmuxTerminal | undefined;
  afterEach(() => terminal?.close());

  test('greets, answers, can be stopped and left', async () => {
    terminal = new TmuxTerminal(`${CLAUSAL.join(' ')} repl ${program}`, { CLAUSAL_HISTORY: '' });
    await terminal.shows('clausal: type help. for help, halt. or Ctrl-D to leave.\n\n?-');
    terminal.enter('p(X).');
    await terminal.shows('?- p(X).\nX = 1');
    terminal.type(';');
    await terminal.shows('?- p(X).\nX = 1 ;\nX = 2.\n\n?-');
    terminal.enter('assertz((loop :- loop, true)).');
    await terminal.shows('true.\n\n?-');
    terminal.enter('loop.');
    await terminal.shows('?- loop.');
    terminal.press('C-c');
    await terminal.shows('^C\n% Execution Aborted\n?-');
    terminal.enter('q(X).');
    await terminal.shows('?- q(X).\nX = 1.\n\n?-');
    terminal.press('C-d');
    await terminal.shows('status 0');
  });
});
