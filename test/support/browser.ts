/** A client with a cookie of its own, for tests that are about one visitor of a server. */
import { type Answer, type Asking, ask } from './http.ts';

export class Browser {
  readonly #port: number;
  /** `name=value` of the session's cookie, as long as there is one. */
  cookie: string | undefined;

  constructor(port: number, cookie?: string) {
    this.#port = port;
    this.cookie = cookie;
  }

  /** The headers to send with a request. */
  get headers(): Record<string, string> {
    return this.cookie === undefined ? {} : { Cookie: this.cookie };
  }

  /** Asks for a path, with further headers of the request if there are any. */
  async get(path: string, asking: Asking = {}): Promise<Answer> {
    const headers = { ...this.headers, ...asking.headers };
    const answer = await ask(this.#port, { ...asking, path, headers });
    for (const cookie of answer.cookies) {
      if (!/^(__Host-)?clausal_session=/.test(cookie)) continue;
      const isOver = cookie.includes('Expires=Thu, 01 Jan 1970');
      this.cookie = isOver ? undefined : cookie.replace(/;.*/, '');
    }
    return answer;
  }
}
