/** Completion at a prompt that is attached to a server, which is asked. */

/** The words of the server, once one is there to be asked. */
export class RemoteCompletion {
  readonly #waiting: ((completions: readonly string[]) => void)[] = [];
  #ask: ((word: string) => void) | undefined;

  readonly complete = (word: string): Promise<readonly string[]> =>
    new Promise((resolve) => {
      if (this.#ask === undefined) return resolve([]);
      this.#waiting.push(resolve);
      this.#ask(word);
    });

  /** Asks by a function from now on; without one nothing is known. */
  by(ask: ((word: string) => void) | undefined): void {
    this.#ask = ask;
    if (ask === undefined) for (const resolve of this.#waiting.splice(0)) resolve([]);
  }

  take(completions: readonly string[]): void {
    this.#waiting.shift()?.(completions);
  }
}
