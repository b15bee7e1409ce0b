/**
 * A request of node:http, or of a framework on top of it, as the session engine sees it: all that it tells is taken when
 * the request comes in. How cookies get into the response is for `response-cookies.ts`.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SessionRequest } from '../session/request.ts';
import type { Ready } from './answer-gate.ts';
import { holdAnswer } from './hold-answer.ts';
import { pathOf } from './request-path.ts';
import { ResponseCookies } from './response-cookies.ts';

/** What the requests and contexts of frameworks tell, which know it better than node:http does. */
export interface FrameworkRequest {
  /** The URL of the request before any router took something off. */
  readonly originalUrl: string;
  /** The address of the client; empty or undefined where it is not known. */
  readonly ip?: string | undefined;
  /** `https` where the client's connection is encrypted. */
  readonly protocol?: string;
}

/**
 * The {@link SessionRequest} of a node:http request and its response.
 *
 *     engine.enter(new NodeRequest(req, res), () => handler(req, res));
 */
export class NodeRequest implements SessionRequest {
  readonly source: IncomingMessage;
  readonly path: string;
  readonly cookie: string | undefined;
  readonly address: string | undefined;
  readonly forwardedFor: string | undefined;
  readonly isSecure: boolean;
  readonly #response: ServerResponse | undefined;

  /** Requests to change the protocol have no response, and so no cookie can be set. */
  constructor(source: IncomingMessage, response?: ServerResponse, framework?: FrameworkRequest) {
    const { headers, socket } = source;
    const forwardedFor = headers['x-forwarded-for'];
    const protocol = framework?.protocol;
    this.source = source;
    this.path = pathOf(framework?.originalUrl ?? source.url ?? '');
    this.cookie = headers.cookie;
    this.address = framework === undefined ? socket.remoteAddress : framework.ip || undefined;
    this.forwardedFor = Array.isArray(forwardedFor) ? forwardedFor.join(', ') : forwardedFor;
    this.isSecure =
      protocol === undefined ? 'encrypted' in socket && socket.encrypted === true : protocol === 'https';
    this.#response = response;
  }

  get isOpen(): boolean {
    const response = this.#response;
    return response !== undefined && !response.headersSent && !response.destroyed;
  }

  setCookie(name: string, header: string): void {
    if (this.#response !== undefined) ResponseCookies.of(this.#response).set(name, header);
  }

  holdAnswer(ready: Ready): void {
    holdAnswer(this.source, this.#response, ready);
  }
}
