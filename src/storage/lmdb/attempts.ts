/** What is asked of the file of a storage and not done yet: writes, each until nobody else is faster, and what it stays open for. */
import { type Write, WriteQueue } from './write-queue.ts';

export class Attempts {
  readonly #queue: WriteQueue;
  #underWay = 0;
  #whenOver: (() => void) | undefined;

  /** @param window For how many milliseconds writes are gathered. */
  constructor(window: number) {
    this.#queue = new WriteQueue(window);
  }

  /**
   * Asks for a write until nobody else is faster, and tells `noted` what came of it first. A promise costs much where contexts are
   * in use, so that there is one for all of it.
   */
  untilDone<T>(
    attempt: () => Promise<T | undefined>,
    noted: (done: T) => void = () => undefined,
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      const fail = (error: unknown) => {
        this.#isOver();
        reject(error);
      };
      const write: Write = (done) => {
        let written: Promise<T | undefined>;
        try {
          written = attempt();
        } catch (error) {
          done();
          return fail(error);
        }
        written.then(
          (outcome) => {
            done();
            if (outcome === undefined) return this.#queue.add(write);
            noted(outcome);
            this.#isOver();
            resolve(outcome);
          },
          (error) => {
            done();
            fail(error);
          },
        );
      };
      this.#underWay++;
      this.#queue.add(write);
    });
  }

  /** Counts something else among what is under way. */
  noted<T>(work: Promise<T>): Promise<T> {
    this.#underWay++;
    return work.finally(() => this.#isOver());
  }

  #isOver(): void {
    if (--this.#underWay === 0) this.#whenOver?.();
  }

  /** Is done when nothing is under way. What is gathered does not wait any longer. */
  async allOver(): Promise<void> {
    this.#queue.send();
    if (this.#underWay > 0) await new Promise<void>((resolve) => (this.#whenOver = resolve));
  }
}
