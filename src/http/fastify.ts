/** The adapter for Fastify: a plugin. */
import type { FastifyPluginCallback, FastifyRequest } from 'fastify';
import type { FactTypes } from '../session/facts.ts';
import { isPromise } from '../session/is-promise.ts';
import type { Session } from '../session/session.ts';
import { withStatus } from './entrance-error.ts';
import { keepContext } from './event-context.ts';
import { NodeRequest } from './node-request.ts';
import { enterOr, type SessionEntrance } from './session-entrance.ts';

declare module 'fastify' {
  interface FastifyRequest extends RequestSession {}
}

/** What requests have. A program that also has @fastify/session gets that one's type, which would else contradict ours. */
export interface RequestSession {
  /** A handle on the session of the request, which need not have begun. */
  session: 'sessionStore' extends keyof FastifyRequest ? unknown : Session;
}

/**
 * A plugin that runs requests in their sessions, on which `request.session` is a handle unless another plugin has put
 * something there. It is for the instance that it is registered with, and those below. The client's address and whether its
 * connection is encrypted are as Fastify has them, so they follow its option `trustProxy`.
 *
 *     import Fastify from 'fastify';
 *     import { SessionEngine } from 'clausal';
 *     import { fastifySession } from 'clausal/fastify';
 *
 *     const sessions = new SessionEngine();
 *     const app = Fastify();
 *     app.register(fastifySession(sessions));
 *     app.get('/*', (request) => {
 *       request.session.assert({ visited: request.url });
 *       return request.session.data('visited(Path)').toArray();
 *     });
 *     app.listen({ port: 3000 });
 *
 * `request.getDecorator<Session<Facts>>('session')` is the same handle, typed with the facts of the engine.
 */
export function fastifySession<F extends FactTypes>(engine: SessionEntrance<F>): FastifyPluginCallback {
  const plugin: FastifyPluginCallback = (app, _options, done) => {
    const isFree = !app.hasRequestDecorator('session');
    if (isFree) app.decorateRequest('session');
    app.addHook('onRequest', (request, reply, next) => {
      const { raw } = request;
      const run = () => {
        keepContext(raw, reply.raw);
        if (isFree) (request as { session: unknown }).session = engine.session();
        next();
      };
      const refuse = (error: unknown) => next(withStatus(error));
      const entered = enterOr(engine, new NodeRequest(raw, reply.raw, request), run, refuse);
      // Fastify catches what is thrown by hooks that run at once.
      if (isPromise(entered)) entered.catch(next);
    });
    done();
  };
  return Object.assign(plugin, OF_ITS_PARENT);
}

/** How Fastify knows that a plugin is for the instance that it is registered with, not for one of its own. */
const OF_ITS_PARENT = {
  [Symbol.for('skip-override')]: true,
  [Symbol.for('fastify.display-name')]: 'clausal',
  [Symbol.for('plugin-meta')]: { name: 'clausal', fastify: '>=5' },
};
