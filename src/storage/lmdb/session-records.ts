/**
 * The sessions in the databases of a storage: how one is read, and which writes change, replace, touch or end one. A write is
 * asked for with the stamp that was read; LMDB compares it when it writes, whoever else writes meanwhile.
 */
import type {
  ChangeOutcome,
  EndCondition,
  LoadedSession,
  PlacedFact,
  SessionChange,
  SessionTimes,
  StoredSession,
} from '../../session/storage.ts';
import { indexKey } from '../content-index.ts';
import { decodeSession, encodeSession } from '../session-bytes.ts';
import type { ChangeFeed } from './change-feed.ts';
import type { Databases } from './databases.ts';
import { onDisk, unfitId } from './failure.ts';
import { encodeHead, firstStamp, type Head, intact, laterTimes, storedHead, timesOf } from './head.ts';
import { contentKey, dueEntry, dueKey, isFit } from './keys.ts';

/** Of the indexes, whose keys say all. */
const NO_VALUE = Buffer.alloc(0);

export class SessionRecords {
  readonly #databases: Databases;
  readonly #feed: ChangeFeed;

  constructor(databases: Databases, feed: ChangeFeed) {
    this.#databases = databases;
    this.#feed = feed;
  }

  /** Lets what is read next be what is stored now, and not what was at the first read of this turn of the event loop. */
  refresh(): void {
    this.#databases.root.resetReadTxn();
  }

  /** A session as it is stored, without its facts when the version is the one that is known. */
  load(id: string, known?: number): LoadedSession | undefined {
    this.refresh();
    const head = this.head(id);
    if (head === undefined) return undefined;
    return head.version === known ? { version: head.version, ...timesOf(head) } : this.session(id, head);
  }

  /** @throws Error that names the session when what is stored of it is damaged */
  head(id: string): Head | undefined {
    return storedHead(this.#databases, id);
  }

  /** The session of a head that was read just before. */
  session(id: string, head: Head): StoredSession {
    const bytes = this.#databases.facts.get(id);
    return intact(this.#databases.path, id, () => {
      if (bytes === undefined) throw new RangeError('it has no facts; those of a session were expected');
      const session = decodeSession(id, bytes);
      if (session.version === head.version) return { ...session, ...timesOf(head) };
      throw new RangeError(`its facts are those of version ${session.version}, not of ${head.version}`);
    });
  }

  /** Changes a session, once: undefined when somebody was faster, and it is to be tried again. */
  async change(change: SessionChange): Promise<ChangeOutcome | undefined> {
    const { id, version, replaces } = change;
    if (!isFit(id)) {
      if (version !== 0) return { kind: 'gone' };
      throw unfitId(id);
    }
    this.refresh();
    const head = this.head(id);
    if (head === undefined && version !== 0) return { kind: 'gone' };
    const now = head && this.session(id, head);
    if (now !== undefined && now.version !== version) return { kind: 'conflict', now };

    const replaced = replaces && this.head(replaces.id);
    if (replaces !== undefined && replaced === undefined) return { kind: 'gone' };
    const old = replaced && this.session(replaces!.id, replaced);
    if (old !== undefined && old.version !== replaces!.version) return { kind: 'conflict', now: old };

    // All that can fail is done before the writes begin, of which none can be taken back.
    const changed = this.#changed(change, head, now);
    const { heads, path } = this.#databases;
    let condition: Promise<boolean> | undefined;
    const writes =
      old === undefined
        ? changed
        : () => {
            const removed = this.#removed(old.id, replaced!, old.facts);
            condition = heads.ifVersion(old.id, replaced!.stamp, () => {
              removed();
              changed();
            });
          };
    // That something is not there has to be the outer condition: LMDB would take it for the last word as the inner one.
    const outer = head === undefined ? heads.ifNoExists(id, writes) : heads.ifVersion(id, head.stamp, writes);
    const met = await onDisk(path, `change session ${id}`, Promise.all([outer, condition]));
    return met.includes(false) ? undefined : { kind: 'done' };
  }

