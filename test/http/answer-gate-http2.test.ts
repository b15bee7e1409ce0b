/** Answers over HTTP/2 that wait until something is stored: what the client gets of them. */
import { once } from 'node:events';
import {
  connect,
  createServer,
  type Http2ServerRequest,
  type Http2ServerResponse,
  type IncomingHttpHeaders,
  sensitiveHeaders,
} from 'node:http2';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { nodeSession } from '../../src/http/node.ts';
import type { SessionEntrance } from '../../src/http/session-entrance.ts';
import { holding, Store, storing } from '../support/holding-engine.ts';
import { textOf } from '../support/http.ts';
import { OpenEngine } from '../support/open-engine.ts';

type Application = (res: Http2ServerResponse, req: Http2ServerRequest) => unknown;

const LARGE = 'x'.repeat(200_000);

const ways: [way: string, application: Application][] = [
  ['end', (res) => res.end()],
  ['end with a text', (res) => res.end('body')],
  ['end with much', (res) => res.end(LARGE)],
  ['write and end', (res) => res.write('a') && res.end('b')],
  ['headers', (res) => res.writeHead(200, { 'set-cookie': ['a=1', 'b=2'] }).end('body')],
  ['writeHead', (res) => res.writeHead(201, { etag: '"1"' }).end('body')],
  ['no content', (res) => res.writeHead(204).end()],
  ['not modified', (res) => res.writeHead(304).end()],
  ['a pipe', (res) => Readable.from(['a', LARGE, 'c']).pipe(res as never)],
  ['the body of the request', (res, req) => req.pipe(res as never)],
  [
    'trailers',
    (res) => {
      res.addTrailers({ 'x-sum': '7' });
      res.end('body');
    },
  ],
  [
    'part by part',
    async (res) => {
      res.writeHead(200);
      for (let i = 0; i < 4; i++) {
        res.write(`part ${i}`);
        await sleep(3);
      }
      res.end();
    },
  ],
];

/** What a client gets, and what the application sees. */
async function outcome(application: Application, method: string, engine?: SessionEntrance) {
  const seen: unknown[] = [];
  const listener: Application = async (res, req) => {
    for (const event of ['finish', 'close']) res.on(event, () => seen.push(event));
    await application(res, req);
  };
  const handler =
    engine === undefined
      ? (req: never, res: never) => void listener(res, req)
      : nodeSession(engine)((req, res) => listener(res as never, req as never));
  const server = createServer(handler as never);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const client = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const sent = client.request({ ':method': method, ':path': '/' });
  sent.end(method === 'POST' ? 'the body' : undefined);
  const [response] = (await once(sent, 'response')) as [IncomingHttpHeaders];
  let trailers: unknown;
  sent.on('trailers', (headers) => {
    trailers = { ...headers };
  });
  const body = await textOf(sent).catch((error) => error.code);
  await sleep(30);
  client.close();
  server.close();
  const { date, ...headers } = { ...response };
  Reflect.deleteProperty(headers, sensitiveHeaders);
  expect(date).toMatch(/GMT$/);
  return { headers, body, trailers, seen };
}

describe.each(['GET', 'HEAD', 'POST'])('the answer to %s is the same', (method) => {
  test.each(ways)('by %s', async (_way, application) => {
    const expected = await outcome(application, method);
    const open = new OpenEngine();
    expect(
      await outcome(
        application,
        method,
        storing(open, () => () => undefined),
      ),
    ).toEqual(expected);
    expect(await outcome(application, method, storing(open))).toEqual(expected);
    expect(await outcome(application, method, holding(open))).toEqual(expected);
  });
});

test('to the application a response that is held looks as one that is sent', async () => {
  const looks: unknown[] = [];
  for (const engine of [undefined, storing(new OpenEngine())]) {
    const { body } = await outcome(
      (res) => {
        const look = () => looks.push([res.headersSent, res.writableEnded, res.statusCode]);
        res.writeHead(202);
        look();
        expect(() => res.setHeader('a', '1')).toThrow('Response has already been initiated.');
        expect(() => res.writeHead(200)).toThrow('Response has already been initiated.');
        res.end('body');
        look();
      },
      'GET',
      engine,
    );
    expect(body).toBe('body');
  }
  expect(looks.slice(2)).toEqual(looks.slice(0, 2));
});

describe('when it cannot be stored', () => {
  const failure = Object.assign(new Error('secret of the house'), { status: 503 });
  const failing = () => storing(new OpenEngine(), () => async () => Promise.reject(failure));

  test.each(ways.filter(([way]) => way !== 'the body of the request'))(
    'by %s: the answer is an error, with nothing of the other',
    async (_way, application) => {
      for (const method of ['GET', 'HEAD']) {
        const { headers, body, trailers } = await outcome(application, method, failing());
        expect(headers).toEqual({
          ':status': 503,
          'cache-control': 'no-store',
          'retry-after': '1',
          'content-type': 'text/plain; charset=utf-8',
          'x-content-type-options': 'nosniff',
          'content-length': '20',
        });
        expect(body).toBe(method === 'HEAD' ? '' : 'Service Unavailable\n');
        expect(trailers).toBeUndefined();
      }
    },
  );

  test('the stream is broken off where a part has left', async () => {
    let ready: Store | undefined;
    const { body } = await outcome(
      async (res) => {
        res.write('first');
        await sleep(10);
        ready = new Store();
        res.end('second');
        ready.fail(failure);
      },
      'GET',
      storing(new OpenEngine(), () => () => ready?.ready()),
    );
    expect(body).toBe('ERR_HTTP2_STREAM_ERROR');
  });
});
