/** A client of a session engine without a network: it keeps cookies as a browser does, and can overlap requests. */
import type { SessionEngine, SessionRequest } from 'clausal';

export interface RequestOptions {
  readonly path?: string;
  readonly address?: string | undefined;
  readonly forwardedFor?: string;
  readonly isSecure?: boolean;
  /** The `Cookie` header, in place of the client's cookies. */
  readonly cookie?: string | undefined;
}

export class SessionClient {
  readonly #engine: SessionEngine;
  /** Cookies by name. */
  readonly cookies = new Map<string, string>();
  /** All `Set-Cookie` headers that came. */
  readonly received: string[] = [];

  constructor(engine: SessionEngine) {
    this.#engine = engine;
  }

  /** The `Cookie` header that the client would send. */
  get header(): string | undefined {
    if (this.cookies.size === 0) return undefined;
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Runs the handler as that of a request; it is given the request, whose headers `send()` sends. */
  request<T>(handler: (request: SessionRequest & { send(): void }) => T, options: RequestOptions = {}): T {
    const { cookies, received } = this;
    let isOpen = true;
    const request = {
      path: options.path ?? '/',
      cookie: 'cookie' in options ? options.cookie : this.header,
      address: 'address' in options ? options.address : '127.0.0.1',
      forwardedFor: options.forwardedFor,
      isSecure: options.isSecure ?? false,
      get isOpen() {
        return isOpen;
      },
      send() {
        isOpen = false;
      },
      setCookie(name: string, header: string) {
        if (!isOpen) throw new Error('setCookie after the headers were sent');
        received.push(header);
        const value = header.slice(name.length + 1).split(';')[0]!;
        if (/expires=thu, 01 jan 1970/i.test(header)) cookies.delete(name);
        else cookies.set(name, value);
      },
    };
    // With a storage that answers later it is a promise, which handlers then are too.
    return this.#engine.enter(request, () => handler(request)) as T;
  }
}
