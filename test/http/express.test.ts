/** The adapter for Express: what all adapters do, and what Express knows better, does itself and catches. */
import express, { type Express, type Request, type Response, Router } from 'express';
import { afterEach, describe, expect, test } from 'vitest';
import { expressSession } from '../../src/http/express.ts';
import type { SessionHolder } from '../../src/http/session-entrance.ts';
import type { SessionRequest } from '../../src/session/request.ts';
import { testAdapter } from '../support/adapter-cases.ts';
import { headersOf } from '../support/framework.ts';
import { testFramework } from '../support/framework-cases.ts';
import { ask, askRaw, closeServers, serve } from '../support/http.ts';
import { OpenEngine } from '../support/open-engine.ts';
import { sendReply } from '../support/send-reply.ts';

testAdapter('expressSession', (engine, application) => {
  const app = express();
  app.use(expressSession(engine));
  app.use((req, res) => application(req, res, engine.last));
  return app;
});

testFramework({
  name: 'Express',
  listener(engine, handler, trusts) {
    const app = express();
    app.set('env', 'test');
    app.set('trust proxy', trusts);
    app.use(expressSession(engine));
    app.use(express.text({ type: () => true }));
    const answer = async (req: Request, res: Response) => {
      const { session } = req as unknown as SessionHolder;
      const reply = await handler({ path: req.path, text: async () => req.body, session });
      for (const [name, value] of headersOf(reply)) res.append(name, value);
      res.status(reply.status ?? 200);
      if (reply.stream !== undefined || reply.pulled !== undefined) sendReply(res, reply);
      else res.send(reply.body);
    };
    app.use((req, res, next) => void answer(req, res).catch(next));
    return app;
  },
});

afterEach(closeServers);

/** An Express application that enters its engine before all else. */
function makeApp(): { engine: OpenEngine; app: Express } {
  const engine = new OpenEngine();
  const app = express();
  app.use(expressSession(engine));
  return { engine, app };
}

async function portOf(app: Express): Promise<number> {
  return (await serve(app)).port;
}

describe('the path', () => {
  test.each([
    ['/admin/users/7?a=b', '/admin/users/7'],
    ['/admin', '/admin'],
    ['/admin/?a', '/admin/'],
  ])('is the whole one where the middleware is mounted below: %s', async (path, expected) => {
    const engine = new OpenEngine();
    const app = express();
    const router = Router();
    router.use(expressSession(engine));
    router.use((_req, res) => void res.end());
    app.use('/admin', router);
    await ask(await portOf(app), { path });
    expect(engine.last.path).toBe(expected);
  });

  test('is as it was sent, whatever rewrites the URL', async () => {
    const engine = new OpenEngine();
    const app = express();
    app.use((req, _res, next) => {
      req.url = '/rewritten';
      next();
    });
    app.use(expressSession(engine));
    app.get('/rewritten', (_req, res) => void res.end('rewritten'));
    expect((await ask(await portOf(app), { path: '/sent?a' })).body).toBe('rewritten');
    expect(engine.last.path).toBe('/sent');
  });
});

describe('proxies', () => {
  const headers = { 'X-Forwarded-For': '1.2.3.4, 5.6.7.8', 'X-Forwarded-Proto': 'https' };

  async function behind(trust: unknown): Promise<SessionRequest> {
    const { engine, app } = makeApp();
    app.set('trust proxy', trust);
    app.use((_req, res) => void res.end());
    await ask(await portOf(app), { headers });
    return engine.last;
  }

  test('are believed as far as the setting trust proxy says', async () => {
    const forwardedFor = '1.2.3.4, 5.6.7.8';
    expect(await behind(false)).toMatchObject({ address: '127.0.0.1', isSecure: false, forwardedFor });
    expect(await behind(1)).toMatchObject({ address: '5.6.7.8', isSecure: true, forwardedFor });
    expect(await behind(true)).toMatchObject({ address: '1.2.3.4', isSecure: true, forwardedFor });
    expect(await behind('10.0.0.0/8')).toMatchObject({ address: '127.0.0.1', isSecure: false });
  });
});

