/** `clausal serve --watch`: what is edited is served, what cannot be loaded is not, and sessions stay all the while. */
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { SessionEngine } from 'clausal';
import { type Sources, SwiProlog } from 'clausal/swipl';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ask } from '../support/http.ts';
import { Command, endCommands } from './command.ts';

let folder: string;
const write = (name: string, text: string) => writeFileSync(join(folder, name), text);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clausal-watch-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the files of a program', () => {
  let prolog: SwiProlog;
  let sources: Sources;

  beforeEach(async () => {
    write(
      'app.pl',
      ':- use_module(part).\n:- include(more).\n:- ensure_loaded(other).\n:- dynamic(kept/1).\nwhole(X) :- part(X).\n',
    );
    write('part.pl', ':- module(part, [part/1]).\npart(one).\n');
    write('more.pl', 'more(one).\n');
    write('other.pl', 'other(one).\n');
    prolog = await SwiProlog.create(new SessionEngine(), { errorOutput: () => {} });
    await prolog.consult({ file: join(folder, 'app.pl') });
    await prolog.query('assertz(kept(1))').first();
    sources = await prolog.sources();
  });
  afterEach(() => prolog.close());

  const names = (files: readonly string[]) => files.map((file) => file.slice(folder.length + 1));
  const all = async (goal: string) =>
    (await prolog.query(goal).toArray()).map((solution) => ({ ...solution }));

  test('are those that it loads and includes, but for those of SWI-Prolog', () => {
    expect(names(sources.files)).toEqual(['app.pl', 'more.pl', 'other.pl', 'part.pl']);
  });

  test('are loaded again when they have changed', async () => {
    expect(await sources.reload()).toEqual([]);
    write('part.pl', ':- module(part, [part/1, extra/1]).\npart(two).\npart(three).\nextra(1).\n');
    expect(names(await sources.reload())).toEqual(['part.pl']);
    expect(await all('whole(X)')).toEqual([{ X: 'two' }, { X: 'three' }]);
    expect(await all('extra(X)')).toEqual([{ X: 1 }]);
    write('more.pl', 'more(two).\n');
    expect(names(await sources.reload())).toEqual(['more.pl']);
    expect(await all('more(X)')).toEqual([{ X: 'two' }]);
    expect(await all('kept(X)')).toEqual([{ X: 1 }]);
    expect(await sources.reload()).toEqual([]);
  });

  test('are what they were when one of them cannot be loaded', async () => {
    write('other.pl', 'other(two).\n');
    write('part.pl', ':- module(part, [part/1]).\npart(two).\npart(a b).\n');
    await expect(sources.reload()).rejects.toThrow(/part\.pl: line 3: Syntax error: Operator expected/);
    expect(await all('whole(X), other(Y)')).toEqual([{ X: 'one', Y: 'one' }]);
    expect(await all('kept(X)')).toEqual([{ X: 1 }]);
    write('part.pl', ':- module(part, [part/1]).\npart(two).\n');
    expect(names(await sources.reload())).toEqual(['other.pl', 'part.pl']);
    expect(await all('whole(X), other(Y)')).toEqual([{ X: 'two', Y: 'two' }]);
  });

  test('are what they were when a directive of one has an error, unless it had that before', async () => {
    const part = (text: string, bad = '') => `:- module(part, [part/1]).\npart(${text}).\n${bad}`;
    write('part.pl', part('two', ':- absent.\n'));
    await expect(sources.reload()).rejects.toThrow(/part\.pl:3: .*absent\/0/);
    expect(await all('whole(X)')).toEqual([{ X: 'one' }]);
    write('part.pl', part('two', ':- X is foo + 1.\n'));
    await expect(sources.reload()).rejects.toThrow(/part\.pl:3: .*foo/);
    expect(await all('whole(X)')).toEqual([{ X: 'one' }]);

    write('part.pl', part('one', ':- absent.\n'));
    let told = '';
    const options = { errorOutput: (text: string) => void (told += text) };
    const another = await SwiProlog.create(new SessionEngine(), options);
    try {
      await another.consult({ file: join(folder, 'app.pl') });
      expect(told).toContain('absent/0');
      told = '';
      const itsSources = await another.sources();
      write('part.pl', part('two', '\n:- absent.\n'));
      expect(names(await itsSources.reload())).toEqual(['part.pl']);
      expect(await another.query('whole(two)').exists()).toBe(true);
      expect(told.match(/absent\/0/g)).toHaveLength(1);
    } finally {
      await another.close();
    }
  });

  test('may be gone for a while', async () => {
    rmSync(join(folder, 'part.pl'));
    expect(await sources.reload()).toEqual([]);
    expect(await all('whole(X)')).toEqual([{ X: 'one' }]);
    write('part.pl', ':- module(part, [part/1]).\npart(two).\n');
    await sources.reload();
    expect(await all('whole(X)')).toEqual([{ X: 'two' }]);
  });
});

