/** A store for express-session and @fastify/session that keeps the sessions of these as facts, which can be queried. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { EventEmitter } from 'node:events';
import { type BlobEngine, Blobs, type Look, lookOf } from '../session/blobs.ts';
import type { Json, JsonObject } from '../session/json-terms.ts';
import type { Seconds } from '../session/settings-table.ts';
import {
  type Generate,
  LibraryClasses,
  type LibraryRequest,
  type ReadSession,
} from './express-session-classes.ts';

export interface ClausalStoreOptions {
  /** The `SessionEngine` in which the sessions are, besides its own. */
  readonly engine: BlobEngine;
  /** How long a session whose cookie does not say when it expires lives without a request. Default: a day. */
  readonly ttl?: Seconds;
}

/** A session as the libraries give and take it. */
export interface StoredSession {
  // biome-ignore lint/suspicious/noExplicitAny: each library has a type of its own for it
  cookie: any;
}

/** Is called once, later, with the error if there was one, else null. */
export type StoreCallback<T = void> = (error: unknown, result?: T) => void;

/** In place of an id: all sessions. */
const ALL = Symbol('all');

const DAY: Seconds = 86_400;

/**
 * The store. A key with its value is a fact: `user: 'alice'` is `user(alice)`, an array is a list, an object
 * `json([Key = Value, ...])`; true, false and null are atoms, and `'true'`, `'false'` and `'null'` Prolog strings. Facts that
 * the application adds are in the session, too, where they have one argument and that is JSON.
 *
 *     import express from 'express';
 *     import session from 'express-session';
 *     import { SessionEngine } from 'clausal';
 *     import { ClausalStore } from 'clausal/express-session';
 *
 *     const engine = new SessionEngine();
 *     const app = express();
 *     const store = new ClausalStore({ engine });
 *     app.use(session({ store, secret: 'a secret', resave: false, saveUninitialized: false }));
 *     app.get('/login/:name', (req, res) => {
 *       Object.assign(req.session, { user: req.params.name });
 *       res.send(`hello ${req.params.name}`);
 *     });
 *     const server = app.listen(3000);
 *
 *     await (await fetch('http://localhost:3000/login/alice')).text();
 *     // → 'hello alice'
 *     engine.query('session_data(Session, user(alice))').count();
 *     // → 1
 *     server.close();
 *
 * Of two requests that overlap, each writes the keys that it has changed itself, added or deleted; so both stay, unless
 * they have changed the same key: then the last one counts, for all of the value. With `resave: true` that is the same. A
 * session that has been destroyed, or left for another by `regenerate`, stays dead: what is written by a request that still
 * has it is dropped. Where the context of a request gets lost in @fastify/session (`AsyncLocalStorage` knows nothing of it
 * any more), what it writes replaces all, or begins the session again, as in other stores.
 *
 * A session ends when its cookie expires or, where that has no date, so many seconds after its last use as `ttl` says; the
 * engine's settings `timeout` and `absoluteTimeout` are not for these sessions. `http_session(begin(Id, express_session))`
 * and `http_session(end(Id, express_session))` are told. The cookie of the engine's own sessions does not lead to them.
 */
export class ClausalStore extends EventEmitter {
  readonly #blobs: Blobs;
  readonly #ttl: Seconds;
  /** What the sessions of express-session, and the objects that `get` gave, looked like. Undefined for new ones. */
  readonly #looks = new WeakMap<object, (() => Look) | undefined>();
  /** What sessions looked like to the request that is being handled, by id: @fastify/session copies what it is given. */
  readonly #ofRequest = new AsyncLocalStorage<ReadonlyMap<string, () => Look>>();
  #generate: Generate | undefined = undefined;
  #classes: LibraryClasses | undefined = undefined;

