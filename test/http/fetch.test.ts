/** The adapter for handlers of the Fetch standard: what all adapters do, and what is the standard's own. */
import type { IncomingMessage } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { SessionEngine } from 'clausal';
import { afterEach, describe, expect, expectTypeOf, test } from 'vitest';
import { type FetchHandler, fetchSession } from '../../src/http/fetch.ts';
import { FetchRequest } from '../../src/http/fetch-request.ts';
import { headersOf, type Reply } from '../support/framework.ts';
import { testFramework } from '../support/framework-cases.ts';
import { closeServers } from '../support/http.ts';
import { OpenEngine } from '../support/open-engine.ts';
import { webStream } from '../support/send-reply.ts';

/** What the server gives handlers besides the request. */
interface Runtime {
  readonly incoming: IncomingMessage;
}

testFramework({
  name: 'Fetch',
  gaps: {
    'has the current session when it is asked for piece by piece':
      'the server reads the body when the handler has returned; a handle does',
    'leaves the cookie and the facts that it had added':
      'the server answers with a response of its own, to which nothing can be added',
  },
  listener(engine, handler, trusts) {
    const withSession = fetchSession(engine, ({ headers }, { incoming }: Runtime) =>
      trusts
        ? {
            address: headers.get('X-Forwarded-For') ?? undefined,
            isSecure: headers.get('X-Forwarded-Proto') === 'https',
          }
        : { address: incoming.socket.remoteAddress },
    );
    const fetch = withSession(async (request: Request, _runtime: Runtime) => {
      const path = new URL(request.url).pathname;
      const reply = await handler({ path, text: () => request.text(), session: engine.session() });
      return new Response(bodyOf(reply), { status: reply.status ?? 200, headers: headersOf(reply) });
    });
    return getRequestListener(fetch as FetchHandler<[runtime: unknown]>);
  },
});

function bodyOf({ body, stream, pulled }: Reply): ReadableStream<Uint8Array> | string | null {
  if (pulled !== undefined) return webStream(pulled);
  if (stream === undefined) return body ?? null;
  const { readable, writable } = new TransformStream<Uint8Array>();
  const writer = writable.getWriter();
  const text = new TextEncoder();
  stream((part) => writer.write(text.encode(part))).then(() => writer.close());
  return readable;
}

afterEach(closeServers);

function engineOf(): SessionEngine {
  return new SessionEngine({ gc: 'passive' });
}

describe('a handler', () => {
  test('is given what the runtime gives, and answers what it answers', async () => {
    const response = new Response('body');
    const handler = fetchSession(engineOf())((request: Request, env: number, more: string) => {
      expect([request.url, env, more]).toEqual(['http://localhost/a?b', 7, 'more']);
      return response;
    });
    expectTypeOf(handler).toEqualTypeOf<(request: Request, env: number, more: string) => Promise<Response>>();
    expect(await handler(new Request('http://localhost/a?b'), 7, 'more')).toBe(response);
  });

  test('rejects as it throws', async () => {
    const error = new Error('failed on purpose');
    const fails = fetchSession(engineOf())(() => {
      throw error;
    });
    await expect(fails(new Request('http://localhost/'))).rejects.toBe(error);
  });

  test('can begin a session when its response is made', async () => {
    const engine = engineOf();
    const handler = fetchSession(engine)(async () => {
      const response = Response.json({ made: true });
      await null;
      engine.sessionAssert({ user: 'alice' });
      return response;
    });
    const response = await handler(new Request('http://localhost/'));
    expect(response.headers.getSetCookie()).toHaveLength(1);
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    expect(await response.json()).toEqual({ made: true });
  });

  test('cannot begin a session for a client that has gone', async () => {
    const engine = engineOf();
    const client = new AbortController();
    const handler = fetchSession(engine)(() => {
      client.abort();
      engine.sessionAssert({ user: 'alice' });
      return new Response('late');
    });
    const request = new Request('http://localhost/', { signal: client.signal });
    await expect(handler(request)).rejects.toThrow('No permission to open http_session');
    expect(engine.size).toBe(0);
  });

  test('that is wrapped twice has one session', async () => {
    const engine = engineOf();
    const withSession = fetchSession(engine);
    const inner = withSession(() => {
      engine.sessionAssert({ seen: 2 });
      return new Response(String(engine.sessionData('seen(_)').count()));
    });
    const outer = withSession(async (request: Request) => {
      engine.sessionAssert({ seen: 1 });
      const response = await inner(request);
      engine.session().renew();
      return response;
    });
    const response = await outer(new Request('http://localhost/'));
    expect(await response.text()).toBe('2');
    expect({ cookies: response.headers.getSetCookie().length, size: engine.size }).toEqual({
      cookies: 1,
      size: 1,
    });
  });
});

