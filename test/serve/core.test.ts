/** Requests and replies of handlers in Prolog, in process: what the adapter does, and what it withstands. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { SessionEngine } from 'clausal';
import { nodeSession } from 'clausal/node';
import { SwiProlog } from 'clausal/swipl';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeServers, serve } from '../support/http.ts';

const PROGRAM = `
:- use_module(library(http/http_server)).
:- use_module(library(http/http_session)).
:- http_handler(root(.), http_redirect(moved, location_by_id(plain)), []).
:- http_handler(root(plain), plain, []).
:- http_handler(root(request), request, []).
:- http_handler(root(user/User/posts/Post), post(User, Post), []).
:- http_handler(root(form), plain, [method(post)]).
:- http_handler(root(chunks), chunks, [chunked]).
:- http_handler(root(late), late, [chunked]).
:- http_handler(root(bytes), bytes, []).
:- http_handler(root(mixed), mixed, []).
:- http_handler(root(silent), silent, []).
:- http_handler(root(garbage), garbage, []).
:- http_handler(root(throws), throws, []).
:- http_handler(root(fails), fails, []).
:- http_handler(root(loops), loops, [time_limit(0.2)]).
:- http_handler(root(recurs), recurs, [time_limit(0.05)]).
:- http_handler(root(catches), catches, [time_limit(0.1)]).
:- http_handler(root(waits), waits, []).
:- http_handler(root(big), big, []).
:- http_handler(root(echo), echo, []).
:- http_handler(root(header), header, []).
:- http_handler(root(closes), closes, []).
:- http_handler(root(split), split, []).
:- http_handler(root(endless), endless, []).
:- http_handler(root(stream), endless, [chunked]).
:- http_handler(root(ends), ends, [chunked]).
:- http_handler(root(named), named, [chunked]).
:- http_handler(root(numbered), numbered, [chunked]).
:- http_handler(root(unnamed), unnamed, [chunked]).
plain(_) :- format('Content-type: text/plain~n~nHello é~n').
request(Request) :-
    format('Content-type: text/plain~n~n'),
    forall(( member(Field, Request), \\+ functor(Field, pool, _), \\+ functor(Field, input, _) ), format('~q~n', [Field])).
post(User, Post, _) :- format('Content-type: text/plain~n~n~q ~q', [User, Post]).
chunks(_) :- format('Content-type: text/plain~n~n'), forall(between(1, 3, X), ( format('~d ', [X]), flush_output )).
late(_) :- format('Content-type: text/plain~n~nfirst'), flush_output, throw(late).
bytes(_) :- format('Content-type: application/octet-stream~n~n'), forall(between(0, 255, C), put_char_code(C)).
put_char_code(C) :- char_code(Char, C), put_char(Char).
mixed(_) :- format('Content-type: application/octet-stream~n~n'), set_stream(current_output, encoding(octet)),
    forall(between(0, 255, C), put_byte(C)).
silent(_).
endless(_) :- format('Content-type: text/plain~n~n'), numlist(1, 10000, L), atomic_list_concat(L, S), repeat, write(S), fail.
ends(_) :- format('Content-type: text/plain~n~nfirst'), flush_output, write('for another visitor'), halt.
named(_) :- format('Content-type: text/plain~nX Y: z~n~nfirst'), flush_output, write(second).
numbered(_) :- format('Content-type: text/plain~nStatus: 99 x~n~nfirst'), flush_output, write(second).
unnamed(_) :- format('Content-type: text/plain~nno field~n~nfirst'), flush_output, write(second).
garbage(_) :- format('no header~n~nat all').
throws(_) :- format('Content-type: text/plain~n~npartial'), throw(error(type_error(a, b), _)).
fails(_) :- fail.
loops(_) :- repeat, fail.
recurs(_) :- recur.
recur :- recur.
catches(Request) :- catch(loops(Request), _, catches(Request)).
waits(_) :- slowly(done), format('Content-type: text/plain~n~nwaited').
big(_) :- format('Content-type: text/plain~n~n'), forall(between(1, 200000, X), format('~d~n', [X])).
echo(Request) :- memberchk(input(In), Request), read_string(In, _, Text), string_length(Text, Length),
    format('Content-type: text/plain~n~n~d', [Length]).
header(_) :- http_wrapper_header, format('X-Mine: b~nSet-Cookie: c=d; Path=/x; HttpOnly~nStatus: 418 Tea~nContent-type: text/html; charset=latin1~n~n').
http_wrapper_header :- httpd_wrapper:http_send_header(x_sent(a)).
closes(_) :- current_output(Out), format('Content-type: text/plain~n~nbye'), close(Out).
split(_) :- format('Location: /x\\r\\u5b66y\\n\\n').
`;

let port = 0;
let host: SwiProlog;

beforeAll(async () => {
  const engine = new SessionEngine({ profile: 'swi', create: 'noauto' });
  host = await SwiProlog.create(engine);
  host.define('slowly/1', async () => {
    await setTimeout(20);
    return true;
  });
  await host.consult(PROGRAM);
  const handler = host.handler();
  const withSession = nodeSession(engine);
  port = (await serve(withSession((req, res) => void handler(req, res)))).port;
});

afterAll(async () => {
  closeServers();
  await host.close();
});

async function get(path: string, init: RequestInit = {}) {
  const reply = await fetch(`http://127.0.0.1:${port}${path}`, {
    redirect: 'manual',
    ...init,
    headers: { accept: 'text/html', ...init.headers },
  });
  return { status: reply.status, headers: reply.headers, bytes: Buffer.from(await reply.arrayBuffer()) };
}

/** What comes back for bytes, until the connection ends. */
async function raw(text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.write(text);
  await once(socket, 'close');
  return Buffer.concat(chunks).toString('latin1');
}

