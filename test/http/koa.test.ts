/** The adapter for Koa: what all adapters do, and what Koa has of its own. */
import { type Session, SessionEngine } from 'clausal';
import Koa from 'koa';
import { afterEach, expect, expectTypeOf, test } from 'vitest';
import { koaSession } from '../../src/http/koa.ts';
import { testAdapter } from '../support/adapter-cases.ts';
import { headersOf } from '../support/framework.ts';
import { testFramework } from '../support/framework-cases.ts';
import { ask, closeServers, serve } from '../support/http.ts';
import { bodyStream } from '../support/send-reply.ts';

testAdapter('koaSession', (engine, application) => {
  const app = new Koa().use(koaSession(engine));
  app.silent = true;
  app.use((ctx) => {
    ctx.respond = false;
    ctx.res.statusCode = 200;
    application(ctx.req, ctx.res, engine.last);
  });
  return app.callback();
});

testFramework({
  name: 'Koa',
  gaps: {
    'has the current session when it is asked for piece by piece':
      'Koa reads the body when all middlewares have returned; ctx.session does',
  },
  listener(engine, handler, trusts) {
    const app = new Koa({ proxy: trusts }).use(koaSession(engine));
    app.silent = true;
    app.use(async (ctx) => {
      const text = async () => (await ctx.req.toArray()).join('');
      const reply = await handler({ path: ctx.path, text, session: ctx.session });
      for (const [name, value] of headersOf(reply)) ctx.append(name, value);
      ctx.body = bodyStream(reply) ?? reply.body ?? '';
      ctx.status = reply.status ?? 200;
    });
    return app.callback();
  },
});

afterEach(closeServers);

function engineOf(): SessionEngine {
  return new SessionEngine({ gc: 'passive' });
}

test('a middleware that is used twice has one session', async () => {
  const engine = engineOf();
  const app = new Koa();
  app.use(koaSession(engine));
  app.use((_ctx, next) => {
    engine.sessionAssert({ seen: 1 });
    return next();
  });
  app.use(koaSession(engine));
  app.use((ctx) => {
    engine.sessionAssert({ seen: 2 });
    ctx.body = String(engine.sessionData('seen(_)').count());
  });
  const { body, cookies } = await ask((await serve(app.callback())).port);
  expect({ body, cookies: cookies.length, size: engine.size }).toEqual({ body: '2', cookies: 1, size: 1 });
});

test('what another middleware calls session is left alone', async () => {
  const engine = engineOf();
  const app = new Koa();
  app.context.session = 'another';
  app.use(koaSession(engine));
  app.use((ctx: Koa.Context) => {
    engine.sessionAssert({ user: 'alice' });
    ctx.body = `${ctx.session} ${engine.session().get('user')}`;
  });
  expect((await ask((await serve(app.callback())).port)).body).toBe('another alice');
});

test('an error that is thrown with headers of its own leaves the cookie', async () => {
  const app = new Koa().use(koaSession(engineOf()));
  app.silent = true;
  app.use((ctx) => {
    ctx.session.set({ user: 'alice' });
    ctx.set('X-Gone', '1');
    ctx.throw(403, 'not you', { headers: { 'X-Kept': '1' } });
  });
  const { status, cookies, headers } = await ask((await serve(app.callback())).port);
  expect({ status, cookies: cookies.length }).toEqual({ status: 403, cookies: 1 });
  expect(headers).toMatchObject({ 'x-kept': '1' });
  expect(headers).not.toHaveProperty('x-gone');
});

test('middlewares further out see the response with the session’s work done, and can still add cookies', async () => {
  const app = new Koa();
  app.use(async (ctx, next) => {
    await next();
    ctx.cookies.set('theme', 'dark', { httpOnly: false });
    ctx.body = `${ctx.body}!`;
  });
  app.use(koaSession(engineOf())).use((ctx) => {
    ctx.session.set({ user: 'alice' });
    ctx.body = 'body';
  });
  const { cookies, body } = await ask((await serve(app.callback())).port);
  expect(body).toBe('body!');
  expect(cookies).toEqual(['theme=dark; path=/', expect.stringMatching(/^clausal_session=/)]);
});

test('ctx.session has the types of the engine’s facts', () => {
  const app = new Koa().use(koaSession(new SessionEngine<{ user: [name: string] }>({ gc: 'passive' })));
  app.use((ctx) => {
    expectTypeOf(ctx.session).toEqualTypeOf<Session<{ user: [name: string] }>>();
  });
});
