/** Requests that programs make to other servers: what is sent and what is made of the answer, as in SWI-Prolog. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SessionEngine } from 'clausal';
import { SwiProlog } from 'clausal/swipl';
import { afterAll, expect, test } from 'vitest';
import { type Difference, describeDifferential } from '../support/prolog-differential.ts';

const PROGRAM = `
:- use_module(library(http/http_open)).
:- use_module(library(http/http_client)).
:- use_module(library(http/http_json)).
:- use_module(library(http/http_cookie)).
:- use_module(library(readutil)).

at(Path, URL) :- base(Base), atom_concat(Base, Path, URL).

text(Path, Options) :- text(Path, Options, Text), write(Text).
text(Path, Options, Text) :-
    at(Path, URL),
    setup_call_cleanup(http_open(URL, In, Options), read_string(In, _, Text), close(In)).

parts(Parts) :- port(Port), setup_call_cleanup(http_open([host(localhost), port(Port)|Parts], In, []), read_string(In, _, Text), close(In)), write(Text).

get(Path, Data, Options) :- at(Path, URL), http_get(URL, Data, Options).
post(Path, Sent, Options) :- at(Path, URL), http_post(URL, Sent, Data, Options), write(Data).

said(Goal) :- catch(Goal, error(Formal, _), (base(Base), masked(Formal, Base, Text), write(Text))).
masked(Formal, Base, Text) :- format(atom(A), '~q', [Formal]), atomic_list_concat(Parts, Base, A), atomic_list_concat(Parts, 'BASE', Text).
`;

/** Paths with which what was sent is answered begin with /echo. */
const GOALS = String.raw`
text('/echo', [])
text('/echo?a=b%20c&d=%C3%A9', [])
text('/echo', [method(head)])
text('/echo', [method(delete)])
text('/echo', [method('PUT')])
said(text('/echo', [method(foo)]))
text('/echo', [request_header('X-Own'=value), request_header('Accept'='text/html')])
text('/echo', [user_agent('Me/1.0')])
text('/echo', [authorization(basic(user, 'pass:w é'))])
text('/echo', [authorization(bearer(token))])
said(text('/echo', [authorization(digest(a, b))]))
text('/echo', [range(bytes(0, 3))])
text('/echo', [range(bytes(5, end))])
text('/echo', [post(atom(hello))])
text('/echo', [post(atom('text/html', 'h\u00e9'))])
text('/echo', [post(string("hello"))])
text('/echo', [post(string(text/xml, "<a/>"))])
text('/echo', [post(codes([104, 233]))])
text('/echo', [post(codes('text/x', [104, 233]))])
text('/echo', [post(bytes('application/x', [0, 255]))])
text('/echo', [post(form([a=1, b='x y&z', c(d), e="é"]))])
text('/echo', [post(json(json([a=1, b=[x, "y"]])))])
text('/echo', [post(json(_{a:1}))])
text('/echo', [post(json([1, 2], [width(0)]))])
text('/echo', [post(prolog(f(X, 'A b', "s")))])
text('/echo', [post(xml(element(a, [b=c], [d])))])
text('/echo', [method(put), post(atom(x))])
said(text('/echo', [post(foo(x))]))
text('/status/200', [status_code(C)])
text('/status/404', [status_code(C)], _)
text('/status/500', [status_code(C)], _)
text('/status/204', [status_code(C)], T)
said(text('/status/404', []))
said(text('/status/403', []))
said(text('/status/401', []))
said(text('/status/405', []))
said(text('/status/410', []))
said(text('/status/500', []))
said(text('/status/418', []))
text('/status/201', [], _)
text('/fields', [header(content_type, T), header(x_own, X), header(nothing, N)], _)
text('/fields', [size(S)], _)
text('/moved', [], T)
said(text('/loop', []))
said(text('/loop', [max_redirect(3)]))
text('/moved', [redirect(false), status_code(C), header(location, L)], _)
text('/moved303', [post(atom(x))])
text('/latin', [], T)
text('/cookies', [client(a)]), text('/echo', [client(a)]), text('/echo', [client(b)])
cookie_current_cookie(a, N, V, _)
parts([path('/echo')])
parts([path('/echo'), search([a=b, c='d e'])])
parts([path('/echo'), query_string('x=y')])
get('/json', D, [])
get('/json', D, [json_object(term)])
get('/latin', D, [])
get('/latin', D, [to(string)])
get('/latin', D, [to(codes)])
get('/form', D, [])
\+ \+ ( get('/fields', D, [reply_header(H)]), memberchk(x_own(V), H), print(V) )
get('/status/404', D, [status_code(C)])
post('/echo', form([a=b]), [])
post('/echo', json(json([a=b])), [])
post('/echo', atom(x), [request_header('X-Y'=z)])
at('/echo', U), http_put(U, atom(x), D, [])
at('/echo', U), http_patch(U, atom(x), D, [])
at('/echo', U), http_delete(U, D, [])
said((http_open('foo', _, [])))
said((http_open('http://localhost:1/', _, [])))
`;

