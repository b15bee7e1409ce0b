/**
 * A request of node:http, or of a framework on top of it, as the session engine sees it: all that it tells is taken when
 * the request comes in. How cookies get into the response is for `response-cookies.ts`.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SessionRequest } from '../session/request.ts';
import type { SessionEngine } from '../session/session-engine.ts';
import { ResponseCookies } from './response-cookies.ts';

/** What the adapters need of a `SessionEngine`, whatever facts it is typed with. */
export type SessionEntrance = Pick<SessionEngine, 'enter'>;

/** What a framework may know better than node:http does. */
export interface FrameworkView {
  /** The URL of the request before any router took something off. */
  readonly url?: string | undefined;
  /** The address of the client. */
  readonly address?: string | undefined;
  /** Whether the client's connection is encrypted. */
  readonly isSecure?: boolean | undefined;
}

const REQUEST = Symbol('session request');

/**
 * The {@link SessionRequest} of a node:http request and its response.
 *
 *     engine.enter(NodeRequest.of(req, res), () => handler(req, res));
 */
export class NodeRequest implements SessionRequest {
  readonly path: string;
  readonly cookie: string | undefined;
  readonly address: string | undefined;
  readonly forwardedFor: string | undefined;
  readonly isSecure: boolean;
  readonly #response: ServerResponse;

  /** The one of a response: an adapter that is mounted twice enters with the same. */
  static of(request: IncomingMessage, response: ServerResponse, view?: FrameworkView): NodeRequest {
    const holder = response as ServerResponse & { [REQUEST]?: NodeRequest };
    holder[REQUEST] ??= new NodeRequest(request, response, view);
    return holder[REQUEST];
  }

  private constructor(request: IncomingMessage, response: ServerResponse, view: FrameworkView = {}) {
    const { headers, socket } = request;
    const forwardedFor = headers['x-forwarded-for'];
    this.path = pathOf(view.url ?? request.url ?? '');
    this.cookie = headers.cookie;
    this.address = 'address' in view ? view.address : socket.remoteAddress;
    this.forwardedFor = Array.isArray(forwardedFor) ? forwardedFor.join(', ') : forwardedFor;
    this.isSecure = view.isSecure ?? ('encrypted' in socket && socket.encrypted === true);
    this.#response = response;
  }

  get isOpen(): boolean {
    const { headersSent, destroyed } = this.#response;
    return !headersSent && !destroyed;
  }

  setCookie(name: string, header: string): void {
    ResponseCookies.of(this.#response).set(name, header);
  }
}

/** The path in what stands between method and version: `/a?b`, `http://host/a?b` (to a proxy) or `*` (to the server). */
function pathOf(target: string): string {
  const path = target.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '');
  return path === '' ? '/' : path;
}
