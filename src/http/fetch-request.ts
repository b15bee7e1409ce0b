/**
 * A request of the Fetch standard as the session engine sees it, and the cookies that sessions add to its response: that is
 * open until it is handed to the server, which sends what it then has.
 */
import { validateHeaderValue } from 'node:http';
import type { SessionRequest } from '../session/request.ts';
import type { Ready } from './answer-gate.ts';
import type { ClientView } from './client-view.ts';
import { errorResponse } from './error-answer.ts';
import { heldBody } from './held-body.ts';
import { pathOf } from './request-path.ts';

export class FetchRequest implements SessionRequest {
  readonly source: object;
  readonly path: string;
  readonly cookie: string | undefined;
  readonly address: string | undefined;
  readonly forwardedFor: string | undefined;
  readonly isSecure: boolean;
  readonly #request: Request;
  #cookies: Map<string, string> | undefined;
  #isAnswered = false;
  readonly #readies: Ready[] = [];

  /** Without a view the peer of a session is not known, and the URL says whether the connection is encrypted. */
  constructor(source: object, request: Request, { address, isSecure }: ClientView = {}) {
    const { url, headers } = request;
    this.source = source;
    this.path = pathOf(url);
    this.cookie = headers.get('Cookie') ?? undefined;
    this.address = address;
    this.forwardedFor = headers.get('X-Forwarded-For') ?? undefined;
    this.isSecure = isSecure ?? url.startsWith('https:');
    this.#request = request;
  }

  get isOpen(): boolean {
    return !this.#isAnswered && !this.#request.signal.aborted;
  }

  /** @throws TypeError for characters that a header can't have. */
  setCookie(name: string, header: string): void {
    validateHeaderValue('Set-Cookie', header);
    this.#cookies ??= new Map();
    this.#cookies.set(name, header);
  }

  get hasCookies(): boolean {
    return this.#cookies !== undefined;
  }

  holdAnswer(ready: Ready): void {
    this.#readies.push(ready);
  }

  /** Whether it is answered by another response than the handler's. */
  get hasOwnAnswer(): boolean {
    return this.hasCookies || this.#readies.length > 0;
  }

  /** Ends the time in which cookies can be set. */
  close(): void {
    this.#isAnswered = true;
  }

  /**
   * The response with the cookies: a copy, since an application may answer others with the same object. It waits until all is
   * ready, and so does each part of its body; when that fails it is an error instead.
   */
  answer(response: Response): Response | Promise<Response> {
    const ready = this.#ready();
    if (ready === undefined) return this.#answer(response);
    return ready.then(
      () => this.#answer(response),
      (error) => {
        void response.body?.cancel(error).catch(() => {});
        return errorResponse(error);
      },
    );
  }

  #answer(response: Response): Response {
    this.close();
    if (!this.hasOwnAnswer) return response;
    const { body } = response;
    if (this.#cookies === undefined && body === null) return response;
    const isHeld = this.#readies.length > 0 && body !== null;
    const answer = new Response(isHeld ? heldBody(body, () => this.#ready()) : body, response);
    for (const cookie of this.#cookies?.values() ?? []) answer.headers.append('Set-Cookie', cookie);
    if (this.#cookies !== undefined && !answer.headers.has('Cache-Control')) {
      answer.headers.set('Cache-Control', 'no-store');
    }
    return answer;
  }

  /** What has to be waited for, until there is nothing more. */
  #ready(): Promise<void> | undefined {
    for (const ready of this.#readies) {
      const wait = ready();
      if (wait !== undefined) return wait.then(() => this.#ready());
    }
    return undefined;
  }
}
