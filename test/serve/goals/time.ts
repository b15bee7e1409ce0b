/** Time limits and alarms. */
import type { Topic } from '../../support/prolog-outcomes.ts';

export const time: Topic = {
  name: 'time limits and alarms',
  program: `
:- use_module(library(time)).

loop :- loop.
count(N) :- between(1, inf, N), N > 100000000.
forever :- repeat, fail.
in(Goal, Seconds) :- get_time(A), ignore(catch(Goal, _, true)), get_time(B), B - A < Seconds.
`,
  goals: String.raw`
call_with_time_limit(5, X = 1)
call_with_time_limit(5, member(X, [1, 2]))
call_with_time_limit(5, fail)
call_with_time_limit(5, throw(x))
call_with_time_limit(0, true)
call_with_time_limit(-1, true)
call_with_time_limit(0.2, forever)
call_with_time_limit(0.2, count(_))
call_with_time_limit(0.2, loop)
catch(call_with_time_limit(0.2, forever), time_limit_exceeded, X = caught)
call_with_time_limit(5, catch(call_with_time_limit(0.2, forever), time_limit_exceeded, X = inner))
catch(call_with_time_limit(0.2, call_with_time_limit(5, forever)), time_limit_exceeded, X = outer)
call_with_time_limit(0.2, catch(forever, foo, true))
in(call_with_time_limit(0.2, forever), 2)
call_with_time_limit(0.1, sleep(0.5)), X = slept
call_with_time_limit(a, true)
call_with_time_limit(_, true)
call_with_time_limit(1, _)
catch(( alarm(0.1, throw(rung), _, [remove(true)]), forever ), rung, X = yes)
alarm(10, true, Id), remove_alarm(Id), fail
alarm(10, true, Id, [install(false)]), install_alarm(Id), uninstall_alarm(Id), remove_alarm(Id), fail
\+ \+ ( alarm(10, foo, Id), current_alarm(_, G, Id, S), print(G-S), remove_alarm(Id) )
`,
};
