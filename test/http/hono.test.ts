/** The adapter for Hono: what all adapters do, and what Hono has of its own. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { getRequestListener, serve as serveHono, upgradeWebSocket } from '@hono/node-server';
import { type Session, SessionEngine } from 'clausal';
import { type Context, Hono } from 'hono';
import { stream } from 'hono/streaming';
import { afterEach, describe, expect, expectTypeOf, test } from 'vitest';
import WebSocket, { WebSocketServer } from 'ws';
import { honoSession, type SessionEnv } from '../../src/http/hono.ts';
import { headersOf } from '../support/framework.ts';
import { testFramework } from '../support/framework-cases.ts';
import { closeServers } from '../support/http.ts';
import { webStream } from '../support/send-reply.ts';

testFramework({
  name: 'Hono',
  gaps: {
    'has the current session when it is asked for piece by piece':
      'the server reads the body when the handler has returned; c.var.session does',
  },
  listener(engine, handler, trusts) {
    const app = new Hono<SessionEnv>();
    app.use(
      honoSession(engine, (c) =>
        trusts
          ? {
              address: c.req.header('X-Forwarded-For'),
              isSecure: c.req.header('X-Forwarded-Proto') === 'https',
            }
          : {},
      ),
    );
    app.onError((_error, c) => c.text('failed', 500));
    app.all('*', async (c) => {
      const { path } = c.req;
      const reply = await handler({ path, text: () => c.req.text(), session: c.var.session });
      for (const [name, value] of headersOf(reply)) c.header(name, value, { append: true });
      c.status((reply.status ?? 200) as 200);
      const { stream: write, pulled, body = null } = reply;
      if (write !== undefined) return stream(c, (out) => write(async (text) => void (await out.write(text))));
      return c.newResponse(pulled === undefined ? body : webStream(pulled));
    });
    return getRequestListener(app.fetch);
  },
});

afterEach(closeServers);

function engineOf(): SessionEngine {
  return new SessionEngine({ gc: 'passive' });
}

/** An application that has sessions. */
function appOf(engine = engineOf()) {
  return new Hono().use(honoSession(engine));
}

describe('app.request', () => {
  test('has sessions without a server', async () => {
    const engine = engineOf();
    const app = appOf(engine).get('/', (c) => {
      c.var.session.assert({ seen: 1 });
      return c.json(c.var.session.data('seen(_)').count());
    });
    const first = await app.request('/');
    const [cookie = ''] = first.headers.getSetCookie();
    expect(await first.json()).toBe(1);
    const second = await app.request('/', { headers: { Cookie: cookie.replace(/;.*/, '') } });
    expect({ count: await second.json(), cookies: second.headers.getSetCookie() }).toEqual({
      count: 2,
      cookies: [],
    });
    expect(engine.query('current_session(_, Peer), var(Peer)').count()).toBe(1);
  });

  test('by https has a secure cookie', async () => {
    const app = appOf().get('/', (c) => {
      c.var.session.set({ user: 'alice' });
      return c.text('body');
    });
    const { headers } = await app.request('https://shop.example/');
    expect(headers.getSetCookie()).toEqual([expect.stringMatching(/^__Host-clausal_session=.*; Secure/)]);
  });
});

