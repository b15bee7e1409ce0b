/** Loading programs: what stays and what goes when files are loaded again, when programs are refused, and meanwhile. */
import { readdirSync } from 'node:fs';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _, atom, PrologError, SessionEngine } from 'clausal';
import { TauProlog } from 'clausal/tau';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SessionClient } from '../support/session-client.ts';

let engine: SessionEngine;
let host: TauProlog;
let errors: string;
let written: string;

beforeEach(() => {
  engine = new SessionEngine({ gc: 'passive' });
  errors = '';
  written = '';
  host = new TauProlog(engine, {
    output: (text) => void (written += text),
    errorOutput: (text) => void (errors += text),
  });
});
afterEach(() => host.close());

const load = (name: string, text: string) => host.consult({ name, text });
const all = async (goal: string) => (await host.query(goal).toArray()).map(({ X }) => X);
const errorOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => undefined,
    (thrown) => thrown,
  );
  expect(error).toBeInstanceOf(PrologError);
  return error as PrologError;
};

describe('a file that is loaded again', () => {
  test('replaces its own clauses, not those that others added', async () => {
    await load('a.pl', ':- dynamic p/1.\np(1).\np(2).\n');
    await host.query('assertz(p(9))').first();
    engine.store.assertz('p(10)');
    await load('a.pl', ':- dynamic p/1.\np(3).\n');
    expect(await all('p(X)')).toEqual([9, 10, 3]);
    expect(errors).toBe('');
  });

  test('erases just its own clause where another is like it', async () => {
    await load('a.pl', ':- dynamic p/1.\np(1).\n');
    await host.query('assertz(p(1)), retract(p(1))').first();
    await load('a.pl', ':- dynamic p/1.\n');
    expect(await all('p(X)')).toEqual([1]);
  });

  test('leaves the clauses of other files to multifile predicates', async () => {
    await load('a.pl', ':- multifile p/1.\np(1).\n');
    await load('b.pl', ':- multifile p/1.\np(2).\n');
    await load('a.pl', ':- multifile p/1.\np(3).\n');
    expect(await all('p(X)')).toEqual([2, 3]);
    await load('c.pl', 'p(4).\n');
    expect(await all('p(X)')).toEqual([2, 3, 4]);
    expect((await errorOf(host.query('assertz(p(5))').first())).code).toBe('permission_error');
    expect(errors).toBe('');
  });

  test('no longer knows the predicates that it has no more', async () => {
    await load('a.pl', 'p(1).\nq(1).\n');
    await load('a.pl', 'q(2).\n');
    expect((await errorOf(host.query('p(_)').first())).code).toBe('existence_error');
    await host.query('assertz(p(3))').first();
    expect(await all('p(X)')).toEqual([3]);
    expect(await all('q(X)')).toEqual([2]);
  });

  test('and refused keeps what it had', async () => {
    await load('a.pl', 'p(1).\n');
    await expect(load('a.pl', 'p(2).\np(.\n')).rejects.toThrow(/a\.pl: line 2/);
    await expect(load('a.pl', 'p(2).\nassertz(1).\n')).rejects.toThrow(/a\.pl:2/);
    expect(await all('p(X)')).toEqual([1]);
  });
});

describe('a file with a predicate that another file defines', () => {
  test('defines it anew, and warns', async () => {
    await load('a.pl', 'q(1).\n\np(1).\np(2).\n');
    await load('b.pl', 'p(3).\np(4).\n');
    expect(await all('p(X)')).toEqual([3, 4]);
    expect(await all('q(X)')).toEqual([1]);
    expect(errors).toBe(
      'Warning: b.pl:1:\nWarning:    Redefined static procedure p/1\nWarning:    Previously defined at a.pl:3\n',
    );
    await load('a.pl', 'q(1).\n');
    expect(await all('p(X)')).toEqual([3, 4]);
  });

  test('adds to what came from no file', async () => {
    await host.consult('p(1).');
    engine.store.assertz('stock(pencil)');
    await load('a.pl', 'p(2).\nstock(atlas).\n');
    await host.consult('p(3).');
    expect(await all('p(X)')).toEqual([1, 2, 3]);
    expect(await all('stock(X)')).toEqual(['pencil', 'atlas']);
    expect(errors).toBe('');
  });
});

