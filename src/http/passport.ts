/** What lets the packages passport, koa-passport and @fastify/passport keep users in sessions, by a line before theirs. */
import { Session } from '../session/session.ts';
import { withProperties } from '../session/session-properties.ts';
import { withKeys } from './keyed-session.ts';

/** A middleware of Express, and one of Koa. */
export interface PassportSession {
  (request: object, response: unknown, next: (error?: unknown) => void): void;
  <T>(context: object, next: () => T): T;
}

/** A hook of Fastify. */
export type FastifyPassportSession = (request: object, reply: unknown, next: (error?: Error) => void) => void;

interface Holder {
  session?: unknown;
}

/**
 * A middleware for Express or Koa after which `req.session` or `ctx.session` has its facts as properties too, as passport and
 * its strategies expect it of express-session: what is in `req.session.passport` is the fact `passport(json([user = User]))`.
 * A login is in a new session, which is empty or, with `keepSessionInfo`, has the facts of the one before.
 *
 *     import express from 'express';
 *     import passport from 'passport';
 *     import { SessionEngine } from 'clausal';
 *     import { expressSession } from 'clausal/express';
 *     import { passportSession } from 'clausal/passport';
 *
 *     const sessions = new SessionEngine();
 *     const app = express();
 *     app.use(expressSession(sessions));
 *     app.use(passportSession());
 *     app.use(passport.session());
 */
export function passportSession(): PassportSession {
  return ((holder: Holder, ...others: readonly unknown[]) => {
    const session = sessionOf(holder, 'passportSession', 'expressSession(engine) or koaSession(engine)');
    holder.session = withProperties(session, (next) => {
      holder.session = next;
    });
    return (others.at(-1) as () => unknown)();
  }) as PassportSession;
}

/**
 * A hook for Fastify after which `request.session` is to @fastify/passport and to @fastify/flash as that of @fastify/session:
 * `get` and `set` are of JSON, and the user is the fact `passport(User)`. A login is in a new session, which is empty but for
 * `clearSessionIgnoreFields` or, with `keepSessionInfo`, has all facts of the one before.
 *
 *     import passport from '@fastify/passport';
 *     import Fastify from 'fastify';
 *     import { SessionEngine } from 'clausal';
 *     import { fastifySession } from 'clausal/fastify';
 *     import { fastifyPassportSession } from 'clausal/passport';
 *
 *     const sessions = new SessionEngine();
 *     const app = Fastify();
 *     app.register(fastifySession(sessions));
 *     app.addHook('onRequest', fastifyPassportSession());
 *     app.register(passport.initialize());
 *     app.register(passport.secureSession());
 */
export function fastifyPassportSession(): FastifyPassportSession {
  return (request: Holder, _reply, next) => {
    const session = sessionOf(request, 'fastifyPassportSession', 'fastifySession(engine)');
    request.session = withKeys(session);
    next();
  };
}

/** The handle that the adapter has put there. */
function sessionOf(holder: Holder, name: string, expected: string): Session {
  const { session } = holder;
  if (session instanceof Session) return session;
  const found = session === undefined ? 'undefined' : 'of something else';
  throw new TypeError(`${name}(): the session of the request is ${found}; ${expected} was expected before`);
}