describe('a response', () => {
  test.each<[what: string, make: () => Response, status: number]>([
    ['a redirect', () => Response.redirect('http://localhost/elsewhere', 303), 303],
    ['one without a body', () => new Response(null, { status: 204 }), 204],
    ['one with its own headers', () => new Response('body', { status: 201, headers: { 'X-Own': '1' } }), 201],
  ])('is answered as a copy with the cookie, and stays as it was: %s', async (_what, make, status) => {
    const engine = engineOf();
    const made = make();
    const handler = fetchSession(engine)(() => {
      engine.sessionAssert({ user: 'alice' });
      return made;
    });
    const response = await handler(new Request('http://localhost/'));
    expect(response.status).toBe(status);
    expect(response.headers.getSetCookie()).toHaveLength(1);
    expect(made.headers.getSetCookie()).toEqual([]);
    for (const [name, value] of made.headers) expect(response.headers.get(name)).toBe(value);
  });

  test('keeps the application’s own cookies and Cache-Control', async () => {
    const engine = engineOf();
    const handler = fetchSession(engine)(() => {
      engine.sessionAssert({ user: 'alice' });
      const headers = [
        ['Set-Cookie', 'theme=dark'],
        ['Set-Cookie', 'lang=en'],
        ['Cache-Control', 'private'],
      ] as [string, string][];
      return new Response('body', { headers });
    });
    const { headers } = await handler(new Request('http://localhost/'));
    expect(headers.getSetCookie()).toEqual([
      'theme=dark',
      'lang=en',
      expect.stringMatching(/^clausal_session=/),
    ]);
    expect(headers.get('Cache-Control')).toBe('private');
  });
});

describe('a request tells', () => {
  /** The session's view of a request. */
  async function entered(url: string, headers: [string, string][] = []) {
    const engine = new OpenEngine();
    await fetchSession(engine)(() => new Response())(new Request(url, { headers }));
    return engine.last;
  }

  test.each([
    ['http://localhost', '/', false],
    ['http://localhost?a=/b', '/', false],
    ['https://user.example:81/a%2Fb/?c#d', '/a%2Fb/', true],
    ['http://localhost//elsewhere/a', '//elsewhere/a', false],
    ['http://localhost/http://host/a', '/http://host/a', false],
  ])('its path, and whether it is encrypted: %s', async (url, path, isSecure) => {
    expect(await entered(url)).toMatchObject({ path, isSecure, address: undefined });
  });

  test('its cookies, and what proxies say', async () => {
    const request = await entered('http://localhost/', [
      ['Cookie', 'a=1; b=2'],
      ['X-Forwarded-For', '1.2.3.4'],
      ['X-Forwarded-For', '5.6.7.8'],
    ]);
    expect(request).toMatchObject({ cookie: 'a=1; b=2', forwardedFor: '1.2.3.4, 5.6.7.8' });
    expect(await entered('http://localhost/')).toMatchObject({ cookie: undefined, forwardedFor: undefined });
  });
});

test('a cookie is refused when it has characters that a header can’t have, and nothing is added', () => {
  const request = new Request('http://localhost/');
  const own = new FetchRequest(request, request);
  expect(() => own.setCookie('s', 's=1\r\nX-Evil: 1')).toThrow(TypeError);
  expect(own.hasCookies).toBe(false);
});
