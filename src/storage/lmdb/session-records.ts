/**
 * The sessions in the databases of a storage: how one is read, changed, replaced, touched and ended. A write is
 * asked for with the stamp that was read; LMDB compares it when it writes, whoever else writes meanwhile.
 */
import { getLastVersion } from 'lmdb';
import {
  type ChangeOutcome,
  type EndCondition,
  type LoadedSession,
  laterTimes,
  meets,
  type PlacedFact,
  type SessionChange,
  type SessionTimes,
  type StoredSession,
  sessionTimes,
} from '../../session/storage.ts';
import { decodeSession } from '../session-bytes.ts';
import type { ChangeFeed } from './change-feed.ts';
import type { Databases } from './databases.ts';
import { unfitId } from './failure.ts';
import { encodeRecord, type Head } from './head.ts';
import { dueEntry, dueKey, isFit } from './keys.ts';
import { onDisk } from './on-disk.ts';
import { SessionWrites } from './session-writes.ts';
import { intact, type StoredRecord, storedRecord } from './stored-record.ts';

const DONE: ChangeOutcome = { kind: 'done' };
const GONE: ChangeOutcome = { kind: 'gone' };

/** What a damaged head says. */
const UNKNOWN = { version: NaN, lastUsed: NaN, idle: NaN, until: NaN, entry: Infinity };

export class SessionRecords {
  readonly #databases: Databases;
  readonly #writes: SessionWrites;

  constructor(databases: Databases, feed: ChangeFeed) {
    this.#databases = databases;
    this.#writes = new SessionWrites(databases, feed);
  }

  /** Lets what is read next be what is stored now, and not what was at the first read of this turn of the event loop. */
  refresh(): void {
    this.#databases.root.resetReadTxn();
  }

  /** A session as it is stored, without its facts when the version is the one that is known. */
  load(id: string, known?: number): LoadedSession | undefined {
    this.refresh();
    const record = this.record(id);
    if (record === undefined) return undefined;
    const { head } = record;
    return head.version === known
      ? { version: head.version, ...sessionTimes(head) }
      : this.session(id, record);
  }

  /** @throws Error that names the session when what is stored of it is damaged */
  record(id: string): StoredRecord | undefined {
    return storedRecord(this.#databases, id);
  }

  /** The session of a record that was read just before. */
  session(id: string, { head, bytes }: StoredRecord): StoredSession {
    return intact(this.#databases.path, id, () => {
      const session = decodeSession(id, bytes);
      if (session.version === head.version) return { ...session, ...sessionTimes(head) };
      throw new RangeError(`its facts are those of version ${session.version}, not of ${head.version}`);
    });
  }

  /**
   * Changes a session, once: undefined when somebody was faster, and it is to be tried again. What is read for it may be of
   * before {@link refresh}, as LMDB has the last word.
   */
  change(change: SessionChange): Promise<ChangeOutcome | undefined> {
    const { id, version, replaces } = change;
    if (!isFit(id)) {
      if (version !== 0) return Promise.resolve(GONE);
      throw unfitId(id);
    }
    const record = this.#expected(id, version);
    if (versionOf(record) !== version) return Promise.resolve(this.#otherwise(id, record));
    // All that can fail is done before the writes begin, of which none can be taken back.
    const changed = this.#writes.changed(change, record);
    const old = replaces && this.#expected(replaces.id, replaces.version);
    if (replaces && versionOf(old) !== replaces.version) {
      return Promise.resolve(this.#otherwise(replaces.id, old));
    }

    const { sessions } = this.#databases;
    let condition: Promise<boolean> | undefined;
    let writes = changed;
    if (old !== undefined) {
      const removed = this.#writes.removed(replaces!.id, old.head, this.session(replaces!.id, old).facts);
      writes = () => {
        condition = sessions.ifVersion(replaces!.id, old.head.stamp, () => {
          removed();
          changed();
        });
      };
    }
    // That something is not there has to be the outer condition: LMDB would take it for the last word as the inner one.
    const ask = (): Promise<boolean> => {
      const outer =
        record === undefined
          ? sessions.ifNoExists(id, writes)
          : sessions.ifVersion(id, record.head.stamp, writes);
      return condition === undefined
        ? outer
        : Promise.all([outer, condition]).then((met) => !met.includes(false));
    };
    return onDisk(this.#databases, `change session ${id}`, ask, (isMet) => {
      if (isMet) return DONE;
      this.refresh();
      return undefined;
    });
  }

  /** Notes times, once: undefined when somebody was faster. */
  touch(id: string, times: SessionTimes): Promise<boolean | undefined> {
    this.refresh();
    const record = this.record(id);
    if (record === undefined) return Promise.resolve(false);
    const next = laterTimes(record.head, times);
    const entry = Math.min(record.head.entry, dueEntry(next));
    return this.#putHead(id, record, 'touch', { ...record.head, ...next, entry });
  }

  /** Ends a session, once: undefined when somebody was faster. */
  end(id: string, condition?: EndCondition): Promise<boolean | undefined> {
    this.refresh();
    const record = this.#recordToEnd(id);
    if (record === undefined) return Promise.resolve(false);
    const { head } = record;
    if (!meets(head, condition)) return Promise.resolve(false);
    return this.#ifStill(id, head, 'end', this.#writes.removed(id, head, this.#factsToRemove(id, record)));
  }

  /** Moves the entry of a session in the index of times to when it is due, unless somebody is faster. */
  async moveEntry(id: string, record: StoredRecord): Promise<void> {
    await this.#putHead(id, record, 'note the end of', { ...record.head, entry: dueEntry(record.head) });
  }

  /** Removes an entry of the index of times that belongs to no session. */
  async removeEntry(time: number, id: string): Promise<void> {
    const { due, sessions } = this.#databases;
    const ask = () => sessions.ifNoExists(id, () => void due.remove(dueKey(time, id)));
    await onDisk(this.#databases, `forget session ${id}`, ask, () => undefined);
  }

  /** A record: when it has another version than is expected, as it is now. */
  #expected(id: string, version: number): StoredRecord | undefined {
    const record = this.record(id);
    if (versionOf(record) === version) return record;
    this.refresh();
    return this.record(id);
  }

  /** What becomes of a change of another version. */
  #otherwise(id: string, record: StoredRecord | undefined): ChangeOutcome {
    return record === undefined ? GONE : { kind: 'conflict', now: this.session(id, record) };
  }

  #putHead(id: string, { head, bytes }: StoredRecord, what: string, next: Head): Promise<true | undefined> {
    const record = encodeRecord(next, bytes);
    return this.#ifStill(id, head, what, () => this.#writes.put(id, head, next, record));
  }

  #ifStill(id: string, head: Head, what: string, writes: () => void): Promise<true | undefined> {
    const ask = () => this.#databases.sessions.ifVersion(id, head.stamp, writes);
    return onDisk(this.#databases, `${what} session ${id}`, ask, (isStill) => (isStill ? true : undefined));
  }

  /** A damaged head is no reason to keep a session; what the index of times has of it is passed over when it is met. */
  #recordToEnd(id: string): StoredRecord | undefined {
    try {
      return this.record(id);
    } catch {
      return { head: { ...UNKNOWN, stamp: getLastVersion() }, bytes: Buffer.alloc(0) };
    }
  }

  /** Damaged facts are no reason to keep a session; what the index has of them is passed over when it is met. */
  #factsToRemove(id: string, record: StoredRecord): readonly PlacedFact[] {
    try {
      return this.session(id, record).facts;
    } catch {
      return [];
    }
  }
}

function versionOf(record: StoredRecord | undefined): number {
  return record?.head.version ?? 0;
}
