/** The package @fastify/passport on our sessions: an application does on them what it does on those of @fastify/session. */
import type { RequestListener } from 'node:http';
import fastifyCookie from '@fastify/cookie';
import { Authenticator } from '@fastify/passport';
import otherSession, { type FastifySessionOptions } from '@fastify/session';
import { type Session, SessionEngine } from 'clausal';
import { ClausalStore } from 'clausal/express-session';
import { fastifySession } from 'clausal/fastify';
import { fastifyPassportSession } from 'clausal/passport';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { Strategy } from 'passport-local';
import { afterEach, describe, expect, test } from 'vitest';
import { closeServers } from '../support/http.ts';
import { testLogins } from '../support/passport-logins.ts';
import {
  answersOf,
  checkPassword,
  MANNERS,
  type Manner as PlainManner,
  type User,
  userOf,
  Visitor,
} from '../support/passport-visits.ts';

afterEach(closeServers);

interface Manner extends PlainManner {
  readonly failureFlash?: string;
  /** Settings of the package. */
  readonly settings?: ConstructorParameters<typeof Authenticator>[0];
}

/** An application with a login, on whatever sessions. */
function application(
  sessions: (app: FastifyInstance) => void,
  { kept = ({ id }) => id, settings = {}, ...options }: Manner = {},
): FastifyInstance {
  const passport = new Authenticator(settings);
  passport.use(new Strategy(checkPassword) as never);
  passport.registerUserSerializer(async (user) => kept(user as User));
  passport.registerUserDeserializer(async (found: number | User) => userOf(found));
  const app = Fastify();
  sessions(app);
  app.register(passport.initialize());
  app.register(passport.secureSession());
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
  app.get('/me', (request) => [request.isAuthenticated(), request.user ?? null]);
  app.get('/private', (request, reply) => {
    if (request.isAuthenticated()) return reply.send('welcome');
    keysOf(request).set('returnTo', '/private');
    return reply.redirect('/login');
  });
  app.after(() => {
    const logIn = passport.authenticate('local', {
      failureRedirect: '/login',
      failureMessage: true,
      successReturnToOrRedirect: '/me',
      ...options,
    });
    app.post('/login', { preValidation: logIn as never }, () => {}); // comes when the redirect may still be on its way
  });
  app.post('/logout', async (request, reply) => {
    await request.logOut();
    return reply.redirect('/me');
  });
  app.post('/views', (request, reply) => {
    const session = keysOf(request);
    session.set('views', ((session.get('views') as number) ?? 0) + 1);
    return reply.type('application/json').send(String(session.get('views')));
  });
  app.get('/session', (request) => {
    const { cookie: _, ...rest } = JSON.parse(JSON.stringify(request.session));
    return rest;
  });
  app.get('/flash', (_request, reply) => reply.send(reply.flash('error')));
  return app;
}

/** The session, as either library has it. */
interface Keys {
  get(key: string): unknown;
  set(key: string, value: unknown): void;
}

function keysOf(request: FastifyRequest): Keys {
  return request.session as unknown as Keys;
}

function onLibrary(app: FastifyInstance, options: Partial<FastifySessionOptions> = {}): void {
  app.register(fastifyCookie);
  app.register(otherSession, {
    ...options,
    secret: 'a secret of at least 32 characters',
    saveUninitialized: false,
    cookie: { secure: false },
  });
}

function onClausal(manner?: Manner): { engine: SessionEngine; app: FastifyInstance } {
  const engine = new SessionEngine({ gc: 'passive' });
  const app = application((site) => {
    site.register(fastifySession(engine));
    site.addHook('onRequest', fastifyPassportSession());
  }, manner);
  return { engine, app };
}

function listenerOf(app: FastifyInstance): RequestListener {
  const ready = app.ready();
  return async (request, response) => {
    await ready;
    app.routing(request, response);
  };
}

