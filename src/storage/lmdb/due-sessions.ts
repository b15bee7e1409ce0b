/**
 * Which sessions are due. The index of times is lazy: a use of a session leaves its entry where it is, before the time when
 * the session is due by now, and it is moved only when that time has come.
 */
import type { Seconds } from '../../session/settings-table.ts';
import { dueTime, type StoredSession } from '../../session/storage.ts';
import { DamagedSessions } from '../damaged-sessions.ts';
import type { Databases } from './databases.ts';
import { after, dueKey, readDueKey } from './keys.ts';
import type { SessionRecords } from './session-records.ts';

const PAGE = 500;

interface Candidate {
  readonly id: string;
  readonly time: Seconds;
}

/**
 * The sessions that were due before `time`, at most `limit`, those first that were due first.
 * @throws DamagedSession when there are none but damaged ones
 */
export async function dueSessions(
  { due }: Databases,
  records: SessionRecords,
  time: Seconds,
  limit: number,
): Promise<StoredSession[]> {
  const found: Candidate[] = [];
  const damaged = new DamagedSessions();
  let start: Buffer = Buffer.alloc(1);
  const end = dueKey(time, '');
  for (let isMore = limit > 0 && time > 0; isMore; ) {
    records.refresh();
    const page = [...due.getKeys({ start, end, limit: PAGE })];
    const moves: Promise<void>[] = [];
    isMore = page.length === PAGE;
    for (const key of page) {
      const entry = readDueKey(key);
      // No session of a later entry can be due before this one.
      if (found.length === limit && found.at(-1)!.time <= entry.time) {
        isMore = false;
        break;
      }
      damaged.passOver(() => {
        const record = records.record(entry.id);
        if (record === undefined) moves.push(records.removeEntry(entry.time, entry.id));
        else if (dueTime(record.head) < time)
          insert(found, { id: entry.id, time: dueTime(record.head) }, limit);
        else if (record.head.entry === entry.time) moves.push(records.moveEntry(entry.id, record));
      });
    }
    await Promise.all(moves);
    if (isMore) start = after(page.at(-1)!);
  }
  const sessions = loaded(records, found, time, damaged);
  if (sessions.length === 0) damaged.tell();
  return sessions;
}

/** Puts one in its place; of more than the limit the last one goes. */
function insert(found: Candidate[], candidate: Candidate, limit: number): void {
  let at = found.length;
  while (at > 0 && found[at - 1]!.time > candidate.time) at--;
  found.splice(at, 0, candidate);
  if (found.length > limit) found.pop();
}

function loaded(
  records: SessionRecords,
  found: readonly Candidate[],
  time: Seconds,
  damaged: DamagedSessions,
): StoredSession[] {
  records.refresh();
  const sessions: StoredSession[] = [];
  for (const { id } of found) {
    damaged.passOver(() => {
      const record = records.record(id);
      // It may have been used or ended while entries were moved.
      if (record !== undefined && dueTime(record.head) < time) sessions.push(records.session(id, record));
    });
  }
  return sessions;
}
