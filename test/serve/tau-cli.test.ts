/** `clausal serve --engine tau`, from its arguments to its exit status. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { ask } from '../support/http.ts';
import { Command, endCommands } from './command.ts';

const folder = mkdtempSync(join(tmpdir(), 'clausal-tau-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(endCommands);

const app = (text: string, paths: readonly string[]) => `
:- use_module(library(http/thread_httpd)).
:- use_module(library(http/http_dispatch)).
:- use_module(library(http/http_session)).
${paths.map((path) => `:- http_handler(root(${path}), ${path}, []).`).join('\n')}

server(Port) :- http_server(http_dispatch, [port(Port)]).

said(Text) :- format('Content-type: text/plain~n~n~w', [Text]).

hello(_) :- current_prolog_flag(argv, Argv), said('${text}'-Argv).
count(_) :- ( http_session_retract(n(N0)) -> true ; N0 = 0 ), N is N0+1, http_session_assert(n(N)), said(N).
bye(_) :- halt(3).
`;

const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
const serve = (...words: string[]) => new Command(['serve', '--engine', 'tau', ...words], { cwd: folder });

test('-g and --port serve an application until it halts, with its arguments and a prompt', async () => {
  write('app.pl', app('one', ['hello', 'count', 'bye']));
  const command = serve('app.pl', '-g', 'server(0)', '--port', '0', '--repl', '--', 'x');
  const port = await command.port();
  expect((await ask(port, { path: '/hello' })).body).toBe('one-[x]');
  const first = await ask(port, { path: '/count' });
  const cookie = first.cookies[0]!.split(';')[0]!;
  expect((await ask(port, { path: '/count', headers: { cookie } })).body).toBe('2');
  command.write('session_data(_, n(N)).\n');
  await expect.poll(() => command.output).toContain('N = 2');
  ask(port, { path: '/bye' }).catch(() => {}); // it may be gone before it answers
  expect(await command.status).toBe(3);
});

test('--watch serves what was edited, and not what cannot be loaded', async () => {
  write('edited.pl', app('one', ['hello', 'count']));
  const command = serve('edited.pl', '--port', '0', '--watch');
  const port = await command.port();
  await command.says(/% Watching 1 files/);
  expect((await ask(port, { path: '/count' })).body).toBe('1');
  write('edited.pl', app('broken', ['hello']).replace('server(Port) :-', 'server(Port :-'));
  await command.says(/edited\.pl: line 7, .*[\s\S]*% What was loaded before goes on/);
  expect((await ask(port, { path: '/hello' })).body).toBe('one-[]');
  write('edited.pl', app('two', ['hello']));
  await command.says(/% Loaded .*edited\.pl again/);
  expect((await ask(port, { path: '/hello' })).body).toBe('two-[]');
  expect((await ask(port, { path: '/count' })).status).toBe(404);
});

test('a library that there is not for tau-prolog is told of', async () => {
  write('more.pl', ':- use_module(library(http/html_head)).\n');
  const command = serve('more.pl');
  expect(await command.status).toBe(1);
  expect(command.errors).toMatch(/more\.pl:1:\nERROR: {4}.*library\(http\/html_head\)' does not exist/);
});
