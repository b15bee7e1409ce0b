/** The package passport on our sessions: an application does on them what it does on those of express-session. */
import { type Session, SessionEngine } from 'clausal';
import { expressSession } from 'clausal/express';
import { ClausalStore } from 'clausal/express-session';
import { passportSession } from 'clausal/passport';
import type { Express, RequestHandler } from 'express';
import { afterEach, describe, expect, test } from 'vitest';
import { closeServers } from '../support/http.ts';
import { expressApplication, libraryMiddleware } from '../support/passport-express.ts';
import { testLogins } from '../support/passport-logins.ts';
import { answersOf, MANNERS, type Manner, Visitor } from '../support/passport-visits.ts';

afterEach(closeServers);

function onClausal(manner?: Manner): { engine: SessionEngine; app: Express } {
  const engine = new SessionEngine({ gc: 'passive' });
  return { engine, app: expressApplication(manner, [expressSession(engine), passportSession()]) };
}

describe('an application with passport', () => {
  test.each(MANNERS)('answers the same on express-session: one %s', async (_what, manner) => {
    const expected = await answersOf(expressApplication(manner));
    expect(await answersOf(onClausal(manner).app)).toEqual(expected);
  });

  test.each(MANNERS)('answers the same on express-session with our store: one %s', async (_what, manner) => {
    const store = new ClausalStore({ engine: new SessionEngine({ gc: 'passive' }) });
    const expected = await answersOf(expressApplication(manner));
    expect(await answersOf(expressApplication(manner, [libraryMiddleware({ store })]))).toEqual(expected);
  });
});

describe('a login', () => {
  testLogins(() => {
    const { engine, app } = onClausal();
    return { engine, listener: app };
  }, 'passport(json([user=1]))');

  test('keeps facts of all kinds where it is asked to', async () => {
    const { engine, app } = onClausal({ keepSessionInfo: true });
    const visitor = await Visitor.of(app);
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
    const visitor = await Visitor.of(app);
    await visitor.logIn('alice');
    await visitor.post('/logout');
    expect(engine.query('session_data(_, _)').exists()).toBe(false);
    expect(engine.size).toBe(1);
  });
});

test('a middleware that is there twice is as good as one', async () => {
  const engine = new SessionEngine({ gc: 'passive' });
  const app = expressApplication({ keepSessionInfo: true }, [
    expressSession(engine),
    passportSession(),
    passportSession(),
  ]);
  const visitor = await Visitor.of(app);
  await visitor.post('/views');
  await visitor.logIn('alice');
  expect(engine.sessionData('F', visitor.id).toArray()).toEqual([
    { F: { views: 1 } },
    { F: { passport: { json: [[{ '=': ['user', 1] }]] } } },
  ]);
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
  expect((await (await Visitor.of(app)).get('/handle')).body).toBe('[["pencil",12],true,true,false]');
});

test.each<[string, RequestHandler[]]>([
  ['undefined', []],
  ['of something else', [libraryMiddleware()]],
])('is told what it needs where req.session is %s', async (found, before) => {
  const app = expressApplication({}, [...before, passportSession()]);
  const { status, body } = await (await Visitor.of(app)).get('/me');
  expect(status).toBe(500);
  expect(body).toContain(
    `passportSession(): the session of the request is ${found}; expressSession(engine) or koaSession(engine) was expected before`,
  );
});