  /** Notes times, once: undefined when somebody was faster. */
  async touch(id: string, times: SessionTimes): Promise<boolean | undefined> {
    this.refresh();
    const head = this.head(id);
    if (head === undefined) return false;
    const next = laterTimes(head, times);
    const entry = Math.min(head.entry, dueEntry(next));
    return this.#ifStill(id, head, 'touch', () => this.#putHead(id, head, { ...head, ...next, entry }));
  }

  /** Ends a session, once: undefined when somebody was faster. */
  async end(id: string, condition?: EndCondition): Promise<boolean | undefined> {
    this.refresh();
    const head = this.head(id);
    if (head === undefined) return false;
    if (condition !== undefined) {
      if (head.version !== condition.version || head.lastUsed !== condition.lastUsed) return false;
    }
    return this.#ifStill(id, head, 'end', this.#removed(id, head, this.#factsToRemove(id, head)));
  }

  /** Moves the entry of a session in the index of times to when it is due, unless somebody is faster. */
  async moveEntry(id: string, head: Head): Promise<void> {
    const next = { ...head, entry: dueEntry(head) };
    await this.#ifStill(id, head, 'note the end of', () => this.#putHead(id, head, next));
  }

  /** Removes an entry of the index of times that belongs to no session. */
  async removeEntry(time: number, id: string): Promise<void> {
    const { due, heads, path } = this.#databases;
    const removed = heads.ifNoExists(id, () => void due.remove(dueKey(time, id)));
    await onDisk(path, `forget session ${id}`, removed);
  }

  async #ifStill(id: string, head: Head, what: string, writes: () => void): Promise<true | undefined> {
    const { heads, path } = this.#databases;
    const isStill = await onDisk(path, `${what} session ${id}`, heads.ifVersion(id, head.stamp, writes));
    return isStill ? true : undefined;
  }

  /** The writes that change a session. */
  #changed(change: SessionChange, head: Head | undefined, now: StoredSession | undefined): () => void {
    const { id, state, added } = change;
    const { content, facts } = this.#databases;
    const places = new Set(change.removed.map(({ place }) => place));
    const removed = now?.facts.filter(({ place }) => places.has(place)) ?? [];
    const kept = now?.facts.filter(({ place }) => !places.has(place)) ?? [];
    const times = head === undefined ? timesOf(state) : laterTimes(head, state);
    const version = change.version + 1;
    const bytes = encodeSession({
      ...state,
      ...times,
      id,
      version,
      facts: [...kept, ...added].sort((a, b) => a.place - b.place),
    });
    const goes = contentKeys(id, removed);
    const comes = contentKeys(id, added);
    const entry = Math.min(head?.entry ?? Infinity, dueEntry(times));
    const next: Head = { stamp: head?.stamp ?? firstStamp(), version, ...times, entry };
    return () => {
      this.#putHead(id, head, next);
      void facts.put(id, bytes);
      for (const key of goes) void content.remove(key);
      for (const key of comes) void content.put(key, NO_VALUE);
      this.#feed.add(id, version);
    };
  }

  /** The writes that remove a session. */
  #removed(id: string, head: Head, placed: readonly PlacedFact[]): () => void {
    const { heads, facts, content, due } = this.#databases;
    const keys = contentKeys(id, placed);
    return () => {
      void heads.remove(id);
      void facts.remove(id);
      if (head.entry !== Infinity) void due.remove(dueKey(head.entry, id));
      for (const key of keys) void content.remove(key);
      this.#feed.add(id, 0);
    };
  }

  #putHead(id: string, old: Head | undefined, next: Head): void {
    const { heads, due } = this.#databases;
    void heads.put(id, encodeHead(next), next.stamp + 1);
    const before = old?.entry ?? Infinity;
    if (next.entry === before) return;
    if (before !== Infinity) void due.remove(dueKey(before, id));
    if (next.entry !== Infinity) void due.put(dueKey(next.entry, id), NO_VALUE);
  }

  /** Damaged facts are no reason to keep a session; what the index has of them is passed over when it is met. */
  #factsToRemove(id: string, head: Head): readonly PlacedFact[] {
    try {
      return this.session(id, head).facts;
    } catch {
      return [];
    }
  }
}

function contentKeys(id: string, facts: readonly PlacedFact[]): readonly Buffer[] {
  return facts.map(({ place, fact }) => contentKey(indexKey(fact), id, place));
}
