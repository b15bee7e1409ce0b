/** The adapter for node:http and node:https: wrappers around the listeners of a server. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FactTypes } from '../session/facts.ts';
import { keepContext } from './event-context.ts';
import { NodeRequest } from './node-request.ts';
import { lendSession, type SessionEntrance, type SessionHolder } from './session-entrance.ts';

/** What `createServer` takes: the function that answers requests, plain or async. */
export type NodeHandler<T, R = IncomingMessage> = (request: R, response: ServerResponse) => T;

/** What a server's event `upgrade` takes. */
export type UpgradeHandler<T, R = IncomingMessage> = (request: R, socket: Duplex, head: Buffer) => T;

/**
 * Wraps handlers so that each request runs in its session, on which `request.session` is a handle. What a handler returns
 * or throws stays what it is.
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
 *         req.session.assert({ visited: req.url ?? '/' });
 *         res.end(`${req.session.data('visited(_)').count()} pages`);
 *       }),
 *     ).listen(3000);
 */
export function nodeSession<F extends FactTypes>(
  engine: SessionEntrance<F>,
): <T>(handler: NodeHandler<T, IncomingMessage & SessionHolder<F>>) => NodeHandler<T> {
  return (handler) => (request, response) =>
    engine.enter(new NodeRequest(request, response), () => {
      keepContext(request, response);
      lendSession(request, engine);
      return handler(request as IncomingMessage & SessionHolder<F>, response);
    });
}

/**
 * Wraps listeners of the event `upgrade`, so that WebSockets have the session of the request that asked for them, and
 * their messages too. No session can begin there, as no cookie can be sent; one that ends does so for the socket as well.
 * It does for every framework that runs on a server of node:http.
 *
 *     import { createServer } from 'node:http';
 *     import { SessionEngine } from 'clausal';
 *     import { upgradeSession } from 'clausal/node';
 *     import { WebSocketServer } from 'ws';
 *
 *     const sessions = new SessionEngine();
 *     const sockets = new WebSocketServer({ noServer: true });
 *     const server = createServer();
 *     server.on(
 *       'upgrade',
 *       upgradeSession(sessions)((req, socket, head) => {
 *         if (sessions.inSession() === undefined) return void socket.destroy();
 *         sockets.handleUpgrade(req, socket, head, (client) => {
 *           client.on('message', (data) => sessions.sessionAssert({ said: String(data) }));
 *         });
 *       }),
 *     );
 */
export function upgradeSession<F extends FactTypes>(
  engine: SessionEntrance<F>,
): <T>(handler: UpgradeHandler<T, IncomingMessage & SessionHolder<F>>) => UpgradeHandler<T> {
  return (handler) => (request, socket, head) =>
    engine.enter(new NodeRequest(request), () => {
      keepContext(request, socket);
      lendSession(request, engine);
      return handler(request as IncomingMessage & SessionHolder<F>, socket, head);
    });
}
