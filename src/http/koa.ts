/** The adapter for Koa: a middleware. */
import type { DefaultState, Middleware } from 'koa';
import type { FactTypes } from '../session/facts.ts';
import { withStatus } from './entrance-error.ts';
import { keepContext } from './event-context.ts';
import { NodeRequest } from './node-request.ts';
import { enterOr, lendSession, type SessionEntrance, type SessionHolder } from './session-entrance.ts';

/**
 * A middleware that runs what comes after it in the session of the request, on which `ctx.session` is a handle unless
 * another middleware has put something there. The client's address and whether its connection is encrypted are as Koa has
 * them, so they follow `app.proxy`.
 *
 *     import Koa from 'koa';
 *     import { SessionEngine } from 'clausal';
 *     import { koaSession } from 'clausal/koa';
 *
 *     const sessions = new SessionEngine();
 *     const app = new Koa().use(koaSession(sessions));
 *     app.use((ctx) => {
 *       ctx.session.assert({ visited: ctx.path });
 *       ctx.body = ctx.session.data('visited(Path)').toArray();
 *     });
 *     app.listen(3000);
 */
export function koaSession<F extends FactTypes>(
  engine: SessionEntrance<F>,
): Middleware<DefaultState, SessionHolder<F>> {
  return (context, next) => {
    const { req, res } = context;
    const run = () => {
      keepContext(req, res);
      lendSession(context, engine);
      return next();
    };
    return enterOr(engine, new NodeRequest(req, res, context), run, (error) => {
      throw withStatus(error);
    });
  };
}
