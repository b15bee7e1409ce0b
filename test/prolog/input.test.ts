/** Programs read text that arrives while they run. */
import { atom, SessionEngine, writeTerm } from 'clausal';
import { InputText, TauProlog, type TextSource } from 'clausal/tau';
import { afterEach, expect, test } from 'vitest';

const hosts: TauProlog[] = [];

function hostReading(input: TextSource | InputText): TauProlog {
  const host = new TauProlog(new SessionEngine(), { input });
  hosts.push(host);
  return host;
}

afterEach(async () => {
  for (const host of hosts.splice(0)) await host.close();
});

/** Text that comes when the test says so. */
function typed() {
  const wanted: ((text: string | undefined) => void)[] = [];
  const source = () => new Promise<string | undefined>((resolve) => wanted.push(resolve));
  return {
    source,
    get asked() {
      return wanted.length;
    },
    type: (text: string | undefined) => wanted.shift()?.(text),
  };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('a goal waits for text, and others go on meanwhile', async () => {
  const keyboard = typed();
  const host = hostReading(keyboard.source);
  const reading = host.query('read(X)').first();
  expect(await host.query('X = 1').first()).toEqual({ X: 1 });
  await turn();
  keyboard.type('foo(');
  await turn();
  keyboard.type('bar). baz. ');
  expect(await reading).toEqual({ X: { foo: 'bar' } });
  expect(keyboard.asked).toBe(0);
  expect(await host.query('read(Y), get_char(_)').first()).toEqual({ Y: 'baz' });
});

test('a full stop at the end of a piece ends a term when it is known what follows', async () => {
  const pieces = ['f(1.', '5', ').', ' c.'];
  const host = hostReading(async () => pieces.shift());
  const { terms } = (await host.query('read(X), read(Y)').first())!;
  expect(writeTerm(terms.X!)).toBe('f(1.5)');
  expect(terms.Y).toEqual(atom('c'));
});

test('an async iterable is read to its end', async () => {
  async function* lines() {
    for (const line of ['one.\n', 'two\n', 'lines\n']) yield line;
  }
  const host = hostReading(lines());
  const goal =
    'read(A), get_char(_), read_line_to_string(user_input, B), read_string(user_input, N, C), read(D)';
  expect(await host.query(goal).first()).toEqual({
    A: 'one',
    B: 'two',
    C: 'lines\n',
    D: 'end_of_file',
    N: 6,
  });
});

test('behind an end there may be more, as at a terminal', async () => {
  const pieces = ['a', undefined, 'b', undefined];
  const host = hostReading(async () => pieces.shift());
  const goal = 'get_char(A), peek_char(B), at_end_of_stream, get_char(C), get_char(D), get_char(E)';
  const end = 'end_of_file';
  expect(await host.query(goal).first()).toEqual({ A: 'a', B: end, C: end, D: 'b', E: end });
});

test('a goal that is stopped while it waits takes nothing of what comes', async () => {
  const keyboard = typed();
  const host = hostReading(keyboard.source);
  const abort = new AbortController();
  const stopped = host.query('read(X)', { signal: abort.signal }).first();
  await turn();
  abort.abort();
  await expect(stopped).rejects.toThrow();
  const next = host.query('read(X)').first();
  await turn();
  keyboard.type('mine.\n');
  expect(await next).toEqual({ X: 'mine' });
});

test('what a source throws is thrown in the goal', async () => {
  const host = hostReading(async () => {
    throw new Error('line is down');
  });
  expect(await host.query('catch(read(_), error(E, _), true)').first()).toEqual({
    E: { system_error: 'line is down' },
  });
});

test('whoever shares the text takes what goals leave', async () => {
  const text = new InputText('foo. rest of\nthe text');
  const host = hostReading(text);
  expect(await host.query('read(X)').first()).toEqual({ X: 'foo' });
  expect(text.takeLine()).toBe(' rest of\n');
  text.unread('bar. ');
  expect(await host.query('read(X)').first()).toEqual({ X: 'bar' });
  expect(text.left).toBe(' the text');
});

test('a hundred thousand characters and ten thousand terms are read one by one', async () => {
  const host = hostReading('x'.repeat(100_000) + 't(a, "b. c").\n'.repeat(10_000));
  await host.consult(`
    chars(0) :- !.
    chars(N) :- get_char(x), N1 is N - 1, chars(N1).
    terms(N0, N) :- read(T), ( T == end_of_file -> N = N0 ; N1 is N0 + 1, terms(N1, N) ).
  `);
  expect(await host.query('chars(100_000)').exists()).toBe(true);
  expect(await host.query('terms(0, N)').first()).toEqual({ N: 10_000 });
});