describe('the response', () => {
  test('that cannot be changed is answered as a copy', async () => {
    const app = appOf().get('/', (c) => {
      c.var.session.set({ user: 'alice' });
      return Response.redirect('http://localhost/elsewhere', 302);
    });
    const response = await app.request('/');
    expect(response.status).toBe(302);
    expect(response.headers.get('Location')).toBe('http://localhost/elsewhere');
    expect(response.headers.getSetCookie()).toHaveLength(1);
  });

  test('that several requests are answered with keeps no cookie', async () => {
    const shared = new Response(null, { status: 202 });
    const app = appOf().get('/:user', (c) => {
      if (c.req.param('user') === 'alice') c.var.session.set({ user: 'alice' });
      return shared;
    });
    expect((await app.request('/alice')).headers.getSetCookie()).toHaveLength(1);
    expect((await app.request('/bob')).headers.getSetCookie()).toEqual([]);
    expect(shared.headers.getSetCookie()).toEqual([]);
  });

  test('has the cookie where Hono handles an error, or finds nothing', async () => {
    const app = appOf().use((c, next) => {
      c.var.session.set({ user: 'alice' });
      return next();
    });
    app.get('/fails', () => {
      throw new Error('failed on purpose');
    });
    app.onError((_error, c) => c.text(String(c.get('session').get('user')), 503));
    const failed = await app.request('/fails');
    expect({ status: failed.status, body: await failed.text() }).toEqual({ status: 503, body: 'alice' });
    expect(failed.headers.getSetCookie()).toHaveLength(1);
    const nowhere = await app.request('/nowhere');
    expect({ status: nowhere.status, cookies: nowhere.headers.getSetCookie().length }).toEqual({
      status: 404,
      cookies: 1,
    });
  });

  test('that a handler forgot is missed by Hono all the same', async () => {
    const app = appOf();
    app.get('/', ((c: Context<SessionEnv>) => {
      c.var.session.set({ user: 'alice' });
    }) as never);
    app.onError(({ message }, c) => c.text(message, 500));
    const response = await app.request('/');
    expect(response.status).toBe(500);
    expect(await response.text()).toMatch(/^Context is not finalized/);
  });

  test('can be replaced and added to by middlewares further out', async () => {
    const app = new Hono();
    app.use(async (c, next) => {
      await next();
      c.header('Set-Cookie', 'theme=dark', { append: true });
      c.res = new Response(`${await c.res.text()}!`, c.res);
    });
    app.use(honoSession(engineOf()));
    app.get('/', (c) => {
      (c.get('session' as never) as Session).set({ user: 'alice' });
      return c.text('body');
    });
    const response = await app.request('/');
    expect(await response.text()).toBe('body!');
    expect(response.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^clausal_session=/),
      'theme=dark',
    ]);
  });
});

test('a middleware that is used twice has one session', async () => {
  const engine = engineOf();
  const app = appOf(engine)
    .use((c, next) => {
      c.var.session.assert({ seen: 1 });
      return next();
    })
    .use(honoSession(engine))
    .get('/', (c) => {
      engine.sessionAssert({ seen: 2 });
      return c.json(c.var.session.data('seen(_)').count());
    });
  const response = await app.request('/');
  expect(await response.json()).toBe(2);
  expect({ cookies: response.headers.getSetCookie().length, size: engine.size }).toEqual({
    cookies: 1,
    size: 1,
  });
});

test('what another middleware calls session is left alone', async () => {
  const engine = engineOf();
  const app = new Hono<{ Variables: { session: unknown } }>();
  app.use((c, next) => {
    c.set('session', 'another');
    return next();
  });
  app.use(honoSession(engine) as never);
  app.get('/', (c) => {
    engine.sessionAssert({ user: 'alice' });
    return c.text(`${c.get('session')} ${engine.session().get('user')}`);
  });
  expect(await (await app.request('/')).text()).toBe('another alice');
});

test('a session cannot begin when the response has passed', async () => {
  const engine = engineOf();
  let late: Promise<unknown> | undefined;
  const app = appOf(engine).get('/', (c) => {
    late = new Promise((resolve) => setTimeout(resolve, 10)).then(() => engine.sessionAssert({ a: 1 }));
    late.catch(() => {});
    return c.text('body');
  });
  expect((await app.request('/')).headers.getSetCookie()).toEqual([]);
  await expect(late).rejects.toThrow('No permission to open http_session');
  expect(engine.size).toBe(0);
});

test('c.var.session has the types of the engine’s facts', async () => {
  const app = new Hono()
    .use(honoSession(new SessionEngine<{ user: [name: string] }>({ gc: 'passive' })))
    .get('/', (c) => {
      expectTypeOf(c.var.session).toEqualTypeOf<Session<{ user: [name: string] }>>();
      return c.text(String(c.var.session.get('user')));
    });
  expect(await (await app.request('/')).text()).toBe('undefined');
});

test('a WebSocket of Hono has the session of the request that asked for it', async () => {
  const engine = engineOf();
  const app = appOf(engine)
    .get('/login', (c) => {
      c.var.session.set({ user: 'alice' });
      return c.text('welcome');
    })
    .get(
      '/socket',
      upgradeWebSocket((c) => ({
        onMessage: (_event, socket) => socket.send(String(c.get('session').get('user'))),
      })),
    );
  const sockets = new WebSocketServer({ noServer: true });
  const server = serveHono({ fetch: app.fetch, port: 0, websocket: { server: sockets as never } });
  await once(server, 'listening');
  const at = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const [cookie = ''] = (await fetch(`http://${at}/login`)).headers.getSetCookie();
  const client = new WebSocket(`ws://${at}/socket`, { headers: { Cookie: cookie.replace(/;.*/, '') } });
  await once(client, 'open');
  client.send('?');
  expect(String((await once(client, 'message'))[0])).toBe('alice');
  client.terminate();
  server.close();
});
