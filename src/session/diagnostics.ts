/**
 * What monitoring is told, by way of Node's `diagnostics_channel`, when sessions begin, end and get new ids. Messages have
 * {@link sessionHash} in place of ids, as they end up in logs. While nobody subscribes nothing is made for them.
 *
 *     import { subscribe } from 'node:diagnostics_channel';
 *
 *     subscribe('clausal:session:end', (message) => {
 *       const { session, reason, age } = message as SessionEnd;
 *       console.log(`session ${session} was ${reason} after ${age} s`);
 *     });
 *
 * Messages are published in the context of the request, if there is one. They come also for what a transaction is going to undo.
 */
import { createHash } from 'node:crypto';
import { channel } from 'node:diagnostics_channel';
import type { EndReason } from './counts.ts';
import type { LiveSession } from './live-session.ts';
import type { Seconds } from './settings-table.ts';

/** A message on `clausal:session:begin`. */
export interface SessionBegin {
  readonly session: string;
}

/** A message on `clausal:session:end`; the facts are still there. */
export interface SessionEnd {
  readonly session: string;
  readonly reason: EndReason;
  /** How long ago it began. */
  readonly age: Seconds;
  /** How long ago it was used last. */
  readonly idle: Seconds;
}

/** A message on `clausal:session:renew`: a session goes on under another id. */
export interface SessionRenew {
  /** What it was before. */
  readonly before: string;
  readonly session: string;
}

/** The channels by what is told on them. */
const begins = channel('clausal:session:begin');
const ends = channel('clausal:session:end');
const renewals = channel('clausal:session:renew');

/** What stands for a session in logs, the same each time: who has it does not have the session. */
export function sessionHash(id: string): string {
  return createHash('sha256').update(id).digest('hex').slice(0, 16);
}

export function tellBegin(id: string): void {
  if (begins.hasSubscribers) begins.publish({ session: sessionHash(id) } satisfies SessionBegin);
}

/** No time is negative, even where the clock was put back. */
export function tellEnd(
  { id, opened, lastUsed }: LiveSession,
  reason: EndReason,
  clock: () => Seconds,
): void {
  if (!ends.hasSubscribers) return;
  const now = clock();
  const [age, idle] = [Math.max(0, now - opened), Math.max(0, now - lastUsed)];
  ends.publish({ session: sessionHash(id), reason, age, idle } satisfies SessionEnd);
}

export function tellRenewal(before: string, id: string): void {
  if (!renewals.hasSubscribers) return;
  renewals.publish({ before: sessionHash(before), session: sessionHash(id) } satisfies SessionRenew);
}
