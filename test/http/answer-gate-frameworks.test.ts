/** What every framework answers while sessions are loaded first and stored before the answer, and when that fails. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import express from 'express';
import Fastify from 'fastify';
import { Hono } from 'hono';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { expressSession } from '../../src/http/express.ts';
import { fastifySession } from '../../src/http/fastify.ts';
import { honoSession } from '../../src/http/hono.ts';
import { nodeSession, upgradeSession } from '../../src/http/node.ts';
import type { SessionEntrance } from '../../src/http/session-entrance.ts';
import { heldSites, sumOf } from '../support/held-sites.ts';
import { holding, Store, storing } from '../support/holding-engine.ts';
import { ask, askRaw, closeServers, serve } from '../support/http.ts';
import { OpenEngine } from '../support/open-engine.ts';

const failure = Object.assign(new Error('secret of the house'), { status: 503, statusCode: 503 });
const plain = new Error('secret of the house');
const conflict = Object.assign(new Error('someone else was first'), { status: 409, statusCode: 409 });

let unhandled: unknown[] = [];
const note = (error: unknown) => unhandled.push(error);
beforeEach(() => {
  unhandled = [];
  process.on('unhandledRejection', note);
});
afterEach(async () => {
  await sleep(5);
  process.off('unhandledRejection', note);
  closeServers();
  expect(unhandled).toEqual([]);
});

/** An engine that cannot load a session, at once or later. */
function closed(error: unknown, isLater = true): SessionEntrance {
  return {
    session: () => new OpenEngine().session(),
    enter() {
      if (!isLater) throw error;
      return sleep(2).then(() => Promise.reject(error));
    },
  };
}

/** An engine that cannot store what was changed. */
const failing = (error: unknown) =>
  storing(new OpenEngine(), () => () => sleep(2).then(() => Promise.reject(error)));

describe.each(heldSites)('%s', (name, site) => {
  test.each(['/', '/stream'])('answers the same: %s', async (path) => {
    const text = `GET ${path} HTTP/1.1\nHost: a\nConnection: close\n\n`;
    const answers: string[] = [];
    const open = new OpenEngine();
    for (const engine of [open, storing(open, () => () => undefined), storing(open), holding(open)]) {
      const answer = await askRaw((await serve(site(engine))).port, text);
      answers.push(answer.replaceAll(/^Date: .*$/gim, 'Date: now'));
    }
    expect(answers[0]).toMatch(/^HTTP\/1\.1 200 OK/);
    // Of a `Response` nobody can tell whether it streams, so that its length is not known any more.
    const isFetch = name === 'Hono' || name === 'Fetch';
    const seen = isFetch ? answers.map(contents) : answers;
    for (const other of seen.slice(1)) expect(other).toEqual(seen[0]);
  });

  test.each([10, 5_000_000])(
    'gets a body of %i bytes that comes while the session is loaded',
    async (size) => {
      const body = 'body'.repeat(size / 4);
      const { port } = await serve(site(holding(new OpenEngine(), { load: () => sleep(50) })));
      const answer = await ask(port, { method: 'POST', path: '/sum', body });
      expect(answer).toMatchObject({ status: 200, body: sumOf(body) });
    },
  );

  test.each([
    [503, failure],
    [503, plain],
    [409, conflict],
  ])('answers %i when the session cannot be loaded: %s', async (status, error) => {
    const { port } = await serve(site(closed(error)));
    for (const method of ['GET', 'POST']) {
      const asking = method === 'GET' ? { method } : { method, path: '/sum', body: 'body' };
      const answer = await ask(port, asking);
      expect(answer).toMatchObject({ status, cookies: [] });
    }
  });

  test('answers the status of an error that comes at once', async () => {
    const { port } = await serve(site(closed(failure, false)));
    expect(await ask(port)).toMatchObject({ status: 503, cookies: [] });
  });

  test.each([
    [503, failure],
    [409, conflict],
  ])('answers %i when what was changed cannot be stored', async (status, error) => {
    const { port } = await serve(site(failing(error)));
    for (const path of ['/', '/stream']) {
      const answer = await ask(port, { path });
      expect(answer).toMatchObject({ status, cookies: [], cacheControl: 'no-store' });
      expect(answer.body).toBe(
        status === 503 ? 'Service Unavailable\n' : 'Conflict: someone else was first\n',
      );
      expect(answer.headers).not.toHaveProperty('etag');
    }
  });

  test('breaks off a stream of which a part has left', async () => {
    let n = 0;
    const engine = storing(new OpenEngine(), () => () => (n++ < 3 ? undefined : Promise.reject(failure)));
    const { port } = await serve(site(engine));
    const outcome = await ask(port, { path: '/stream' }).catch((error) => error.code);
    if (typeof outcome === 'object') expect(outcome.body).not.toBe('part 0 part 1 part 2 ');
    else expect(outcome).toBe('ECONNRESET');
  });
});

