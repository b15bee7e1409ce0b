/**
 * Tells other processes which sessions were changed. Each one that writes gathers the changes of a turn of the event loop in one
 * record, which goes into the database in the transaction of the changes; it numbers these records and keeps the latest. Each
 * one looks from time to time at what the others have added.
 */
import type { ChangeListener } from '../../session/storage.ts';
import type { Milliseconds } from '../milliseconds.ts';
import { Recent } from '../recent.ts';
import { type Change, decodeChanges, encodeChanges, timeOfChanges } from './change-record.ts';
import type { Databases } from './databases.ts';
import { after, changeKey, readChangeKey } from './keys.ts';
import { storedRecord } from './stored-record.ts';

/** How many records of one writer are kept: those of a second and more, when it does nothing but write. */
const KEPT = 1000;

/** How many sessions are known to have been used here: who has missed something looks at these. */
const KNOWN = 10_000;

/** What a writer has left that wrote nothing for so long goes, and who has not looked for half of that looks at everything. */
const FORGOTTEN: Milliseconds = 3_600_000;

export class ChangeFeed {
  readonly #databases: Databases;
  readonly #listener: ChangeListener;
  /** The sessions that were used last, and so may be in the memory of who listens. */
  readonly #known = new Recent<true>(KNOWN);
  readonly #writer = 1 + Math.floor(Math.random() * 2 ** 52);
  #sequence = 0;
  /** Of this turn of the event loop. */
  #gathered: Change[] = [];
  /** What was seen of each other writer. */
  readonly #seen = new Map<number, number>();
  readonly #timer: NodeJS.Timeout;
  #lastLook = Date.now();
  #hasMissed = false;

  constructor(databases: Databases, listener: ChangeListener, interval: Milliseconds) {
    this.#databases = databases;
    this.#listener = listener;
    for (const writer of this.#writers()) this.#seen.set(writer, this.#newest(writer).sequence);
    databases.root.on('beforecommit', () => this.#write());
    this.#timer = setInterval(() => this.look(), interval).unref();
  }

  /** Notes that a session may be in memory from now on. */
  keep(id: string): void {
    this.#known.set(id, true);
  }

  /** Notes that a session has ended. */
  forget(id: string): void {
    this.#known.delete(id);
  }

  /** Notes a change that is asked for. LMDB may not make it, when somebody else has changed the session. */
  add(id: string, version: number): void {
    this.#gathered.push({ id, version });
  }

  /** Tells of what others have changed since the last look. */
  look(): void {
    const told: [id: string, version: number][] = [];
    try {
      const now = Date.now();
      if (now - this.#lastLook > FORGOTTEN / 2) this.#hasMissed = true;
      this.#lastLook = now;
      for (const writer of this.#writers()) {
        if (writer !== this.#writer) this.#read(writer, told);
      }
      if (this.#hasMissed) for (const id of this.#known.ids) told.push([id, this.#versionOf(id)]);
      this.#hasMissed = false;
    } catch {
      // Whoever wants a session will be told what is wrong; when it is over, everything is looked at.
      this.#hasMissed = true;
      return;
    }
    for (const [id, version] of told) {
      if (version === 0) this.#known.delete(id);
      this.#listener(id, version);
    }
  }

  /** Removes what writers have left that are long gone. Where that cannot be done, whoever opens the file next does it. */
  clean(): void {
    const { root, changes, gate } = this.#databases;
    if (!gate.enter()) return;
    try {
      const isGone = (writer: number) => this.#newest(writer).time < Date.now() - FORGOTTEN;
      const gone = [...this.#writers()].filter(isGone);
      if (gone.length === 0) return;
      root.transactionSync(() => {
        for (const writer of gone) {
          const range = { start: changeKey(writer, 0), end: changeKey(writer, Infinity) };
          for (const key of [...changes.getKeys(range)]) void changes.remove(key);
        }
      });
    } catch {
      // A full disk, for instance, is no reason not to read what is there.
    } finally {
      gate.leave();
    }
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Adds what was gathered to the transaction that is about to begin. */
  #write(): void {
    if (this.#gathered.length === 0) return;
    const { changes } = this.#databases;
    const sequence = ++this.#sequence;
    const record = encodeChanges(Date.now(), this.#gathered);
    // Whoever has asked for the changes is told when it fails.
    changes.put(changeKey(this.#writer, sequence), record).catch(() => undefined);
    if (sequence > KEPT) void changes.remove(changeKey(this.#writer, sequence - KEPT));
    this.#gathered = [];
  }

  #read(writer: number, told: [id: string, version: number][]): void {
    const seen = this.#seen.get(writer) ?? 0;
    const start = changeKey(writer, seen + 1);
    let last = seen;
    for (const { key, value } of this.#databases.changes.getRange({
      start,
      end: changeKey(writer, Infinity),
    })) {
      last = readChangeKey(key).sequence;
      for (const { id, version } of decodeChanges(value)) told.push([id, version || this.#versionOf(id)]);
    }
    if (last - seen > KEPT) this.#hasMissed = true;
    this.#seen.set(writer, last);
  }

  /** As it is stored: one that was to end may not have ended. */
  #versionOf(id: string): number {
    return storedRecord(this.#databases, id)?.head.version ?? 0;
  }

  *#writers(): Generator<number> {
    let start: Buffer = Buffer.alloc(1);
    for (;;) {
      const [key] = [...this.#databases.changes.getKeys({ start, limit: 1 })];
      if (key === undefined) return;
      const { writer } = readChangeKey(key);
      yield writer;
      start = after(changeKey(writer, Infinity));
    }
  }

  #newest(writer: number): { sequence: number; time: Milliseconds } {
    const [start, end] = [changeKey(writer, Infinity), changeKey(writer, 0)];
    const [entry] = [...this.#databases.changes.getRange({ start, end, reverse: true, limit: 1 })];
    if (entry === undefined) return { sequence: 0, time: 0 };
    return { sequence: readChangeKey(entry.key).sequence, time: timeOfChanges(entry.value) };
  }
}
