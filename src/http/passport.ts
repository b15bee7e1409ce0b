/** What lets the package passport keep users in sessions: a middleware that goes before `passport.session()`. */
import { Session } from '../session/session.ts';
import { withProperties } from '../session/session-properties.ts';

/**
 * A middleware after which `req.session` has its facts as properties too, as passport and its strategies expect it of
 * express-session: what is in `req.session.passport` is the fact `passport(json([user = User]))`. A login is in a new session,
 * which is empty or, with `keepSessionInfo`, has the facts of the one before.
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
export function passportSession(): (
  request: object,
  response: unknown,
  next: (error?: unknown) => void,
) => void {
  return (request, _response, next) => {
    const holder = request as { session?: unknown };
    if (!(holder.session instanceof Session)) {
      const found = holder.session === undefined ? 'undefined' : 'of something else';
      next(
        new TypeError(
          `passportSession(): req.session is ${found}; expressSession(engine) was expected before`,
        ),
      );
      return;
    }
    holder.session = withProperties(holder.session, (session) => {
      holder.session = session;
    });
    next();
  };
}
