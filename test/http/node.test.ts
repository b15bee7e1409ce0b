/** The adapter for node:http: what all adapters do, and what handlers return and throw. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect as connectHttp2, createServer as createHttp2Server } from 'node:http2';
import { createServer as createSecureServer, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type Session, SessionEngine } from 'clausal';
import { afterEach, describe, expect, expectTypeOf, test } from 'vitest';
import { nodeSession } from '../../src/http/node.ts';
import { testAdapter } from '../support/adapter-cases.ts';
import { testFramework } from '../support/framework-cases.ts';
import { ask, closeServers, serve } from '../support/http.ts';
import { OpenEngine } from '../support/open-engine.ts';
import { sendReply } from '../support/send-reply.ts';

testAdapter('nodeSession', (engine, application) =>
  nodeSession(engine)((req, res) => application(req, res, engine.last)),
);

testFramework({
  name: 'node:http',
  gaps: {
    'that the framework trusts, address and encryption are what it says':
      'node:http looks at no header of proxies; the settings proxyEnabled and secure do',
  },
  listener: (engine, handler) =>
    nodeSession(engine)(async (req, res) => {
      const text = async () => (await req.toArray()).join('');
      try {
        const reply = await handler({ path: req.url!, text, session: req.session });
        sendReply(res, reply);
      } catch {
        res.writeHead(500).end();
      }
    }),
});

afterEach(closeServers);

describe('a handler', () => {
  /** What happens when a real request calls the handler. */
  async function outcome(handler: () => unknown): Promise<{ returned: unknown } | { thrown: unknown }> {
    let seen: { returned: unknown } | { thrown: unknown } | undefined;
    const { port } = await serve((req, res) => {
      try {
        seen = { returned: nodeSession(new OpenEngine())(handler)(req, res) };
      } catch (thrown) {
        seen = { thrown };
      }
      res.end();
    });
    await ask(port);
    return seen!;
  }

  test('is given the request and the response themselves', async () => {
    const given: unknown[] = [];
    const handler = nodeSession(new OpenEngine())((...both) => void given.push(...both));
    const { port } = await serve((req, res) => {
      handler(req, res);
      res.end(String(given[0] === req && given[1] === res));
    });
    expect((await ask(port)).body).toBe('true');
  });

  test('returns what it returns, a promise too', async () => {
    const promise = Promise.resolve(1);
    expect(await outcome(() => 'value')).toEqual({ returned: 'value' });
    expect(await outcome(() => promise)).toHaveProperty('returned', promise);
  });

  test('throws what it throws, and rejects as it rejects', async () => {
    const error = new Error('no');
    const fails = () => {
      throw error;
    };
    expect(await outcome(fails)).toHaveProperty('thrown', error);
    const rejected = Promise.reject(error);
    const noticed = expect(rejected).rejects.toBe(error);
    expect(await outcome(() => rejected)).toHaveProperty('returned', rejected);
    await noticed;
  });

  test('has the types of node:http where it is written, and its own result', () => {
    const withSession = nodeSession(new OpenEngine());
    const handler = withSession((req, res) => {
      expectTypeOf(req).toEqualTypeOf<IncomingMessage & { session: Session }>();
      expectTypeOf(res).toEqualTypeOf<ServerResponse>();
      return 7;
    });
    expectTypeOf(handler).returns.toEqualTypeOf<number | Promise<number>>();
    expectTypeOf(createServer).toBeCallableWith(withSession(async () => {}));
    const typed = nodeSession(new SessionEngine<{ cart: [item: string, qty: number] }>());
    typed((req) =>
      expectTypeOf(req.session.data('cart(Item, Qty)').toArray()[0]!.Qty).toEqualTypeOf<number>(),
    );
    const make = (): Server => createServer(withSession((req, res) => res.end(req.url)));
    expectTypeOf(make).returns.toEqualTypeOf<Server>();
  });
});

test('a request over TLS is secure', async () => {
  // Keys that both know take the place of certificates.
  const tls = { ciphers: 'PSK', maxVersion: 'TLSv1.2' } as const;
  const psk = Buffer.from('for tests only');
  const engine = new OpenEngine();
  const handler = nodeSession(engine)((_req, res) => res.end());
  const server = createSecureServer({ ...tls, pskCallback: () => psk }, handler);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const options = {
    ...tls,
    pskCallback: () => ({ psk, identity: 'test' }),
    checkServerIdentity: () => undefined,
  };
  const sent = request({ ...options, host: '127.0.0.1', port, path: '/a', agent: false }).end();
  const [response] = await once(sent, 'response');
  response.resume();
  server.close();
  expect(engine.last).toMatchObject({ path: '/a', address: '127.0.0.1', isSecure: true });
});

test('a request over HTTP/2 is one as well', async () => {
  const engine = new OpenEngine();
  const handler = nodeSession(engine)((_req, res) => {
    res.setHeader('Set-Cookie', 'theme=dark');
    engine.current!.setCookie('s', 's=1');
    res.end();
  });
  const server = createHttp2Server(handler as never);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const client = connectHttp2(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const [headers] = await once(client.request({ ':path': '/a?b', cookie: 'c=1' }), 'response');
  client.close();
  server.close();
  expect(headers['set-cookie']).toEqual(['theme=dark', 's=1']);
  expect(engine.last).toMatchObject({ path: '/a', cookie: 'c=1', isSecure: false });
});

test('headers may be given to writeHead in pairs', async () => {
  const handler = nodeSession({
    enter(request, run) {
      request.setCookie('s', 's=1');
      return run();
    },
    session: () => new OpenEngine().session(),
  })((_req, res) => {
    const pairs = [
      ['Content-Length', '0'],
      ['Set-Cookie', 'theme=dark'],
    ];
    Reflect.apply(res.writeHead, res, [200, pairs]).end();
  });
  const { cookies, cacheControl, headers } = await ask((await serve(handler)).port);
  expect({ cookies, cacheControl }).toEqual({ cookies: ['theme=dark', 's=1'], cacheControl: 'no-store' });
  expect(headers['content-length']).toBe('0');
});
