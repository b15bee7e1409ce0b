/** The adapter for Fastify: what all adapters do, and what Fastify has of its own. */
import { type Session, SessionEngine } from 'clausal';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { afterEach, describe, expect, expectTypeOf, test } from 'vitest';
import { fastifySession } from '../../src/http/fastify.ts';
import { testAdapter } from '../support/adapter-cases.ts';
import { headersOf } from '../support/framework.ts';
import { testFramework } from '../support/framework-cases.ts';
import { ask, closeServers, serve } from '../support/http.ts';
import { bodyStream } from '../support/send-reply.ts';

testAdapter('fastifySession', (engine, application) => {
  const app = Fastify();
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _payload, done) => done(null));
  app.register(fastifySession(engine));
  app.all('*', (request, reply) => {
    reply.hijack();
    application(request.raw, reply.raw, engine.last);
  });
  return listenerOf(app);
});

testFramework({
  name: 'Fastify',
  listener(engine, handler, trusts) {
    const app = Fastify({ trustProxy: trusts });
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
    app.register(fastifySession(engine));
    app.all('/*', async (request, reply) => {
      const path = request.url;
      const session = sessionOf(request);
      const text = async () => String(request.body ?? '');
      const answer = await handler({ path, text, session });
      for (const [name, value] of headersOf(answer)) reply.header(name, value);
      return reply.status(answer.status ?? 200).send(bodyStream(answer) ?? answer.body);
    });
    return listenerOf(app);
  },
});

afterEach(closeServers);

function listenerOf(app: FastifyInstance): Parameters<typeof serve>[0] {
  const ready = app.ready();
  return async (request, response) => {
    await ready;
    app.routing(request, response);
  };
}

/** The handle. In this program the property has the type that @fastify/session gives it. */
function sessionOf(request: FastifyRequest): Session {
  return request.getDecorator<Session>('session');
}

function engineOf(): SessionEngine {
  return new SessionEngine({ gc: 'passive' });
}

describe('the plugin', () => {
  test('is for the instance that it is registered with, and those below', async () => {
    const engine = engineOf();
    const app = Fastify();
    const mark = () => (engine.inSession() === undefined ? 'none' : 'session');
    app.register(async (shop) => {
      shop.register(fastifySession(new SessionEngine({ gc: 'passive', create: 'auto' })));
      shop.get('/other', (request) => ({ ours: mark(), its: sessionOf(request).isAlive }));
    });
    app.register(async (shop) => {
      shop.register(fastifySession(engine));
      shop.register(async (below) => {
        below.get('/below', (request) => {
          sessionOf(request).set({ user: 'alice' });
          return { ours: mark() };
        });
      });
    });
    app.get('/outside', (request) => ({ ours: mark(), session: String(request.session) }));
    const seen = async (url: string) => (await app.inject(url)).json();
    expect(await seen('/below')).toEqual({ ours: 'session' });
    expect(await seen('/other')).toEqual({ ours: 'none', its: true });
    expect(await seen('/outside')).toEqual({ ours: 'none', session: 'undefined' });
  });

  test('that is registered twice has one session', async () => {
    const engine = engineOf();
    const app = Fastify();
    app.register(fastifySession(engine));
    app.addHook('onRequest', async (request) => sessionOf(request).assert({ seen: 1 }));
    app.register(fastifySession(engine));
    app.get('/', (request) => {
      sessionOf(request).assert({ seen: 2 });
      return sessionOf(request).data('seen(N)').count();
    });
    const { body, cookies } = await app.inject('/');
    expect({ body, cookies: cookies.length, size: engine.size }).toEqual({ body: '2', cookies: 1, size: 1 });
  });

  test('leaves alone what another plugin calls session', async () => {
    const engine = engineOf();
    const app = Fastify();
    app.decorateRequest('session', { getter: () => 'another' as never });
    app.register(fastifySession(engine));
    app.get('/', (request) => {
      engine.sessionAssert({ user: 'alice' });
      return `${request.session} ${engine.session().get('user')}`;
    });
    expect((await app.inject('/')).body).toBe('another alice');
  });

  test('is known to Fastify by the name clausal', async () => {
    const app = Fastify();
    app.register(fastifySession(engineOf()));
    await app.ready();
    expect(app.hasPlugin('clausal')).toBe(true);
  });

  test('gives the handle with the types of the facts', async () => {
    const app = Fastify();
    app.register(fastifySession(new SessionEngine<{ user: [name: string] }>({ gc: 'passive' })));
    app.get('/', (request) => {
      const session = request.getDecorator<Session<{ user: [name: string] }>>('session');
      session.set({ user: 'alice' });
      expectTypeOf(session.get('user')).toEqualTypeOf<string | undefined>();
      return session.get('user');
    });
    expect((await app.inject('/')).body).toBe('alice');
  });
});

describe('the session of a request', () => {
  test('is that of all hooks, of error handlers, and of what is not found', async () => {
    const engine = engineOf();
    const app = Fastify();
    app.register(fastifySession(engine));
    const seen: string[] = [];
    const note = (event: string) => seen.push(`${event} ${engine.session().get('user')}`);
    app.addHook('preParsing', async () => void engine.sessionAssert({ user: 'alice' }));
    app.addHook('preValidation', async () => void note('preValidation'));
    app.addHook('onSend', async () => void note('onSend'));
    app.addHook('onResponse', async () => void note('onResponse'));
    app.setErrorHandler((_error, _request, reply) => {
      note('error');
      return reply.status(503).send('failed');
    });
    app.after(() => {
      app.post('/', async () => {
        throw new Error('failed on purpose');
      });
    });
    const { port } = await serve(listenerOf(app));
    const headers = { 'Content-Type': 'application/json' };
    const { status, cookies } = await ask(port, { method: 'POST', headers, body: '{"a":1}' });
    expect({ status, cookies: cookies.length }).toEqual({ status: 503, cookies: 1 });
    await expect.poll(() => seen.at(-1)).toBe('onResponse alice');
    expect(seen).toEqual(['preValidation alice', 'error alice', 'onSend alice', 'onResponse alice']);
    expect(await ask(port, { path: '/nowhere' })).toMatchObject({ status: 404 });
  });

  test('cannot be had when the engine fails, which is an error of the request', async () => {
    const app = Fastify();
    const enter = (): never => {
      throw new Error('full');
    };
    app.register(fastifySession({ enter, session: () => engineOf().session('none') }));
    app.get('/', () => 'never');
    const { statusCode, body } = await app.inject('/');
    expect(statusCode).toBe(500);
    expect(body).toContain('full');
  });
});
