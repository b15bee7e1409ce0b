/** The methods of a session store as promises, for tests. */
import type { ClausalStore } from 'clausal/express-session';

/** A session of any keys, whose cookie may be left out. */
export type Blob = { [key: string]: unknown };

export class StoreClient {
  constructor(readonly store: ClausalStore) {}

  // biome-ignore lint/suspicious/noExplicitAny: a test knows what it has put in
  get(id: string): Promise<any> {
    return this.#later((done) => this.store.get(id, done));
  }

  set(id: string, session: Blob): Promise<void> {
    return this.#later((done) => this.store.set(id, session as never, done));
  }

  touch(id: string, session: Blob): Promise<void> {
    return this.#later((done) => this.store.touch(id, session as never, done));
  }

  destroy(id: string): Promise<void> {
    return this.#later((done) => this.store.destroy(id, done));
  }

  all(): Promise<Record<string, Blob>> {
    return this.#later((done) => this.store.all(done));
  }

  length(): Promise<number> {
    return this.#later((done) => this.store.length(done));
  }

  clear(): Promise<void> {
    return this.#later((done) => this.store.clear(done));
  }

  /** A callback that is called at once, or again, is an error. */
  // biome-ignore lint/suspicious/noExplicitAny: whatever the callback is given
  #later(call: (done: (error: unknown, result?: any) => void) => void): Promise<any> {
    return new Promise((resolve, reject) => {
      let state: 'calling' | 'waiting' | 'called' = 'calling';
      call((error, result) => {
        if (state !== 'waiting') reject(new Error(`called back while ${state}`));
        state = 'called';
        // Whatever else the store does comes before this.
        setImmediate(() => (error === null ? resolve(result) : reject(error)));
      });
      state = 'waiting';
    });
  }
}
