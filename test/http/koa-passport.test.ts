/** The package koa-passport on our sessions: an application does on them what one in Express does on those of express-session. */
import { type Session, SessionEngine } from 'clausal';
import { koaSession } from 'clausal/koa';
import { passportSession } from 'clausal/passport';
import Koa from 'koa';
import { KoaPassport } from 'koa-passport';
import { Strategy } from 'passport-local';
import { afterEach, describe, expect, test } from 'vitest';
import { closeServers } from '../support/http.ts';
import { expressApplication } from '../support/passport-express.ts';
import { testLogins } from '../support/passport-logins.ts';
import {
  answersOf,
  checkPassword,
  MANNERS,
  type Manner,
  type User,
  userOf,
  Visitor,
} from '../support/passport-visits.ts';

afterEach(closeServers);

/** The application that is also there for Express. */
function onClausal({ kept = ({ id }) => id, ...options }: Manner = {}): { engine: SessionEngine; app: Koa } {
  const engine = new SessionEngine({ gc: 'passive' });
  const passport = new KoaPassport();
  passport.use(new Strategy(checkPassword));
  passport.serializeUser((user, done) => done(null, kept(user as User)));
  passport.deserializeUser((found: number | User, done) => done(null, userOf(found)));
  const app = new Koa();
  app.silent = true;
  app.use(koaSession(engine)).use(passportSession());
  app.use(async (ctx, next) => {
    const text = (await ctx.req.toArray()).join('');
    Object.assign(ctx.request, { body: Object.fromEntries(new URLSearchParams(text)) });
    await next();
  });
  app.use(passport.initialize()).use(passport.session());
  const logIn = passport.authenticate('local', {
    failureRedirect: '/login',
    failureMessage: true,
    successReturnToOrRedirect: '/me',
    ...options,
  });
  app.use(async (ctx, next) => {
    const session = ctx.session as unknown as Record<string, unknown>;
    switch (ctx.path) {
      case '/me':
        ctx.body = [ctx.isAuthenticated(), ctx.state.user ?? null];
        return;
      case '/private':
        if (ctx.isAuthenticated()) ctx.body = 'welcome';
        else {
          session.returnTo = '/private';
          ctx.redirect('/login');
        }
        return;
      case '/login':
        return logIn(ctx, next);
      case '/logout': {
        const logOut: (settings: object) => Promise<void> = ctx.logOut;
        await logOut({ keepSessionInfo: false, ...options });
        return ctx.redirect('/me');
      }
      case '/views':
        session.views = ((session.views as number) ?? 0) + 1;
        ctx.body = String(session.views);
        ctx.type = 'json';
        return;
      case '/session':
        ctx.body = JSON.parse(JSON.stringify(session));
        return;
      default:
        return next();
    }
  });
  return { engine, app };
}

describe('an application with koa-passport', () => {
  test.each(MANNERS)('answers the same as on Express and express-session: one %s', async (_what, manner) => {
    const expected = await answersOf(expressApplication(manner));
    expect(await answersOf(onClausal(manner).app.callback())).toEqual(expected);
  });
});

describe('a login', () => {
  testLogins(() => {
    const { engine, app } = onClausal();
    return { engine, listener: app.callback() };
  }, 'passport(json([user=1]))');

  test('that fails leaves the session as it was, but for what is told', async () => {
    const { engine, app } = onClausal();
    const visitor = await Visitor.of(app.callback());
    await visitor.post('/views');
    const before = visitor.id;
    expect(await visitor.logIn('alice', 'wrong')).toMatchObject({
      status: 302,
      headers: { location: '/login' },
    });
    expect(visitor.id).toBe(before);
    expect(engine.sessionData('F', before).toArray()).toEqual([
      { F: { views: 1 } },
      { F: { messages: [['No, alice.']] } },
    ]);
  });
});

test('the handle is still there', async () => {
  const { engine, app } = onClausal();
  app.use((ctx) => {
    const session = ctx.session as unknown as Session;
    session.assert('cart(pencil, 12)');
    ctx.body = [session.get('cart'), session.id === engine.sessionId()];
  });
  expect((await (await Visitor.of(app.callback())).get('/handle')).body).toBe('[["pencil",12],true]');
});

test('is told what it needs where there is no session', async () => {
  const app = new Koa();
  const errors: string[] = [];
  app.on('error', (error: Error) => errors.push(error.message));
  app.use(passportSession());
  expect((await (await Visitor.of(app.callback())).get('/me')).status).toBe(500);
  expect(errors).toEqual([
    'passportSession(): the session of the request is undefined; expressSession(engine) or koaSession(engine) was expected before',
  ]);
});
