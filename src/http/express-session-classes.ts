/**
 * The sessions and cookies of express-session as objects of its own classes. These are taken from the first session that
 * the library makes, so that it need not be imported, which others who use the store do not have.
 */

/** A request as express-session has it. */
export interface LibraryRequest {
  sessionID?: string | undefined;
  session?: unknown;
}

/** Makes a new session with the library's own classes, `request.session`, and its id, `request.sessionID`. */
export type Generate = (request: LibraryRequest) => void;

/** What is known of a session that has been read. */
export interface ReadSession {
  readonly cookie?: unknown;
}

type SessionClass = new (request: LibraryRequest, data: object) => object;

export class LibraryClasses {
  readonly #session: SessionClass;
  readonly #cookie: object;

  /** Those of a session that the library has made. */
  constructor(session: unknown) {
    const made = session as { readonly constructor: SessionClass; readonly cookie: object };
    this.#session = made.constructor;
    this.#cookie = Object.getPrototypeOf(made.cookie);
  }

  /** A session of the request with what has been read, which gets a cookie of the library's class. */
  revive(request: LibraryRequest, read: ReadSession): object {
    const { data: _data, ...attributes } = (read.cookie ?? {}) as Record<string, unknown>;
    const cookie = Object.assign(Object.create(this.#cookie), DEFAULTS, attributes);
    if (typeof attributes.expires === 'string') cookie.expires = new Date(attributes.expires);
    cookie.originalMaxAge = attributes.originalMaxAge; // the library reckons it anew with each date
    return new this.#session(request, { ...read, cookie });
  }
}

/** What a cookie of the library has where nothing else is said. */
const DEFAULTS = { path: '/', maxAge: null, httpOnly: true };