  /** @throws TypeError, RangeError for an engine or a `ttl` that is none. */
  constructor({ engine, ttl = DAY }: ClausalStoreOptions) {
    super();
    if (!(Number.isSafeInteger(ttl) && ttl > 0)) {
      throw new RangeError(`ttl: ${String(ttl)}; a whole number of seconds above 0 was expected`);
    }
    this.#blobs = new Blobs(engine);
    this.#ttl = ttl;
  }

  /** Gives the session of this id, or undefined when there is none. */
  get(id: string, callback: StoreCallback<StoredSession | null>): void {
    const given: StoreCallback<StoredSession | null> = (error, session) => {
      if (session === null || session === undefined) {
        callback(error, undefined);
        return;
      }
      // What the callback leads to belongs to the request that has asked.
      const ofRequest = new Map(this.#ofRequest.getStore()).set(id, this.#looks.get(session)!);
      this.#ofRequest.run(ofRequest, callback, null, session);
    };
    this.#answer(given, id, () => {
      const session = this.#load(id);
      // A session whose cookie has a date is kept by `touch` and `set`, which know the next one.
      if (session !== undefined && expiryOf(session.cookie) === Infinity) this.#blobs.keep(id);
      return session ?? null;
    });
  }

  /** Writes what has changed in a session since it was read, or all of a new one. */
  set(id: string, session: StoredSession, callback?: StoreCallback): void {
    const isKnown = this.#looks.has(session);
    const before = isKnown ? this.#looks.get(session) : this.#ofRequest.getStore()?.get(id);
    const now = taken(() => jsonOf(session));
    this.#answer(callback, id, () => {
      const value = now();
      const timeout = this.#timeoutOf(value.cookie);
      if (timeout <= 0) {
        this.#blobs.end(id, 'expired');
        return;
      }
      const look = lookOf(value);
      this.#blobs.save({ id, value, look, before: before?.(), timeout });
      this.#looks.set(session, () => look);
    });
  }

  /** Keeps a session alive for as long as its cookie says now. */
  touch(id: string, session: StoredSession, callback?: StoreCallback): void {
    const now = taken(() => jsonOf({ cookie: session.cookie }));
    this.#answer(callback, id, () => {
      const { cookie } = now();
      const timeout = this.#timeoutOf(cookie);
      if (timeout <= 0) this.#blobs.end(id, 'expired');
      else this.#blobs.touch(id, 'cookie', cookie, timeout);
    });
  }

  /** Ends a session, for good: what is written later by those who have read it before does not bring it back. */
  destroy(id: string, callback?: StoreCallback): void {
    this.#answer(callback, id, () => this.#blobs.end(id, 'closed'));
  }

  /** Gives all sessions by id. */
  all(callback: StoreCallback<{ [id: string]: StoredSession }>): void {
    this.#answer(callback, ALL, () => {
      const all: { [id: string]: StoredSession } = Object.create(null);
      for (const id of this.#blobs.ids) {
        const session = this.#load(id);
        if (session !== undefined) all[id] = session;
      }
      return all;
    });
  }

  /** Gives how many sessions there are. */
  length(callback: StoreCallback<number>): void {
    this.#answer(callback, ALL, () => this.#blobs.ids.filter((id) => this.#load(id) !== undefined).length);
  }

  /** Ends all sessions of the store. */
  clear(callback?: StoreCallback): void {
    this.#answer(callback, ALL, () => {
      for (const id of this.#blobs.ids) this.#blobs.end(id, 'closed');
    });
  }

  // What express-session asks for besides, and has in a class of its own.

  /** How new sessions are made: express-session puts this here. */
  get generate(): Generate | undefined {
    return this.#generate;
  }

  set generate(generate: Generate) {
    this.#generate = (request) => {
      generate(request);
      this.#classes = new LibraryClasses(request.session);
      this.#looks.set(request.session as object, undefined);
    };
  }

  /** Ends the session of a request and makes a new one for it. */
  regenerate(request: LibraryRequest, callback: StoreCallback): void {
    this.destroy(request.sessionID!, (error) => {
      this.#generated(request);
      callback(error);
    });
  }

  /** Gives the session of this id as one that has methods. */
  load<S>(id: string, callback: StoreCallback<S>): void {
    this.get(id, (error, read) => {
      if (error !== null || !read) {
        callback(error);
        return;
      }
      // Not the request of anybody, but what the library asks of one.
      const request: LibraryRequest & Record<string, unknown> = {
        sessionID: id,
        sessionStore: this,
        headers: {},
      };
      answer(callback, () => this.createSession<S>(request, read));
    });
  }

  /** Makes what has been read the session of a request, and answers that. */
  createSession<S>(request: LibraryRequest, read: ReadSession): S {
    if (this.#classes === undefined) this.#generated(Object.create(request)); // learns the classes, on a request of its own
    const session = this.#classes!.revive(request, read);
    this.#looks.set(session, this.#looks.get(read));
    request.session = session;
    return session as S;
  }

  #generated(request: LibraryRequest): void {
    if (this.#generate === undefined) throw new Error('ClausalStore: no express-session uses this store yet');
    this.#generate(request);
  }

  /**
   * Lets the callback have what `fn` answers or throws: it works on one session, or on all. Where sessions
   * are in a storage, that is asked before and told after.
   */
  #answer<T>(callback: StoreCallback<T> | undefined, id: string | typeof ALL, fn: () => T): void {
    const blobs = this.#blobs;
    if (!blobs.areStored) {
      answer(callback, () => {
        checkId(id);
        return fn();
      });
      return;
    }
    const work = async (): Promise<T> => {
      checkId(id);
      const one = id === ALL ? undefined : id;
      await blobs.fetched(one);
      const result = fn();
      await blobs.settled(one);
      return result;
    };
    work().then(
      (result) => callback && later(callback, null, result),
      (error) => callback && later(callback, error),
    );
  }

  #load(id: string): StoredSession | undefined {
    const blob = this.#blobs.load(id);
    if (blob === undefined) return undefined;
    if (expiryOf(blob.value.cookie) <= Date.now()) {
      this.#blobs.end(id, 'expired');
      return undefined;
    }
    this.#looks.set(blob.value, blob.look);
    return blob.value as unknown as StoredSession;
  }

  /** How long a session may be idle, in whole seconds; 0 or less when it is over. */
  #timeoutOf(cookie: Json | undefined): Seconds {
    const expires = expiryOf(cookie);
    return expires === Infinity ? this.#ttl : Math.ceil((expires - Date.now()) / 1000);
  }
}

