/** An application in Express with a login by Passport, on whatever sessions. */
import express, { type Express, type RequestHandler } from 'express';
import otherSession, { type SessionOptions } from 'express-session';
import { Passport } from 'passport';
import { Strategy } from 'passport-local';
import { checkPassword, type Manner, type User, userOf } from './passport-visits.ts';

/** The middleware of express-session. */
export function libraryMiddleware(options: Partial<SessionOptions> = {}): RequestHandler {
  return otherSession({ secret: 'x', resave: false, saveUninitialized: false, ...options });
}

/** The application; without sessions of others on those of express-session. */
export function expressApplication(
  { kept = ({ id }) => id, ...options }: Manner = {},
  sessions: readonly RequestHandler[] = [libraryMiddleware()],
): Express {
  const passport = new Passport();
  passport.use(new Strategy(checkPassword));
  passport.serializeUser((user, done) => done(null, kept(user as User)));
  passport.deserializeUser((found: number | User, done) => done(null, userOf(found)));
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
