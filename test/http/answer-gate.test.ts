/** Answers of node:http that wait until something is stored: what the client gets of them, and what the application sees. */
import { once } from 'node:events';
import type { RequestListener, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { nodeSession } from '../../src/http/node.ts';
import type { SessionEntrance } from '../../src/http/session-entrance.ts';
import { answerWays } from '../support/answer-ways.ts';
import { holding, Store, slowly, storing } from '../support/holding-engine.ts';
import { ask, askRaw, closeServers, serve, textOf } from '../support/http.ts';
import { OpenEngine } from '../support/open-engine.ts';

afterEach(closeServers);

type Send = (typeof answerWays)[number]['send'];

/** What the client gets of an answer, and what the application notes. */
async function outcome(send: Send, asking: string, engine?: SessionEntrance) {
  const noted: unknown[][] = [];
  const answer = async (req: Parameters<Send>[2], res: ServerResponse): Promise<void> => {
    const own: unknown[] = [];
    noted.push(own);
    await send(res, (seen) => own.push(seen), req);
  };
  const listener: RequestListener = engine === undefined ? answer : nodeSession(engine)(answer);
  const { port, server } = await serve(listener);
  server.keepAliveTimeout = 50;
  const text = await askRaw(port, asking);
  await sleep(5);
  return { text: text.replaceAll(/^Date: .*$/gm, 'Date: now'), noted };
}

/** A server with a response that waits for a store, and an application that may do more than answer. */
async function held(application: (res: ServerResponse) => unknown, store = new Store()) {
  const engine = new OpenEngine();
  const responses: ServerResponse[] = [];
  const served = await serve(
    nodeSession(storing(engine, () => store.ready))((_req, res) => {
      responses.push(res);
      return application(res);
    }),
  );
  return { ...served, engine, store, responses };
}

const CLOSE = 'Connection: close\n\n';

describe.each([
  ['GET', `GET / HTTP/1.1\nHost: a\n${CLOSE}`],
  ['HEAD', `HEAD / HTTP/1.1\nHost: a\n${CLOSE}`],
  ['POST', `POST / HTTP/1.1\nHost: a\nContent-Length: 9\n${CLOSE}some text`],
  ['HTTP/1.0', 'GET / HTTP/1.0\n\n'],
  ['a connection that is kept', `GET / HTTP/1.1\nHost: a\n\nGET / HTTP/1.1\nHost: a\n${CLOSE}`],
  ['100-continue', `POST / HTTP/1.1\nHost: a\nExpect: 100-continue\nContent-Length: 1\n${CLOSE}a`],
])('the answer to %s is the same, and to the application as well', (_what, asking) => {
  test.each(answerWays)('by $way', async ({ send }) => {
    const expected = await outcome(send, asking);
    expect(expected.text).toMatch(/^HTTP\/1\.1 \d\d\d /);
    const open = new OpenEngine();
    expect(
      await outcome(
        send,
        asking,
        storing(open, () => () => undefined),
      ),
    ).toEqual(expected);
    expect(await outcome(send, asking, storing(open))).toEqual(expected);
    expect(await outcome(send, asking, holding(open))).toEqual(expected);
  });
});

describe('nothing leaves before it is stored', () => {
  test.each<[string, (res: ServerResponse) => unknown]>([
    ['end', (res) => res.end('body')],
    ['write', (res) => res.write('body')],
    ['flushHeaders', (res) => res.flushHeaders()],
  ])('by %s', async (_how, application) => {
    const { port, store } = await held(application);
    const socket = connect(port, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    const first = once(socket, 'data');
    expect(await Promise.race([first, sleep(40, 'nothing')])).toBe('nothing');
    store.done();
    expect(String((await first)[0])).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    socket.destroy();
  });

  test('early hints go out before', async () => {
    const { port, store } = await held((res) => {
      res.writeEarlyHints({ link: '</a.css>; rel=preload' });
      res.end();
    });
    const socket = connect(port, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    const [hints] = await once(socket, 'data');
    expect(String(hints)).toMatch(/^HTTP\/1\.1 103 Early Hints\r\nLink: .*\r\n\r\n$/);
    store.done();
    expect(await textOf(socket)).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  });

  test('answers keep the order of their requests, whichever is stored first', async () => {
    const stores = [new Store(), new Store(), new Store()];
    let n = 0;
    const engine = storing(new OpenEngine(), () => stores[n++]!.ready);
    const { port } = await serve(nodeSession(engine)((req, res) => res.end(req.url)));
    const text = askRaw(
      port,
      `GET /0 HTTP/1.1\nHost: a\n\nGET /1 HTTP/1.1\nHost: a\n\nGET /2 HTTP/1.1\nHost: a\n${CLOSE}`,
    );
    await expect.poll(() => n).toBe(3);
    for (const i of [2, 0, 1]) {
      stores[i]!.done();
      await sleep(10);
    }
    expect((await text).match(/\/\d(?=HTTP|$)/g)).toEqual(['/0', '/1', '/2']);
  });

  test('nor what was written while something was stored, of which it may tell', async () => {
    const first = new Store();
    const second = new Store();
    let ready = first.ready;
    const engine = storing(new OpenEngine(), () => () => ready());
    let response: ServerResponse | undefined;
    const { port } = await serve(
      nodeSession(engine)((_req, res) => {
        response = res;
        res.write('a');
      }),
    );
    const answer = ask(port);
    await expect.poll(() => response).toBeDefined();
    response!.end('b');
    ready = second.ready;
    first.done();
    expect(await Promise.race([answer, sleep(40, 'nothing')])).toBe('nothing');
    second.done();
    expect((await answer).body).toBe('ab');
  });

  test('two engines are both waited for', async () => {
    const stores = [new Store(), new Store()];
    const [outer, inner] = stores.map((store) => nodeSession(storing(new OpenEngine(), () => store.ready)));
    const { port } = await serve(outer!((req, res) => inner!(() => res.end('body'))(req, res)));
    const answer = ask(port);
    for (const store of stores) {
      expect(await Promise.race([answer, sleep(20, 'nothing')])).toBe('nothing');
      store.done();
    }
    expect((await answer).body).toBe('body');
  });
});

describe('a client that goes while its answer is held', () => {
  test.each<[string, (res: ServerResponse) => unknown]>([
    ['whole', (res) => res.end('body')],
    ['in part', (res) => res.write('body')],
  ])('%s: the response closes', async (_how, application) => {
    const { port, store, responses } = await held(application);
    const socket = connect(port, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await expect.poll(() => store.asked).toBeGreaterThan(0);
    const closed = once(responses[0]!, 'close');
    socket.resetAndDestroy();
    await closed;
    store.done();
    expect(responses[0]!.destroyed).toBe(true);
  });

  test('those who wait for what they have written are called', async () => {
    const { port, store, responses } = await held((res) => res.write('body', () => called.push('write')));
    const called: string[] = [];
    const socket = connect(port, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await expect.poll(() => store.asked).toBeGreaterThan(0);
    socket.resetAndDestroy();
    await once(responses[0]!, 'close');
    store.done();
    await expect.poll(() => called).toEqual(['write']);
  });

  test('what it has changed is stored all the same, also when nothing was answered', async () => {
    const store = new Store();
    const { port, responses } = await held(() => {}, store);
    const socket = connect(port, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await expect.poll(() => responses.length).toBe(1);
    expect(store.asked).toBe(0);
    socket.destroy();
    await expect.poll(() => store.asked).toBeGreaterThan(0);
    store.fail(new Error('failed on purpose'));
  });
});

describe('when it cannot be stored', () => {
  const failure = Object.assign(new Error('secret of the house'), { status: 503 });

  /** What the client gets. */
  async function failed(
    application: (res: ServerResponse) => unknown,
    error: unknown = failure,
    method = 'GET',
  ) {
    const { port, store, responses, engine } = await held((res) => {
      engine.current!.setCookie('s', 's=1');
      return application(res);
    });
    const text = askRaw(port, `${method} / HTTP/1.1\nHost: a\n${CLOSE}`);
    await expect.poll(() => store.asked).toBeGreaterThan(0);
    await sleep(5);
    store.fail(error);
    return { text: (await text).replaceAll(/^Date: .*$/gm, 'Date: now'), response: responses[0]! };
  }

  const REFUSAL = [
    'HTTP/1.1 503 Service Unavailable',
    'Cache-Control: no-store',
    'Retry-After: 1',
    'Content-Type: text/plain; charset=utf-8',
    'X-Content-Type-Options: nosniff',
    'Content-Length: 20',
    'Connection: close',
    'Date: now',
    '',
    'Service Unavailable\n',
  ].join('\r\n');

  test.each(answerWays.filter(({ way }) => !/request|informational/.test(way)))(
    'by $way: the answer is an error, with nothing of the other',
    async ({ send }) => {
      const { text, response } = await failed((res) => {
        res.setHeader('X-Mine', '1').setHeader('Set-Cookie', 'mine=1');
        return Promise.resolve(send(res, () => {}, res.req)).catch(() => {});
      });
      expect(text).toBe(REFUSAL);
      expect(response.statusCode).toBe(503);
    },
  );

  test.each(['HEAD', 'POST'])('%s is answered as it has to be', async (method) => {
    const { text } = await failed((res) => res.end('body'), failure, method);
    expect(text).toBe(method === 'HEAD' ? REFUSAL.replace('Service Unavailable\n', '') : REFUSAL);
  });

  test('the error says the status, and what is the client’s is told', async () => {
    const conflict = Object.assign(new Error('someone else was first'), { status: 409 });
    const { text } = await failed((res) => res.end('body'), conflict);
    expect(text).toMatch(/^HTTP\/1\.1 409 Conflict\r\n/);
    expect(text).not.toMatch(/retry-after|set-cookie/i);
    expect(text).toMatch(/\r\n\r\nConflict: someone else was first\n$/);
  });

  test.each([undefined, new Error('no'), { status: 200 }, { status: '503' }, 'text'])(
    'an error without a status is a 503: %s',
    async (error) => {
      expect((await failed((res) => res.end('body'), error)).text).toBe(REFUSAL);
    },
  );

  test('what is thrown at once counts as well', async () => {
    const engine = storing(new OpenEngine(), () => () => {
      throw failure;
    });
    const { port } = await serve(nodeSession(engine)((_req, res) => res.end('body')));
    expect(await ask(port)).toMatchObject({ status: 503, body: 'Service Unavailable\n' });
  });

  test('the connection is kept for the next request', async () => {
    let n = 0;
    const engine = storing(new OpenEngine(), () => () => (n++ === 0 ? Promise.reject(failure) : undefined));
    const { port } = await serve(nodeSession(engine)((req, res) => res.end(req.url)));
    const text = await askRaw(port, `GET /1 HTTP/1.1\nHost: a\n\nGET /2 HTTP/1.1\nHost: a\n${CLOSE}`);
    expect(text.match(/^HTTP\/1\.1 \d+/gm)).toEqual(['HTTP/1.1 503', 'HTTP/1.1 200']);
    expect(text).toMatch(/\/2$/);
  });

  test('who goes on writing does no harm', async () => {
    const { text, response } = await failed((res) => {
      res.write('a');
      setTimeout(() => res.write('b'), 30);
      setTimeout(() => res.end('c'), 40);
    });
    expect(text).toBe(REFUSAL);
    await sleep(50);
    expect(response.destroyed).toBe(true);
  });

  test('what is changed after that is stored when the response closes', async () => {
    const asked: string[] = [];
    let isFirst = true;
    const engine = storing(new OpenEngine(), () => () => {
      asked.push(isFirst ? 'first' : 'later');
      isFirst = false;
      return Promise.reject(failure);
    });
    const { port } = await serve(nodeSession(engine)((_req, res) => res.end('body')));
    expect(await ask(port)).toMatchObject({ status: 503 });
    await expect.poll(() => asked).toEqual(['first', 'later']);
  });

  test('the connection is broken off where a part has left', async () => {
    let ready: Store | undefined;
    const engine = storing(new OpenEngine(), () => () => ready?.ready());
    const { port } = await serve(
      nodeSession(engine)(async (_req, res) => {
        res.write('first');
        await sleep(10);
        ready = new Store();
        res.end('second');
        ready.fail(failure);
      }),
    );
    const socket = connect(port, '127.0.0.1');
    socket.write(`GET / HTTP/1.1\r\nHost: a\r\n\r\n`);
    const text = await textOf(socket);
    expect(text).toContain('first');
    expect(text).not.toMatch(/second|\r\n0\r\n/);
  });
});

describe('others who wrap the response', () => {
  test.each(['before', 'after'])('%s the session see the same calls in the same order', async (when) => {
    const calls: string[] = [];
    const wrap = (res: ServerResponse) => {
      for (const name of ['writeHead', 'write', 'end'] as const) {
        const method = res[name] as (...args: unknown[]) => unknown;
        (res as unknown as Record<string, unknown>)[name] = (...args: unknown[]) => {
          calls.push(name);
          return method.apply(res, args);
        };
      }
    };
    const inner = nodeSession(holding(new OpenEngine()))((_req, res) => {
      if (when === 'after') wrap(res);
      res.write('a');
      res.end('b');
    });
    const { port } = await serve((req, res) => {
      if (when === 'before') wrap(res);
      void inner(req, res);
    });
    expect((await ask(port)).body).toBe('ab');
    expect(calls).toEqual(['write', 'writeHead', 'end']);
  });

  test('a change that is made when headers are composed is waited for', async () => {
    const store = new Store();
    let hasChanged = false;
    const engine = storing(new OpenEngine(), () => () => (hasChanged ? store.ready() : undefined));
    const { port } = await serve(
      nodeSession(engine)((_req, res) => {
        const { writeHead } = res;
        res.writeHead = ((...args: [number]) => {
          hasChanged = true;
          return writeHead.apply(res, args);
        }) as never;
        res.end('body');
      }),
    );
    const answer = ask(port);
    expect(await Promise.race([answer, sleep(30, 'nothing')])).toBe('nothing');
    store.done();
    expect((await answer).body).toBe('body');
  });
});

test('a connection that the server cuts when it has answered gets the answer first', async () => {
  const { port } = await serve(
    nodeSession(storing(new OpenEngine(), slowly))((req, res) => {
      res.end('body');
      req.socket.destroy();
    }),
  );
  expect((await ask(port)).body).toBe('body');
});
