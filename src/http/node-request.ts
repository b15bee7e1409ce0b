/**
 * A request of node:http, or of a framework on top of it, as the session engine sees it: all that it tells is taken when
 * the request comes in. How cookies get into the response is for `response-cookies.ts`.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SessionRequest } from '../session/request.ts';
import type { ClientView } from './client-view.ts';
import { pathOf } from './request-path.ts';
import { ResponseCookies } from './response-cookies.ts';

/** What a framework may know better than node:http does. */
export interface FrameworkView extends ClientView {
  /** The URL of the request before any router took something off. */
  readonly url?: string | undefined;
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
  readonly #response: ServerResponse | undefined;

  /**
   * The one of a request: an adapter that is mounted twice enters with the same. Requests to change the protocol have no
   * response, and so no cookie can be set.
   */
  static of(
    request: IncomingMessage & { [REQUEST]?: NodeRequest },
    response?: ServerResponse,
    view?: FrameworkView,
  ): NodeRequest {
    request[REQUEST] ??= new NodeRequest(request, response, view);
    return request[REQUEST];
  }

  private constructor(
    request: IncomingMessage,
    response: ServerResponse | undefined,
    view: FrameworkView = {},
  ) {
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
    const response = this.#response;
    return response !== undefined && !response.headersSent && !response.destroyed;
  }

  setCookie(name: string, header: string): void {
    if (this.#response !== undefined) ResponseCookies.of(this.#response).set(name, header);
  }
}
