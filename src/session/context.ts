/** The context in which code runs: the request and its session, at any depth of asynchronous code. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { SessionRequest } from './request.ts';
import type { RequestWork } from './request-work.ts';

export interface Context {
  /** Undefined outside of requests. */
  readonly request: SessionRequest | undefined;
  /** The session of the request; it may have ended meanwhile. */
  sessionId: string | undefined;
  /** The handle on it, which is made when somebody asks. */
  handle: object | undefined;
  /** What the request has changed and is yet to be stored, where sessions are stored. */
  work: RequestWork | undefined;
}

/** Each engine has its own contexts. */
export class Contexts {
  readonly #storage = new AsyncLocalStorage<Context | undefined>();

  get current(): Context | undefined {
    return this.#storage.getStore();
  }

  /** Runs something in a context, or in none. */
  run<T>(context: Context | undefined, fn: () => T): T {
    return this.#storage.run(context, fn);
  }
}