describe('the handlers of a program that is loaded again', () => {
  const app = (...paths: string[]) =>
    [
      ':- use_module(library(http/http_dispatch)).\n',
      ...paths.map((path) => `:- http_handler(root(${path}), say(${path}), [id(${path})]).\n`),
      "say(Text, _) :- format('Content-type: text/plain~n~n~w', [Text]).\n",
    ].join('');

  test('are those that it has now', async () => {
    const prolog = await SwiProlog.create(new SessionEngine());
    const handled = async (): Promise<string[]> => {
      const goal = `member(P, [a, b]), atom_concat(/, P, L), http_current_handler(L, _),
        catch(http_location_by_id(P, L), _, fail)`;
      return (await prolog.query(goal).toArray()).map(({ P }) => String(P));
    };
    try {
      write('app.pl', app('a', 'b'));
      await prolog.consult({ file: join(folder, 'app.pl') });
      const sources = await prolog.sources();
      expect(await handled()).toEqual(['a', 'b']);
      write('app.pl', app('a'));
      await sources.reload();
      expect(await handled()).toEqual(['a']);
      write('app.pl', app());
      await sources.reload();
      expect(await handled()).toEqual([]);
      write('app.pl', app('b'));
      await sources.reload();
      expect(await handled()).toEqual(['b']);
      write('app.pl', `${app('a')}a b.\n`);
      await expect(sources.reload()).rejects.toThrow(/Syntax error/);
      expect(await handled()).toEqual(['b']);
    } finally {
      await prolog.close();
    }
  });
});

describe('clausal serve --watch', () => {
  afterEach(endCommands);

  test('serves what was edited, in the sessions that there are', async () => {
    const app = (text: string) => `
      :- use_module(library(http/thread_httpd)).
      :- use_module(library(http/http_dispatch)).
      :- use_module(library(http/http_session)).
      :- http_handler(root(.), count, []).
      count(_) :-
          ( http_session_retract(n(N0)) -> true ; N0 = 0 ),
          N is N0 + 1,
          http_session_assert(n(N)),
          format('Content-type: text/plain~n~n~w: ~w~n', ${text}).
      server(Port) :- http_server(http_dispatch, [port(Port)]).
    `;
    write('app.pl', app('[first, N]'));
    const command = new Command(['serve', 'app.pl', '-g', 'server(_)', '--watch'], { cwd: folder });
    const port = await command.port();
    const first = await ask(port);
    expect(first.body).toBe('first: 1\n');
    const headers = { cookie: first.cookies[0]!.split(';')[0]! };
    await command.says(/^% Watching/m);

    write('app.pl', app('[second, N]'));
    await command.says(/^% Loaded .*app\.pl again$/m);
    expect((await ask(port, { headers })).body).toBe('second: 2\n');

    write('app.pl', app('[third N]'));
    await command.says(/^ERROR: .*app\.pl: line \d+: Syntax error: .*\n% What was loaded before goes on$/m);
    expect((await ask(port, { headers })).body).toBe('second: 3\n');

    write('app.log', 'What was loaded before goes on');
    await setTimeout(500); // in which it would be told of again

    // As editors do it
    write('app.pl~', app('[fourth, N]'));
    renameSync(join(folder, 'app.pl~'), join(folder, 'app.pl'));
    await command.says(/again\n[\s\S]*again$/m);
    expect((await ask(port, { headers })).body).toBe('fourth: 4\n');
    expect(command.errors.match(/goes on/g)).toHaveLength(1);
  });
});
