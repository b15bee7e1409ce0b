/** The prompt at a real terminal: keys in, screen out. */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PROMPT } from '../support/clausal-command.ts';
import { describeWithTmux, TmuxTerminal } from './tmux.ts';

let folder: string;
let terminal: TmuxTerminal;

const history = () => join(folder, 'history');

async function start(environment: Readonly<Record<string, string>> = {}): Promise<void> {
  terminal = new TmuxTerminal(`${PROMPT.join(' ')} -q`, {
    CLAUSAL_HISTORY: history(),
    ...environment,
  });
  await terminal.shows('?-');
}

async function restart(): Promise<void> {
  terminal.close();
  await start();
}

describeWithTmux('at the prompt', () => {
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'clausal-repl-'));
    await start();
  });

  afterEach(() => {
    terminal.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('a goal is answered and the prompt is back', async () => {
    terminal.enter('X = f(Y, Z), Y = 1.');
    await terminal.shows('?- X = f(Y, Z), Y = 1.\nX = f(1, Z),\nY = 1.\n\n?-');
    terminal.enter('fail.');
    await terminal.shows('?- fail.\nfalse.\n\n?-');
  });

  test.each([';', 'Space', 'n', 'r', 'Tab'])('%s asks for another answer', async (key) => {
    terminal.enter('color(X).');
    await terminal.shows('?- color(X).\nX = red');
    terminal.press(key);
    await terminal.shows('?- color(X).\nX = red ;\nX = green');
    terminal.press(key);
    await terminal.shows('?- color(X).\nX = red ;\nX = green ;\nX = blue.\n\n?-');
  });

  test.each(['Enter', '.', 'a'])('%s wants no more answers', async (key) => {
    terminal.enter('color(X).');
    await terminal.shows('X = red');
    terminal.press(key);
    await terminal.shows('?- color(X).\nX = red .\n\n?-');
  });

  test('another key is told of, and h helps', async () => {
    terminal.enter('color(X).');
    await terminal.shows('X = red');
    terminal.press('x');
    await terminal.shows('X = red\nUnknown action: x (h for help)\nAction?');
    terminal.press('h');
    await terminal.shows('h (?):             help\n\nAction?');
    terminal.press(';');
    await terminal.shows('Action? ;\nX = green');
  });

  test('w shows an answer in full, p short again', async () => {
    terminal.enter('color(C), findall(X, between(1, 12, X), L).');
    await terminal.shows('L = [1, 2, 3, 4, 5, 6, 7, 8, 9|...]');
    terminal.press('w');
    await terminal.shows('[write]\nC = red,\nL = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]');
    terminal.press('p');
    await terminal.shows('[print]\nC = red,\nL = [1, 2, 3, 4, 5, 6, 7, 8, 9|...]');
  });

  test('a goal may go over several lines', async () => {
    terminal.enter('X = [1,');
    await terminal.shows('?- X = [1,\n|');
    terminal.enter("'a. ', % not the end. ");
    await terminal.shows('|');
    terminal.enter('2');
    terminal.enter('].');
    await terminal.shows("X = [1, 'a. ', 2].\n\n?-");
  });

  test('goals that are pasted are answered one after the other', async () => {
    terminal.type('X = 1.\rX = 2. X = 3.\rX =\r4.\r');
    await terminal.shows('X = 4.\n\n?-');
    for (const answer of ['X = 1.', 'X = 2.', 'X = 3.']) expect(terminal.screen()).toContain(`\n${answer}\n`);
  });

  test('Ctrl-C stops a goal that runs away and keeps the prompt', async () => {
    terminal.enter('repeat, fail.');
    await terminal.shows('?- repeat, fail.');
    terminal.press('C-c');
    await terminal.shows('?- repeat, fail.\n^C\n% Execution Aborted\n?-');
    terminal.enter('X = 1.');
    await terminal.shows('X = 1.\n\n?-');
  });

  test('Ctrl-C gives up a line, and lines before it', async () => {
    terminal.type('X = 1, foo');
    await terminal.shows('foo');
    terminal.press('C-c');
    await terminal.shows('?- X = 1, foo^C\n?-');
    terminal.enter('X = [');
    await terminal.shows('?- X = [\n|');
    terminal.type('a, b');
    await terminal.shows('a, b');
    terminal.press('Left', 'Left', 'C-c');
    await terminal.shows('^C\n?-');
    terminal.enter('X = 2.');
    await terminal.shows('?- X = 2.\nX = 2.\n\n?-');
  });

  test('Ctrl-C where more answers could be asked for wants none', async () => {
    terminal.enter('color(X).');
    await terminal.shows('X = red');
    terminal.press('C-c');
    await terminal.shows('X = red\n% Execution Aborted\n?-');
  });

  test('Ctrl-D leaves, and so does halt', async () => {
    terminal.press('C-d');
    await terminal.shows('status 0');
    await restart();
    terminal.enter('halt(3).');
    await terminal.shows('?- halt(3).\nstatus 3');
  });

  test('what was typed comes back with the up arrow, in the next prompt too', async () => {
    terminal.enter('X = 1.');
    await terminal.shows('X = 1.\n\n?-');
    terminal.enter('X = 2.');
    await terminal.shows('X = 2.\n\n?-');
    terminal.press('Up', 'Up');
    await terminal.shows('\n?- X = 1.');
    terminal.press('Enter');
    await terminal.shows('?- X = 1.\nX = 1.\n\n?-');
    expect(readFileSync(history(), 'utf8')).toBe('X = 1.\nX = 2.\nX = 1.\n');
    expect(statSync(history()).mode & 0o777).toBe(0o600);
    await restart();
    terminal.press('Up', 'Up');
    await terminal.shows('?- X = 2.');
  });

  test('Tab completes atoms of facts, in quotes and without', async () => {
    terminal.type('color(blu');
    await terminal.shows('color(blu');
    terminal.press('Tab');
    await terminal.shows('?- color(blue');
    terminal.type("), true(X, 'gre");
    await terminal.shows("'gre");
    terminal.press('Tab');
    await terminal.shows("?- color(blue), true(X, 'green'");
  });

  test('Tab completes names', async () => {
    terminal.type('long_p');
    await terminal.shows('long_p');
    terminal.press('Tab');
    await terminal.shows('?- long_predicate_name');
    terminal.enter('(X).');
    await terminal.shows('?- long_predicate_name(X).\nX = 1.\n\n?-');
  });

  test('errors are told of as SWI-Prolog does', async () => {
    terminal.enter('X is foo + 1.');
    await terminal.shows("?- X is foo + 1.\nERROR: is/2: Arithmetic: `foo/0' is not a function\n?-");
    terminal.enter('X = a b.');
    await terminal.shows(
      'ERROR: Syntax error: Operator expected\nERROR: X = a\nERROR: ** here **\nERROR: b .\n?-',
    );
  });

  test('an answer begins on a line of its own', async () => {
    terminal.enter('print(hello).');
    await terminal.shows('?- print(hello).\nhello\ntrue.\n\n?-');
  });

  test('nothing is coloured where NO_COLOR is set', async () => {
    terminal.enter('fail.');
    await terminal.shows('false.\n\n?-');
    expect(terminal.screen(true)).toContain('\x1b[');
    terminal.close();
    await start({ NO_COLOR: '1' });
    terminal.enter('fail.');
    await terminal.shows('false.\n\n?-');
    expect(terminal.screen(true)).not.toContain('\x1b[');
  });

  test('help tells what there is', async () => {
    terminal.enter('help.');
    await terminal.shows('true.\n\n?-');
    for (const told of ['the next answer', 'listing(p)', 'http_session_data', 'halt.']) {
      expect(terminal.screen()).toContain(told);
    }
    expect(existsSync(history())).toBe(true);
  });
});
