/** Moments by the Gregorian calendar: years, months, days and weeks, and the time zone of this machine. */
import { representationError } from '../../index.ts';

/** A moment as clocks in some place show it. */
export interface CalendarDate {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  /** With fractions. */
  readonly second: number;
  /** Seconds west of Greenwich. */
  readonly offset: number;
  /** The name of the time zone; undefined where there is only an offset. */
  readonly zone: string | undefined;
  readonly isSummer: boolean | undefined;
}

export const WEEKDAYS = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ');
export const MONTHS =
  'January February March April May June July August September October November December'.split(' ');

const DAY = 86_400;

/** Beyond it, before and after 1970, seconds are not told apart any more. */
const LAST_STAMP = Number.MAX_SAFE_INTEGER;

/** The last moment of which Node.js knows the time zone. */
const LAST_ZONED = 8.64e12;

/** Days from 1 January 1970 to a date, whose month and day may lie outside of the year. */
export function dayNumber(year: number, month: number, day: number): number {
  const months = year * 12 + month - 1;
  const [y, m] = [Math.floor(months / 12), (((months % 12) + 12) % 12) + 1];
  // Years begin in March here, so that the day that may be missing is the last one.
  const shifted = m <= 2 ? y - 1 : y;
  const era = Math.floor(shifted / 400);
  const ofEra = shifted - era * 400;
  const ofYear = Math.floor((153 * (m + (m > 2 ? -3 : 9)) + 2) / 5);
  return (
    era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear + day - 719_469
  );
}

/**
 * The date of a moment, in seconds since 1970, so many seconds west of Greenwich.
 * @throws PrologError `representation_error(time_stamp)` for a moment some hundred million years away
 */
export function dateAt(stamp: number, offset: number, zone?: string, isSummer?: boolean): CalendarDate {
  const seconds = stamp - offset;
  if (!(Math.abs(seconds) <= LAST_STAMP)) throw representationError('time_stamp');
  const days = Math.floor(seconds / DAY);
  const ofDay = seconds - days * DAY;
  const whole = Math.floor(ofDay);
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const ofEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const march = Math.floor((5 * ofYear + 2) / 153);
  const month = march < 10 ? march + 3 : march - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: ofYear - Math.floor((153 * march + 2) / 5) + 1,
    hour: Math.floor(whole / 3600),
    minute: Math.floor(whole / 60) % 60,
    second: (whole % 60) + (ofDay - whole),
    offset,
    zone,
    isSummer,
  };
}

/** The date of a moment by the clock of this machine. */
export function localDateAt(stamp: number): CalendarDate {
  const { offset, zone, isSummer } = localZoneAt(stamp);
  return dateAt(stamp, offset, zone, isSummer);
}

/** The seconds since 1970 of a date. */
export function stampOf({ year, month, day, hour, minute, second, offset }: CalendarDate): number {
  return dayNumber(year, month, day) * DAY + hour * 3600 + minute * 60 + second + offset;
}

/** How many seconds west of Greenwich the clock of this machine is, when it shows so many since 1970. */
export function localOffsetFor(shown: number): number {
  const guess = localZoneAt(shown).offset;
  return localZoneAt(shown + guess).offset;
}

/** The day of the year, from 1. */
export function dayOfYear({ year, month, day }: CalendarDate): number {
  return dayNumber(year, month, day) - dayNumber(year, 1, 1) + 1;
}

/** The day of the week, 1 for Monday to 7. */
export function weekday({ year, month, day }: Pick<CalendarDate, 'year' | 'month' | 'day'>): number {
  return ((((dayNumber(year, month, day) + 3) % 7) + 7) % 7) + 1;
}

/** The week as ISO 8601 counts them, and the year that it belongs to. */
export function isoWeek(date: CalendarDate): { readonly year: number; readonly week: number } {
  const thursday = dateAt((dayNumber(date.year, date.month, date.day) - weekday(date) + 4) * DAY, 0);
  return { year: thursday.year, week: Math.ceil(dayOfYear(thursday) / 7) };
}

function localZoneAt(stamp: number) {
  if (Number.isNaN(stamp)) throw representationError('time_stamp');
  const date = new Date(Math.max(-LAST_ZONED, Math.min(stamp, LAST_ZONED)) * 1000);
  const westOf = (when: Date) => when.getTimezoneOffset() * 60;
  const offset = westOf(date);
  const [winter, summer] = [0, 6].map((month) => westOf(new Date(date.getFullYear(), month)));
  const parts = zoneFormat.formatToParts(date);
  return {
    offset,
    zone: parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'UTC',
    isSummer: offset < Math.max(winter!, summer!),
  };
}

const zoneFormat = new Intl.DateTimeFormat('en-US', { timeZoneName: 'short' });
