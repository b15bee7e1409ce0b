/** The package passport on our sessions: an application does on them what it does on those of express-session. */
import { type Session, SessionEngine } from 'clausal';
import { expressSession } from 'clausal/express';
import { passportSession } from 'clausal/passport';
import express, { type Express, type RequestHandler } from 'express';
import otherSession from 'express-session';
import { Passport } from 'passport';
import { Strategy } from 'passport-local';
import { afterEach, describe, expect, test } from 'vitest';
import { type Answer, ask, closeServers, serve } from '../support/http.ts';

afterEach(closeServers);

interface User {
  readonly id: number;
  readonly name: string;
}

const USERS: readonly User[] = [
  { id: 1, name: 'alice' },
  { id: 2, name: 'bob' },
];

/** How an application keeps its users. */
interface Manner {
  /** What of a user is kept in the session. */
  readonly kept?: (user: User) => unknown;
  readonly keepSessionInfo?: boolean;
}

/** An application with a login, on whatever sessions. */
function application(
  sessions: readonly RequestHandler[],
  { kept = ({ id }) => id, ...options }: Manner = {},
): Express {
  const passport = new Passport();
  passport.use(
    new Strategy((name, password, done) => {
      const user = USERS.find((each) => each.name === name);
      if (user === undefined || password !== 'secret') done(null, false, { message: `No, ${name}.` });
      else done(null, user);
    }),
  );
  passport.serializeUser((user, done) => done(null, kept(user as User)));
  passport.deserializeUser((found: number | User, done) => {
    const id = typeof found === 'object' ? found.id : found;
    done(null, USERS.find((user) => user.id === id) ?? false);
  });
  const app = express();
  app.set('env', 'test');
  app.use(...sessions, passport.session(), express.urlencoded({ extended: false }));
  app.get('/me', (req, res) => void res.json([req.isAuthenticated(), req.user ?? null]));
  app.get('/private', (req, res) => {
    if (req.isAuthenticated()) res.end('welcome');
    else {
      (req as unknown as WithSession).session.returnTo = '/private';
      res.redirect('/login');
    }
  });
  app.post(
    '/login',
    passport.authenticate('local', {
      failureRedirect: '/login',
      failureMessage: true,
      successReturnToOrRedirect: '/me',
      ...options,
    }),
  );
  app.post('/logout', (req, res, next) => {
    req.logout({ keepSessionInfo: false, ...options }, (error) =>
      error ? next(error) : res.redirect('/me'),
    );
  });
  app.post('/views', (req, res) => {
    const { session } = req as unknown as WithSession;
    session.views = ((session.views as number) ?? 0) + 1;
    res.json(session.views);
  });
  app.get('/session', (req, res) => {
    const { cookie: _, ...rest } = JSON.parse(JSON.stringify((req as unknown as WithSession).session));
    res.json(rest);
  });
  return app;
}

interface WithSession {
  readonly session: Record<string, unknown>;
}

function onClausal(manner?: Manner): { engine: SessionEngine; app: Express } {
  const engine = new SessionEngine({ gc: 'passive' });
  return { engine, app: application([expressSession(engine), passportSession()], manner) };
}

/** A visitor who keeps the last cookie. */
class Visitor {
  readonly #port: number;
  cookie = '';

  constructor(port: number) {
    this.#port = port;
  }

  async get(path: string): Promise<Answer> {
    return this.#ask({ path });
  }

  async post(path: string, body = ''): Promise<Answer> {
    return this.#ask({ method: 'POST', path, body });
  }

  async logIn(name: string, password = 'secret'): Promise<Answer> {
    return this.post('/login', `username=${name}&password=${password}`);
  }

  async #ask(asking: { path: string; method?: string; body?: string }): Promise<Answer> {
    const headers = { Cookie: this.cookie, 'Content-Type': 'application/x-www-form-urlencoded' };
    const answer = await ask(this.#port, { ...asking, headers });
    for (const cookie of answer.cookies) this.cookie = cookie.split(';')[0]!;
    return answer;
  }
}

/** What an answer says, whatever the order of keys in it. */
function told({ status, headers, body }: Answer): unknown[] {
  const isJson = headers['content-type']?.startsWith('application/json');
  return [status, headers.location, isJson ? JSON.parse(body) : body];
}

async function visitorOf(app: Express): Promise<Visitor> {
  return new Visitor((await serve(app)).port);
}

