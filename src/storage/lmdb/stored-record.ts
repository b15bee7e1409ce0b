/** A session as it is stored: its head, and the bytes behind it. */
import { getLastVersion } from 'lmdb';
import { DamagedSession } from '../../session/damaged-session.ts';
import { PrologError } from '../../term/error.ts';
import type { Databases } from './databases.ts';
import { failure } from './failure.ts';
import { decodeHead, HEAD_LENGTH, type Head } from './head.ts';
import { isFit } from './keys.ts';

export interface StoredRecord {
  readonly head: Head;
  /** Of the session, as in session-bytes.ts; the times in them are those at its last change. They are there until the next read. */
  readonly bytes: Buffer;
}

/**
 * The record of a session as it is stored.
 * @throws DamagedSession when its head is damaged
 */
export function storedRecord({ sessions, path }: Databases, id: string): StoredRecord | undefined {
  if (!isFit(id)) return undefined;
  const found = sessions.getBinaryFast(id);
  if (found === undefined) return undefined;
  // It may be no Buffer, and the buffer of all that is read, of which only `length` is ours.
  const bytes = Buffer.from(found.buffer, found.byteOffset, found.length);
  const head = intact(path, id, () => decodeHead(bytes, getLastVersion()));
  return { head, bytes: bytes.subarray(HEAD_LENGTH) };
}

/** What `read` makes of what is stored of a session. @throws DamagedSession when it is damaged */
export function intact<T>(path: string, id: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    // What is to be written, and cannot be, is no damage.
    if (error instanceof PrologError && error.code !== 'domain_error') throw error;
    const { message } = failure(path, `read session ${id}, which is damaged`, error);
    throw new DamagedSession(message, { cause: error });
  }
}
