/** The adapter for node:http and node:https: wrappers around the listeners of a server. */
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FactTypes } from '../session/facts.ts';
import { errorAnswer } from './error-answer.ts';
import { keepContext } from './event-context.ts';
import { NodeRequest } from './node-request.ts';
import {
  type Entered,
  enterOr,
  lendSession,
  type SessionEntrance,
  type SessionHolder,
} from './session-entrance.ts';

/** What `createServer` takes: the function that answers requests, plain or async. */
export type NodeHandler<T, R = IncomingMessage> = (request: R, response: ServerResponse) => T;

/** What a server's event `upgrade` takes. */
export type UpgradeHandler<T, R = IncomingMessage> = (request: R, socket: Duplex, head: Buffer) => T;

/**
 * Wraps handlers so that each request runs in its session, on which `request.session` is a handle. What a handler returns
 * or throws stays what it is, or is a promise of that where a storage loads the session first. When that fails, the promise is
 * rejected, which nobody has to look at, and unless somebody then answers at once the answer is the error's status, or 503.
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
): <T>(handler: NodeHandler<T, IncomingMessage & SessionHolder<F>>) => NodeHandler<Entered<T>> {
  return (handler) => (request, response) => {
    const run = () => {
      keepContext(request, response);
      lendSession(request, engine);
      return handler(request as IncomingMessage & SessionHolder<F>, response);
    };
    return enterOr(engine, new NodeRequest(request, response), run, (error) =>
      refused(error, () => sendError(response, error)),
    );
  };
}

/**
 * Wraps listeners of the event `upgrade`, so that WebSockets have the session of the request that asked for them, and
 * their messages too. No session can begin there, as no cookie can be sent; one that ends does so for the socket as well.
 * It does for every framework that runs on a server of node:http. When a storage cannot load the session, the answer is the
 * error's status, or 503, and what is sent to the client later waits until what was changed before is stored.
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
): <T>(handler: UpgradeHandler<T, IncomingMessage & SessionHolder<F>>) => UpgradeHandler<Entered<T>> {
  return (handler) => (request, socket, head) => {
    const run = () => {
      socket.off('error', ignore);
      keepContext(request, socket);
      lendSession(request, engine);
      return handler(request as IncomingMessage & SessionHolder<F>, socket, head);
    };
    // Nobody else listens before the handler does, and an error that nobody listens to ends the process.
    socket.on('error', ignore);
    return enterOr(engine, new NodeRequest(request), run, (error) =>
      refused(error, () => sendRawError(socket, error)),
    );
  };
}

/** Answers an error when those who look at what the handler answers, and handle it, have not answered at once. */
function refused(error: unknown, answer: () => void): Promise<never> {
  setImmediate(answer);
  const refusal = Promise.reject(error);
  refusal.catch(ignore);
  return refusal;
}

function sendError(response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) return;
  const { status, headers, body } = errorAnswer(error);
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  response.writeHead(status, headers).end(body);
}

function sendRawError(socket: Duplex, error: unknown): void {
  if (socket.writableEnded || socket.destroyed) return;
  const { status, headers, body } = errorAnswer(error);
  const lines = Object.entries({ Connection: 'close', ...headers }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Error'}`, ...lines].join('\r\n');
  socket.end(`${head}\r\n\r\n${body}`, () => socket.destroy());
}

function ignore(): void {}
