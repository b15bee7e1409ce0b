/** The context in which code runs: the request and its session, at any depth of asynchronous code. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { SessionRequest } from './request.ts';

export interface Context {
  /** Undefined outside of requests. */
  readonly request: SessionRequest | undefined;
  /** The session of the request; it may have ended meanwhile. */
  sessionId: string | undefined;
  /** The handle on it, which is made when somebody asks. */
  handle: object | undefined;
}

/** Each engine has its own contexts. */
export class Contexts {
  readonly #storage = new AsyncLocalStorage<Context>();

  get current(): Context | undefined {
    return this.#storage.getStore();
  }

  run<T>(context: Context, fn: () => T): T {
    return this.#storage.run(context, fn);
  }
}
