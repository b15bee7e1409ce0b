/** The adapter for Express: a middleware. */
import type { NextFunction, Request, Response } from 'express';
import { keepContext } from './event-context.ts';
import { NodeRequest, type SessionEntrance } from './node-request.ts';

/**
 * A middleware that runs what comes after it in the session of the request. The client's address and whether its
 * connection is encrypted are as Express has them, so they follow its setting `trust proxy`.
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
 */
export function expressSession(
  engine: SessionEntrance,
): (request: Request, response: Response, next: NextFunction) => void {
  return (request, response, next) => {
    const { originalUrl: url, ip: address, secure: isSecure } = request;
    engine.enter(NodeRequest.of(request, response, { url, address, isSecure }), () => {
      keepContext(request, response);
      next();
    });
  };
}
