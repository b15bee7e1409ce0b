/**
 * What an answer waits at until all that the request has changed is stored. How output is held, and what an error in its place
 * looks like, is for whoever has the output: `response-output.ts`, `stream-output.ts`, `http2-output.ts`, `end-output.ts`.
 */

/** Answers what has to be waited for, if there is something. */
export type Ready = () => Promise<void> | undefined;

/** What a gate lets out. */
export interface HeldOutput {
  /** Sends what was held. */
  release(): void;
  /** Drops what was held, and answers the error or, where a part of the answer has left already, breaks off. */
  fail(error: unknown): void;
}

export class AnswerGate {
  readonly #output: HeldOutput;
  readonly #readies: Ready[];
  #isHeld = false;
  #hasFailed = false;

  constructor(output: HeldOutput, ready: Ready) {
    this.#output = output;
    this.#readies = [ready];
  }

  /** One more that has to be ready. */
  add(ready: Ready): void {
    this.#readies.push(ready);
  }

  /** Whether output is being held. */
  get isHeld(): boolean {
    return this.#isHeld;
  }

  /** Asks whether output has to be held that is about to leave. If so, the output is told when that is over. */
  holds(): boolean {
    if (this.#isHeld) return true;
    if (this.#hasFailed) return false;
    try {
      const wait = this.#wait();
      if (wait === undefined) return false;
      this.#isHeld = true;
      void this.#open(wait);
    } catch (error) {
      this.#isHeld = true;
      void this.#open(Promise.reject(error));
    }
    return true;
  }

  /** Asks also when nothing will leave any more, and nobody is left to be told of a failure. */
  readonly close = (): void => {
    if (!this.#hasFailed) {
      this.holds();
      return;
    }
    try {
      this.#wait()?.catch(() => {});
    } catch {
      // As above.
    }
  };

  async #open(first: Promise<void>): Promise<void> {
    try {
      // Something can have changed meanwhile that what is held tells of.
      for (let wait: Promise<void> | undefined = first; wait !== undefined; wait = this.#wait()) await wait;
    } catch (error) {
      this.#isHeld = false;
      this.#hasFailed = true;
      this.#output.fail(error);
      return;
    }
    this.#isHeld = false;
    this.#output.release();
  }

  #wait(): Promise<void> | undefined {
    for (const ready of this.#readies) {
      const wait = ready();
      if (wait !== undefined) return wait;
    }
    return undefined;
  }
}
