/**
 * Sessions by the time at which they have to be looked at: a binary heap that knows where each session is in it. Using a
 * session does not move it; whoever takes it out finds that it lives on and puts it back, so that using one costs nothing
 * and work is for what may have expired.
 */
import type { LiveSession } from './live-session.ts';
import type { Seconds } from './settings-table.ts';

export class ExpiryQueue {
  readonly #sessions: LiveSession[] = [];
  #dues = new Float64Array(16);

  /** The earliest time at which a session has to be looked at, Infinity when there is none. */
  get next(): Seconds {
    return this.#sessions.length === 0 ? Infinity : this.#dues[0]!;
  }

  /** Queues a session for a time, in place of the time for which it was queued; for Infinity it is not queued. */
  set(session: LiveSession, due: Seconds): void {
    if (due === Infinity) {
      this.remove(session);
      return;
    }
    if (session.place < 0) session.place = this.#sessions.length;
    this.#reserve(session.place);
    this.#settle(session, due);
  }

  /** Takes a session out. */
  remove(session: LiveSession): void {
    const { place } = session;
    if (place < 0) return;
    session.place = -1;
    const due = this.#dues[this.#sessions.length - 1]!;
    const last = this.#sessions.pop()!;
    if (last === session) return;
    last.place = place;
    this.#settle(last, due);
  }

  /** Takes out the next session that was due before a time. */
  take(before: Seconds): LiveSession | undefined {
    if (!(this.next < before)) return undefined;
    const session = this.#sessions[0]!;
    this.remove(session);
    return session;
  }

  /** Those that were due before a time, which stay. Whoever iterates changes nothing meanwhile. */
  *due(before: Seconds): Generator<LiveSession> {
    const places = [0];
    for (let place = places.pop(); place !== undefined; place = places.pop()) {
      if (place >= this.#sessions.length || !(this.#dues[place]! < before)) continue; // nor is any below it
      yield this.#sessions[place]!;
      places.push(2 * place + 1, 2 * place + 2);
    }
  }

  /** Moves a session from its place to one where those above are due no later and those below no earlier. */
  #settle(session: LiveSession, due: Seconds): void {
    const dues = this.#dues;
    const sessions = this.#sessions;
    let { place } = session;
    for (let parent = (place - 1) >> 1; place > 0 && dues[parent]! > due; parent = (place - 1) >> 1) {
      this.#put(sessions[parent]!, dues[parent]!, place);
      place = parent;
    }
    for (let child = 2 * place + 1; child < sessions.length; child = 2 * place + 1) {
      if (child + 1 < sessions.length && dues[child + 1]! < dues[child]!) child++;
      if (dues[child]! >= due) break;
      this.#put(sessions[child]!, dues[child]!, place);
      place = child;
    }
    this.#put(session, due, place);
  }

  #put(session: LiveSession, due: Seconds, place: number): void {
    this.#sessions[place] = session;
    this.#dues[place] = due;
    session.place = place;
  }

  #reserve(place: number): void {
    if (place < this.#dues.length) return;
    const larger = new Float64Array(2 * this.#dues.length);
    larger.set(this.#dues);
    this.#dues = larger;
  }
}
