/** The adapter for Express: a middleware. */
import type { NextFunction, Request, Response } from 'express';
import type { FactTypes } from '../session/facts.ts';
import { isPromise } from '../session/is-promise.ts';
import { withStatus } from './entrance-error.ts';
import { keepContext } from './event-context.ts';
import { NodeRequest } from './node-request.ts';
import { enterOr, lendSession, type SessionEntrance } from './session-entrance.ts';

/**
 * A middleware that runs what comes after it in the session of the request, on which `request.session` is a handle unless
 * another middleware has put something there. The client's address and whether its connection is encrypted are as Express
 * has them, so they follow its setting `trust proxy`.
 *
 *     import express from 'express';
 *     import { SessionEngine } from 'clausal';
 *     import { expressSession } from 'clausal/express';
 *
 *     const sessions = new SessionEngine();
 *     const app = express();
 *     app.use(expressSession(sessions));
 *     app.get('/add/:item', (req, res) => {
 *       sessions.sessionAssert({ cart: req.params.item });
 *       res.json(sessions.sessionData('cart(Item)').toArray());
 *     });
 *     app.listen(3000);
 *
 * For TypeScript the handle is declared once in a program, as middlewares cannot tell routes what they add:
 *
 *     declare global {
 *       namespace Express {
 *         interface Request {
 *           session: Session;
 *         }
 *       }
 *     }
 */
export function expressSession<F extends FactTypes>(
  engine: SessionEntrance<F>,
): (request: Request, response: Response, next: NextFunction) => void {
  return (request, response, next) => {
    const run = () => {
      keepContext(request, response);
      lendSession(request, engine);
      next();
    };
    const refuse = (error: unknown) => next(withStatus(error));
    const entered = enterOr(engine, new NodeRequest(request, response, request), run, refuse);
    // Express catches what is thrown by handlers that run at once.
    if (isPromise(entered)) entered.catch(next);
  };
}
