/** The adapter for handlers of the Fetch standard, `Request` in and `Response` out: a wrapper around them. */
import type { FactTypes } from '../session/facts.ts';
import type { ClientView } from './client-view.ts';
import { errorResponse } from './error-answer.ts';
import { FetchRequest } from './fetch-request.ts';
import { enterOr, type SessionEntrance } from './session-entrance.ts';

export type { ClientView } from './client-view.ts';

/** What answers requests. What a runtime gives it besides the request stays as it is. */
export type FetchHandler<A extends readonly unknown[], T = Response | Promise<Response>> = (
  request: Request,
  ...rest: A
) => T;

/**
 * Wraps handlers so that each request runs in its session; `sessions.session()` is a handle on it. A session can begin until
 * the handler has answered, also when the `Response` is made already, but no more while the body of that streams.
 *
 *     import { SessionEngine } from 'clausal';
 *     import { fetchSession } from 'clausal/fetch';
 *
 *     const sessions = new SessionEngine();
 *     const withSession = fetchSession(sessions);
 *
 *     export const fetch = withSession((request: Request) => {
 *       sessions.sessionAssert({ visited: new URL(request.url).pathname });
 *       return Response.json(sessions.sessionData('visited(Path)').toArray());
 *     });
 *
 * The standard has no place for the address of the client, so who wants to know the peer of a session says where it is, and
 * behind a proxy whether the connection is encrypted. `view` is given what the handler is given:
 *
 *     const withSession = fetchSession(sessions, (_request, info: Deno.ServeHandlerInfo) => ({ address: info.remoteAddr.hostname }));
 */
export function fetchSession<F extends FactTypes, V extends readonly unknown[] = []>(
  engine: SessionEntrance<F>,
  view?: (request: Request, ...rest: V) => ClientView,
): <A extends readonly [...V, ...unknown[]]>(handler: FetchHandler<A>) => FetchHandler<A, Promise<Response>> {
  return (handler) =>
    async (request, ...rest) => {
      const run = () => handler(request, ...rest);
      const given = [request, ...rest] as unknown as [request: Request, ...rest: V];
      const own = new FetchRequest(request, request, view?.(...given));
      try {
        return await own.answer(await enterOr(engine, own, run, errorResponse));
      } finally {
        own.close();
      }
    };
}