describe('an application with @fastify/passport', () => {
  test.each<readonly [string, Manner]>([
    ...MANNERS,
    ['that keeps some', { settings: { clearSessionIgnoreFields: ['views', 'returnTo'] } }],
    ['with a key of its own', { settings: { key: 'who', userProperty: 'user' } }],
  ])('answers the same on @fastify/session, with its store and with ours: one %s', async (_what, manner) => {
    const expected = await answersOf(listenerOf(application(onLibrary, manner)));
    expect(await answersOf(listenerOf(onClausal(manner).app))).toEqual(expected);
    const store = new ClausalStore({ engine: new SessionEngine({ gc: 'passive' }) });
    const onStore = application((app) => onLibrary(app, { store }), manner);
    expect(await answersOf(listenerOf(onStore))).toEqual(expected);
  });
});

describe('a login', () => {
  testLogins(() => {
    const { engine, app } = onClausal();
    return { engine, listener: listenerOf(app) };
  }, 'passport(1)');

  test.each<[string, Manner]>([
    ['all where it is asked to', { keepSessionInfo: true }],
    [
      'those of names that it is told',
      { settings: { clearSessionIgnoreFields: ['views', 'cart', '$setting'] } },
    ],
  ])('keeps facts of all kinds: %s', async (_what, manner) => {
    const { engine, app } = onClausal(manner);
    const visitor = await Visitor.of(listenerOf(app));
    await visitor.post('/views');
    const before = visitor.id;
    engine.sessionAssert({ cart: ['pencil', 12] }, before);
    engine.sessionAssert({ cart: ['book', 1] }, before);
    engine.setSession({ timeout: 77 }, before);
    await visitor.logIn('alice');
    expect(visitor.id).not.toBe(before);
    expect(
      engine
        .query('session_data(_, F)')
        .toArray()
        .map(({ F }) => F),
    ).toEqual([
      { views: 1 },
      { cart: ['pencil', 12] },
      { cart: ['book', 1] },
      { $setting: { timeout: 77 } },
      { passport: 1 },
    ]);
  });

  test('keeps what is JSON where sessions are not cleared', async () => {
    const { engine, app } = onClausal({ settings: { clearSessionOnLogin: false } });
    const visitor = await Visitor.of(listenerOf(app));
    await visitor.post('/views');
    const before = visitor.id;
    await visitor.logIn('alice');
    expect(visitor.id).not.toBe(before);
    expect(engine.sessionData('F', visitor.id).toArray()).toEqual([
      { F: { views: 1 } },
      { F: { passport: 1 } },
    ]);
    await visitor.post('/logout');
    expect(engine.query('session_data(_, F)').toArray()).toEqual([{ F: { views: 1 } }]);
  });

  test('that fails leaves the session as it was, but for what is told', async () => {
    const { engine, app } = onClausal({ failureFlash: 'No entry.' });
    const visitor = await Visitor.of(listenerOf(app));
    await visitor.post('/views');
    const before = visitor.id;
    expect(await visitor.logIn('alice', 'wrong')).toMatchObject({
      status: 302,
      headers: { location: '/login' },
    });
    expect(visitor.id).toBe(before);
    expect((await visitor.get('/flash')).body).toBe('["No entry."]');
    expect((await visitor.get('/flash')).body).toBe('[]');
    expect(JSON.parse((await visitor.get('/session')).body)).toEqual({
      views: 1,
      messages: ['No, alice.'],
    });
    expect(engine.size).toBe(1);
  });
});

test('a hook that is there twice is one', async () => {
  const { engine, app } = onClausal();
  app.addHook('preValidation', fastifyPassportSession());
  const visitor = await Visitor.of(listenerOf(app));
  await visitor.post('/views');
  await visitor.logIn('alice');
  expect(engine.query('session_data(_, F)').toArray()).toEqual([{ F: { passport: 1 } }]);
  expect((await visitor.get('/me')).body).toBe('[true,{"id":1,"name":"alice"}]');
});

