/** Writes sessions in format 2, in which they were before format 3: see src/storage/bytes-format-2.ts. */
import type { StoredSession } from '../../src/session/storage.ts';
import { Format2Writer } from '../../src/storage/bytes-format-2-writer.ts';

/** A session in format 2. */
export function sessionInFormat2(session: StoredSession): Buffer {
  const to = new Format2Writer();
  to.begin(2, 'session');
  const { version, lastUsed, idle, until, opened, first, last } = session;
  for (const number of [version, lastUsed, idle, until, opened, first, last]) to.number(number);
  to.term(session.peer);
  to.count(session.facts.length);
  let before = 0;
  for (const { place, fact } of session.facts) {
    to.number(place - before);
    to.term(fact);
    before = place;
  }
  return to.seal();
}
