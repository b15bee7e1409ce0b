/** Text as dates: what `parse_time/2` takes, ISO 8601 and RFC 1123. */
import { type CalendarDate, dayNumber, MONTHS, stampOf, weekday } from './calendar.ts';

export type DateFormat = 'iso_8601' | 'rfc_1123';

/** The seconds since 1970 that a text says; undefined for one that is no date in the format. */
export function stampFrom(text: string, format: DateFormat): number | undefined {
  return format === 'iso_8601' ? fromIso(text) : fromRfc(text);
}

const ISO = new RegExp(
  String.raw`^(?<year>\d{4})(?:-?W(?<week>\d\d)-?(?<weekday>\d)|-?(?<ofYear>\d{3})|-(?<month>\d\d)(?:-(?<day>\d\d))?` +
    String.raw`|(?<month2>\d\d)(?<day2>\d\d))` +
    String.raw`(?:[T ](?<hour>\d\d)(?::?(?<minute>\d\d)(?::?(?<second>\d\d(?:[.,]\d+)?))?)?` +
    String.raw`(?<zone>Z|[+-]\d\d(?::?\d\d)?)?)?$`,
);

function fromIso(text: string): number | undefined {
  const found = ISO.exec(text)?.groups;
  if (found === undefined) return undefined;
  const year = Number(found.year);
  const time = timeOf(found);
  if (time === undefined) return undefined;
  if (found.week !== undefined) {
    const monday = dayNumber(year, 1, 5 - weekday({ year, month: 1, day: 4 }));
    return stampOf({
      ...time,
      year: 1970,
      day: 1 + monday + (Number(found.week) - 1) * 7 + Number(found.weekday) - 1,
    });
  }
  if (found.ofYear !== undefined) return stampOf({ ...time, year, day: Number(found.ofYear) });
  const month = Number(found.month ?? found.month2);
  const given = found.day ?? found.day2;
  // SWI-Prolog takes a month without a day for the day before it.
  const day = given === undefined ? 0 : Number(given);
  if (month < 1 || month > 12 || day > 31) return undefined;
  return stampOf({ ...time, year, month, day });
}

const RFC =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (?<day>\d\d) (?<name>\w{3}) (?<year>\d{4}) (?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d) (?<zone>GMT|[+-]\d{4})$/;

function fromRfc(text: string): number | undefined {
  const found = RFC.exec(text)?.groups;
  const time = found && timeOf(found);
  const month = MONTHS.findIndex((name) => name.slice(0, 3) === found?.name) + 1;
  if (found === undefined || time === undefined || month === 0) return undefined;
  return stampOf({ ...time, year: Number(found.year), month, day: Number(found.day) });
}

/** A date in January of which only the time is right. */
function timeOf(found: Readonly<Record<string, string | undefined>>): CalendarDate | undefined {
  const hour = Number(found.hour ?? 0);
  const minute = Number(found.minute ?? 0);
  const second = Number((found.second ?? '0').replace(',', '.'));
  if (hour > 24 || minute > 59 || second > 60) return undefined;
  const zone = /^([+-])(\d\d):?(\d\d)?$/.exec(found.zone ?? '');
  const seconds = zone === null ? 0 : Number(zone[2]) * 3600 + Number(zone[3] ?? 0) * 60;
  const offset = zone?.[1] === '+' ? -seconds : seconds;
  return { year: 1970, month: 1, day: 1, hour, minute, second, offset, zone: undefined, isSummer: undefined };
}
