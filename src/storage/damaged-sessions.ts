/** Damaged sessions that are met among others, which come first. */
import { DamagedSession } from '../session/damaged-session.ts';

export class DamagedSessions {
  #first: DamagedSession | undefined = undefined;
  #count = 0;

  /** What `read` answers; undefined when it has met a damaged session, which is noted. */
  passOver<T>(read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      return this.note(error);
    }
  }

  /** Notes what is wrong with a session. @throws `error` when that is something else */
  note(error: unknown): undefined {
    if (!(error instanceof DamagedSession)) throw error;
    this.#first ??= error;
    this.#count++;
  }

  /** @throws DamagedSession when there were some, about the first of them */
  tell(): void {
    if (this.#first === undefined) return;
    if (this.#count === 1) throw this.#first;
    const { message } = this.#first;
    throw new DamagedSession(`${message} (one of ${this.#count} such sessions)`, { cause: this.#first });
  }
}
