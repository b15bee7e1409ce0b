/**
 * The keys of the databases that are not keyed by a session's id alone, as bytes: they sort by time, by key of the content
 * index and by number of a change.
 */
import type { Place, SessionTimes } from '../../session/storage.ts';
import { dueTime } from '../../session/storage.ts';

const NUMBER = 8;

/** LMDB has keys of up to 1978 bytes; those of the content index have some 200 beside the id. */
export const LONGEST_ID = 1600;

/** Whether an id can be the key of a session. No other one is stored, so that there is no session of any other. */
export function isFit(id: string): boolean {
  if (id.length === 0 || id.length > LONGEST_ID || /[\0\ud800-\udfff]/u.test(id)) return false;
  return id.length * 3 <= LONGEST_ID || Buffer.byteLength(id) <= LONGEST_ID;
}

/** The time under which a session is in the index of times, or Infinity when it never ends by itself. */
export function dueEntry(times: SessionTimes): number {
  return Math.max(0, dueTime(times)) + 0;
}

/** Sorts by time, as doubles that are not negative do. */
export function dueKey(time: number, id: string): Buffer {
  const key = Buffer.allocUnsafe(NUMBER + Buffer.byteLength(id));
  key.writeDoubleBE(time, 0);
  key.write(id, NUMBER);
  return key;
}

export function readDueKey(key: Buffer): { time: number; id: string } {
  return { time: key.readDoubleBE(0), id: key.toString('utf8', NUMBER) };
}

/** Sorts by the key, then by the bytes of the id: the entries of one session are together. */
export function contentKey(key: string, id: string, place: Place): Buffer {
  const start = key.length + 1;
  const end = start + Buffer.byteLength(id);
  const bytes = Buffer.allocUnsafe(end + 1 + NUMBER);
  bytes.write(key, 0, 'latin1');
  bytes[key.length] = 0;
  bytes.write(id, start);
  bytes[end] = 0;
  bytes.writeDoubleBE(place, end + 1);
  return bytes;
}

/** The bytes of the id in a key of the content index. */
export function idBytes(key: Buffer): Buffer {
  return key.subarray(key.indexOf(0) + 1, key.length - NUMBER - 1);
}

/** The key of a change: who wrote it, and which one of his it is, from 1. */
export function changeKey(writer: number, sequence: number): Buffer {
  const key = Buffer.allocUnsafe(2 * NUMBER);
  key.writeDoubleBE(writer, 0);
  key.writeDoubleBE(sequence, NUMBER);
  return key;
}

export function readChangeKey(key: Buffer): { writer: number; sequence: number } {
  return { writer: key.readDoubleBE(0), sequence: key.readDoubleBE(NUMBER) };
}

/** The least key after this one. */
export function after(key: Buffer): Buffer {
  return Buffer.concat([key, Buffer.of(0)]);
}