const HELLO = 'Hello é\n';

async function expectUnharmed() {
  const { status, bytes } = await get('/plain');
  expect([status, bytes.toString()]).toEqual([200, HELLO]);
}

describe('a reply', () => {
  test('has its header in the order in which SWI-Prolog has it', async () => {
    const [head] = (await raw('GET /plain HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')).split(
      '\r\n\r\n',
    );
    expect(head!.split('\r\n').map((line) => line.replace(/^Date: .*/, 'Date: '))).toEqual([
      'HTTP/1.1 200 OK',
      'Date: ',
      'Content-Type: text/plain; charset=UTF-8',
      'Connection: close',
      'Content-Length: 9',
    ]);
  });

  test('of HEAD has none of its content', async () => {
    const text = await raw('HEAD /plain HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    expect(text).toMatch(/Content-Length: 9\r\n\r\n$/);
  });

  test('keeps the connection, as the client says it', async () => {
    const text = await raw(
      'GET /plain HTTP/1.1\r\nHost: x\r\nConnection: keep-alive\r\n\r\nGET /plain HTTP/1.0\r\n\r\n',
    );
    expect(text.match(/^Connection: .*$/gm)).toEqual(['Connection: keep-alive', 'Connection: close']);
  });

  test('has the status and the fields of the handler, and those that were sent', async () => {
    const text = await raw('GET /header HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    expect(text.split('\r\n').filter((line) => !line.startsWith('Date'))).toEqual([
      'HTTP/1.1 418 Bad Request',
      'Content-Type: text/html; charset=UTF-8',
      'Connection: close',
      'X-Sent: a',
      'X-Mine: b',
      'Set-Cookie: c=d; path=/x; httponly=true',
      'Content-Length: 0',
      '',
      '',
    ]);
  });

  test('of bytes is these bytes, whether they are written as characters or as bytes', async () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
    expect((await get('/bytes')).bytes).toEqual(bytes);
    expect((await get('/mixed')).bytes).toEqual(bytes);
  });

  test('in chunks comes as it is flushed', async () => {
    const text = await raw('GET /chunks HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    expect(text).toMatch(/\r\nTransfer-Encoding: chunked\r\n/);
    expect(text).toMatch(/\r\n\r\n2\r\n1 \r\n2\r\n2 \r\n2\r\n3 \r\n0\r\n\r\n$/);
  });

  test('in chunks has a length for clients that know of none', async () => {
    const text = await raw('GET /chunks HTTP/1.0\r\n\r\n');
    expect(text).toMatch(/Content-Length: 6\r\n\r\n1 2 3 $/);
  });

  test('that is large comes whole', async () => {
    const { bytes } = await get('/big');
    expect(bytes.length).toBe(1_288_895);
    expect(bytes.subarray(-7).toString()).toBe('200000\n');
  });

  test('elsewhere has a page, and no line that its text would end', async () => {
    const text = await raw('GET /split HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    expect(text).toMatch(/^HTTP\/1\.1 302 Moved Temporary\r\n/);
    expect(text).toMatch(/\r\nLocation: \/x\\x5b66\\y\r\n/);
  });
});

describe('a request', () => {
  test('is taken apart as SWI-Prolog does it', async () => {
    const { bytes } = await get('/request?a=b&c=%C3%BC+x;d=%zz', {
      headers: {
        accept: 'text/html;q=0.5, */*;q=0.1',
        cookie: 'a=b; c="d e"',
        range: 'bytes=1-',
        'x-foo-bar': ' baz ',
      },
    });
    const fields = bytes.toString().replace(/_\d+/g, '_').replaceAll(`(${port})`, '(0)').split('\n');
    expect(fields.filter((field) => !/^(accept_|user_agent|sec_fetch|connection)/.test(field))).toEqual([
      'protocol(http)',
      'peer(ip(127,0,0,1))',
      'method(get)',
      "request_uri('/request?a=b&c=%C3%BC+x;d=%zz')",
      "path('/request')",
      "search([a=b,c='ü x',d='%zz'])",
      'http_version(1-1)',
      "host('127.0.0.1')",
      'port(0)',
      'accept([media(text/html,[],0.5,[]),media(_/_,[],0.1,[])])',
      "cookie([a=b,c='d e'])",
      'range(bytes(1,end))',
      'x_foo_bar(baz)',
      '',
    ]);
  });

  test('has the parts of its path', async () => {
    expect((await get('/user/a%20b/posts/c/d')).bytes.toString()).toBe("'a b' 'c/d'");
  });

  test('for another method is refused', async () => {
    expect((await get('/form')).status).toBe(405);
  });

  test('with a malformed cookie is an error, and harms none', async () => {
    const { status, bytes } = await get('/plain', { headers: { cookie: 'x' } });
    expect(status).toBe(500);
    expect(bytes.toString()).toContain('Domain error: `cookie');
    await expectUnharmed();
  });

  test('may have a body of some size', async () => {
    const body = Buffer.alloc(3_000_000, 'ü', 'latin1');
    expect((await get('/echo', { method: 'POST', body })).bytes.toString()).toBe('3000000');
  });

  test('with a body that is too large is refused', async () => {
    const text = await raw(
      `POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 20000000\r\n\r\n${'x'.repeat(17_000_000)}`,
    ).catch((error: Error) => error.message);
    expect(text).toMatch(/^HTTP\/1\.1 413 |ECONNRESET|EPIPE/);
    await expectUnharmed();
  });
});

describe('a handler', () => {
  test.each(['silent', 'garbage', 'throws', 'fails'])('that is %s is an error', async (name) => {
    const { status, headers, bytes } = await get(`/${name}`);
    expect([status, headers.get('content-type')]).toEqual([500, 'text/html; charset=UTF-8']);
    expect(bytes.toString()).toContain('<h1>Internal server error</h1>');
    expect(bytes.toString()).not.toContain('partial');
    await expectUnharmed();
  });

  test.each(['loops', 'recurs', 'catches'])('that %s ends with its time', async (name) => {
    const { status, bytes } = await get(`/${name}`);
    expect(status).toBe(500);
    expect(bytes.toString()).toContain('Time limit exceeded');
    await expectUnharmed();
  });

  test('that writes without end has an end, whether its client reads or not', async () => {
    const { status, bytes } = await get('/endless');
    expect([status, bytes.toString().includes('I/O error')]).toEqual([500, true]);
    await expectUnharmed();
    await expect(get('/stream')).rejects.toThrow();
    await expectUnharmed();
  });

  test('that throws when some of its reply is sent breaks the connection', async () => {
    await expect(get('/late')).rejects.toThrow();
    await expectUnharmed();
  });

  test('that ends the program when some of its reply is sent leaves none of it to the next visitor', async () => {
    await expect(get('/ends')).rejects.toThrow();
    await expectUnharmed();
  });

  test.each(['named', 'numbered', 'unnamed'])('whose header cannot be sent, %s, harms none', async (name) => {
    expect((await get(`/${name}`)).status).toBe(500);
    await expectUnharmed();
  });

  test('for a request that others have answered does not break their answer', async () => {
    const handler = host.handler();
    const { port: other } = await serve((req, res) => {
      handler(req, res);
      res.end(Buffer.alloc(20_000_000));
    });
    for (const path of ['/plain', '/chunks']) {
      expect((await (await fetch(`http://127.0.0.1:${other}${path}`)).arrayBuffer()).byteLength).toBe(
        20_000_000,
      );
    }
    await expectUnharmed();
  });

  test('may close its output', async () => {
    expect((await get('/closes')).bytes.toString()).toBe('bye');
    await expectUnharmed();
  });

  test('that waits lets other clients wait, too', async () => {
    const replies = await Promise.all([get('/waits'), get('/plain'), get('/waits'), get('/plain')]);
    expect(replies.map(({ bytes }) => bytes.toString())).toEqual(['waited', HELLO, 'waited', HELLO]);
  });

  test('whose client has gone harms none', async () => {
    for (const path of ['/waits', '/big', '/loops']) {
      const socket = connect(port, '127.0.0.1');
      await once(socket, 'connect');
      socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
      const waiting = get('/plain');
      socket.destroy();
      expect((await waiting).bytes.toString()).toBe(HELLO);
    }
  });
});