describe('a program that is refused leaves nothing', () => {
  test('of its operators', async () => {
    await expect(load('a.pl', ':- op(700, xfx, ===>).\na ===> b.\nx :- .\n')).rejects.toThrow(/line 3/);
    expect((await errorOf(host.consult('a ===> b.'))).code).toBe('syntax_error');
    await load('a.pl', ':- op(700, xfx, ===>).\na ===> b.\n');
    expect(await all('a ===> X')).toEqual(['b']);
  });

  test('of the operators of its module, nor of its flags', async () => {
    const text =
      ':- module(m, [op(700, xfx, ===>)]).\n:- set_prolog_flag(double_quotes, codes).\na ===> "b".\n';
    await expect(load('a.pl', `${text}x :- .\n`)).rejects.toThrow(/line 4/);
    expect(await all('X = "b"')).toEqual(['b']);
    expect(await all('current_op(_, _, ===>), X = 1')).toEqual([]);
    await load('a.pl', text);
    expect(await all('a ===> X')).toEqual([[98]]);
  });
});

test('flags and operators that are none are told of, with file and line, and the rest is loaded', async () => {
  await load(
    'a.pl',
    ':- set_prolog_flag(double_quotes, constructor).\n:- op(1300, xfx, foo).\na("x").\n:- set_prolog_flag(double_quotes, _).\n',
  );
  expect(await all('a(X)')).toEqual(['x']);
  expect(errors).toMatch(
    /ERROR: a\.pl:1:\nERROR: {4}set_prolog_flag\/2: Domain error: `double_quotes' expected, found `constructor'\n/,
  );
  expect(errors).toMatch(
    /ERROR: a\.pl:2:\nERROR: {4}op\/3: Domain error: `operator_priority' expected, found `1300'\n/,
  );
});

describe('conditions', () => {
  test('that do not match are told of, and what stands there is loaded', async () => {
    await load(
      'a.pl',
      'a(1).\n:- else.\na(2).\n:- endif.\na(3).\n:- elif(true).\na(4).\n:- if(fail).\na(5).\n',
    );
    expect(await all('a(X)')).toEqual([1, 2, 3, 4]);
    expect(errors).toBe(
      [
        'ERROR: a.pl:2:\nERROR:    :- else without :- if\n',
        'ERROR: a.pl:4:\nERROR:    :- endif without :- if\n',
        'ERROR: a.pl:6:\nERROR:    :- elif without :- if\n',
        'ERROR: a.pl:10:\nERROR:    Unterminated conditional compilation from a.pl:8\n',
      ].join(''),
    );
  });

  test('that do not match do not keep a program from being refused whole', async () => {
    await expect(load('a.pl', ':- endif.\na(1).\nassertz(1).\n')).rejects.toThrow(/a\.pl:3/);
    expect((await errorOf(host.query('a(_)').first())).code).toBe('existence_error');
  });
});

describe('programs that are loaded at the same time', () => {
  test('each tell of their own places', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'clausal-'));
    for (const name of ['one', 'two']) {
      const own = join(folder, name);
      const wait = ':- wait.\n'.repeat(3);
      await writeFile(
        `${own}.pl`,
        `${wait}:- prolog_load_place(${name}).\n${wait}:- ensure_loaded(${name}_more).\n`,
      );
      await writeFile(`${own}_more.pl`, `:- wait.\n${name}(1).\n:- wait.\n:- fail.\n`);
    }
    host.define('wait/0', () => new Promise((resolve) => setTimeout(() => resolve(true), 2)));
    host.define('prolog_load_place/1', async () => false);
    await Promise.all([
      host.consult({ file: join(folder, 'one') }),
      host.consult({ file: join(folder, 'two') }),
    ]);
    expect(await all('one(X)')).toEqual([1]);
    expect(await all('two(X)')).toEqual([1]);
    const places = [...errors.matchAll(/Warning: (\S+):(\d+):\n/g)].map(([, file, line]) => [file, line]);
    expect(places.sort()).toEqual(
      ['one', 'one_more', 'two', 'two_more'].map((name) => [join(folder, `${name}.pl`), '4']),
    );
  });

  test('load the files beside them, wherever the others are', async () => {
    host.define('wait/0', () => new Promise((resolve) => setTimeout(() => resolve(true), 2)));
    const folders = await Promise.all([1, 2].map(() => mkdtemp(join(tmpdir(), 'clausal-'))));
    for (const [i, folder] of folders.entries()) {
      await writeFile(join(folder, 'main.pl'), ':- wait.\n:- wait, consult(beside).\n');
      await writeFile(join(folder, 'beside.pl'), `beside${i}(1).\n`);
    }
    await Promise.all(folders.map((folder) => host.consult({ file: join(folder, 'main.pl') })));
    expect(errors).toBe('');
    expect(await all('beside0(X)')).toEqual([1]);
    expect(await all('beside1(X)')).toEqual([1]);
  });

  test('and are one file, end as the later one alone', async () => {
    host.define('wait/0', () => new Promise((resolve) => setTimeout(() => resolve(true), 2)));
    const text = 'p(1).\n:- wait.\np(2).\n:- wait.\np(3).\n';
    await Promise.all([load('a.pl', text), load('a.pl', text)]);
    expect(await all('p(X)')).toEqual([1, 2, 3]);
  });
});