const server = createServer((req, res) => void answer(req, res));
await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
const { port } = server.address() as AddressInfo;
afterAll(() => server.close());

/** What differs, and why. */
const DIFFERENCES: readonly Difference[] = [
  {
    why: 'hexadecimal digits in forms are in capitals, as in all other encoded text',
    goals: [`text('/echo', [post(form([a=1, b='x y&z', c(d), e="é"]))])`],
  },
  {
    why: 'data that nobody knows are an error',
    goals: [`said(text('/echo', [post(foo(x))]))`],
  },
];

describeDifferential('requests to other servers are as those of SWI-Prolog', {
  topics: [
    {
      name: 'requests to other servers',
      program: `base('http://localhost:${port}').\nport(${port}).\n${PROGRAM}`,
      goals: GOALS,
    },
  ],
  makeHost: (engine, output, errorOutput) => SwiProlog.create(engine, { output, errorOutput }),
  differences: DIFFERENCES,
});

test('a form with a file is what multipart/form-data is', async () => {
  const prolog = await SwiProlog.create(new SessionEngine());
  await prolog.consult(`port(${port}).\n:- use_module(library(http/http_client)).`);
  const found = await prolog
    .query(
      `port(P), http_post([host(localhost), port(P), path('/form-data')],
         form_data([a = 'one two', f = file('${import.meta.filename}')]), D, [])`,
    )
    .first();
  expect(found?.D).toMatch(/^a: one two\nf: outgoing\.test\.ts, /);
  await prolog.close();
});

test('where nothing can wait a request is an error', async () => {
  const prolog = await SwiProlog.create(new SessionEngine());
  await prolog.consult(`:- use_module(library(http/http_open)).`);
  const goal = `with_output_to(string(_), http_open('http://localhost:${port}/echo', _, []))`;
  await expect(prolog.query(goal).first()).rejects.toThrow(/where nothing can wait/);
  await prolog.close();
});

async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
  const body = await buffer(req);
  const [, name, code] = /^\/([\w-]+)(?:\/(\d+))?/.exec(req.url ?? '') ?? [];
  switch (name) {
    case 'status':
      res.writeHead(Number(code), { 'Content-Type': 'text/plain' });
      return void res.end(Number(code) === 204 ? undefined : `status ${code}`);
    case 'fields':
      res.writeHead(200, { 'Content-Type': 'text/x', 'Content-Length': 2, 'X-Own': 'a value' });
      return void res.end('ab');
    case 'moved':
      res.writeHead(302, { Location: '/status/200' });
      return void res.end('moved');
    case 'moved303':
      res.writeHead(303, { Location: 'echo' });
      return void res.end();
    case 'loop':
      res.writeHead(301, { Location: '/loop' });
      return void res.end();
    case 'latin':
      res.writeHead(200, { 'Content-Type': 'text/plain; charset=UTF-8' });
      return void res.end('hé');
    case 'cookies':
      res.writeHead(200, { 'Content-Type': 'text/plain', 'Set-Cookie': ['a=b; path=/', 'c=d; Path=/x'] });
      return void res.end('');
    case 'json':
      res.writeHead(200, { 'Content-Type': 'application/json' });
      return void res.end('{"a": [1, "x", true, null]}');
    case 'form':
      res.writeHead(200, { 'Content-Type': 'application/x-www-form-urlencoded' });
      return void res.end('a=b&c=d+e');
    case 'form-data':
      return void res.end(await formText(req, body));
    default:
      res.writeHead(200, { 'Content-Type': 'text/plain; charset=UTF-8' });
      return void res.end(echoed(req, body));
  }
}

/** What was sent, but for what is another one each time, and what SWI-Prolog's server needs to know of connections. */
function echoed({ method, url, headers }: IncomingMessage, body: Buffer): string {
  const fields = Object.entries(headers)
    .filter(([name]) => !['host', 'connection', 'content-length'].includes(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}: ${value}\n`);
  return `${method} ${url}\n${fields.join('')}\n${body.toString('latin1')}`;
}

async function formText({ headers }: IncomingMessage, body: Buffer): Promise<string> {
  const data = await new Response(new Uint8Array(body), {
    headers: { 'content-type': headers['content-type']! },
  }).formData();
  return [...data]
    .map(([key, value]) => `${key}: ${typeof value === 'string' ? value : `${value.name}, ${value.type}`}`)
    .join('\n');
}
