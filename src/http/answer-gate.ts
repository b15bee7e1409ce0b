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
      this.#openAfter(wait);
    } catch (error) {
      this.#isHeld = true;
      this.#openAfter(Promise.reject(error));
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

  /** It is not async, as each promise costs where contexts are in use. */
  #openAfter(wait: Promise<void>): void {
    void wait.then(
      () => this.#open(),
      (error) => this.#fail(error),
    );
  }

  #open(): void {
    let wait: Promise<void> | undefined;
    try {
      // Something can have changed meanwhile that what is held tells of.
      wait = this.#wait();
    } catch (error) {
      this.#fail(error);
      return;
    }
    if (wait !== undefined) {
      this.#openAfter(wait);
      return;
    }
    this.#isHeld = false;
    this.#output.release();
  }

  #fail(error: unknown): void {
    this.#isHeld = false;
    this.#hasFailed = true;
    this.#output.fail(error);
  }

  #wait(): Promise<void> | undefined {
    for (const ready of this.#readies) {
      const wait = ready();
      if (wait !== undefined) return wait;
    }
    return undefined;
  }
}
