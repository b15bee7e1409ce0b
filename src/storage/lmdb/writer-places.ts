/**
 * The file of those who commit to an LMDB file. Each thread that has it open has a place there: the number of its process, its own,
 * and since when it commits. Places of processes that are no more are taken again.
 */
import { closeSync, constants, openSync, readFileSync, writeSync } from 'node:fs';
import { threadId } from 'node:worker_threads';
import { isThere, PATIENCE } from './patience.ts';

/** Where things are in a place, and how long it is. */
const AT = { process: 0, thread: 4, since: 8, end: 16 };

export class WriterPlaces {
  readonly #path: string;
  readonly #bytes = Buffer.alloc(AT.end);
  #file = -1;
  #at = 0;

  constructor(path: string) {
    this.#path = path;
  }

  /** Takes the first place that nobody has who is there. One at a time may do so. */
  take(): void {
    const file = openSync(this.#path, constants.O_RDWR | constants.O_CREAT, 0o666);
    try {
      const places = readFileSync(this.#path);
      this.#at = 0;
      while (this.#at + AT.end <= places.length && !isFree(places, this.#at)) this.#at += AT.end;
      this.#bytes.writeUInt32LE(process.pid, AT.process);
      this.#bytes.writeUInt32LE(threadId, AT.thread);
      this.#write(file, 0);
    } catch (error) {
      closeSync(file);
      throw error;
    }
    this.#file = file;
  }

  /** Notes that commits are under way, which holds for some seconds. */
  begin(): void {
    this.#write(this.#file, Date.now());
  }

  /** Notes that none is under way. */
  end(): void {
    this.#write(this.#file, 0);
  }

  /** Whether another process commits. Threads of this one share what LMDB has open, so that they do no harm to each other. */
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
    const file = this.#file;
    if (file < 0) return;
    this.#file = -1;
    try {
      this.#bytes.fill(0);
      this.#write(file, 0);
    } finally {
      closeSync(file);
    }
  }

  #write(file: number, since: number): void {
    this.#bytes.writeDoubleLE(since, AT.since);
    writeSync(file, this.#bytes, 0, AT.end, this.#at);
  }
}

function isFree(places: Buffer, at: number): boolean {
  const pid = places.readUInt32LE(at + AT.process);
  if (pid !== process.pid) return !isThere(pid);
  // One of this thread, which has none, is of a process before that had the same number.
  return places.readUInt32LE(at + AT.thread) === threadId;
}