/** An answer without the way in which its body is sent, and with the names of headers in small letters. */
function contents(text: string): unknown {
  const end = text.indexOf('\r\n\r\n');
  const [status, ...lines] = text.slice(0, end).split('\r\n');
  const headers = lines.map((line) => line.replace(/^[^:]*/, (name) => name.toLowerCase()));
  const body = text.slice(end).replaceAll(/\r\n[\da-f]*(?=\r\n)|\r\n/g, '');
  return {
    status,
    body,
    headers: headers.filter((line) => !/^(content-length|transfer-encoding):/.test(line)).sort(),
  };
}

describe('Express', () => {
  test.each<[string, (res: express.Response) => unknown]>([
    ['send', (res) => res.send('body')],
    ['json', (res) => res.status(201).json({ a: [1] })],
    ['redirect', (res) => res.redirect('/elsewhere')],
    ['sendStatus', (res) => res.sendStatus(404)],
    ['sendFile', (res) => res.sendFile(import.meta.filename)],
    [
      'an error after the answer',
      async (res) => {
        res.send('body');
        throw new Error('late');
      },
    ],
    ['an error', () => Promise.reject(Object.assign(new Error('no'), { status: 418 }))],
  ])('answers the same by %s', async (_how, answer) => {
    const texts: string[] = [];
    const open = new OpenEngine();
    for (const engine of [open, storing(open), holding(open)]) {
      const app = express().set('env', 'test').use(expressSession(engine));
      app.get('/', (_req, res) => answer(res) as never);
      const text = await askRaw((await serve(app)).port, 'GET / HTTP/1.1\nHost: a\nConnection: close\n\n');
      texts.push(text.replaceAll(/^Date: .*$/gm, 'Date: now'));
    }
    expect(texts[1]!.replaceAll(/at .*/g, '')).toBe(texts[0]!.replaceAll(/at .*/g, ''));
    expect(texts[2]!.replaceAll(/at .*/g, '')).toBe(texts[0]!.replaceAll(/at .*/g, ''));
  });

  test('gives the error itself to who handles it', async () => {
    const app = express().use(expressSession(closed(failure)));
    app.use(((error, _req, res, _next) =>
      res.status(error.status).send(String(error === failure))) as express.ErrorRequestHandler);
    expect(await ask((await serve(app)).port)).toMatchObject({ status: 503, body: 'true' });
  });
});

describe('Fastify without a server', () => {
  /** What `inject` gives. */
  async function injected(engine: SessionEntrance) {
    const app = Fastify().register(fastifySession(engine));
    app.get('/', (_request, reply) => void reply.header('Set-Cookie', 'mine=1').send({ a: 1 }));
    const { statusCode, body, headers } = await app.inject('/');
    return { statusCode, body, cookie: headers['set-cookie'] };
  }

  test('waits as well', async () => {
    const store = new Store();
    const answer = injected(storing(new OpenEngine(), () => store.ready));
    expect(await Promise.race([answer, sleep(40, 'nothing')])).toBe('nothing');
    store.done();
    expect(await answer).toEqual({ statusCode: 200, body: '{"a":1}', cookie: 'mine=1' });
  });

  test('answers an error as well', async () => {
    expect(await injected(failing(failure))).toEqual({
      statusCode: 503,
      body: 'Service Unavailable\n',
      cookie: undefined,
    });
  });
});

