/**
 * Sessions in Redis or Valkey, shared by all processes that use the same server and prefix. Entering a request takes one round
 * trip, leaving it another one; see `redis/scripts.ts` for what the server does in one step.
 */
import type {
  ChangeListener,
  ChangeOutcome,
  EndCondition,
  LoadedSession,
  SessionChange,
  SessionStorage,
  SessionTimes,
  StoredSession,
} from '../session/storage.ts';
import type { Term } from '../term/term.ts';
import { connectMaster, type Wire } from './redis/connect.ts';
import { isReply } from './redis/failure.ts';
import { Feed } from './redis/feed.ts';
import { Keys } from './redis/keys.ts';
import { Link } from './redis/link.ts';
import { type RedisSettings, type RedisStorageOptions, redisSettings } from './redis/options.ts';
import { SCRIPTS } from './redis/scripts.ts';
import { Search } from './redis/search.ts';
import { Store } from './redis/store.ts';

export { RedisStorageError } from './redis/failure.ts';
export { type RedisStorageOptions, redisOptions, type SentinelOptions } from './redis/options.ts';

/**
 * Makes a storage in a Redis or Valkey server, a cluster of them, or the master that sentinels name.
 *
 *     const sessions = new SessionEngine({ storage: redisStorage({ url: 'redis://localhost:6379', prefix: 'shop' }) });
 *
 * A commit whose answer is lost is sent again, and recognises itself; where that is not possible, because others have
 * changed the session more than nine times meanwhile or because there is no connection for longer than `timeout`, it is rejected with a
 * {@link RedisStorageError} `unknown`. What is answered lasts as long as the server promises: with `appendonly yes` and
 * `appendfsync always` it survives the server. A server with an eviction policy other than `noeviction` loses sessions when
 * its memory is full.
 *
 * @throws TypeError for an option that can't be.
 */
export function redisStorage(options: RedisStorageOptions = {}): SessionStorage {
  return new RedisStorage(redisSettings(options));
}

class RedisStorage implements SessionStorage {
  readonly #settings: RedisSettings;
  readonly #keys: Keys;
  readonly #link: Link;
  readonly #store: Store;
  readonly #search: Search;
  readonly #feed: Feed;

  constructor(settings: RedisSettings) {
    this.#settings = settings;
    this.#keys = new Keys(settings.prefix);
    const channel = `${settings.prefix}:changes`;
    this.#link = new Link(settings, connectMaster(settings), settings.cluster ? undefined : makeKnown);
    this.#store = new Store(this.#link, this.#keys, channel, settings, (id, version) =>
      this.#feed.knows(id, version),
    );
    this.#feed = new Feed(settings, channel, this.#store, this.#link);
    this.#search = new Search(this.#link, this.#keys, this.#store);
  }

  async open(listener: ChangeListener): Promise<void> {
    await Promise.all([this.#link.open(), this.#feed.open(listener)]);
  }

  load(id: string, known?: number): Promise<LoadedSession | undefined> {
    return this.#store.load(id, known);
  }

  commit(change: SessionChange): Promise<ChangeOutcome> {
    const { id, replaces } = change;
    const isOneStep = replaces === undefined || !this.#settings.cluster || this.#isSameSlot(id, replaces.id);
    return isOneStep ? this.#store.commit(change) : this.#commitInSteps(change);
  }

  touch(id: string, times: SessionTimes): Promise<boolean> {
    return this.#store.touch(id, times);
  }

  end(id: string, condition?: EndCondition): Promise<boolean> {
    return this.#store.end(id, condition);
  }

  due(time: number, limit: number): Promise<readonly StoredSession[]> {
    return this.#search.due(time, limit);
  }

  find(pattern: Term): AsyncIterable<StoredSession> {
    return this.#search.find(pattern);
  }

  async close(): Promise<void> {
    await Promise.all([this.#search.close(), this.#feed.close(), this.#link.close()]);
  }

  #isSameSlot(id: string, other: string): boolean {
    return this.#keys.of(id).bucket === this.#keys.of(other).bucket;
  }

  /**
   * A session that replaces one in another slot: first the new one begins, then the old one ends, or else the new one ends too. Who is
   * stopped in between leaves the old one as it was, and a new one whose id nobody was told.
   */
  async #commitInSteps({ replaces, ...change }: SessionChange): Promise<ChangeOutcome> {
    const begun = await this.#store.commit(change);
    if (begun.kind !== 'done') return begun;
    const { id, version } = replaces!;
    if (await this.#store.end(id, { version })) return begun;
    await this.#store.end(change.id, { version: change.version + 1 });
    const now = await this.#store.load(id);
    return now?.facts === undefined ? { kind: 'gone' } : { kind: 'conflict', now };
  }
}

/** Makes the scripts known to a server, so that requests need not send them. One that refuses that gets them from these. */
async function makeKnown(wire: Wire): Promise<void> {
  await Promise.all(
    SCRIPTS.map(async ({ text }) => {
      try {
        await wire.send('', ['SCRIPT', 'LOAD', text]);
      } catch (error) {
        if (!isReply(error)) throw error;
      }
    }),
  );
}
