/**
 * The file of those who commit to an LMDB file. Each storage that has it open has a place there: the number of its process and of
 * its thread, and since when it commits. Places of processes that are no more are taken again.
 */
import { closeSync, constants, openSync, readFileSync, realpathSync, writeSync } from 'node:fs';
import { threadId } from 'node:worker_threads';
import { isThere, PATIENCE } from './patience.ts';

/** Where things are in a place, and how long it is. */
const AT = { process: 0, thread: 4, since: 8, end: 16 };

/** The places that storages of this thread have. */
const own = new Set<string>();

export class WriterPlaces {
  readonly #path: string;
  readonly #bytes = Buffer.alloc(AT.end);
  #file = -1;
  #at = 0;
  /** What the place is known by, while there is one. */
  #name: string | undefined = undefined;

  constructor(path: string) {
    this.#path = path;
  }

  /** Takes the first place that nobody has who is there. */
  take(): void {
    this.#file = openSync(this.#path, constants.O_RDWR | constants.O_CREAT, 0o666);
    try {
      const places = readFileSync(this.#path);
      const path = realpathSync(this.#path);
      while (this.#at + AT.end <= places.length && !isFree(places, this.#at, path)) this.#at += AT.end;
      this.#bytes.writeUInt32LE(process.pid, AT.process);
      this.#bytes.writeUInt32LE(threadId, AT.thread);
      this.mark(false);
      own.add((this.#name = nameOf(path, this.#at)));
    } catch (error) {
      closeSync(this.#file);
      throw error;
    }
  }

  /** Notes whether this storage commits, which holds for some seconds. */
  mark(isCommitting: boolean): void {
    this.#bytes.writeDoubleLE(isCommitting ? Date.now() : 0, AT.since);
    writeSync(this.#file, this.#bytes, 0, AT.end, this.#at);
  }

  /** Whether another process commits. Storages of this one share what LMDB has open, so that they do no harm to each other. */
  othersCommit(): boolean {
    const places = readFileSync(this.#path);
    for (let at = 0; at + AT.end <= places.length; at += AT.end) {
      const pid = places.readUInt32LE(at + AT.process);
      const isRecent = Date.now() - places.readDoubleLE(at + AT.since) < PATIENCE;
      if (isRecent && pid !== process.pid && isThere(pid)) return true;
    }
    return false;
  }

  /** Gives the place away, if there is one. */
  leave(): void {
    if (this.#name === undefined) return;
    own.delete(this.#name);
    this.#name = undefined;
    this.#bytes.fill(0);
    writeSync(this.#file, this.#bytes, 0, AT.end, this.#at);
    closeSync(this.#file);
  }
}

function isFree(places: Buffer, at: number, path: string): boolean {
  const pid = places.readUInt32LE(at + AT.process);
  if (pid !== process.pid) return !isThere(pid);
  // One of this thread that it does not know is of a process before, which had the same number.
  return places.readUInt32LE(at + AT.thread) === threadId && !own.has(nameOf(path, at));
}

function nameOf(path: string, at: number): string {
  return `${path} ${at}`;
}
