/** The adapter for node:http and node:https: a wrapper around the listener of a server. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { keepContext } from './event-context.ts';
import { NodeRequest, type SessionEntrance } from './node-request.ts';

/** What `createServer` takes: the function that answers requests, plain or async. */
export type NodeHandler<T> = (request: IncomingMessage, response: ServerResponse) => T;

/**
 * Wraps handlers so that each request runs in its session. What a handler returns or throws stays what it is.
 *
 *     import { createServer } from 'node:http';
 *     import { SessionEngine } from 'clausal';
 *     import { nodeSession } from 'clausal/node';
 *
 *     const sessions = new SessionEngine();
 *     const withSession = nodeSession(sessions);
 *
 *     createServer(
 *       withSession((req, res) => {
 *         sessions.sessionAssert({ visited: req.url ?? '/' });
 *         res.end(`${sessions.sessionData('visited(_)').count()} pages`);
 *       }),
 *     ).listen(3000);
 */
export function nodeSession(engine: SessionEntrance): <T>(handler: NodeHandler<T>) => NodeHandler<T> {
  return (handler) => (request, response) =>
    engine.enter(NodeRequest.of(request, response), () => {
      keepContext(request, response);
      return handler(request, response);
    });
}
