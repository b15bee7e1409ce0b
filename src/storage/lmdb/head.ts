/**
 * The record of a session. It begins with its head, which is what changes with each use of it: its version, its times, and
 * under which time it is in the index of times, with a checksum; then come the bytes of the session, which have their own. Each
 * write gives the record another stamp, which LMDB compares when it writes.
 */
import { crc32 } from 'node:zlib';
import type { SessionTimes } from '../../session/storage.ts';

export interface Head extends SessionTimes {
  readonly version: number;
  /** The version in LMDB of what was read: it is one more with each write. */
  readonly stamp: number;
  /** The time under which it is in the index of times, never after the time when it is due; Infinity: it is not there. */
  readonly entry: number;
}

/** Of what is under the checksum, and of all of a head. */
const FIELDS = 5 * 8;
export const HEAD_LENGTH = FIELDS + 4;

/** The bytes of a record, which go with the next stamp. */
export function encodeRecord({ version, lastUsed, idle, until, entry }: Head, session: Buffer): Buffer {
  const bytes = Buffer.allocUnsafe(HEAD_LENGTH + session.length);
  session.copy(bytes, HEAD_LENGTH);
  bytes.writeDoubleLE(version, 0);
  bytes.writeDoubleLE(lastUsed, 8);
  bytes.writeDoubleLE(idle, 16);
  bytes.writeDoubleLE(until, 24);
  bytes.writeDoubleLE(entry, 32);
  bytes.writeUInt32LE(checksum(bytes), FIELDS);
  return bytes;
}

/** A record that was written without a checksum, with one. */
export function sealedRecord(record: Buffer): Buffer {
  const seal = Buffer.alloc(HEAD_LENGTH - FIELDS);
  seal.writeUInt32LE(checksum(record), 0);
  return Buffer.concat([record.subarray(0, FIELDS), seal, record.subarray(FIELDS)]);
}

function checksum(record: Buffer): number {
  return crc32(record.subarray(0, FIELDS));
}

/** @throws RangeError when the bytes are not as they were written */
export function decodeHead(bytes: Buffer, stamp: number): Head {
  if (bytes.length < HEAD_LENGTH)
    throw new RangeError(`${bytes.length} bytes; ${HEAD_LENGTH} or more were expected`);
  if (bytes.readUInt32LE(FIELDS) !== checksum(bytes))
    throw new RangeError('the checksum of its head was expected');
  return {
    stamp,
    version: bytes.readDoubleLE(0),
    lastUsed: bytes.readDoubleLE(8),
    idle: bytes.readDoubleLE(16),
    until: bytes.readDoubleLE(24),
    entry: bytes.readDoubleLE(32),
  };
}

/** The stamp before the first one of a session: another one for each session that begins under one id. */
export function firstStamp(): number {
  return Date.now() * 1000 + Math.floor(Math.random() * 1000);
}