describe('Hono', () => {
  test('gives the error to who handles it', async () => {
    const app = new Hono().use(honoSession(closed(failure)));
    app.onError((error, c) => c.text(String(error.cause === failure), 503));
    const response = await app.request('/');
    expect([response.status, await response.text()]).toEqual([503, 'true']);
  });
});

describe('node:http', () => {
  test('rejects what a handler would have answered, and leaves the answer to who handles that', async () => {
    const handler = nodeSession(closed(failure))(() => 7);
    const { port } = await serve((req, res) => {
      Promise.resolve(handler(req, res)).catch((error) => res.writeHead(500).end(String(error === failure)));
    });
    expect(await ask(port)).toMatchObject({ status: 500, body: 'true' });
  });

  test('answers what its handler answers, later', async () => {
    const handler = nodeSession(holding(new OpenEngine()))((_req, res) => {
      res.end();
      return 7;
    });
    let answered: unknown;
    const { port } = await serve((req, res) => {
      answered = handler(req, res);
    });
    await ask(port);
    expect(answered).toBeInstanceOf(Promise);
    expect(await answered).toBe(7);
  });

  test('throws a mistake of the program where it happens', async () => {
    const handler = nodeSession(closed(plain, false))(() => 7);
    let thrown: unknown;
    const { port } = await serve((req, res) => {
      try {
        handler(req, res);
      } catch (error) {
        thrown = error;
      }
      res.end();
    });
    await ask(port);
    expect(thrown).toBe(plain);
  });
});

describe('a WebSocket', () => {
  async function start(engine: SessionEntrance) {
    const server = createServer();
    const sockets = new WebSocketServer({ noServer: true });
    const upgrade = upgradeSession(engine)((req, socket, head) => {
      sockets.handleUpgrade(req, socket, head, (client) => {
        client.on('message', (data) => client.send(`told: ${data}`));
      });
    });
    server.on('upgrade', upgrade);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return { server, port: (server.address() as AddressInfo).port };
  }

  test('waits for its session, and sends nothing before it is stored', async () => {
    const { server, port } = await start(holding(new OpenEngine()));
    const client = new WebSocket(`ws://127.0.0.1:${port}/`);
    await once(client, 'open');
    for (const text of ['a', 'b'.repeat(100_000), 'c']) {
      client.send(text);
      expect(String((await once(client, 'message'))[0])).toBe(`told: ${text}`);
    }
    client.close();
    await once(client, 'close');
    server.close();
  });

  test('is broken off when what was changed cannot be stored', async () => {
    let ready: (() => Promise<void>) | undefined;
    const { server, port } = await start(storing(new OpenEngine(), () => () => ready?.()));
    const client = new WebSocket(`ws://127.0.0.1:${port}/`);
    await once(client, 'open');
    ready = () => Promise.reject(failure);
    client.send('a');
    expect((await once(client, 'close'))[0]).toBe(1006);
    server.close();
  });

  test.each([
    ['at once', false],
    ['later', true],
  ])('is answered 503 when the session cannot be loaded, %s', async (_when, isLater) => {
    const { server, port } = await start(closed(failure, isLater));
    const text = await askRaw(port, 'GET / HTTP/1.1\nHost: a\nConnection: Upgrade\nUpgrade: websocket\n\n');
    expect(text).toMatch(/^HTTP\/1\.1 503 Service Unavailable\r\nConnection: close\r\n/);
    expect(text).toMatch(/\r\n\r\nService Unavailable\n$/);
    server.close();
  });

  test('that is gone when its session is there does no harm', async () => {
    const { server, port } = await start(holding(new OpenEngine(), { load: () => sleep(30) }));
    const socket = connect(port, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    await sleep(10);
    socket.resetAndDestroy();
    await sleep(50);
    server.close();
  });
});