describe('the facts of sessions', () => {
  const id = () =>
    new SessionClient(engine).request(() => {
      engine.sessionAssert({ user: 'alice' });
      return engine.sessionId();
    });
  const asked = (goal: string, session: string) =>
    host.query(goal, { bindings: { S: atom(session) } }).first();

  test('are added to sessions that live, and to no others', async () => {
    const session = id();
    await asked('assertz(session_data(S, cart(1))), asserta(session_data(S, first))', session);
    expect([...engine.sessionData('_', session)].map(({ fact }) => fact)).toEqual([
      'first',
      { user: 'alice' },
      { cart: 1 },
    ]);
    for (const goal of ['assertz(session_data(nobody, x))', 'asserta(session_data(nobody, x))']) {
      expect(String((await errorOf(host.query(goal).first())).term)).toMatch(
        /existence_error\(http_session, ?nobody\)/,
      );
    }
    expect((await errorOf(host.query('assertz(session_data(_, x))').first())).code).toBe(
      'instantiation_error',
    );
    expect(engine.store.query('session_data(nobody, _)').count()).toBe(0);
  });

  test('can be read and retracted by programs', async () => {
    const session = id();
    await asked('retract(session_data(S, user(_)))', session);
    expect(engine.sessionData('_', session).count()).toBe(0);
  });

  test('are not part of programs, nor are those of which the engine keeps account', async () => {
    const session = id();
    for (const clause of [
      'session_data(nobody, x)',
      'session_data(_, y) :- true',
      'session_setting(timeout(a))',
    ]) {
      await expect(load('a.pl', `a(1).\n${clause}.\n`)).rejects.toThrow(/a\.pl:2: No permission to modify/);
    }
    for (const goal of [
      'assertz(current_session(nobody, ip(1, 2, 3, 4)))',
      'assertz(last_used(nobody, 1.0))',
      'assertz(session_setting(timeout(nonsense)))',
      'retractall(current_session(_, _))',
      'retract(last_used(_, _))',
      'assertz((session_data(_, x) :- true))',
      'abolish(session_data/2)',
    ]) {
      expect([goal, (await errorOf(host.query(goal).first())).code]).toEqual([goal, 'permission_error']);
    }
    expect(engine.sessionData('_', session).count()).toBe(1);
    expect(engine.store.query({ current_session: [session, _] }).count()).toBe(1);
  });
});

describe('an outcome of a predicate in TypeScript that is none', () => {
  const outcome = (value: unknown) => {
    host.define('price/2', (() => value) as never);
    return host.query('price(X, Y)').first();
  };

  test.each([
    [null, 'null'],
    [1, '1'],
    ['text', '"text"'],
    [[1], 'an array of 1 value'],
    [{ price: 1 }, 'an object'],
    [() => 1, 'a function'],
  ])('such as %j, is an error that says so', async (value, said) => {
    const expected = `price/2 answered ${said}; true, false, undefined or an array of its 2 arguments was expected`;
    expect(String((await errorOf(outcome(value))).message)).toContain(expected);
    expect((await errorOf(outcome([value].values()))).message).toContain(expected);
    expect((await errorOf(outcome(Promise.resolve(value)))).message).toContain(expected);
  });

  test('in one of its values says in which', async () => {
    expect((await errorOf(outcome([1, undefined]))).message).toMatch(/price\/2 answered .*argument 2/);
  });

  test('while whatever has a then is waited for', async () => {
    // biome-ignore lint/suspicious/noThenProperty: as the queries of some libraries have it.
    const thenable = { then: (resolve: (value: unknown) => void) => resolve([1, 2]) };
    expect({ ...(await outcome(thenable)) }).toEqual({ X: 1, Y: 2 });
  });
});

describe('goal_expansion/2', () => {
  test('changes the goals in bodies and directives, also those that are arguments', async () => {
    await load(
      'a.pl',
      `goal_expansion(old(X), new(X)).
       goal_expansion(two(X), old(X)).
       new(1).
       p(X) :- ( two(X) -> true ; \\+ old(X) ).
       q(Ys) :- findall(Y, two(Y), Ys), setof(Z, Y^(Y = 1, old(Z)), _), G = old(3), G \\== new(3).
       :- old(X), write(X).
      `,
    );
    expect(errors).toBe('');
    expect(written).toBe('1');
    expect(await all('p(X)')).toEqual([1]);
    expect(await all('q(X)')).toEqual([[1]]);
    expect(await all('expand_goal((two(Y), a), G), term_to_atom(G, X)')).toEqual([
      expect.stringMatching(/^new\(_\w+\),a$/),
    ]);
  });
});

