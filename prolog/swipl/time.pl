/*  Time limits and alarms. A search looks at the clock every so many inferences, where predicates exit; recursion alone is
    ended by the number of its inferences.
*/

:- module(time,
          [ alarm/3,
            alarm/4,
            alarm_at/3,
            alarm_at/4,
            remove_alarm/1,
            install_alarm/1,
            install_alarm/2,
            uninstall_alarm/1,
            current_alarm/4,
            call_with_time_limit/2,
            call_with_time_limit/3
          ]).
:- use_module(library(apply)).
:- use_module(library(error)).
:- use_module(library(lists)).
:- use_module(library(option)).
:- use_module(library(typescript)).

:- meta_predicate
    alarm(+, 0, -),
    alarm(+, 0, -, +),
    alarm_at(+, 0, -),
    alarm_at(+, 0, -, +),
    current_alarm(?, :, ?, ?),
    call_with_time_limit(+, 0),
    call_with_time_limit(+, 0, +).

:- dynamic
    alarm_/4,   % id, time, goal, whether it is removed when it has rung
    rung/1.

:- multifile(prolog:message//1).

prolog:message(time_limit_exceeded) -->
    [ 'Time limit exceeded' ].

%!  call_with_time_limit(+Seconds, :Goal) is semidet.
%!  call_with_time_limit(+Seconds, :Goal, +Context) is semidet.
%
%   As once/1.
%
%   @throws time_limit_exceeded, or time_limit_exceeded(Context)

call_with_time_limit(Seconds, Goal) :-
    limited(Seconds, Goal, time_limit_exceeded).

call_with_time_limit(Seconds, Goal, Context) :-
    limited(Seconds, Goal, time_limit_exceeded(Context)).

limited(Seconds, Goal, Error) :-
    Seconds > 0,
    !,
    get_time(Now),
    At is Now + Seconds,
    typescript(inferences_in/2, [Seconds, Most]),
    setup_call_cleanup(
        watch(At, Error, Watched),
        call_with_inference_limit(once(Goal), Most, Result),
        unwatch(Watched)),
    (   Result == inference_limit_exceeded
    ->  throw(Error)
    ;   true
    ).
limited(_, _, Error) :-
    throw(Error).

%   What is watched in this engine, what ends first in front: At-throw(Error) and At-alarm(Id).

watch(At, Error, At-throw(Error)) :-
    watch(At-throw(Error)).

watch(Watch) :-
    watched(Watched0),
    msort([Watch|Watched0], Watched),
    nb_setval('$watched', Watched).

unwatch(Watch) :-
    watched(Watched0),
    selectchk(Watch, Watched0, Watched),
    !,
    nb_setval('$watched', Watched).
unwatch(_).

watched(Watched) :-
    (   nb_current('$watched', Watched0)
    ->  Watched = Watched0
    ;   Watched = []
    ).

%!  ring is det.
%
%   Does what is due. Called where a search looks at its limits.

ring :-
    nb_current('$watched', [At-What|Watched]),
    get_time(Now),
    Now >= At,
    !,
    nb_setval('$watched', Watched),
    due(What),
    ring.
ring.

due(throw(Error)) :-
    throw(Error).
due(alarm(Id)) :-
    alarm_(Id, _, Goal, IsRemoved),
    !,
    (   IsRemoved == true
    ->  retractall(alarm_(Id, _, _, _))
    ;   assertz(rung(Id))
    ),
    ignore(Goal).
due(_).

%!  alarm(+Seconds, :Goal, -Id) is det.
%!  alarm(+Seconds, :Goal, -Id, +Options) is det.
%!  alarm_at(+Time, :Goal, -Id) is det.
%!  alarm_at(+Time, :Goal, -Id, +Options) is det.
%
%   Has a goal called then, in the search that sets the alarm, as long as that runs. Options: remove(Bool) for whether the
%   alarm is gone afterwards, install(Bool) for whether it is set now.

alarm(Seconds, Goal, Id) :-
    alarm(Seconds, Goal, Id, []).

alarm(Seconds, Goal, Id, Options) :-
    get_time(Now),
    At is Now + Seconds,
    alarm_at(At, Goal, Id, Options).

alarm_at(Time, Goal, Id) :-
    alarm_at(Time, Goal, Id, []).

alarm_at(Time, Goal, '$alarm'(Number), Options) :-
    must_be(number, Time),
    option(remove(IsRemoved), Options, false),
    option(install(IsInstalled), Options, true),
    flag(alarms, Last, Last + 1),
    Number is Last + 1,
    Id = '$alarm'(Number),
    assertz(alarm_(Id, Time, Goal, IsRemoved)),
    (   IsInstalled == true
    ->  watch(Time-alarm(Id))
    ;   true
    ).

%!  remove_alarm(+Id) is det.
%!  install_alarm(+Id) is det.
%!  install_alarm(+Id, +Seconds) is det.
%!  uninstall_alarm(+Id) is det.

remove_alarm(Id) :-
    uninstall_alarm(Id),
    retractall(alarm_(Id, _, _, _)),
    retractall(rung(Id)).

install_alarm(Id) :-
    known(Id, Time),
    watch(Time-alarm(Id)).

install_alarm(Id, Seconds) :-
    known(Id, _),
    get_time(Now),
    Time is Now + Seconds,
    watch(Time-alarm(Id)).

uninstall_alarm(Id) :-
    known(Id, _),
    watched(Watched0),
    exclude(is_alarm(Id), Watched0, Watched),
    nb_setval('$watched', Watched).

is_alarm(Id, _-alarm(Id)).

known(Id, Time) :-
    must_be(nonvar, Id),
    (   alarm_(Id, Found, _, _)
    ->  Time = Found
    ;   existence_error(alarm, Id)
    ).

%!  current_alarm(?Time, :Goal, ?Id, ?Status) is nondet.
%
%   Status is `done` or `scheduled`.

current_alarm(Time, Goal, Id, Status) :-
    alarm_(Id, Time, Goal, _),
    (   rung(Id)
    ->  Status = done
    ;   Status = scheduled
    ).
