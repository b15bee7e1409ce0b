/** Dates as terms, `date(Y, M, D, H, Mn, S, Offset, Zone, Summer)`, as time stamps and as text. */
import {
  Atom,
  Compound,
  compound,
  deref,
  domainError,
  Float,
  float,
  Int,
  instantiationError,
  int,
  representationError,
  type Term,
  typeError,
  Var,
} from '../../index.ts';
import type { Environment, PredicateTable } from '../environment.ts';
import type { Outcome } from '../host.ts';
import { intOf } from './arguments.ts';
import {
  type CalendarDate,
  dateAt,
  dayOfYear,
  localDateAt,
  localOffsetFor,
  stampOf,
  weekday,
} from './calendar.ts';
import { dateText } from './date-format.ts';
import { type DateFormat, stampFrom } from './date-reading.ts';
import { put } from './sinks.ts';
import { plainTextOf } from './text.ts';

export function datePredicates(environment: Environment): PredicateTable {
  const format = (sink: Term, text: Term, when: Term) => [
    put(sink, dateText(plainTextOf(text), dateOf(when)), environment),
    text,
    when,
  ];
  return {
    'stamp_date_time/3': (stamp, _date, zone) => [stamp!, dateTerm(dateIn(numberOf(stamp!), zone!)), zone!],
    'date_time_stamp/2': (date) => [date!, float(stampOf(dateOf(date!)))],
    'format_time/3': (sink, text, when) => format(sink!, text!, when!),
    'format_time/4': (sink, text, when, locale) => [...format(sink!, text!, when!), locale!],
  };
}

/** Those of the library. */
export const otherDatePredicates: PredicateTable = {
  'parse_time/2': (text) => {
    const stamp = stampFrom(plainTextOf(text!), 'iso_8601') ?? stampFrom(plainTextOf(text!), 'rfc_1123');
    return stamp !== undefined && [text!, float(stamp)];
  },
  'parse_time/3': (text, format) => eachFormat(text!, format!),
  'day_of_the_week/2': (date) => dayIn(date!, weekday),
  'day_of_the_year/2': (date) => dayIn(date!, dayOfYear),
};

function* eachFormat(text: Term, format: Term): Generator<Outcome> {
  const given = deref(format);
  for (const each of ['iso_8601', 'rfc_1123'] satisfies DateFormat[]) {
    if (given instanceof Atom && given.name !== each) continue;
    const stamp = stampFrom(plainTextOf(text), each);
    if (stamp !== undefined) return yield [text, new Atom(each), float(stamp)];
  }
}

/** What a `date(Y, M, D)` is counted as. */
function dayIn(date: Term, count: (date: CalendarDate) => number): Outcome {
  const value = deref(date);
  const isDay = value instanceof Compound && value.name === 'date' && value.args.length === 3;
  return isDay && [date, int(count(dateAt(stampOf(dateOf(value)), 0)))];
}

/** The date of a moment in a time zone: `local`, `'UTC'`, or seconds west of Greenwich. */
function dateIn(stamp: number, zone: Term): CalendarDate {
  const where = deref(zone);
  if (where instanceof Var) throw instantiationError();
  if (where instanceof Int) return dateAt(stamp, Number(where.value));
  if (!(where instanceof Atom)) throw typeError('integer', where);
  if (where.name === 'local') return localDateAt(stamp);
  if (where.name !== 'UTC') throw domainError('timezone', where);
  return dateAt(stamp, 0, 'UTC');
}

function dateTerm({ year, month, day, hour, minute, second, offset, zone, isSummer }: CalendarDate): Term {
  const whole = [year, month, day, hour, minute].map((part) => int(part));
  const summer = new Atom(isSummer === undefined ? '-' : String(isSummer));
  return compound('date', [...whole, float(second), int(offset), new Atom(zone ?? '-'), summer]);
}

/**
 * The date that a term stands for: a time stamp, `date(Y, M, D)` or `date(Y, M, D, H, Mn, S, Offset, Zone, Summer)`.
 * What lies outside of a month or a day is carried over.
 */
function dateOf(when: Term): CalendarDate {
  const term = deref(when);
  if (term instanceof Var) throw instantiationError();
  if (term instanceof Int || term instanceof Float) return localDateAt(Number(term.value));
  const isDate = term instanceof Compound && term.name === 'date' && /^[39]$/.test(String(term.args.length));
  if (!isDate) throw typeError('time', term);
  const [year, month, day, hour = 0, minute = 0] = term.args
    .slice(0, Math.min(5, term.args.length))
    .map(integerOf) as [number, number, number, number?, number?];
  const second = term.args.length === 3 ? 0 : numberOf(term.args[5]!);
  const shown = { year, month, day, hour, minute, second, offset: 0, zone: undefined, isSummer: undefined };
  const [offset, zone] = term.args.slice(6, 8).map(deref);
  if (term.args.length === 3 || offset instanceof Var) {
    const stamp = stampOf(shown);
    return localDateAt(stamp + localOffsetFor(stamp));
  }
  const west = integerOf(offset!);
  const name = zone instanceof Atom && zone.name !== '-' ? zone.name : undefined;
  return dateAt(stampOf({ ...shown, offset: west }), west, name);
}

/** The largest part of a date that SWI-Prolog takes. */
const LARGEST = 2 ** 31 - 1;

function integerOf(term: Term): number {
  const number = Number(intOf(term).value);
  if (Math.abs(number) > LARGEST) throw representationError('int');
  return number;
}

function numberOf(term: Term): number {
  const value = deref(term);
  if (value instanceof Var) throw instantiationError();
  if (!(value instanceof Int || value instanceof Float)) throw typeError('float', value);
  return Number(value.value);
}
