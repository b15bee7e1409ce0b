/** Dates: as time stamps, as terms and as text. */
import type { Topic } from '../../support/prolog-outcomes.ts';

const DIRECTIVES = 'a A b B c C d D e F f 3f g G V h H I j k l m M n p P r R s S t T u U w W y Y z :z + % x X'
  .split(' ')
  .map((directive) => `%${directive}`);

const FORMAT = (format: string) =>
  `format_time(atom(A), '${format}', 1700000000.25), format_time(atom(B), '${format}', date(2024, 2, 5, 3, 4, 5.5, -19800, 'X', -)), format_time(atom(C), '${format}', date(2020, 12, 31))`;

export const dates: Topic = {
  name: 'dates',
  program: ':- use_module(library(date)).\n',
  goals: `
${DIRECTIVES.map(FORMAT).join('\n')}
${FORMAT('%FT%T%:z and so on, 100%%')}
format_time(atom(A), '%s', 1234567890.5)
format_time(atom(A), '%s', 1234567891.5)
format_time(atom(A), '%s', 1234567890.999)
format_time(atom(A), '%F %u %j %G-%V %s', 1.0e14)
stamp_date_time(1.0e15, D, local)
stamp_date_time(1.0e15, D, 'UTC')
stamp_date_time(-1.0e15, D, 'UTC')
stamp_date_time(1.0e300, D, 'UTC')
stamp_date_time(1.0e300, D, local)
format_time(atom(A), '%F', 1.0e20)
date_time_stamp(date(100000000000000, 1, 1), S)
date_time_stamp(date(2024, 1, 99999999999, 0, 0, 0, 0, -, -), S)
format_time(atom(A), '%E', 0)
format_time(atom(A), '%q', 0)
format_time(atom(A), '%Z', date(2024, 1, 1, 0, 0, 0, 0, 'UTC', -))
format_time(user_output, '%F', 0)
format_time(codes(C), "%Y", 0)
format_time(no_such_stream, '%F', 0)
format_time(atom(_), '%F', foo)
format_time(atom(_), _, 0)
format_time(atom(A), "%F %a", 0.0, posix)
stamp_date_time(0, D, 'UTC')
stamp_date_time(0, D, local)
stamp_date_time(0, D, 3600)
stamp_date_time(1700000000.25, D, 'UTC')
stamp_date_time(-5.5, D, 'UTC')
stamp_date_time(1.0e9, D, -7200)
stamp_date_time(951782400, D, 'UTC')
stamp_date_time(-2208988800, D, 'UTC')
stamp_date_time(0, D, 'CET')
stamp_date_time(a, D, 'UTC')
stamp_date_time(_, D, 'UTC')
stamp_date_time(0, D, _)
stamp_date_time(0, D, "UTC")
date_time_stamp(date(2024, 2, 30, 0, 0, 0, 0, -, -), S)
date_time_stamp(date(2024, 2, 29), S)
date_time_stamp(date(2024, 13, 1), S)
date_time_stamp(date(2024, 2, 29, 10, 20, 30.5, 3600, _, _), S)
date_time_stamp(date(2024, 2, 29, 10, 20, 30.5, _, _, _), S)
date_time_stamp(date(2024, 2, _, _, _, _, _, _, _), S)
date_time_stamp(date(2024, _, _), S)
date_time_stamp(date(2006, 7, 214, 0, 0, 0, 0, -, -), S)
date_time_stamp(x, S)
date_time_stamp(_, S)
parse_time('2006-12-08', S)
parse_time('2006-12-08', F, S)
parse_time('2006-12-08T15:29:44', F, S)
parse_time('2006-12-08T15:29:44+02:00', F, S)
parse_time('2006-12-08T15:29:44Z', F, S)
parse_time('20061208', F, S)
parse_time('20061208T152944', F, S)
parse_time('2006-W49-5', F, S)
parse_time('2006-342', F, S)
parse_time('2006-12', F, S)
parse_time('2006', F, S)
parse_time('Fri, 08 Dec 2006 15:29:44 GMT', F, S)
parse_time('Fri Dec  8 15:29:44 2006', F, S)
parse_time(x, F, S)
parse_time('2006-12-08 15:29:44', F, S)
parse_time('2006-12-08T15:29', F, S)
parse_time('2006-12-08T15:29:44.5Z', F, S)
parse_time("2006-12-08T15", F, S)
parse_time("2006-13-08", S)
parse_time("2006-12-08", iso_8601, S)
parse_time("2006-12-08", foo, S)
date_time_value(K, date(2024, 2, 5, 3, 4, 5.5, 0, 'UTC', -), V)
date_time_value(date, date(2024, 2, 5, 3, 4, 5.5, 0, 'UTC', -), V)
day_of_the_week(date(2024, 2, 5), D)
day_of_the_week(date(2024, 2, 4), D)
day_of_the_week(foo, D)
day_of_the_year(date(2024, 3, 1), D)
get_time(T), stamp_date_time(T, D, 'UTC'), date_time_stamp(D, S), X is round(T - S), X =\\= 0
`,
};
