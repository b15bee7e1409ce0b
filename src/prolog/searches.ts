/** The searches of a host, which its end ends. */
import type { Search } from './answers.ts';

export class Searches {
  readonly #closing = new AbortController();
  /** What ends the searches that are at work: to have each listen to the end of the host would hold it for as long as that. */
  readonly #atWork = new Set<AbortController>();

  /** Aborted at the end of the host. */
  get signal(): AbortSignal {
    return this.#closing.signal;
  }

  /** The search, which the end of the host ends too. */
  endingAtClose(search: Search, ended: AbortController): Search {
    const watched = async <T>(work: () => Promise<T>): Promise<T> => {
      if (this.#closing.signal.aborted) ended.abort();
      this.#atWork.add(ended);
      try {
        return await work();
      } finally {
        this.#atWork.delete(ended);
      }
    };
    return {
      next: () => watched(() => search.next()),
      get isExhausted() {
        return search.isExhausted;
      },
      close: () => watched(() => search.close()),
    };
  }

  close(): void {
    this.#closing.abort();
    for (const ended of this.#atWork) ended.abort();
  }
}
