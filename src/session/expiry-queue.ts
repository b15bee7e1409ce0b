/**
 * Sessions by the time at which they have to be looked at: a binary heap. Using a session does not move it; whoever takes
 * it out finds that it lives on and puts it back, so that using one costs nothing and work is for what may have expired.
 */
import type { LiveSession } from './live-session.ts';
import type { Seconds } from './settings-table.ts';

interface Entry {
  readonly due: Seconds;
  readonly session: LiveSession;
}

export class ExpiryQueue {
  readonly #heap: Entry[] = [];

  /** The earliest time at which a session has to be looked at, Infinity when there is none. */
  get next(): Seconds {
    return this.#heap[0]?.due ?? Infinity;
  }

  /** Queues a session for a time; an earlier place that it had is void. */
  add(session: LiveSession, due: Seconds): void {
    session.due = due;
    if (due === Infinity) return;
    const heap = this.#heap;
    const entry = { due, session };
    let at = heap.push(entry) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (heap[parent]!.due <= due) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = entry;
  }

  /** Takes out the next session that was due before a time. */
  take(before: Seconds): LiveSession | undefined {
    while (this.next < before) {
      const { session, due } = this.#pop();
      if (session.due !== due) continue;
      session.due = Infinity;
      return session;
    }
    return undefined;
  }

  #pop(): Entry {
    const heap = this.#heap;
    const top = heap[0]!;
    const last = heap.pop()!;
    const size = heap.length;
    if (size === 0) return top;
    let at = 0;
    for (let child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && heap[child + 1]!.due < heap[child]!.due) child++;
      if (heap[child]!.due >= last.due) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
    return top;
  }
}
