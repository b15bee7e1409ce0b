/** The adapter for Hono: a middleware. */
import type { Context, MiddlewareHandler } from 'hono';
import type { FactTypes } from '../session/facts.ts';
import type { ClientView } from './client-view.ts';
import { EntranceError } from './entrance-error.ts';
import { FetchRequest } from './fetch-request.ts';
import { enterOr, type SessionEntrance, type SessionHolder } from './session-entrance.ts';

export type { ClientView } from './client-view.ts';

/** What Hono's types are told of the context. */
export interface SessionEnv<F extends FactTypes = FactTypes> {
  Variables: SessionHolder<F>;
}

/**
 * A middleware that runs what comes after it in the session of the request, on which `c.var.session` is a handle unless
 * another middleware has put something there. A session can begin until the response has passed the middleware, but no more
 * while the body of that streams.
 *
 *     import { Hono } from 'hono';
 *     import { SessionEngine } from 'clausal';
 *     import { honoSession } from 'clausal/hono';
 *
 *     const sessions = new SessionEngine();
 *     const app = new Hono().use(honoSession(sessions)).get('/*', (c) => {
 *       c.var.session.assert({ visited: c.req.path });
 *       return c.json(c.var.session.data('visited(Path)').toArray());
 *     });
 *     const response = await app.request('/a');
 *
 * Under `@hono/node-server` the address of the client is known. For other runtimes, and behind a proxy, `view` says what it
 * is, `(c) => ({ address: getConnInfo(c).remote.address })`, and whether the connection is encrypted.
 */
export function honoSession<F extends FactTypes>(
  engine: SessionEntrance<F>,
  view?: (context: Context) => ClientView,
): MiddlewareHandler<SessionEnv<F>> {
  return async (context, next) => {
    const run = (): Promise<void> => {
      if (context.get('session') === undefined) context.set('session', engine.session());
      return next();
    };
    const own = new FetchRequest(context, context.req.raw, {
      address: nodeAddress(context),
      ...view?.(context),
    });
    try {
      await enterOr(engine, own, run, (error) => {
        throw new EntranceError(error);
      });
      if (!own.hasOwnAnswer || !context.finalized) return;
      const answer = await own.answer(context.res);
      context.res = undefined; // else the cookies of the two would be merged
      context.res = answer;
    } finally {
      own.close();
    }
  };
}

/** The address that a server of node:http knows, which is how `@hono/node-server` gives it. */
function nodeAddress({ env }: Context): string | undefined {
  const { incoming } = env?.server ?? env ?? {};
  return incoming?.socket?.remoteAddress;
}
