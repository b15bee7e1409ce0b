/** Handlers that tau-prolog runs, asked by HTTP: what goes wrong, what takes too long, and what happens at once. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SessionEngine } from 'clausal';
import { expressSession } from 'clausal/express';
import { nodeSession } from 'clausal/node';
import { TauProlog } from 'clausal/tau';
import express from 'express';
import { afterAll, expect, test } from 'vitest';
import { closeServers, serve } from '../support/http.ts';

const folder = mkdtempSync(join(tmpdir(), 'clausal-tau-'));
writeFileSync(join(folder, 'page.html'), '<p>é</p>\n');

const PROGRAM = `
:- use_module(library(http/http_server)).
:- use_module(library(http/http_session)).
:- use_module(library(http/http_client)).
:- use_module(library(http/http_json)).
:- use_module(library(http/http_wrapper)).

:- dynamic(file_search_path/2).
file_search_path(pages, '${folder}').

:- http_handler(root(throws), throws, []).
:- http_handler(root(fails), fails, []).
:- http_handler(root(absent), absent, []).
:- http_handler(root(typed), typed, []).
:- http_handler(root(form), form, [method(post)]).
:- http_handler(root(body), body, [method(post)]).
:- http_handler(root(json), json, []).
:- http_handler(root(busy), busy, [method(get)]).
:- http_handler(root(loops), loops, [time_limit(0.2)]).
:- http_handler(root(stubborn), stubborn, [time_limit(0.2)]).
:- http_handler(root(chunks), chunks, [chunked]).
:- http_handler(root(bytes), bytes, []).
:- http_handler(root(file), http_reply_file(pages('page.html'), []), []).
:- http_handler(root(secret), http_reply_file('../secret', []), []).
:- http_handler(root(gone), gone, []).
:- http_handler(root(cart), cart, []).
:- http_handler(root(endless), endless, []).
:- http_handler(root(prints), prints, []).
:- http_handler(root(sent), sent, []).
:- http_handler(root(current), current, []).
:- http_handler(root(halts), halts, []).
:- http_handler(root(ends), ends, [chunked]).
:- http_handler(root(numbered), numbered, []).
:- http_handler(root(where), where, [id(somewhere)]).

:- dynamic(began/1).

text(Term) :- format("Content-type: text/plain~n~n~q~n", [Term]).

throws(_) :- format("Content-type: text/plain~n~nhalf"), X is foo + 1, print(X).
fails(_) :- fail.
absent(_) :- text(\\+ no_such_predicate), no_such_predicate.
typed(Request) :- http_parameters(Request, [n(N, [between(1, 9)]), s(S, [string, default("none")])]), text(N-S).
form(Request) :- http_parameters(Request, [a(A, [])], [form_data(Data)]), text(A-Data).
body(Request) :- http_read_data(Request, Data, [to(string)]), text(Data).
json(_) :- reply_json(json([a=[1, "é", @(null)]]), [status(201)]).
busy(Request) :- http_parameters(Request, [n(N, [integer])]), assertz(began(N)), numlist(1, 300, L), sum_list(L, S), findall(B, began(B), Bs), text(S-Bs).
loops(_) :- repeat, fail.
stubborn(_) :- repeat, catch(loops(_), _, true), fail.
chunks(_) :- format("Content-type: text/plain~n~n"), forall(between(1, 3, N), ( format("line ~d~n", [N]), flush_output )).
bytes(_) :- format("Content-type: application/octet-stream~n~n"), set_stream(current_output, encoding(octet)), put_byte(0), put_byte(233).
gone(_) :- throw(http_reply(gone('/gone'))).
cart(_) :- findall(I-N, http_session_data(cart(I, N)), Cart), http_session_assert(cart(pen, 1)), text(Cart).
endless(_) :- format("Content-type: text/plain~n~n"), numlist(1, 20000, L), atomic_list_concat(L, A), repeat, write(A), fail.
prints(_) :- reply_html_page(title('<t>'), [\\part(X), p(X), p(\\lost)]).
part(later) --> html(h1('a & b')).
lost --> { fail }.
sent(_) :- http_send_header(x_own('a; b')), format("Content-type: text/plain~n~nx").
current(_) :- http_current_request(Request), memberchk(path(Path), Request), text(Path).
halts(_) :- halt(3).
ends(_) :- format("Content-type: text/plain~n~nfirst"), flush_output, write('for another visitor'), halt.
numbered(_) :- format("Status: 99 x~nContent-type: text/plain~n~nx").
where(Request) :- http_link_to_id(somewhere, [a='b c'], Link), memberchk(method(M), Request), text(M-Link).
`;

let told = '';
const sessions = new SessionEngine({ profile: 'swi' });
const prolog = new TauProlog(sessions, { output: () => {}, errorOutput: (text) => void (told += text) });
await prolog.consult(PROGRAM);
const { port } = await serve(nodeSession(sessions)(prolog.handler()));

afterAll(async () => {
  closeServers();
  await prolog.close();
  rmSync(folder, { recursive: true });
});

async function asked(path: string, init?: RequestInit): Promise<[status: number, text: string]> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, init);
  return [response.status, (await response.text()).trim()];
}

/** What stands in the paragraph of a page that tells of an error. */
async function refused(path: string): Promise<[status: number, why: string]> {
  const [status, text] = await asked(path, { headers: { accept: 'text/html' } });
  return [status, /<p>\s*(.*?)<\/p>/s.exec(text)?.[1] ?? text];
}

