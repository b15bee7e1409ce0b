/**
 * What of a session changes with each use, apart from its facts: its version, its times, and under which time it is in the index
 * of times. Each write gives it another stamp, which LMDB compares when it writes.
 */
import { getLastVersion } from 'lmdb';
import type { SessionTimes } from '../../session/storage.ts';
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

/** The bytes, which go with the next stamp. */
export function encodeHead({ version, lastUsed, idle, until, entry }: Head): Buffer {
  const bytes = Buffer.allocUnsafe(LENGTH);
  bytes.writeDoubleLE(version, 0);
  bytes.writeDoubleLE(lastUsed, 8);
  bytes.writeDoubleLE(idle, 16);
  bytes.writeDoubleLE(until, 24);
  bytes.writeDoubleLE(entry, 32);
  return bytes;
}

/**
 * The head of a session as it is stored.
 * @throws Error that names the session when it is damaged
 */
export function storedHead({ heads, path }: Databases, id: string): Head | undefined {
  if (!isFit(id)) return undefined;
  const bytes = heads.getBinaryFast(id);
  return bytes && intact(path, id, () => decodeHead(bytes, getLastVersion()));
}

/** What `read` makes of what is stored of a session. */
export function intact<T>(path: string, id: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw failure(path, `read session ${id}, which is damaged`, error);
  }
}

/** @throws RangeError when the bytes are not as many as a head has */
function decodeHead(bytes: Buffer, stamp: number): Head {
  if (bytes.length !== LENGTH) throw new RangeError(`${bytes.length} bytes; ${LENGTH} were expected`);
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
