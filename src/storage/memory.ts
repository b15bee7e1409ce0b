/**
 * A storage in the memory of this process: several engines can share its sessions, and nothing of them lasts. For tests: it
 * can answer late, and fail.
 */
import type { Seconds } from '../session/settings-table.ts';
import type {
  Awaitable,
  ChangeListener,
  ChangeOutcome,
  EndCondition,
  LoadedSession,
  SessionChange,
  SessionStorage,
  SessionTimes,
  StoredSession,
} from '../session/storage.ts';
import { copyTerm } from '../term/copy.ts';
import type { Term } from '../term/term.ts';
import { ownChange, SharedSessions } from './memory/shared-sessions.ts';
import type { Milliseconds } from './milliseconds.ts';

export interface MemoryStorageOptions {
  /**
   * How long a call takes until it is carried out, and as long again until it is answered, which makes all answers promises;
   * or a function that says what to wait for.
   */
  readonly delay?: Milliseconds | ((call: string, way: 'there' | 'back') => Promise<unknown>);
}

export interface Failure {
  readonly error?: Error;
  /** Whether what was asked for is done all the same; false by default. */
  readonly done?: boolean;
}

/**
 * Makes a storage with a memory of its own.
 *
 *     const storage = memoryStorage();
 *     const one = new SessionEngine({ storage });
 *     const other = new SessionEngine({ storage: storage.connect() }); // the same sessions
 */
export function memoryStorage(options: MemoryStorageOptions = {}): MemoryStorage {
  return new MemoryStorage(options, { sessions: new SharedSessions(), storages: new Set() });
}

/** What the storages of one memory share. */
interface Memory {
  readonly sessions: SharedSessions;
  /** Those that are open. */
  readonly storages: Set<MemoryStorage>;
}

/** Made by {@link memoryStorage}. */
export class MemoryStorage implements SessionStorage {
  readonly #options: MemoryStorageOptions;
  readonly #memory: Memory;
  readonly #underWay = new Set<Promise<unknown>>();
  #listener: ChangeListener | undefined;
  #isClosed = false;
  #failure: Failure = {};
  #failures = 0;

  constructor(options: MemoryStorageOptions, memory: Memory) {
    this.#options = options;
    this.#memory = memory;
  }

  get loadsAtOnce(): boolean {
    return this.#options.delay === undefined;
  }

  /** Another storage of the same sessions, for another engine. */
  connect(options: MemoryStorageOptions = this.#options): MemoryStorage {
    return new MemoryStorage(options, this.#memory);
  }

  /** Lets the next calls fail that this storage carries out; 0 for none. */
  failNext(calls = 1, failure: Failure = {}): void {
    this.#failures = calls;
    this.#failure = failure;
  }

  open(listener: ChangeListener): Awaitable<void> {
    return this.#answer('open', () => {
      this.#listener = listener;
      this.#memory.storages.add(this);
    });
  }

  load(id: string, known?: number): Awaitable<LoadedSession | undefined> {
    return this.#answer('load', () => this.#memory.sessions.load(id, known));
  }

  commit(change: SessionChange): Awaitable<ChangeOutcome> {
    const own = ownChange(change);
    return this.#answer('commit', () => {
      const outcome = this.#memory.sessions.commit(own);
      if (outcome.kind !== 'done') return outcome;
      if (own.replaces !== undefined) this.#tell(own.replaces.id, 0);
      this.#tell(own.id, own.version + 1);
      return outcome;
    });
  }

  touch(id: string, times: SessionTimes): Awaitable<boolean> {
    return this.#answer('touch', () => this.#memory.sessions.touch(id, times));
  }

  end(id: string, condition?: EndCondition): Awaitable<boolean> {
    return this.#answer('end', () => {
      const hasEnded = this.#memory.sessions.end(id, condition);
      if (hasEnded) this.#tell(id, 0);
      return hasEnded;
    });
  }

  due(time: Seconds, limit: number): Awaitable<readonly StoredSession[]> {
    return this.#answer('due', () => this.#memory.sessions.due(time, limit));
  }

  find(pattern: Term): Iterable<StoredSession> | AsyncIterable<StoredSession> {
    const own = copyTerm(pattern);
    return this.#options.delay === undefined ? this.#found(own) : this.#foundLater(own);
  }

  close(): Awaitable<void> {
    this.#isClosed = true;
    const closed = () => {
      this.#memory.storages.delete(this);
    };
    if (this.#underWay.size === 0) return closed();
    return Promise.allSettled(this.#underWay).then(closed);
  }

  *#found(pattern: Term): Generator<StoredSession> {
    this.#mustBeOpen('find');
    yield* this.#carryOut(() => this.#memory.sessions.find(pattern));
  }

  async *#foundLater(pattern: Term): AsyncGenerator<StoredSession> {
    const sessions = this.#memory.sessions.find(pattern);
    for (;;) {
      const next = await this.#answer('find', () => sessions.next());
      if (next.done === true) return;
      yield next.value;
    }
  }

  #tell(id: string, version: number): void {
    for (const other of this.#memory.storages) {
      if (other !== this) queueMicrotask(() => other.#hear(id, version));
    }
  }

  #hear(id: string, version: number): void {
    if (!this.#isClosed) this.#listener?.(id, version);
  }

  /** Carries a call out, at once or with the delay that was asked for. */
  #answer<T>(call: string, work: () => T): Awaitable<T> {
    const { delay } = this.#options;
    if (delay === undefined) {
      this.#mustBeOpen(call);
      return this.#carryOut(work);
    }
    const wait = typeof delay === 'function' ? delay : () => later(delay);
    const answer = (async () => {
      this.#mustBeOpen(call);
      await wait(call, 'there');
      try {
        return this.#carryOut(work);
      } finally {
        await wait(call, 'back');
      }
    })();
    this.#underWay.add(answer);
    const forget = () => this.#underWay.delete(answer);
    answer.then(forget, forget);
    return answer;
  }

  #carryOut<T>(work: () => T): T {
    if (this.#failures === 0) return work();
    this.#failures--;
    const { error = new Error('the storage fails, as it was told to'), done = false } = this.#failure;
    if (done) work();
    throw error;
  }

  #mustBeOpen(call: string): void {
    if (this.#isClosed) throw new Error(`${call}: this memory storage is closed`);
  }
}

function later(delay: Milliseconds): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delay));
}