test('term_expansion/2 makes directives, and expands them', async () => {
  await load(
    'a.pl',
    `term_expansion(two(X), [(:- write(X)), one(X), (:- dynamic z/1)]).
     term_expansion((:- foo(X)), (:- write(foo(X)))).
     term_expansion(gone(_), []).
     two(1).
     :- foo(2).
     gone(1).
    `,
  );
  expect(errors).toBe('');
  expect(written).toBe('1foo(2)');
  expect(await all('one(X)')).toEqual([1]);
  expect(await all('z(X)')).toEqual([]);
});

describe('a load within a goal', () => {
  const loop = ':- dynamic ticked/1.\np(1).\n:- repeat, assertz(ticked(1)), fail.\np(2).\n';
  let file: string;

  beforeEach(async () => {
    file = join(await mkdtemp(join(tmpdir(), 'clausal-')), 'rules.pl');
  });

  /** Whether nothing goes on any more. */
  const isQuiet = async () => {
    const ticks = () => host.query('ticked(_)').count();
    const before = await ticks();
    await new Promise((resolve) => setTimeout(resolve, 50));
    return before > 0 && (await ticks()) === before;
  };
  const consulting = (goal: string, options: object = {}) =>
    host.query(goal, { bindings: { F: file }, ...options }).first();

  test.each(['consult(F)', '[F]', 'ensure_loaded(F)', 'catch(consult(F), _, true)'])(
    'ends when the goal is aborted: %s',
    async (goal) => {
      await writeFile(file, loop);
      const abort = new AbortController();
      setTimeout(() => abort.abort(), 50);
      expect((await errorOf(consulting(goal, { signal: abort.signal }))).message).toMatch(/abort/);
      expect(await isQuiet()).toBe(true);
      expect(await all('p(X)')).toEqual([1]);
    },
  );

  test('takes of what the goal may take', async () => {
    await writeFile(file, loop);
    expect(await errorOf(consulting('consult(F)', { time: 50 }))).toMatchObject({ code: 'resource_error' });
    expect(await isQuiet()).toBe(true);
    const error = await errorOf(consulting('consult(F)', { inferences: 5000 }));
    expect(error.message).toMatch(/inferences/);
    expect(await isQuiet()).toBe(true);
  });

  test('ends with the time of call_with_time_limit/2, also where it expands terms', async () => {
    const limited = 'catch(call_with_time_limit(0.05, consult(F)), X, true)';
    await writeFile(file, loop);
    expect((await consulting(limited))?.X).toBe('time_limit_exceeded');
    expect(await isQuiet()).toBe(true);
    await writeFile(file, 'term_expansion(q, _) :- repeat, fail.\nq.\n');
    expect((await consulting(limited))?.X).toBe('time_limit_exceeded');
    await writeFile(file, 'p(3).\n');
    await consulting('consult(F)');
    expect(await all('p(X)')).toEqual([3]);
  });

  test('ends with the host', async () => {
    await writeFile(file, loop);
    const loading = errorOf(consulting('consult(F)'));
    await new Promise((resolve) => setTimeout(resolve, 50));
    await host.close();
    expect((await loading).message).toMatch(/abort/);
  });

  test('knows the file and the place, also behind a wait and a load in it', async () => {
    const inner = file.replace('rules', 'inner');
    await writeFile(inner, ':- sleep(0.01), prolog_load_context(source, F), assertz(seen(F)).\n');
    await writeFile(
      file,
      ':- consult(inner), sleep(0.01), prolog_load_context(source, F), assertz(seen(F)).\n',
    );
    await Promise.all([consulting('consult(F)'), host.query('sleep(0.02)').first()]);
    expect(await all('seen(X)')).toEqual([inner, file]);
  });
});

test('what is thrown and is no error ends the load, as in SWI-Prolog', async () => {
  const thrown = await errorOf(load('a.pl', 'p(1).\n:- throw(ball).\np(2).\n'));
  expect(String(thrown.term)).toBe('ball');
  expect(await all('p(X)')).toEqual([1]);
});

test('a closed host has no open files', async () => {
  const descriptors = () => readdirSync('/proc/self/fd').length;
  const folder = await mkdtemp(join(tmpdir(), 'clausal-'));
  const before = descriptors();
  for (let i = 0; i < 20; i++) {
    const other = new TauProlog(engine);
    await other
      .query('open(F, write, S), write(S, text)', { bindings: { F: join(folder, `f${i}`) } })
      .first();
    await other.close();
  }
  expect(descriptors()).toBeLessThan(before + 10);
  expect(await readFile(join(folder, 'f3'), 'utf8')).toBe('text');
});
