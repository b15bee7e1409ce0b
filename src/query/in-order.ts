/** What is asked for while something else is still looked for: it waits, so that answers come in the order of the questions. */

/**
 * Looks for one thing at a time, for iterators whose `next()` may be called before the last one is answered. It adds no
 * promise between whoever looks and whoever asks, as that would cost more than many a search.
 */
export class InOrder<T> {
  #last: Promise<T> | undefined;
  #unanswered = 0;
  readonly #answered = () => {
    this.#unanswered--;
  };

  /** Has `look` look at once, or else when all that was asked for before is answered, however that ended. */
  ask(look: () => Promise<T>): Promise<T> {
    const answer = this.#unanswered++ === 0 ? look() : this.#last!.then(look, look);
    answer.then(this.#answered, this.#answered);
    this.#last = answer;
    return answer;
  }

  /** What was asked for last, if it is not there yet. */
  get pending(): Promise<T> | undefined {
    return this.#unanswered === 0 ? undefined : this.#last;
  }
}
