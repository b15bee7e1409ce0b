/**
 * Tells other processes which sessions were changed. Each one that writes numbers its changes and keeps the latest of them in the
 * database, in the transaction of the change; each one looks from time to time at what the others have added.
 */
import type { ChangeListener } from '../../session/storage.ts';
import type { Databases } from './databases.ts';
import { storedHead } from './head.ts';
import { after, changeKey, readChangeKey } from './keys.ts';

type Milliseconds = number;

/** How many changes of one writer are kept. */
const KEPT = 10_000;

/** How many sessions are known to have been used here: who has missed something looks at these. */
const KNOWN = 10_000;

/** What a writer has left that wrote nothing for so long goes, and who has not looked for half of that looks at everything. */
const FORGOTTEN: Milliseconds = 3_600_000;

export class ChangeFeed {
  readonly #databases: Databases;
  readonly #listener: ChangeListener;
  /** The sessions that were used last, and so may be in the memory of who listens; the one used last is the last. */
  readonly #known = new Set<string>();
  readonly #writer = 1 + Math.floor(Math.random() * 2 ** 52);
  #sequence = 0;
  /** What was seen of each other writer. */
  readonly #seen = new Map<number, number>();
  readonly #timer: NodeJS.Timeout;
  #lastLook = Date.now();
  #hasMissed = false;

  constructor(databases: Databases, listener: ChangeListener, interval: Milliseconds) {
    this.#databases = databases;
    this.#listener = listener;
    for (const writer of this.#writers()) this.#seen.set(writer, this.#newest(writer).sequence);
    this.#timer = setInterval(() => this.look(), interval).unref();
  }

  /** Notes that a session may be in memory from now on. */
  keep(id: string): void {
    this.#known.delete(id);
    this.#known.add(id);
    if (this.#known.size <= KNOWN) return;
    const [oldest] = this.#known;
    this.#known.delete(oldest!);
  }

  /** Notes that a session has ended. */
  forget(id: string): void {
    this.#known.delete(id);
  }

  /** Within a transaction: adds a change to it. */
  add(id: string, version: number): void {
    const { changes } = this.#databases;
    const sequence = ++this.#sequence;
    const value = Buffer.allocUnsafe(16 + Buffer.byteLength(id));
    value.writeDoubleLE(version, 0);
    value.writeDoubleLE(Date.now(), 8);
    value.write(id, 16);
    void changes.put(changeKey(this.#writer, sequence), value);
    if (sequence > KEPT) void changes.remove(changeKey(this.#writer, sequence - KEPT));
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
      if (this.#hasMissed)
        for (const id of this.#known) told.push([id, storedHead(this.#databases, id)?.version ?? 0]);
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

  /** Removes what writers have left that are long gone. */
  clean(): void {
    const { root, changes } = this.#databases;
    const gone = [...this.#writers()].filter((writer) => this.#newest(writer).time < Date.now() - FORGOTTEN);
    if (gone.length === 0) return;
    root.transactionSync(() => {
      for (const writer of gone) {
        const keys = [...changes.getKeys({ start: changeKey(writer, 0), end: changeKey(writer, Infinity) })];
        for (const key of keys) void changes.remove(key);
      }
    });
  }

  stop(): void {
    clearInterval(this.#timer);
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
      told.push([value.toString('utf8', 16), value.readDoubleLE(0)]);
    }
    if (last - seen > KEPT) this.#hasMissed = true;
    this.#seen.set(writer, last);
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
    return { sequence: readChangeKey(entry.key).sequence, time: entry.value.readDoubleLE(8) };
  }
}