/** When a cookie expires, in milliseconds since 1970; never, where that is not said. */
function expiryOf(cookie: Json | undefined): number {
  const expires = (cookie as JsonObject | null | undefined)?.expires;
  const time = expires ? new Date(expires as string).getTime() : Number.NaN;
  return Number.isNaN(time) ? Infinity : time;
}

/** The session as it comes back from JSON: dates are texts, and what is undefined is not there. */
function jsonOf(session: unknown): JsonObject {
  const value: unknown = session === undefined ? undefined : JSON.parse(JSON.stringify(session));
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  throw new TypeError(`session: ${String(session)}; an object was expected`);
}

function checkId(id: unknown): void {
  if (typeof id === 'string' || id === ALL) return;
  throw new TypeError(`session id: ${String(id)}; a string was expected`);
}

/** What `fn` answers or throws now, for later. */
function taken<T>(fn: () => T): () => T {
  try {
    const value = fn();
    return () => value;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

/** Lets the callback have what `fn` answers or throws; without one an error is thrown here. */
function answer<T>(callback: StoreCallback<T> | undefined, fn: () => T): void {
  if (callback === undefined) {
    fn();
    return;
  }
  try {
    later(callback, null, fn());
  } catch (error) {
    later(callback, error);
  }
}

function later<T>(callback: StoreCallback<T>, error: unknown, result?: T): void {
  process.nextTick(callback, error, result);
}
