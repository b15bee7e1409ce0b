/** Requests of one session that overlap, over HTTP: what other session libraries lose is not lost here. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { PrologError, SessionEngine } from 'clausal';
import { nodeSession } from 'clausal/node';
import { afterEach, describe, expect, test } from 'vitest';
import { closeServers, serve } from '../support/http.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

afterEach(closeServers);

/** A shop of which requests to `/slow…` wait until all gates are opened. */
async function shop(routes: (engine: SessionEngine, gate: () => Promise<void>) => Record<string, Handler>) {
  const engine = new SessionEngine({ gc: 'passive' });
  const gates: (() => void)[] = [];
  const entered: (() => void)[] = [];
  const gate = () =>
    new Promise<void>((open) => {
      gates.push(open);
      entered.splice(0).forEach((tell) => void tell());
    });
  const handlers = routes(engine, gate);
  const { port } = await serve(
    nodeSession(engine)(async (request, response) => {
      try {
        await handlers[request.url!]!(request, response);
      } catch (error) {
        response.statusCode = 500;
        response.end(error instanceof PrologError ? error.code : String(error));
      }
    }),
  );
  let jar: string | undefined;
  return {
    engine,
    /** Sends a request with the cookie that came last, unless another one is given. */
    async get(path: string, cookie = jar) {
      const response = await fetch(`http://127.0.0.1:${port}${path}`, {
        headers: cookie === undefined ? {} : { cookie },
      });
      const [set] = response.headers.getSetCookie();
      if (set !== undefined) jar = set.split(';')[0];
      return { status: response.status, body: await response.text(), set };
    },
    get cookie() {
      return jar;
    },
    /** Waits until a request is at a gate. */
    atGate: () =>
      gates.length > 0 ? Promise.resolve() : new Promise<void>((done) => void entered.push(done)),
    open: () => gates.splice(0).forEach((open) => void open()),
  };
}

describe('two requests that overlap', () => {
  test('both add to the cart, and both additions stay', async () => {
    const { get, atGate, open } = await shop((engine, gate) => ({
      '/login': (_request, response) => {
        engine.sessionAssert({ user: 'alice' });
        response.end();
      },
      '/slow': async (_request, response) => {
        const before = engine.sessionData('cart(_)').count();
        await gate();
        engine.sessionAssert({ cart: 'book' });
        response.end(String(before));
      },
      '/fast': (_request, response) => {
        engine.sessionAssert({ cart: 'pen' });
        response.end();
      },
      '/cart': (_request, response) =>
        void response.end(
          JSON.stringify(
            engine
              .sessionData('cart(X)')
              .toArray()
              .map(({ X }) => X),
          ),
        ),
    }));
    await get('/login');
    const slow = get('/slow');
    await atGate();
    await get('/fast');
    open();
    expect((await slow).body).toBe('0');
    expect((await get('/cart')).body).toBe('["pen","book"]');
  });

  test('a logout while another request runs: that cannot bring the session back', async () => {
    const { engine, get, atGate, open, cookie } = await shop((engine, gate) => ({
      '/login': (_request, response) => {
        engine.sessionAssert({ user: 'alice' });
        response.end();
      },
      '/slow': async (_request, response) => {
        await gate();
        engine.sessionAssert({ cart: 'book' });
        response.end();
      },
      '/logout': (_request, response) => {
        engine.closeSession(engine.sessionId());
        response.end();
      },
      '/who': (_request, response) =>
        void response.end(engine.inSession() === undefined ? 'nobody' : 'somebody'),
    }));
    expect(cookie).toBeUndefined();
    const login = await get('/login');
    const old = login.set!.split(';')[0]!;
    const slow = get('/slow');
    await atGate();
    expect((await get('/logout')).set).toContain('1970');
    open();
    expect(await slow).toMatchObject({ status: 500, body: 'existence_error', set: undefined });
    expect((await get('/who', old)).body).toBe('nobody');
    expect(engine.size).toBe(0);
    expect(engine.query('session_data(_, _)').exists()).toBe(false);
  });

  test('a login during a slow request, which goes on with the same session', async () => {
    const { get, atGate, open } = await shop((engine, gate) => ({
      '/begin': (_request, response) => {
        engine.sessionAssert({ cart: 'pen' });
        response.end();
      },
      '/slow': async (_request, response) => {
        await gate();
        response.end(String(engine.sessionData('user(U)').first()?.U));
      },
      '/login': (_request, response) => {
        engine.sessionAssert({ user: 'alice' });
        response.end();
      },
    }));
    await get('/begin');
    const slow = get('/slow');
    await atGate();
    await get('/login');
    open();
    expect((await slow).body).toBe('alice');
  });

  test('a new id while a request with the old one runs: that reads nothing and writes nothing', async () => {
    const { engine, get, atGate, open } = await shop((engine, gate) => ({
      '/begin': (_request, response) => {
        engine.sessionAssert({ cart: 'pen' });
        response.end();
      },
      '/slow': async (_request, response) => {
        await gate();
        engine.sessionAssert({ cart: 'late' });
        response.end();
      },
      '/login': (_request, response) => {
        engine.session().renew().assert({ user: 'alice' });
        response.end();
      },
      '/all': (_request, response) =>
        void response.end(JSON.stringify([...engine.sessionData('X')].map(({ fact }) => fact))),
    }));
    const { set } = await get('/begin');
    const slow = get('/slow');
    await atGate();
    await get('/login');
    open();
    expect(await slow).toMatchObject({ status: 500, body: 'existence_error' });
    expect((await get('/all')).body).toBe('[{"cart":"pen"},{"user":"alice"}]');
    expect((await get('/all', set!.split(';')[0])).body).toBe('existence_error');
    expect(engine.size).toBe(1);
  });
});

test('a counter that 200 parallel requests update ends at 200', async () => {
  const { get } = await shop((engine) => ({
    '/begin': (_request, response) => {
      engine.sessionAssert({ visits: 0 });
      response.end();
    },
    '/visit': async (_request, response) => {
      await new Promise((done) => setImmediate(done));
      engine.session().update('visits(N)', (found) => ({ visits: (found?.N as number) + 1 }));
      response.end();
    },
    '/visits': (_request, response) => void response.end(String(engine.sessionData('visits(N)').first()?.N)),
  }));
  await get('/begin');
  await Promise.all(Array.from({ length: 200 }, () => get('/visit')));
  expect((await get('/visits')).body).toBe('200');
});

test('a handler that crashes takes nothing with it that was answered before, and undoes its own transaction', async () => {
  const { get } = await shop((engine) => ({
    '/add': (_request, response) => {
      engine.sessionAssert({ cart: 'book' });
      response.end();
    },
    '/crash': () => {
      engine.store.transaction(() => {
        engine.sessionRetractall('cart(_)');
        throw new Error('crashed');
      });
    },
    '/count': (_request, response) => void response.end(String(engine.sessionData('cart(_)').count())),
  }));
  await get('/add');
  expect(await get('/crash')).toMatchObject({ status: 500, body: 'Error: crashed' });
  expect((await get('/count')).body).toBe('1');
});
