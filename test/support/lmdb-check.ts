/** Whether the databases in a file of LMDB agree with each other, all of them at one moment. */
import { dueTime } from '../../src/session/storage.ts';
import { indexKey } from '../../src/storage/content-index.ts';
import type { Databases } from '../../src/storage/lmdb/databases.ts';
import { contentKey, dueKey } from '../../src/storage/lmdb/keys.ts';
import { storedRecord } from '../../src/storage/lmdb/stored-record.ts';
import { decodeSession } from '../../src/storage/session-bytes.ts';

/** One sentence for each thing that is wrong. What is read without a pause is read from one snapshot. */
export function disagreements(databases: Databases): string[] {
  const { root, sessions, content, due } = databases;
  root.resetReadTxn();
  const wrong: string[] = [];
  const contentLeft = new Set([...content.getKeys()].map(hex));
  const dueLeft = new Set([...due.getKeys()].map(hex));
  for (const id of sessions.getKeys()) {
    const { head, bytes } = storedRecord(databases, id)!;
    const session = decodeSession(id, bytes);
    if (session.version !== head.version) wrong.push(`${id}: facts of version ${session.version}`);
    if (head.entry > dueTime(head)) wrong.push(`${id}: is due at ${dueTime(head)}, its entry ${head.entry}`);
    if (head.entry !== Infinity && !dueLeft.delete(hex(dueKey(head.entry, id)))) {
      wrong.push(`${id}: no entry of time ${head.entry}`);
    }
    for (const { place, fact } of session.facts) {
      const isThere = contentLeft.delete(hex(contentKey(indexKey(fact), id, place)));
      if (!isThere) wrong.push(`${id}: no entry of the fact at place ${place}`);
    }
  }
  for (const key of contentLeft) wrong.push(`entry of content without a fact: ${key}`);
  for (const key of dueLeft) wrong.push(`entry of a time without a session: ${key}`);
  return wrong;
}

function hex(key: Uint8Array): string {
  return Buffer.from(key).toString('hex');
}
