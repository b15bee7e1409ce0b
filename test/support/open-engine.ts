/** A stand-in for the session engine, for the tests of adapters. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { SessionRequest } from '../../src/session/request.ts';
import type { Session } from '../../src/session/session.ts';

const HANDLE = {} as Session;

/** An engine that lets everybody in and remembers them. */
export class OpenEngine {
  readonly requests: SessionRequest[] = [];
  readonly #current = new AsyncLocalStorage<SessionRequest>();

  enter<T>(request: SessionRequest, handler: () => T): T {
    this.requests.push(request);
    return this.#current.run(request, handler);
  }

  /** Adapters only hand it on. */
  session(): Session {
    return HANDLE;
  }

  /** The request in whose context the caller runs. */
  get current(): SessionRequest | undefined {
    return this.#current.getStore();
  }

  get last(): SessionRequest {
    return this.requests.at(-1)!;
  }
}
