/** Programs read what is typed, or piped, behind the goals that run them: as in SWI-Prolog. */
import { afterEach, expect, test } from 'vitest';
import { CLAUSAL, launch } from '../support/clausal-command.ts';
import { describeWithSwipl } from '../support/swipl.ts';
import { describeWithTmux, TmuxTerminal } from './tmux.ts';

function started(words: readonly string[]) {
  const child = launch(words, { env: { ...process.env, LC_ALL: 'C.UTF-8' } });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  child.stdin.on('error', () => {});
  return { child, ended: new Promise<string>((resolve) => child.on('close', () => resolve(output))) };
}

const here = (args: readonly string[]) => started([...CLAUSAL, 'repl', '-q', ...args]);
const there = (args: readonly string[]) => started(['swipl', '-q', '-f', 'none', ...args]);

/**
 * Without blank lines, of which SWI-Prolog has one more behind what was read by read/1, the space before the place of an
 * error, and its line: SWI-Prolog does not count those of goals.
 */
function plain(output: string): string {
  return output
    .replace(/\n+/g, '\n')
    .replace(/^ERROR: +/gm, 'ERROR: ')
    .replace(/user_input:\d+/g, 'user_input')
    .trim();
}

function run({ child, ended }: ReturnType<typeof started>, input: string): Promise<string> {
  child.stdin.end(input);
  return ended.then((output) => plain(output));
}

const READ_AND_PRINT = ['-g', 'read(T), print(T), nl'];
const HALT = ['-t', 'halt'];

describeWithSwipl('as in SWI-Prolog', () => {
  test.each([
    [[...READ_AND_PRINT, ...HALT], 'foo(bar).\n'],
    [[...READ_AND_PRINT, ...READ_AND_PRINT, ...READ_AND_PRINT, ...HALT], 'a(X, Y). b.\n'],
    [[...READ_AND_PRINT, '-g', 'read_string(user_input, _, S), print(S)', ...HALT], 'f(\nx).\nrest\nof it'],
    [[...READ_AND_PRINT, '-g', 'get_char(C), get_char(D), print(C/D)', ...HALT], 'foo. abc\n'],
    [[...READ_AND_PRINT, ...READ_AND_PRINT, ...HALT], 'foo(bar).'],
    [['-g', 'get_char(A), get_char(B), print(A/B)', ...HALT], ''],
    [['-g', 'copy_stream_data(user_input, user_output)', ...HALT], 'a\nb\nc'],
    [['-g', 'read_term(T, [variable_names(Vs)]), print(T-Vs)', ...HALT], 'f(X, _Y).\n'],
  ])('the options %j with the input %j', async (args, input) => {
    const [mine, swipl] = await Promise.all([run(here(args), input), run(there(args), input)]);
    expect(mine.replace(/_G?\d+/g, '_')).toBe(swipl.replace(/_G?\d+/g, '_'));
  });

  test.each([
    'read(X).\nfoo.\nwriteln(hi).\n',
    'read(X). foo.\nwriteln(hi).\n',
    'read(X).\nfoo(\n% comment.\nY).\nwriteln(hi).\n',
    'peek_char(X), get_char(Y).\na = a.\n',
    'get_char(X), peek_char(Y).\nab = b.\n',
    'get_code(X), peek_code(Y).\nab = b.\n',
    'read_line_to_string(user_input, X), read(Y).\nabc\nwriteln(hi).\n',
    'read_line_to_codes(user_input, X).\nabc\nwriteln(hi).\n',
    'read_term(user_input, X, []), read_term(Y, []).\na.\nb.\n',
    'peek_string(user_input, 3, X), read_line_to_string(user_input, Y).\nabcd\n',
    'read_string(user_input, 3, X), read_line_to_string(user_input, Y).\nabcd\n',
    "skip(0'b), get_char(X), read_line_to_string(user_input, Y).\nabcd\n",
    'read(X).\n',
    'read(X), read(Y).\na.\n',
    'at_end_of_stream.\nat_end_of_stream(user_input).\n',
    '\\+ at_end_of_stream, read(X).\na.\n',
    'read_string(user_input, _, X).\nall\nof it',
    'read(X), read(Y).\na.\nb',
    'prompt(X, hello), prompt(Y, Y).\n',
    'copy_stream_data(user_input, user_output, 3), read(X).\nabcd.\n',
    'read_term(user_input, X, [variable_names(Vs)]).\nf(Y, _).\n',
    'catch(read(X), error(E, _), true), read(Y).\na b.\nc.\n',
  ])('the script %j prints', async (script) => {
    const [mine, swipl] = await Promise.all([run(here([]), script), run(there([]), script)]);
    expect(mine).toBe(swipl);
  });
});