describe('the cookies of Express', () => {
  test('stay, set before or after', async () => {
    const { engine, app } = makeApp();
    app.get('/', (_req, res) => {
      res.cookie('theme', 'dark');
      engine.current!.setCookie('s', 's=1');
      res.cookie('lang', 'en').clearCookie('old').append('Set-Cookie', 'x=y');
      res.send('body');
    });
    const { cookies, cacheControl } = await ask(await portOf(app));
    expect(cookies).toEqual([
      'theme=dark; Path=/',
      'lang=en; Path=/',
      'old=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT',
      'x=y',
      's=1',
    ]);
    expect(cacheControl).toBe('no-store');
  });

  test('go with json, redirect, an answer from the cache and HEAD', async () => {
    const { engine, app } = makeApp();
    app.use((_req, _res, next) => {
      engine.current!.setCookie('s', 's=1');
      next();
    });
    app.get('/json', (_req, res) => void res.json({ a: 1 }));
    app.get('/redirect', (_req, res) => void res.redirect('/json'));
    const port = await portOf(app);
    const fresh = await ask(port, { path: '/json' });
    expect(fresh).toMatchObject({ status: 200, cookies: ['s=1'], body: '{"a":1}' });
    const etag = String(fresh.headers.etag);
    expect(await ask(port, { path: '/json', headers: { 'If-None-Match': etag } })).toMatchObject({
      status: 304,
      cookies: ['s=1'],
    });
    expect(await ask(port, { path: '/json', method: 'HEAD' })).toMatchObject({ cookies: ['s=1'], body: '' });
    expect(await ask(port, { path: '/redirect' })).toMatchObject({ status: 302, cookies: ['s=1'] });
  });
});

describe('errors', () => {
  /** What a request gets of an application in which everything can fail. */
  async function answer(path: string) {
    const { engine, app } = makeApp();
    app.set('env', 'test');
    app.use((_req, _res, next) => {
      engine.current!.setCookie('s', 's=1');
      next();
    });
    app.get('/throws', () => {
      throw new Error('thrown');
    });
    app.get('/rejects', async () => {
      throw new Error('rejected');
    });
    app.get('/passes', (_req, _res, next) => next(new Error('passed')));
    app.use('/handled', () => {
      throw new Error('handled');
    });
    const handle: express.ErrorRequestHandler = (error, _req, res, next) => {
      if (error.message !== 'handled') return next(error);
      res.status(503).end(`${error.message} ${engine.current === engine.last}`);
    };
    app.use(handle);
    return ask(await portOf(app), { path });
  }

  // Express 4, for which these tests are run, too, leaves what is rejected to its handlers.
  const rejects = 'del' in express.application ? [] : [['/rejects']];
  test.each([['/throws'], ...rejects, ['/passes']])(
    'reach Express and the cookie stays: %s',
    async (path) => {
      expect(await answer(path)).toMatchObject({ status: 500, cookies: ['s=1'] });
    },
  );

  test('reach its error handlers, in the context of the request', async () => {
    expect(await answer('/handled')).toMatchObject({ status: 503, body: 'handled true' });
  });

  test('of the engine are those of the middleware', async () => {
    const app = express();
    const engine = {
      enter(): never {
        throw new Error('full');
      },
      session: () => new OpenEngine().session(),
    };
    app.use(expressSession(engine));
    app.use(
      ((error, _req, res, _next) => void res.status(503).end(error.message)) as express.ErrorRequestHandler,
    );
    expect(await ask(await portOf(app))).toMatchObject({ status: 503, body: 'full' });
  });

  test('that nothing is found keeps the cookie', async () => {
    expect(await answer('/nowhere')).toMatchObject({ status: 404, cookies: ['s=1'] });
  });
});

describe('the context of a request', () => {
  test('is there behind the parser of bodies, and in all handlers', async () => {
    const { engine, app } = makeApp();
    app.use(express.json());
    app.post('/', async (req, res) => {
      await null;
      res.json([req.body, engine.current === engine.last]);
    });
    const headers = { 'Content-Type': 'application/json' };
    const { body } = await ask(await portOf(app), { method: 'POST', headers, body: '{"a":1}' });
    expect(JSON.parse(body)).toEqual([{ a: 1 }, true]);
  });

  test('of OPTIONS for the whole server is there as well', async () => {
    const { engine, app } = makeApp();
    app.use((_req, res) => void res.end(String(engine.current === engine.last)));
    const text = await askRaw(await portOf(app), 'OPTIONS * HTTP/1.1\nHost: a\nConnection: close\n\n');
    expect(text).toMatch(/true$/);
    expect(engine.last.path).toBe('*');
  });
});
