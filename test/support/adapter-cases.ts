/**
 * What every adapter on top of node:http does to a request and its response, whatever writes that, as tests over real
 * connections. An adapter's own test file says how it serves a handler; the engine here is a stand-in that keeps the requests
 * that enter. What sessions then are, `framework-cases.ts` tests for all adapters.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { once } from 'node:events';
import { Agent, type IncomingMessage, type RequestListener, request, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { SessionRequest } from '../../src/session/request.ts';
import { APP, APP2, ways } from './header-ways.ts';
import { type Answer, type Asking, ask, askRaw, closeServers, serve, textOf } from './http.ts';
import { OpenEngine } from './open-engine.ts';

/** The application: answers a request, and can do with the session's view of it what an engine does. */
export type Application = (req: IncomingMessage, res: ServerResponse, session: SessionRequest) => unknown;

/** Makes the listener of a server that handles requests by the application, within the engine. */
export type Adapter = (engine: OpenEngine, application: Application) => RequestListener;

const SESSION = 's=1; Path=/; HttpOnly';
/** Defines the tests for an adapter. */
export function testAdapter(name: string, adapter: Adapter): void {
  describe(name, () => {
    afterEach(closeServers);

    /** Starts a server for the application and its engine. */
    async function start(application: Application) {
      const engine = new OpenEngine();
      const served = await serve(adapter(engine, application));
      return { engine, ...served };
    }

    /** What a single request to the application gets. */
    async function answer(application: Application, asking?: Asking): Promise<Answer> {
      const { port } = await start(application);
      return ask(port, asking);
    }

    describe('a cookie', () => {
      test('is not there unless it was set', async () => {
        const { cookies, headers, body } = await answer((_req, res) => res.end('body'));
        expect({ cookies, body }).toEqual({ cookies: [], body: 'body' });
        expect(headers).not.toHaveProperty('cache-control');
      });

      test.each(ways)('goes with the application’s own: $way', async ({ send, own }) => {
        const atOnce: Application = (_req, res, session) => {
          session.setCookie('s', SESSION);
          send(res);
          res.end('body');
        };
        const later: Application = async (_req, res, session) => {
          res.setHeader('X-Before', '1');
          await null;
          session.setCookie('s', SESSION);
          send(res);
          res.end('body');
        };
        for (const application of [atOnce, later]) {
          const { status, cookies, cacheControl, body } = await answer(application);
          expect({ status, cookies, cacheControl, body }).toEqual({
            status: 200,
            cookies: [...own, SESSION],
            cacheControl: 'no-store',
            body: 'body',
          });
        }
      });

      test('may be set after the application set its own', async () => {
        const { cookies } = await answer((_req, res, session) => {
          res.setHeader('Set-Cookie', APP);
          session.setCookie('s', SESSION);
          res.end();
        });
        expect(cookies).toEqual([APP, SESSION]);
      });

      test('replaces the one of that name that was set before', async () => {
        const { cookies } = await answer((_req, res, session) => {
          session.setCookie('s', 's=old');
          session.setCookie('t', 't=1');
          res.setHeader('Set-Cookie', 's=application');
          session.setCookie('s', SESSION);
          res.end();
        });
        expect([...cookies].sort()).toEqual(['s=1; Path=/; HttpOnly', 's=application', 't=1']);
      });

      test('replaces the one that went into a writeHead that failed', async () => {
        const { cookies } = await answer((_req, res, session) => {
          session.setCookie('s', 's=old');
          expect(() => res.writeHead(99)).toThrow(RangeError);
          session.setCookie('s', SESSION);
          res.end();
        });
        expect(cookies).toEqual([SESSION]);
      });

      test.each([
        ['before', true],
        ['after', false],
      ])('passes by others that wrap writeHead, %s the session', async (_when, isBefore) => {
        const wrap = (res: ServerResponse) => {
          const { writeHead } = res;
          res.writeHead = (...args: unknown[]) => {
            res.appendHeader('Set-Cookie', APP2);
            return Reflect.apply(writeHead, res, args);
          };
        };
        const { cookies, body } = await answer((_req, res, session) => {
          if (isBefore) wrap(res);
          session.setCookie('s', SESSION);
          if (!isBefore) wrap(res);
          res.setHeader('Set-Cookie', APP);
          res.end('body');
        });
        expect({ cookies: [...cookies].sort(), body }).toEqual({
          cookies: [APP2, SESSION, APP],
          body: 'body',
        });
      });

      test('leaves it to node to refuse a second writeHead', async () => {
        const { status, cookies } = await answer((_req, res, session) => {
          session.setCookie('s', SESSION);
          res.writeHead(202);
          const again = 'Cannot write headers after they are sent to the client';
          expect(() => res.writeHead(200)).toThrow(again);
          expect(() => res.writeHead(200, { 'Set-Cookie': APP })).toThrow(again);
          res.end();
        });
        expect({ status, cookies }).toEqual({ status: 202, cookies: [SESSION] });
      });

      test('is one for a response that entered twice', async () => {
        const engine = new OpenEngine();
        const { port } = await serve((req, res) => {
          adapter(engine, (_req, _res, outer) => {
            outer.setCookie('s', 's=outer');
            adapter(engine, (_req, _res, inner) => {
              inner.setCookie('s', SESSION);
              res.end();
            })(req, res as never);
          })(req, res as never);
        });
        expect((await ask(port)).cookies).toEqual([SESSION]);
      });

      test('is refused when it has characters that a header can’t have, and nothing is added', async () => {
        const { status, cookies } = await answer((_req, res, session) => {
          expect(() => session.setCookie('s', 's=1\r\nX-Evil: 1')).toThrow(TypeError);
          res.end();
        });
        expect({ status, cookies }).toEqual({ status: 200, cookies: [] });
      });

      test('goes with the answers that have no body', async () => {
        for (const status of [204, 304, 302]) {
          const { cookies, ...rest } = await answer((_req, res, session) => {
            session.setCookie('s', SESSION);
            res.writeHead(status, { Location: '/' }).end();
          });
          expect(rest).toMatchObject({ status, body: '' });
          expect(cookies).toEqual([SESSION]);
        }
      });

      test('goes with the answer to HEAD', async () => {
        const application: Application = (_req, res, session) => {
          session.setCookie('s', SESSION);
          res.setHeader('Content-Length', 4);
          res.end('body');
        };
        const { cookies, headers, body } = await answer(application, { method: 'HEAD' });
        expect({ cookies, body, length: headers['content-length'] }).toEqual({
          cookies: [SESSION],
          body: '',
          length: '4',
        });
      });

      test('waits for the final headers after early hints', async () => {
        const { cookies } = await answer((_req, res, session) => {
          session.setCookie('s', 's=old');
          res.writeEarlyHints({ link: '</a.css>; rel=preload' });
          expect(session.isOpen).toBe(true);
          session.setCookie('s', SESSION);
          res.end();
        });
        expect(cookies).toEqual([SESSION]);
      });
    });

    describe('Cache-Control', () => {
      test.each<[way: string, send: (res: ServerResponse) => unknown]>([
        ['setHeader', (res) => res.setHeader('cache-control', 'max-age=5')],
        ['writeHead', (res) => res.writeHead(200, { 'cache-control': 'max-age=5' })],
        ['writeHead with a list', (res) => res.writeHead(200, ['CACHE-CONTROL', 'max-age=5'])],
        ['writeHead with a message', (res) => res.writeHead(200, 'OK', { 'Cache-Control': 'max-age=5' })],
        [
          'setHeader, and writeHead for something else',
          (res) => res.setHeader('Cache-Control', 'max-age=5').writeHead(200, { 'X-Other': '1' }),
        ],
      ])('stays the application’s when it has one: %s', async (_way, send) => {
        const { cookies, cacheControl } = await answer((_req, res, session) => {
          session.setCookie('s', SESSION);
          send(res);
          res.end();
        });
        expect({ cookies, cacheControl }).toEqual({ cookies: [SESSION], cacheControl: 'max-age=5' });
      });

      test('is no-store when the application took its own back', async () => {
        const { cacheControl } = await answer((_req, res, session) => {
          res.setHeader('Cache-Control', 'max-age=5');
          session.setCookie('s', SESSION);
          res.removeHeader('Cache-Control');
          res.end();
        });
        expect(cacheControl).toBe('no-store');
      });
    });

    describe('isOpen', () => {
      test('holds until headers are sent', async () => {
        const seen: boolean[] = [];
        await answer((_req, res, session) => {
          seen.push(session.isOpen);
          res.setHeader('X-Other', '1');
          seen.push(session.isOpen);
          res.write('a');
          seen.push(session.isOpen);
          res.end();
          seen.push(session.isOpen);
        });
        expect(seen).toEqual([true, true, false, false]);
      });

      test('does not hold once the client has gone', async () => {
        let leave = () => {};
        const gone = new Promise<void>((resolve) => {
          leave = resolve;
        });
        const { engine, port } = await start((_req, res) => {
          res.on('close', leave);
          client.destroy();
        });
        const client = connect(port, '127.0.0.1');
        client.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
        await gone;
        expect(engine.last.isOpen).toBe(false);
      });
    });

    describe('a request tells', () => {
      /** The session's view of a request, sent as text. */
      async function entered(text: string): Promise<SessionRequest> {
        const { engine, port } = await start((_req, res) => res.end());
        await askRaw(port, text);
        return engine.last;
      }

      test.each([
        ['/', '/'],
        ['/a/b', '/a/b'],
        ['/a/b/?c=/d?e', '/a/b/'],
        ['/?', '/'],
        ['/a%2Fb%20c', '/a%2Fb%20c'],
        ['//elsewhere/a', '//elsewhere/a'],
        ['/http://host/a', '/http://host/a'],
        ['/a/../b', '/a/../b'],
        ['http://host/a/b?c', '/a/b'],
        ['HTTPS://user@host:81/a', '/a'],
        ['http://host', '/'],
        ['http://host?a/b', '/'],
      ])('the path: %s', async (target, path) => {
        expect((await entered(`GET ${target} HTTP/1.1\nHost: a\nConnection: close\n\n`)).path).toBe(path);
      });

      test('the path of a request about the whole server: *', async () => {
        expect((await entered('OPTIONS * HTTP/1.1\nHost: a\nConnection: close\n\n')).path).toBe('*');
      });

      test('its cookies, of several headers too', async () => {
        const none = await entered('GET / HTTP/1.1\nHost: a\nConnection: close\n\n');
        expect(none.cookie).toBeUndefined();
        const two = await entered(
          'GET / HTTP/1.1\nHost: a\nCookie: a=1\ncookie: b=2; c=3\nConnection: close\n\n',
        );
        expect(two.cookie).toBe('a=1; b=2; c=3');
      });

      test('where it came from, and what proxies say of it', async () => {
        const plain = await entered('GET / HTTP/1.1\nHost: a\nConnection: close\n\n');
        expect(plain).toMatchObject({ address: '127.0.0.1', forwardedFor: undefined, isSecure: false });
        const proxied = await entered(
          'GET / HTTP/1.1\nHost: a\nX-Forwarded-For: 1.2.3.4, 5.6.7.8\nX-Forwarded-For: 9.9.9.9\nX-Forwarded-Proto: https\nConnection: close\n\n',
        );
        expect(proxied).toMatchObject({
          address: '127.0.0.1',
          forwardedFor: '1.2.3.4, 5.6.7.8, 9.9.9.9',
          isSecure: false,
        });
      });

      test('the same when it is answered and its client has gone', async () => {
        const { path, cookie, address } = await entered(
          'GET /a?b HTTP/1.1\nHost: a\nCookie: c=1\nConnection: close\n\n',
        );
        expect({ path, cookie, address }).toEqual({ path: '/a', cookie: 'c=1', address: '127.0.0.1' });
      });

      test('an HTTP/1.0 request as any other', async () => {
        const { port } = await start((_req, res, session) => {
          session.setCookie('s', SESSION);
          res.end('body');
        });
        const text = await askRaw(port, 'GET / HTTP/1.0\n\n');
        expect(text).toContain(`\r\nSet-Cookie: ${SESSION}\r\n`);
        expect(text).toMatch(/\r\n\r\nbody$/);
      });
    });

    describe('the context of a request', () => {
      test('lasts over awaits and timers', async () => {
        const { engine, port } = await start(async (_req, res, session) => {
          await new Promise((resolve) => setImmediate(resolve));
          res.end(String(engine.current === session));
        });
        expect((await ask(port)).body).toBe('true');
      });

      test('is there for the events of its body, however late that comes', async () => {
        const { engine, port } = await start((req, res, session) => {
          const seen: boolean[] = [];
          req.on('data', () => {
            if (seen.push(engine.current === session) === 1) more();
          });
          req.on('end', () => res.end(JSON.stringify([...seen, engine.current === session])));
        });
        const socket = connect(port, '127.0.0.1');
        const more = () => socket.write('second');
        socket.write('POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 11\r\n\r\nfirst');
        expect(await textOf(socket)).toMatch(/\r\n\r\n\[true,true,true\]$/);
      });

      test('is there when the response has gone out, or the client', async () => {
        const seen: [string, boolean][] = [];
        const { engine, port } = await start((req, res, session) => {
          const note = (event: string) => () => seen.push([event, engine.current === session]);
          res.on('finish', note('finish'));
          res.on('close', note('close'));
          req.on('close', note('request close'));
          res.end();
        });
        await ask(port);
        await expect.poll(() => seen.length).toBe(3);
        expect(Object.fromEntries(seen)).toEqual({ finish: true, close: true, 'request close': true });
      });

      test('is that of the request, whoever listened first', async () => {
        let held: ServerResponse | undefined;
        const seen: boolean[] = [];
        const { engine, port } = await start(async (req, res, session) => {
          if (req.url === '/other') {
            held!.once('drain', () => {});
            res.end();
            return;
          }
          held = res;
          res.write('first');
          await expect.poll(() => held!.listenerCount('drain')).toBe(1);
          res.on('close', () => seen.push(engine.current === session));
          res.end();
        });
        const holding = ask(port);
        await expect.poll(() => held).toBeDefined();
        await ask(port, { path: '/other' });
        await holding;
        await expect.poll(() => seen).toEqual([true]);
      });

      test('stays when all listeners are removed', async () => {
        const { engine, port } = await start((req, res, session) => {
          req.removeAllListeners();
          req.on('data', () => {});
          req.on('end', () => res.end(String(engine.current === session)));
        });
        expect((await ask(port, { method: 'POST', body: 'body' })).body).toBe('true');
      });

      test('is the inner one where a request enters twice', async () => {
        const engine = new OpenEngine();
        const { port } = await serve((req, res) => {
          adapter(engine, () => {
            adapter(engine, (_req, _res, inner) => {
              req.resume().on('end', () => res.end(String(engine.current === inner)));
            })(req, res as never);
          })(req, res as never);
        });
        expect((await ask(port, { method: 'POST', body: 'body' })).body).toBe('true');
      });

      test('leaves events that others emit in their own', async () => {
        const mine = new AsyncLocalStorage<number>();
        const { port } = await start((req, res) => {
          req.on('mine', () => res.end(String(mine.getStore())));
          mine.run(7, () => req.emit('mine'));
        });
        expect((await ask(port)).body).toBe('7');
      });
    });

    describe('a server', () => {
      test('streams what is written, after the cookie', async () => {
        const { port } = await start(async (_req, res, session) => {
          session.setCookie('s', SESSION);
          for (let i = 0; i < 1000; i++) {
            if (!res.write(`${i}`.padStart(1000))) await once(res, 'drain');
          }
          res.end('end');
        });
        const { cookies, body, headers } = await ask(port);
        expect({ cookies, length: body.length }).toEqual({ cookies: [SESSION], length: 1_000_003 });
        expect(headers['transfer-encoding']).toBe('chunked');
      });

      test('sends the first part of a stream before the rest is there', async () => {
        let finish: (() => void) | undefined;
        const { port } = await start((_req, res, session) => {
          session.setCookie('s', SESSION);
          res.write('first');
          finish = () => res.end('second');
        });
        const sent = request({ host: '127.0.0.1', port, agent: false }).end();
        const [response] = (await once(sent, 'response')) as [IncomingMessage];
        expect(response.headers['set-cookie']).toEqual([SESSION]);
        expect(String((await once(response, 'data'))[0])).toBe('first');
        finish!();
        expect(await textOf(response)).toBe('second');
      });

      test('gives each request on a connection its own cookie', async () => {
        const { engine, server, port } = await start((req, res, session) => {
          const n = Number(session.path.slice(1));
          if (n % 2 === 0) session.setCookie('s', `s=${n}`);
          req.resume().on('end', () => res.end(String(n)));
        });
        let connections = 0;
        server.on('connection', () => connections++);
        const agent = new Agent({ keepAlive: true, maxSockets: 1 });
        for (let n = 0; n < 10; n++) {
          const { cookies, body } = await ask(port, { path: `/${n}`, agent, method: 'POST', body: 'body' });
          expect({ cookies, body }).toEqual({ cookies: n % 2 === 0 ? [`s=${n}`] : [], body: String(n) });
        }
        agent.destroy();
        expect({ connections, requests: engine.requests.length }).toEqual({ connections: 1, requests: 10 });
      });

      test('keeps requests apart that are sent in one go', async () => {
        const { port } = await start(async (_req, res, session) => {
          if (session.path === '/1') await new Promise((resolve) => setImmediate(resolve));
          session.setCookie('s', `s=${session.path}`);
          res.end();
        });
        const text = await askRaw(
          port,
          'GET /1 HTTP/1.1\nHost: a\n\nGET /2 HTTP/1.1\nHost: a\n\nGET /3 HTTP/1.1\nHost: a\nConnection: close\n\n',
        );
        expect(text.match(/(?<=Set-Cookie: ).*(?=\r)/g)).toEqual(['s=/1', 's=/2', 's=/3']);
      });

      test('goes on when a client goes amid its request', async () => {
        const answered: boolean[] = [];
        const { port } = await start(async (req, res, session) => {
          session.setCookie('s', SESSION);
          if (req.method === 'POST') {
            client.destroy();
            await once(res, 'close');
            answered.push(session.isOpen);
          }
          res.writeHead(200, { 'Set-Cookie': APP }).end('body');
        });
        const client = connect(port, '127.0.0.1');
        client.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nbo');
        await expect.poll(() => answered).toEqual([false]);
        expect(await ask(port)).toMatchObject({ status: 200, cookies: [APP, SESSION], body: 'body' });
      });
    });
  });
}
