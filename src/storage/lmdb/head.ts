/**
 * The record of a session. It begins with its head, which is what changes with each use of it: its version, its times, and
 * under which time it is in the index of times; then come the bytes of the session. Each write gives the record another stamp,
 * which LMDB compares when it writes.
 */
import { getLastVersion } from 'lmdb';
import type { SessionTimes } from '../../session/storage.ts';
import { PrologError } from '../../term/error.ts';
import type { Databases } from './databases.ts';
import { failure } from './failure.ts';
import { isFit } from './keys.ts';

export interface Head extends SessionTimes {
  readonly version: number;
  /** The version in LMDB of what was read: it is one more with each write. */
  readonly stamp: number;
  /** The time under which it is in the index of times, never after the time when it is due; Infinity: it is not there. */
  readonly entry: number;
}

const LENGTH = 5 * 8;

export interface StoredRecord {
  readonly head: Head;
  /** Of the session, as in session-bytes.ts; the times in them are those at its last change. They are there until the next read. */
  readonly bytes: Buffer;
}

/** The bytes of a record, which go with the next stamp. */
export function encodeRecord({ version, lastUsed, idle, until, entry }: Head, session: Buffer): Buffer {
  const bytes = Buffer.allocUnsafe(LENGTH + session.length);
  session.copy(bytes, LENGTH);
  bytes.writeDoubleLE(version, 0);
  bytes.writeDoubleLE(lastUsed, 8);
  bytes.writeDoubleLE(idle, 16);
  bytes.writeDoubleLE(until, 24);
  bytes.writeDoubleLE(entry, 32);
  return bytes;
}

/**
 * The record of a session as it is stored.
 * @throws Error that names the session when it is damaged
 */
export function storedRecord({ sessions, path }: Databases, id: string): StoredRecord | undefined {
  if (!isFit(id)) return undefined;
  const found = sessions.getBinaryFast(id);
  if (found === undefined) return undefined;
  // It may be no Buffer, and the buffer of all that is read, of which only `length` is ours.
  const bytes = Buffer.from(found.buffer, found.byteOffset, found.length);
  const head = intact(path, id, () => decodeHead(bytes, getLastVersion()));
  return { head, bytes: bytes.subarray(LENGTH) };
}

/** What `read` makes of what is stored of a session. */
export function intact<T>(path: string, id: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    // What is to be written, and cannot be, is no damage.
    if (error instanceof PrologError && error.code !== 'domain_error') throw error;
    throw failure(path, `read session ${id}, which is damaged`, error);
  }
}

/** @throws RangeError when the bytes are fewer than a head has */
function decodeHead(bytes: Buffer, stamp: number): Head {
  if (bytes.length < LENGTH) throw new RangeError(`${bytes.length} bytes; ${LENGTH} or more were expected`);
  return {
    stamp,
    version: bytes.readDoubleLE(0),
    lastUsed: bytes.readDoubleLE(8),
    idle: bytes.readDoubleLE(16),
    until: bytes.readDoubleLE(24),
    entry: bytes.readDoubleLE(32),
  };
}

/** The times of a session after it was told others: its last use never goes back. */
export function laterTimes(stored: SessionTimes, told: SessionTimes): SessionTimes {
  return { ...timesOf(told), lastUsed: Math.max(stored.lastUsed, told.lastUsed) };
}

/** The stamp before the first one of a session: another one for each session that begins under one id. */
export function firstStamp(): number {
  return Date.now() * 1000 + Math.floor(Math.random() * 1000);
}

export function timesOf({ lastUsed, idle, until }: SessionTimes): SessionTimes {
  return { lastUsed, idle, until };
}