describe('an application with passport', () => {
  const visit: readonly ((visitor: Visitor) => Promise<Answer>)[] = [
    (visitor) => visitor.get('/me'),
    (visitor) => visitor.post('/views'),
    (visitor) => visitor.post('/views'),
    (visitor) => visitor.logIn('alice', 'wrong'),
    (visitor) => visitor.logIn('mallory'),
    (visitor) => visitor.get('/session'),
    (visitor) => visitor.get('/private'),
    (visitor) => visitor.get('/session'),
    (visitor) => visitor.logIn('alice'),
    (visitor) => visitor.get('/me'),
    (visitor) => visitor.get('/private'),
    (visitor) => visitor.get('/session'),
    (visitor) => visitor.post('/views'),
    (visitor) => visitor.logIn('bob'),
    (visitor) => visitor.get('/me'),
    (visitor) => visitor.get('/session'),
    (visitor) => visitor.post('/logout'),
    (visitor) => visitor.get('/me'),
    (visitor) => visitor.get('/session'),
    (visitor) => visitor.post('/views'),
    (visitor) => visitor.post('/logout'),
    (visitor) => visitor.get('/private'),
  ];

  test.each<[string, Manner]>([
    ['that keeps the id of the user', {}],
    ['that keeps an object', { kept: ({ id, name }) => ({ id, name, roles: ['buyer'], isAdmin: true }) }],
    ['that keeps what there was before', { keepSessionInfo: true }],
    ['that keeps what cannot be', { kept: () => () => {} }],
  ])('answers the same on express-session: one %s', async (_what, manner) => {
    const other = otherSession({ secret: 'x', resave: false, saveUninitialized: false });
    const [ours, theirs] = [
      await visitorOf(onClausal(manner).app),
      await visitorOf(application([other], manner)),
    ];
    for (const [step, act] of visit.entries()) {
      const [answer, expected] = [await act(ours), await act(theirs)];
      expect([step, told(answer)]).toEqual([step, told(expected)]);
    }
  });
});

describe('a login', () => {
  test('is in a new session, and the one before has ended', async () => {
    const { engine, app } = onClausal();
    const visitor = await visitorOf(app);
    await visitor.post('/views');
    const before = visitor.cookie;
    await visitor.logIn('alice');
    expect(visitor.cookie).not.toBe(before);
    expect(engine.isAlive(before.split('=')[1]!)).toBe(false);
    expect(engine.query('session_data(_, views(_))').exists()).toBe(false);
  });

  test('is a fact, by which all sessions of a user are found', async () => {
    const { engine, app } = onClausal();
    const { port } = (await serve(app)) as { port: number };
    for (const name of ['alice', 'bob', 'alice']) await new Visitor(port).logIn(name);
    expect(engine.query('session_data(_, passport(json([user=1])))').count()).toBe(2);
  });

  test('keeps facts of all kinds where it is asked to', async () => {
    const { engine, app } = onClausal({ keepSessionInfo: true });
    const visitor = await visitorOf(app);
    await visitor.post('/views');
    const [id] = [...engine.query('session_data(S, views(1))')].map(({ S }) => S as string);
    engine.sessionAssert({ cart: ['pencil', 12] }, id);
    engine.sessionAssert({ cart: ['book', 1] }, id);
    engine.setSession({ timeout: 77 }, id);
    await visitor.logIn('alice');
    const facts = engine.query('session_data(S, F)').toArray();
    expect(facts.map(({ F }) => F)).toEqual([
      { views: 1 },
      { cart: ['pencil', 12] },
      { cart: ['book', 1] },
      { $setting: { timeout: 77 } },
      { passport: { json: [[{ '=': ['user', 1] }]] } },
    ]);
    expect(facts.map(({ S }) => S)).not.toContain(id);
  });

  test('of which nothing is left after the logout', async () => {
    const { engine, app } = onClausal();
    const visitor = await visitorOf(app);
    await visitor.logIn('alice');
    await visitor.post('/logout');
    expect(engine.query('session_data(_, _)').exists()).toBe(false);
    expect(engine.size).toBe(1);
  });
});

test('who only looks around has no session', async () => {
  const { engine, app } = onClausal();
  const visitor = await visitorOf(app);
  await visitor.get('/me');
  await visitor.get('/session');
  expect([engine.size, visitor.cookie]).toEqual([0, '']);
});

test('the handle is still there, and its methods come before facts of their name', async () => {
  const { engine, app } = onClausal();
  app.get('/handle', (req, res) => {
    const session = (req as unknown as { session: Session }).session;
    session.assert('cart(pencil, 12)');
    session.assert('id(7)');
    const refused = () => Object.assign(session, { id: 8 });
    expect(refused).toThrow(TypeError);
    res.json([session.get('cart'), session.id === engine.sessionId(), 'id' in session, 'nothing' in session]);
  });
  expect((await (await visitorOf(app)).get('/handle')).body).toBe('[["pencil",12],true,true,false]');
});

test.each<[string, RequestHandler[]]>([
  ['undefined', []],
  ['of something else', [otherSession({ secret: 'x', resave: false, saveUninitialized: false })]],
])('is told what it needs where req.session is %s', async (found, before) => {
  const app = application([...before, passportSession()]);
  const { status, body } = await (await visitorOf(app)).get('/me');
  expect(status).toBe(500);
  expect(body).toContain(
    `passportSession(): req.session is ${found}; expressSession(engine) was expected before`,
  );
});