test('a goal takes no more than it reads, and waits for no more than that', async () => {
  const { child, ended } = here([]);
  let seen = '';
  child.stdout.on('data', (chunk) => (seen += chunk));
  const shows = async (text: string) => {
    while (!seen.includes(text)) await new Promise((resolve) => child.stdout.once('data', resolve));
  };
  child.stdin.write('read(X).\nfirst.\n');
  await shows('X = first.');
  child.stdin.write('read_line_to_string(user_input, L).\n');
  child.stdin.write('a li');
  child.stdin.write('ne\nY = 1.\n');
  await shows('L = "a line".');
  await shows('Y = 1.');
  child.stdin.end();
  await ended;
});

test('a term as long as many pieces is read', async () => {
  const items = Array.from({ length: 15_000 }, (_, i) => `item(${i}, 'a. b')`);
  const { child, ended } = here(['-g', 'read(T), length(T, N), print(N)', ...HALT]);
  child.stdin.end(`[${items.join(',\n')}].\n`);
  expect(await ended).toBe('15000');
});

describeWithTmux('at a terminal', () => {
  let terminal: TmuxTerminal | undefined;
  afterEach(() => terminal?.close());

  const start = async (args = '') => {
    terminal = new TmuxTerminal(`${CLAUSAL.join(' ')} repl -q ${args}`, {
      CLAUSAL_HISTORY: '',
      NO_COLOR: '1',
    });
    return terminal;
  };

  test('a program asks with |: and reads what is typed', async () => {
    const { shows, enter, press, type } = bound(await start());
    await shows('?-');
    enter('read(X).');
    await shows('?- read(X).\n|:');
    enter('foo(');
    await shows('|: foo(\n|:');
    enter('bar).');
    await shows('|: bar).\nX = foo(bar).\n\n?-');
    enter('read_line_to_string(user_input, L).');
    await shows('|:');
    enter('abc');
    await shows('|: abc\nL = "abc".\n\n?-');
    enter('read(X). foo.');
    await shows('?- read(X). foo.\nX = foo.\n\n?-');
    enter("write('Name'), prompt(_, '? '), read(X).");
    await shows('\nName?');
    type('alice.');
    await shows('\nName? alice.');
    press('Enter');
    await shows('\nName? alice.\nX = alice.\n\n?-');
    press('Up');
    await shows("?- write('Name'), prompt(_, '? '), read(X).");
  });

  test('Ctrl-C stops the goal that reads, Ctrl-D is the end of the file', async () => {
    const { shows, enter, press, type } = bound(await start());
    await shows('?-');
    enter('catch(read(X), _, true).');
    await shows('|:');
    enter('foo(');
    await shows('|:');
    type('abc');
    await shows('|: abc');
    press('C-c');
    await shows('|: abc^C\n% Execution Aborted\n?-');
    enter('read(X).');
    await shows('|:');
    press('C-d');
    await shows('|:\nX = end_of_file.\n\n?-');
    enter('get_char(X), get_char(Y).');
    await shows('|:');
    enter('a');
    await shows("|: a\nX = a,\nY = '\\n'.\n\n?-");
    press('C-d');
    await shows('status 0');
  });

  test('goals of options read too, before there is a prompt', async () => {
    const { shows, enter } = bound(await start('-g "read(X), print(got(X)), nl"'));
    await shows('|:');
    enter('foo.');
    await shows('|: foo.\ngot(foo)\n?-');
    enter('read(X).');
    await shows('|:');
    enter('b.');
    await shows('X = b.\n\n?-');
  });
});

function bound(terminal: TmuxTerminal) {
  return {
    shows: (text: string) => terminal.shows(text),
    enter: (line: string) => terminal.enter(line),
    press: (...keys: string[]) => terminal.press(...keys),
    type: (text: string) => terminal.type(text),
  };
}
