/** Dates as text: the directives of `format_time/3`. */
import { Atom, existenceError, type PrologError } from '../../index.ts';
import { type CalendarDate, dayOfYear, isoWeek, MONTHS, stampOf, WEEKDAYS, weekday } from './calendar.ts';

/** @throws PrologError `existence_error(format, Directive)` */
export function dateText(format: string, date: CalendarDate): string {
  return format.replace(/%(:?)(\d*)(.?)/gsu, (whole, colon: string, digits: string, directive: string) => {
    const isPlain = colon === '' && digits === '';
    if (colon === ':' && directive === 'z') return zoneText(date, ':');
    if (directive === 'f') return fraction(date, digits === '' ? 6 : Number(digits));
    const text = isPlain && Object.hasOwn(DIRECTIVES, directive) ? DIRECTIVES[directive]!(date) : undefined;
    if (text === undefined) throw unknownDirective(whole);
    return text;
  });
}

const DIRECTIVES: Readonly<Record<string, (date: CalendarDate) => string>> = {
  a: (date) => WEEKDAYS[weekday(date) - 1]!.slice(0, 3),
  A: (date) => WEEKDAYS[weekday(date) - 1]!,
  b: ({ month }) => MONTHS[month - 1]!.slice(0, 3),
  B: ({ month }) => MONTHS[month - 1]!,
  c: (date) => dateText('%a %b %e %T %Y', date),
  C: ({ year }) => two(Math.floor(year / 100)),
  d: ({ day }) => two(day),
  D: (date) => dateText('%m/%d/%y', date),
  e: ({ day }) => spaced(day),
  F: (date) => dateText('%Y-%m-%d', date),
  g: (date) => two(isoWeek(date).year % 100),
  G: (date) => String(isoWeek(date).year),
  h: (date) => dateText('%b', date),
  H: ({ hour }) => two(hour),
  I: ({ hour }) => two(((hour + 11) % 12) + 1),
  j: (date) => String(dayOfYear(date)).padStart(3, '0'),
  k: ({ hour }) => spaced(hour),
  l: ({ hour }) => spaced(((hour + 11) % 12) + 1),
  m: ({ month }) => two(month),
  M: ({ minute }) => two(minute),
  n: () => '\n',
  p: ({ hour }) => (hour < 12 ? 'AM' : 'PM'),
  P: ({ hour }) => (hour < 12 ? 'am' : 'pm'),
  r: (date) => dateText('%I:%M:%S %p', date),
  R: (date) => dateText('%H:%M', date),
  s: (date) => wholeText(stampOf(date)),
  S: ({ second }) => two(Math.floor(second)),
  t: () => '\t',
  T: (date) => dateText('%H:%M:%S', date),
  u: (date) => String(weekday(date)),
  U: (date) => two(weekFrom(date, weekday(date) % 7)),
  V: (date) => two(isoWeek(date).week),
  w: (date) => String(weekday(date) % 7),
  W: (date) => two(weekFrom(date, weekday(date) - 1)),
  x: (date) => dateText('%m/%d/%y', date),
  X: (date) => dateText('%T', date),
  y: ({ year }) => two(((year % 100) + 100) % 100),
  Y: ({ year }) => String(year),
  z: (date) => zoneText(date, ''),
  Z: ({ zone }) => zone ?? '',
  '+': (date) => dateText('%a %b %e %T %Y', date),
  '%': () => '%',
};

/** The nearest whole number; of two that are as near, the even one. */
function wholeText(value: number): string {
  const down = Math.floor(value);
  const isUp = value - down > 0.5 || (value - down === 0.5 && down % 2 !== 0);
  return String(BigInt(down + (isUp ? 1 : 0)));
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function spaced(value: number): string {
  return String(value).padStart(2);
}

/** The week of the year, which begins with the first day that is so many days into a week. */
function weekFrom(date: CalendarDate, intoWeek: number): number {
  return Math.floor((dayOfYear(date) + 6 - intoWeek) / 7);
}

function zoneText({ offset }: CalendarDate, between: string): string {
  const minutes = Math.floor(Math.abs(offset) / 60);
  return `${offset > 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}${between}${two(minutes % 60)}`;
}

function fraction({ second }: CalendarDate, digits: number): string {
  const size = Math.min(digits, 15);
  const most = 10 ** size;
  const rounded = Math.min(Math.round((second % 1) * most), most - 1);
  return String(rounded).padStart(size, '0');
}

function unknownDirective(directive: string): PrologError {
  return existenceError('format', new Atom(directive));
}
