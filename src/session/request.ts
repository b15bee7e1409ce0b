/** The one contract between the session engine and the frameworks: what an adapter tells of a request and lets be done to its response. */

export interface SessionRequest {
  /** What the request is to the framework; one that enters again with the same is the same. Default: this object. */
  readonly source?: object;
  /** The path of the URL as it was sent, without query. */
  readonly path: string;
  /** The `Cookie` header; several are joined by `; `. */
  readonly cookie: string | undefined;
  /** The address of the client as the framework has it, its own trust in proxies included. */
  readonly address: string | undefined;
  /** The `X-Forwarded-For` header, which is believed only with the setting `proxy_enabled`. */
  readonly forwardedFor: string | undefined;
  /** Whether the client's connection is encrypted, as the framework has it. */
  readonly isSecure: boolean;
  /** Whether headers can still be added to the response. */
  readonly isOpen: boolean;
  /**
   * Adds the header `Set-Cookie: header` to the response, in place of one that was added by this method for the cookie of
   * that name before, and leaves the application's own cookies alone. Also adds `Cache-Control: no-store`, unless the
   * application has set a `Cache-Control` of its own, before or later. Called only while the response `isOpen`.
   */
  setCookie(name: string, header: string): void;
  /**
   * Lets nothing of the response leave unless what `ready` answers is done: it is asked each time that headers, a part of
   * the body or its end are about to leave, and when the response or its connection is closed; undefined: there is nothing to
   * wait for. When that fails, the answer of the handler is dropped and an error is answered in its place, with the error's
   * `status` (503 where it has none); if the head has left already, the connection is broken off.
   */
  holdAnswer?(ready: () => Promise<void> | undefined): void;
}