describe('request.session', () => {
  /** What a handler sees with the session of a request. */
  async function seen(look: (session: Session, engine: SessionEngine) => unknown): Promise<unknown> {
    const { engine, app } = onClausal();
    app.get('/look', async (request) => ({ saw: await look(request.getDecorator('session'), engine) }));
    const { saw } = JSON.parse((await (await Visitor.of(listenerOf(app))).get('/look')).body);
    return saw;
  }

  test('is still the handle', async () => {
    const saw = await seen((session, engine) => {
      session.assert('cart(pencil, 12)');
      session.set({ user: 'alice', theme: ['dark', 'small'] });
      const rows = session.data('cart(Item, N)').toArray();
      return [
        session.get('cart'),
        session.get('theme'),
        rows,
        session.id === engine.sessionId(),
        session.has('user'),
      ];
    });
    expect(saw).toEqual([['pencil', 12], ['dark', 'small'], [{ Item: 'pencil', N: 12 }], true, true]);
  });

  test('has JSON by keys, whatever their names', async () => {
    const saw = await seen((session) => {
      const keys = session as unknown as Keys;
      keys.set('list', [['a'], { b: null }]);
      keys.set('flash', { a: 1 });
      keys.set('none', null);
      keys.set('gone', 1);
      keys.set('gone', undefined);
      session.assert('id(7)');
      return [
        keys.get('list'),
        keys.get('gone') ?? 'nothing',
        keys.get('id'),
        keys.get('flash'),
        keys.get('none'),
        Object.keys(keys),
        'toString' in keys,
      ];
    });
    expect(saw).toEqual([
      [['a'], { b: null }],
      'nothing',
      7,
      { a: 1 },
      null,
      ['list', 'flash', 'none', 'id'],
      true,
    ]);
  });

  test('begins again with a callback, too', async () => {
    const saw = await seen(async (session, engine) => {
      const regenerate = (...keys: unknown[]) =>
        new Promise<unknown>((resolve) => Reflect.apply(session.regenerate, session, [...keys, resolve]));
      session.assert('user(alice)');
      const before = session.id!;
      const first = await regenerate(['user']);
      const kept = session.get('user');
      const second = await regenerate();
      return [first ?? 'fine', second ?? 'fine', kept, session.get('user') ?? 'none', engine.isAlive(before)];
    });
    expect(saw).toEqual(['fine', 'fine', 'alice', 'none', false]);
  });
});

test('a login that comes too late is an error, and the session as it was', async () => {
  const { engine, app } = onClausal();
  app.post('/late', async (request, reply) => {
    reply.raw.flushHeaders();
    const problem = await request.logIn({ id: 1 } as never).catch((error: Error) => error.message);
    const told = await new Promise((resolve) => {
      (request.session as unknown as Late).regenerate(['views'], (error) => resolve(error.message));
    });
    reply.hijack();
    reply.raw.end(JSON.stringify([problem, told]));
  });
  const visitor = await Visitor.of(listenerOf(app));
  await visitor.post('/views');
  const problem = expect.stringContaining('the headers are sent');
  expect(JSON.parse((await visitor.post('/late')).body)).toEqual([problem, problem]);
  expect(engine.sessionData('F', visitor.id).toArray()).toEqual([{ F: { views: 1 } }]);
});

interface Late {
  regenerate(keys: readonly string[], done: (error: Error) => void): void;
}

test.each([
  ['undefined', () => {}],
  ['of something else', onLibrary],
])('is told what it needs where request.session is %s', async (found, sessions) => {
  const app = Fastify();
  sessions(app);
  app.addHook('onRequest', fastifyPassportSession());
  app.get('/', () => 'never');
  const { statusCode, body } = await app.inject('/');
  expect(statusCode).toBe(500);
  expect(JSON.parse(body).message).toBe(
    `fastifyPassportSession(): the session of the request is ${found}; fastifySession(engine) was expected before`,
  );
});
