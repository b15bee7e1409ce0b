/** What a session that is changed, touched or ended is in all databases: functions that ask LMDB for it, for a condition. */
import { laterTimes, type Place, type PlacedFact, type SessionChange } from '../../session/storage.ts';
import { indexKey } from '../content-index.ts';
import { changedSession, encodeSession, inOrder } from '../session-bytes.ts';
import type { ChangeFeed } from './change-feed.ts';
import type { Databases } from './databases.ts';
import { encodeRecord, firstStamp, type Head } from './head.ts';
import { contentKey, dueEntry, dueKey } from './keys.ts';
import { intact, type StoredRecord } from './stored-record.ts';

/** Of the indexes, whose keys say all. */
const NO_VALUE = Buffer.alloc(0);

export class SessionWrites {
  readonly #databases: Databases;
  readonly #feed: ChangeFeed;

  constructor(databases: Databases, feed: ChangeFeed) {
    this.#databases = databases;
    this.#feed = feed;
  }

  /** The writes that change a session. */
  changed(change: SessionChange, record: StoredRecord | undefined): () => void {
    const { id, added, removed } = change;
    const { content, path } = this.#databases;
    const head = record?.head;
    const times = laterTimes(head, change.state);
    const state = { ...change.state, ...times };
    const version = change.version + 1;
    const bytes =
      record === undefined
        ? encodeSession({ ...state, version, facts: inOrder(added) })
        : intact(path, id, () =>
            changedSession(record.bytes, {
              from: change.version,
              version,
              state,
              removed: places(removed),
              added,
            }),
          );
    const goes = record === undefined ? [] : contentKeys(id, removed);
    const comes = contentKeys(id, added);
    const entry = Math.min(head?.entry ?? Infinity, dueEntry(times));
    const next: Head = { stamp: head?.stamp ?? firstStamp(), version, ...times, entry };
    const changed = encodeRecord(next, bytes);
    return () => {
      this.put(id, head, next, changed);
      for (const key of goes) void content.remove(key);
      for (const key of comes) void content.put(key, NO_VALUE);
      this.#feed.add(id, version);
    };
  }

  /** The writes that remove a session. */
  removed(id: string, head: Head, facts: readonly PlacedFact[]): () => void {
    const { sessions, content, due } = this.#databases;
    const keys = contentKeys(id, facts);
    return () => {
      void sessions.remove(id);
      if (head.entry !== Infinity) void due.remove(dueKey(head.entry, id));
      for (const key of keys) void content.remove(key);
      this.#feed.add(id, 0);
    };
  }

  /** Writes a record, and moves its entry in the index of times. */
  put(id: string, old: Head | undefined, next: Head, record: Buffer): void {
    const { sessions, due } = this.#databases;
    void sessions.put(id, record, next.stamp + 1);
    const before = old?.entry ?? Infinity;
    if (next.entry === before) return;
    if (before !== Infinity) void due.remove(dueKey(before, id));
    if (next.entry !== Infinity) void due.put(dueKey(next.entry, id), NO_VALUE);
  }
}

function places(facts: readonly PlacedFact[]): Set<Place> {
  return new Set(facts.map(({ place }) => place));
}

function contentKeys(id: string, facts: readonly PlacedFact[]): readonly Buffer[] {
  return facts.map(({ place, fact }) => contentKey(indexKey(fact), id, place));
}
