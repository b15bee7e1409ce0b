/**
 * The session of the request that is being handled: how it is found by the request's cookie, how it begins, and what the
 * client is told of it.
 */
import type { ClauseStore } from '../query/clause-store.ts';
import { permissionError, saying } from '../term/error.ts';
import { atom, type Term } from '../term/term.ts';
import type { Context, Contexts } from './context.ts';
import { cookieName, cookieValues, expireCookie, setCookie } from './cookie.ts';
import type { LiveSession } from './live-session.ts';
import { peerOf } from './peer.ts';
import type { SessionRequest } from './request.ts';
import { canBeSessionId } from './session-id.ts';
import type { Sessions } from './sessions.ts';
import type { Settings } from './settings.ts';

export class CurrentSession {
  readonly #contexts: Contexts;
  readonly #sessions: Sessions;
  readonly #settings: Settings;
  readonly #store: ClauseStore;

  constructor(contexts: Contexts, sessions: Sessions, settings: Settings, store: ClauseStore) {
    this.#contexts = contexts;
    this.#sessions = sessions;
    this.#settings = settings;
    this.#store = store;
  }

  /** Its id, which may be that of a session that has ended meanwhile; undefined where there is none. */
  get id(): string | undefined {
    return this.#contexts.current?.sessionId;
  }

  /** The context in which this is called. */
  get context(): Context | undefined {
    return this.#contexts.current;
  }

  /** Runs something in a context that may have been left. */
  within<T>(context: Context, fn: () => T): T {
    return this.#contexts.current === context ? fn() : this.#contexts.run(context, fn);
  }

  /** Runs the handler of a request in the context of its session. */
  enter<T>(request: SessionRequest, handler: () => T): T | Promise<Awaited<T>> {
    const before = this.#contexts.current?.request;
    if (before !== undefined && sourceOf(before) === sourceOf(request)) return handler();
    const context: Context = { request, sessionId: undefined, handle: undefined, work: undefined };
    const ids = this.#settings.values.enabled ? this.#idsOf(request) : undefined;
    const run = (): T =>
      this.#contexts.run(context, () => {
        if (ids !== undefined) this.#find(request, context, ids);
        return handler();
      });
    const { keeper } = this.#sessions;
    return keeper === undefined ? run() : keeper.enter(context, ids ?? [], run);
  }

  /** Begins a session, after `ended` has ended. Errors as {@link SessionEngine.openSession}. */
  open(ended?: LiveSession): string {
    const context = this.#openContext();
    if (ended !== undefined) this.#sessions.close(ended);
    return this.#begin(context);
  }

  /** Begins a session where that is done with the first fact and has not been done; answers the id of the current one. */
  idForFact(): string | undefined {
    const context = this.#contexts.current;
    if (context?.request === undefined || context.sessionId !== undefined) return context?.sessionId;
    const { enabled, create, path } = this.#settings.values;
    const begins = enabled && create === 'lazy' && isWithin(context.request.path, path);
    return begins ? this.open() : undefined;
  }

  /** Gives a session a new id, and tells the client if it is the current one. */
  renew(session: LiveSession): LiveSession {
    const context = session.id === this.id ? this.#openContext() : undefined;
    const renewed = this.#sessions.renew(session);
    if (context !== undefined) this.#tell(context, renewed.id);
    return renewed;
  }

  /** Tells the client to forget the session that has ended, if it is the current one and headers are not sent. */
  expire(sessionId: string): void {
    const { request } = this.#contexts.current ?? {};
    if (sessionId !== this.id || request === undefined || !request.isOpen) return;
    this.#send(request, undefined);
    this.#store.onUndo(() => this.#send(request, sessionId));
  }

  #idsOf(request: SessionRequest): string[] {
    const ids = cookieValues(request.cookie, cookieName(this.#settings.values, request.isSecure));
    return ids.filter(canBeSessionId);
  }

  #find(request: SessionRequest, context: Context, ids: readonly string[]): void {
    const { values } = this.#settings;
    const peer = (): Term => peerOf(request, values.proxy_enabled);
    for (const id of ids) {
      context.sessionId = this.#sessions.use(id, peer)?.id;
      if (context.sessionId !== undefined) return;
    }
    if (values.create === 'auto' && isWithin(request.path, values.path) && request.isOpen) {
      this.#begin(context);
    }
  }

  #begin(context: Context): string {
    const session = this.#sessions.open(peerOf(context.request!, this.#settings.values.proxy_enabled));
    this.#tell(context, session.id);
    this.#sessions.announce(session);
    return session.id;
  }

  /** Makes a session the current one, and sends its cookie. */
  #tell(context: Context, id: string): void {
    const before = context.sessionId;
    const request = context.request!;
    this.#send(request, id);
    context.sessionId = id;
    this.#store.onUndo(() => {
      context.sessionId = before;
      this.#send(request, before);
    });
  }

  /** Sends the cookie of a session or, without one, what makes the client forget the cookie, if that is still possible. */
  #send(request: SessionRequest, id: string | undefined): void {
    if (!request.isOpen) return;
    const { values } = this.#settings;
    const { isSecure } = request;
    const header = id === undefined ? expireCookie(values, isSecure) : setCookie(values, isSecure, id);
    request.setCookie(cookieName(values, isSecure), header);
  }

  /** The context, if a session can be opened in it. */
  #openContext(): Context {
    const context = this.#contexts.current;
    if (context?.request?.isOpen !== true) {
      const why = context?.request === undefined ? 'outside of a request' : 'the headers are sent';
      throw permissionError('open', 'http_session', atom('header'), saying(why));
    }
    return context;
  }
}

/** Requests of one source are the same. */
function sourceOf(request: SessionRequest): object {
  return request.source ?? request;
}

/** Whether a path is the other one, or below it. */
function isWithin(path: string, root: string): boolean {
  return (
    path.startsWith(root) && (path.length === root.length || root.endsWith('/') || path[root.length] === '/')
  );
}
