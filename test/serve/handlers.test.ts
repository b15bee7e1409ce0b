/** Handlers that use the libraries of this host, asked by HTTP: what only shows where a request is answered. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SessionEngine } from 'clausal';
import { nodeSession } from 'clausal/node';
import { SwiProlog } from 'clausal/swipl';
import { afterAll, expect, test } from 'vitest';
import { closeServers, serve } from '../support/http.ts';

const folder = mkdtempSync(join(tmpdir(), 'clausal-handlers-'));
const log = join(folder, 'requests.log');

const PROGRAM = `
:- use_module(library(http/thread_httpd)).
:- use_module(library(http/http_dispatch)).
:- use_module(library(http/http_parameters)).
:- use_module(library(http/http_client)).
:- use_module(library(http/http_open)).
:- use_module(library(http/http_json)).
:- use_module(library(http/http_cors)).
:- use_module(library(crypto)).
:- use_module(library(time)).
:- use_module(library(settings)).
:- use_module(library(readutil)).
:- use_module(library(http/http_log)).

:- set_setting(http:logfile, '${log}').

:- http_handler(root(typed), typed, []).
:- http_handler(root(upload), upload, []).
:- http_handler(root(saved), saved, []).
:- http_handler(root(json), echo_json, []).
:- http_handler(root(hash), hash, []).
:- http_handler(root(fetch), fetch, []).
:- http_handler(root(own), own, []).
:- http_handler(root(limited), limited, []).
:- http_handler(root(thread), thread, []).
:- http_handler(root(queue), queue, []).

text(Term) :- format("Content-type: text/plain~n~n~q~n", [Term]).

typed(Request) :- http_parameters(Request, [n(N, [between(1, 9)]), l(L, [list(integer)])]), text(N-L).
upload(Request) :- http_parameters(Request, [f(F, []), n(N, [default(none)])]), text(f(F, N)).
saved(Request) :- http_read_data(Request, Data, [on_filename(kept)]), text(Data).
kept(In, kept(Name, Length), Options) :- memberchk(filename(Name), Options), read_string(In, Length, _).
echo_json(Request) :- http_read_json_dict(Request, Dict), reply_json_dict(_{got: Dict}).
hash(_) :- crypto_password_hash(secret, H, [cost(10)]), ( crypto_password_hash(secret, H) -> text(right) ; text(wrong) ).
fetch(Request) :-
    http_parameters(Request, [url(URL, [])]),
    setup_call_cleanup(http_open(URL, In, []), read_string(In, _, Text), close(In)),
    text(Text).
own(Request) :- memberchk(host(H), Request), memberchk(port(P), Request), http_get([host(H), port(P), path('/hash')], D, []), text(D).
limited(_) :- catch(call_with_time_limit(0.1, ( repeat, fail )), time_limit_exceeded, true), text(stopped).
thread(_) :- catch(thread_create(true, _, []), error(E, context(_, M)), true), text(E-M).
queue(_) :- message_queue_create(Q), thread_send_message(Q, x), thread_get_message(Q, M), with_mutex(m, text(M)).
`;

const sessions = new SessionEngine({ profile: 'swi' });
const prolog = await SwiProlog.create(sessions);
await prolog.consult(PROGRAM);
const answer = prolog.handler();
const withSession = nodeSession(sessions);
const { port } = await serve(withSession((req, res) => void answer(req, res)));
const other = await serve((_, res) => res.end('from elsewhere'));

afterAll(async () => {
  closeServers();
  await prolog.close();
  rmSync(folder, { recursive: true });
});

async function asked(path: string, init?: RequestInit): Promise<[status: number, text: string]> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, init);
  return [response.status, (await response.text()).trim()];
}

test('parameters have types, and say what was expected', async () => {
  expect(await asked('/typed?n=3&l=1&l=2')).toEqual([200, '3-[1,2]']);
  const [status, text] = await asked('/typed?n=30', { headers: { accept: 'text/html' } });
  expect(status).toBe(400);
  expect(text).toContain('Parameter "n" must be an integer between 1 and 9.  Found "30".');
});

test('a form with a file', async () => {
  const form = new FormData();
  form.set('f', new File(['the content'], 'a file.txt', { type: 'text/plain' }));
  form.set('n', 'é');
  expect(await asked('/upload', { method: 'POST', body: form })).toEqual([200, `f('the content',é)`]);
  expect(await asked('/saved', { method: 'POST', body: form })).toEqual([
    200,
    `[f=kept('a file.txt',11),n=é]`,
  ]);
});

test('JSON comes and goes', async () => {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' } };
  expect(await asked('/json', { ...init, body: '{"a": ["é", null, 1.5]}' })).toEqual([
    200,
    '{"got": {"a": ["é", null, 1.5 ]}}',
  ]);
  const [status] = await asked('/json', { ...init, body: '{"a":' });
  expect(status).toBe(500);
});

test('passwords', async () => {
  expect(await asked('/hash')).toEqual([200, 'right']);
});

test('a request to another server', async () => {
  const url = `http://127.0.0.1:${other.port}/`;
  expect(await asked(`/fetch?url=${encodeURIComponent(url)}`)).toEqual([200, '"from elsewhere"']);
});

test('a handler that asks its own server gets an error', async () => {
  const [status, text] = await asked('/own');
  expect(status).toBe(500);
  expect(text).toContain('would wait for itself');
});

test('time limits', async () => {
  expect(await asked('/limited')).toEqual([200, 'stopped']);
});

test('threads are refused, queues and mutexes are there', async () => {
  expect(await asked('/thread')).toEqual([
    200,
    "permission_error(create,thread,user:true)-'clausal runs one handler at a time'",
  ]);
  expect(await asked('/queue')).toEqual([200, 'x']);
});

test('the log tells of each request, without passwords', async () => {
  await asked('/thread?password=secret&x=y');
  await asked('/nowhere');
  const text = readFileSync(log, 'utf8');
  expect(text).toMatch(/^server\(started, \d+\)\.$/m);
  expect(text).toMatch(
    /^\/\*.*\*\/ request\(\d+, [\d.]+, \[.*path\('\/thread'\),search\(\[password=xxx,x=y\]\).*\]\)\.$/m,
  );
  expect(text).toMatch(/^completed\(\d+, [\d.]+, \d+, 200, ok\)\.$/m);
  expect(text).toMatch(/^completed\(\d+, [\d.]+, \d+, 404, error\(404,'\/nowhere'\)\)\.$/m);
});
