/** The times of a session as they are stored, and when it is over by them. */
import type { LiveSession } from './live-session.ts';
import type { Seconds, SettingValues } from './settings-table.ts';
import { dueTime, type SessionTimes } from './storage.ts';

/** How long a session may go unused, and when it ends at the latest: with the time by which what is stored of its use lags behind. */
export function timesOf(
  { lastUsed, opened, timeout, absoluteTimeout }: LiveSession,
  values: SettingValues,
): SessionTimes {
  const idle = timeout ?? values.timeout;
  const absolute = absoluteTimeout ?? values.absolute_timeout;
  return {
    lastUsed,
    idle: idle > 0 ? idle + values.granularity : Infinity,
    until: absolute > 0 ? opened + absolute : Infinity,
  };
}

/** Whether the time of a session is up, wherever it may have been used. */
export function isOver(times: SessionTimes, now: Seconds): boolean {
  return now > dueTime(times);
}
