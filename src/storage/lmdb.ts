/**
 * `lmdbStorage()`: sessions in a file of LMDB, which lasts and which several processes of one machine share. Reading is at
 * once; what was answered to a write is on disk.
 */
import type { Seconds } from '../session/settings-table.ts';
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
import { type Lookup, lookup } from './content-index.ts';
import { DamagedSessions } from './damaged-sessions.ts';
import { Attempts } from './lmdb/attempts.ts';
import { ChangeFeed } from './lmdb/change-feed.ts';
import { foundIds } from './lmdb/content-search.ts';
import { closeDatabases, type Databases, openDatabases } from './lmdb/databases.ts';
import { dueSessions } from './lmdb/due-sessions.ts';
import { failure } from './lmdb/failure.ts';
import { isFolder, makeFolder } from './lmdb/file-check.ts';
import { type LmdbStorageOptions, readOptions, type StorageSettings } from './lmdb/options.ts';
import { SessionRecords } from './lmdb/session-records.ts';

export type { LmdbStorageOptions } from './lmdb/options.ts';

/**
 * A storage in a file of LMDB.
 *
 *     const sessions = new SessionEngine({ storage: lmdbStorage({ path: './sessions.mdb' }) });
 *
 * @throws TypeError, RangeError for an option that is not what it has to be
 */
export function lmdbStorage(options: LmdbStorageOptions): LmdbStorage {
  return new LmdbStorage(readOptions(options));
}

/** What is there while a storage is open. */
interface Open {
  readonly databases: Databases;
  readonly records: SessionRecords;
  readonly feed: ChangeFeed;
}

/** Made by {@link lmdbStorage}. */
export class LmdbStorage implements SessionStorage {
  readonly loadsAtOnce = true;
  readonly #settings: StorageSettings;
  readonly #attempts: Attempts;
  #open: Open | undefined;
  #isClosed = false;

  constructor(settings: StorageSettings) {
    this.#settings = settings;
    this.#attempts = new Attempts(settings.window);
  }

  /** @throws Error that says what is wrong with the file, and what was expected */
  open(listener: ChangeListener): void {
    const { path, file, poll } = this.#settings;
    if (this.#open !== undefined || this.#isClosed) {
      throw new Error(`open: the storage ${path} was opened before`);
    }
    const databases = openDatabases(path, file);
    let feed: ChangeFeed;
    try {
      feed = new ChangeFeed(databases, listener, poll);
    } catch (error) {
      void closeDatabases(databases);
      throw failure(path, 'open the sessions', error);
    }
    feed.clean();
    this.#open = { databases, feed, records: new SessionRecords(databases, feed) };
  }

  load(id: string, known?: number): LoadedSession | undefined {
    const { records, feed } = this.#opened('load');
    const session = records.load(id, known);
    if (session === undefined) feed.forget(id);
    else feed.keep(id);
    return session;
  }

  commit(change: SessionChange): Promise<ChangeOutcome> {
    const { records, feed } = this.#opened('commit');
    return this.#attempts.untilDone(
      () => records.change(change),
      ({ kind }) => {
        if (kind !== 'done') return;
        feed.keep(change.id);
        if (change.replaces) feed.forget(change.replaces.id);
      },
    );
  }

  touch(id: string, times: SessionTimes): Promise<boolean> {
    const { records } = this.#opened('touch');
    return this.#attempts.untilDone(() => records.touch(id, times));
  }

  end(id: string, condition?: EndCondition): Promise<boolean> {
    const { records, feed } = this.#opened('end');
    return this.#attempts.untilDone(
      () => records.end(id, condition),
      (hasEnded) => hasEnded && feed.forget(id),
    );
  }

  due(time: Seconds, limit: number): Promise<readonly StoredSession[]> {
    const { databases, records } = this.#opened('due');
    return this.#attempts.noted(dueSessions(databases, records, time, limit));
  }

  find(pattern: Term): Iterable<StoredSession> {
    return this.#found(lookup(pattern));
  }

  /**
   * Writes a copy of all sessions as they are now to a file, or to a folder when this one is a folder, while they are in use.
   * The copy has no free space in it: to make a file smaller, put a copy in its place while no process has it open.
   * @throws Error when there is something at that place already, or it cannot be written
   */
  async backup(path: string): Promise<void> {
    const { root } = this.#opened('backup').databases;
    try {
      if (isFolder(this.#settings.path)) makeFolder(path);
      await this.#attempts.noted(root.backup(path, true));
    } catch (error) {
      throw failure(path, 'write a backup', error);
    }
  }

  async close(): Promise<void> {
    const open = this.#open;
    this.#isClosed = true;
    this.#open = undefined;
    if (open === undefined) return;
    open.feed.stop();
    await this.#attempts.allOver();
    await closeDatabases(open.databases);
  }

  *#found(where: Lookup): Generator<StoredSession> {
    const damaged = new DamagedSessions();
    for (const id of foundIds(this.#opened('find').databases, where)) {
      const session = damaged.passOver(() => this.#opened('find').records.load(id));
      if (session?.facts !== undefined) yield session;
    }
    damaged.tell();
  }

  #opened(call: string): Open {
    if (this.#open !== undefined) return this.#open;
    throw new Error(
      `${call}: the storage ${this.#settings.path} is ${this.#isClosed ? 'closed' : 'not open'}`,
    );
  }
}