test('an error of a handler is a page that tells it, and nothing of what it wrote', async () => {
  expect(await refused('/throws')).toEqual([500, "is/2: Arithmetic: `foo/0' is not a function"]);
  const [, text] = await asked('/throws');
  expect(text).not.toContain('half');
  expect(await refused('/absent')).toEqual([500, 'Unknown procedure: no_such_predicate/0']);
});

test('a handler that fails', async () => {
  const [status, why] = await refused('/fails');
  expect(status).toBe(500);
  expect(why).toMatch(/^goal unexpectedly failed: user:fails\(\[session\('[^']+'\),protocol\(http\)/);
});

test('parameters that are missing, or of another type', async () => {
  expect(await asked('/typed?n=3&s=a+b')).toEqual([200, '3-"a b"']);
  expect(await refused('/typed')).toEqual([400, 'Missing value for parameter "n".']);
  expect(await refused('/typed?n=30')).toEqual([
    400,
    'Parameter "n" must be an integer between 1 and 9.  Found "30".',
  ]);
});

test('forms and bodies', async () => {
  const body = new URLSearchParams({ a: 'é & b', b: '' });
  expect(await asked('/form', { method: 'POST', body })).toEqual([200, `'é & b'-[a='é & b',b='']`]);
  const headers = { 'content-type': 'text/plain; charset=UTF-8' };
  expect(await asked('/body', { method: 'POST', headers, body: 'größe' })).toEqual([200, '"größe"']);
  for (const text of ['größe', '']) {
    const chunks = {
      method: 'POST',
      headers,
      body: new Blob([text]).stream(),
      duplex: 'half',
    } as RequestInit;
    expect(await asked('/body', chunks)).toEqual([200, JSON.stringify(text)]);
  }
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const chunks = { method: 'POST', headers: form, body: new Blob(['a=%C3%A9&b=']).stream(), duplex: 'half' };
  expect(await asked('/form', chunks as RequestInit)).toEqual([200, "é-[a=é,b='']"]);
});

test('wrong methods and unknown paths', async () => {
  expect(await refused('/form')).toEqual([
    405,
    'The requested URL <tt>/form</tt> does not support method <tt>GET</tt>.',
  ]);
  expect(await refused('/nowhere')).toEqual([
    404,
    'The requested URL <tt>/nowhere</tt> was not found on this server',
  ]);
  const [status, text] = await asked('/nowhere', { headers: { accept: 'application/json' } });
  expect(status).toBe(404);
  expect(JSON.parse(text)).toEqual({ code: 404, location: '/nowhere', message: 'Path not found: /nowhere' });
});

test('replies that are thrown, JSON, files, chunks and bytes', async () => {
  expect((await asked('/gone'))[0]).toBe(410);
  expect(await asked('/json')).toEqual([201, '{"a": [1, "é", null ]}']);
  const file = await fetch(`http://127.0.0.1:${port}/file`);
  expect(file.headers.get('content-type')).toBe('text/html; charset=UTF-8');
  expect(await file.text()).toBe('<p>é</p>\n');
  expect((await asked('/secret'))[0]).toBe(500);
  expect(await asked('/chunks')).toEqual([200, 'line 1\nline 2\nline 3']);
  const bytes = await fetch(`http://127.0.0.1:${port}/bytes`);
  expect([...new Uint8Array(await bytes.arrayBuffer())]).toEqual([0, 233]);
});

test('a field of the header that is sent apart comes first', async () => {
  const response = await fetch(`http://127.0.0.1:${port}/sent`);
  expect(response.headers.get('x-own')).toBe('a; b');
});

test('a request is the current one while it is answered', async () => {
  expect(await asked('/current')).toEqual([200, "'/current'"]);
  expect(await prolog.query('http_current_request(_)').exists()).toBe(false);
});

test('links to handlers', async () => {
  expect(await asked('/where')).toEqual([200, "get-'/where?a=b%20c'"]);
});

test('what a rule binds is there behind it, and a rule that fails is told of', async () => {
  told = '';
  const [status, text] = await asked('/prints');
  expect(status).toBe(200);
  expect(text).toContain('<title>&lt;t&gt;</title>');
  expect(text).toContain('<h1>a &amp; b</h1>\n\n<p>\nlater</p>\n\n<p>\n</p>');
  expect(told).toContain('Failed to translate to HTML: \\lost');
});

test('a handler that loops is ended by its limit, also where it catches that', async () => {
  expect((await refused('/loops'))[0]).toBe(500);
  expect((await refused('/stubborn'))[0]).toBe(500);
  expect(await asked('/typed?n=1')).toEqual([200, '1-"none"']);
});

test('of two requests at once the second waits for the first', async () => {
  const both = await Promise.all([asked('/busy?n=1'), asked('/busy?n=2')]);
  expect(both.map(([, text]) => text)).toEqual(['45150-[1]', '45150-[1,2]']);
});

test('a client that goes away leaves the others their turn', async () => {
  const socket = connect(port, '127.0.0.1');
  socket.write('GET /loops HTTP/1.1\r\nHost: a\r\n\r\n');
  await new Promise((resolve) => setTimeout(resolve, 50));
  const waits = connect(port, '127.0.0.1');
  waits.write('GET /busy?n=99 HTTP/1.1\r\nHost: a\r\n\r\n');
  const next = asked('/typed?n=2');
  socket.destroy();
  waits.destroy();
  expect(await next).toEqual([200, '2-"none"']);
});

test('what is written without end is ended', async () => {
  expect((await asked('/endless'))[0]).toBe(500);
}, 60_000);

test('Express routes and handlers in Prolog have the same sessions', async () => {
  const app = express();
  app.use(expressSession(sessions));
  app.get('/add', (_req, res) => {
    sessions.sessionAssert({ cart: ['atlas', 2] });
    res.end('added');
  });
  app.use(prolog.handler());
  const { port: other } = await serve(app);
  const added = await fetch(`http://127.0.0.1:${other}/add`);
  const cookie = added.headers.getSetCookie()[0]!.split(';')[0]!;
  const ask = async () => (await fetch(`http://127.0.0.1:${other}/cart`, { headers: { cookie } })).text();
  expect(await ask()).toBe('[atlas-2]\n');
  expect(await ask()).toBe('[atlas-2,pen-1]\n');
  expect(sessions.query('session_data(_, cart(pen, 1))').count()).toBeGreaterThan(0);
});

test('a program that wants to end says so to whoever runs it', async () => {
  const status = new Promise((resolve) => prolog.onHalt(resolve));
  await asked('/halts');
  expect(await status).toBe(3);
});

test('what a handler wrote before it ended the program goes to no other visitor', async () => {
  await expect(asked('/ends')).rejects.toThrow();
  expect(await asked('/typed?n=1')).toEqual([200, '1-"none"']);
});

test('where a reply cannot be sent, what is told of it is whole, behind headers of others too', async () => {
  const app = express();
  app.use(prolog.handler());
  const { port: other } = await serve(app);
  const response = await fetch(`http://127.0.0.1:${other}/numbered`);
  expect([response.status, response.statusText]).toEqual([500, 'Internal Server Error']);
  expect(await response.text()).toBe('Invalid status code: 99\n');
});

test('two hosts have handlers of their own', async () => {
  const other = new TauProlog(new SessionEngine(), { errorOutput: () => {} });
  await other.consult(':- use_module(library(http/http_dispatch)).\n:- http_handler(root(x), x, []).');
  const paths = await other.query('http_current_handler(P, _)').toArray();
  expect(paths.map(({ P }) => P)).toEqual(['/x']);
  expect(await prolog.query("http_current_handler('/x', _)").exists()).toBe(false);
  await other.close();
});
