/*  Goals that SWI-Prolog runs at the same time, one after the other.
*/

:- module(thread,
          [ concurrent/3,
            concurrent_forall/2,
            concurrent_forall/3,
            concurrent_and/2,
            concurrent_and/3,
            concurrent_maplist/2,
            concurrent_maplist/3,
            concurrent_maplist/4,
            first_solution/3,
            call_in_thread/2,
            thread_at_exit/2
          ]).
:- use_module(library(apply)).
:- use_module(library(error)).
:- use_module(library(lists)).

:- meta_predicate
    concurrent(+, :, +),
    concurrent_forall(0, 0),
    concurrent_forall(0, 0, +),
    concurrent_and(0, 0),
    concurrent_and(0, 0, +),
    concurrent_maplist(1, +),
    concurrent_maplist(2, ?, ?),
    concurrent_maplist(3, ?, ?, ?),
    first_solution(-, :, +),
    call_in_thread(+, 0),
    thread_at_exit(+, 0).

%!  concurrent(+Count, :Goals, +Options) is semidet.
%
%   Each goal once.

concurrent(Count, Module:Goals, _) :-
    must_be(positive_integer, Count),
    must_be(list(callable), Goals),
    once_each(Goals, Module).

once_each([], _).
once_each([Goal|Goals], Module) :-
    once(Module:Goal),
    once_each(Goals, Module).

%!  concurrent_forall(:Generator, :Test) is semidet.
%!  concurrent_forall(:Generator, :Test, +Options) is semidet.

concurrent_forall(Generator, Test) :-
    forall(Generator, Test).

concurrent_forall(Generator, Test, _) :-
    forall(Generator, Test).

%!  concurrent_and(:Generator, :Test) is nondet.
%!  concurrent_and(:Generator, :Test, +Options) is nondet.

concurrent_and(Generator, Test) :-
    call(Generator),
    call(Test).

concurrent_and(Generator, Test, _) :-
    concurrent_and(Generator, Test).

%!  concurrent_maplist(:Goal, ?List) is semidet.
%!  concurrent_maplist(:Goal, ?List1, ?List2) is semidet.
%!  concurrent_maplist(:Goal, ?List1, ?List2, ?List3) is semidet.
%
%   As maplist/2, where each call is once.

concurrent_maplist(Goal, List) :-
    maplist(once_of(Goal), List).

concurrent_maplist(Goal, List1, List2) :-
    maplist(once_of(Goal), List1, List2).

concurrent_maplist(Goal, List1, List2, List3) :-
    maplist(once_of(Goal), List1, List2, List3).

once_of(Goal, A) :-
    once(call(Goal, A)).

once_of(Goal, A, B) :-
    once(call(Goal, A, B)).

once_of(Goal, A, B, C) :-
    once(call(Goal, A, B, C)).

%!  first_solution(-Value, :Goals, +Options) is semidet.
%
%   The value by the first goal that is true. With on_fail(stop), which is what it is unless given, one that fails before is
%   the end.

first_solution(Value, Module:Goals, Options) :-
    member(Goal, Goals),
    (   findall(Value, once(Module:Goal), [Found])
    ->  !,
        Value = Found
    ;   memberchk(on_fail(continue), Options)
    ->  fail
    ;   !,
        fail
    ).

%!  call_in_thread(+Thread, :Goal) is semidet.

call_in_thread(Thread, Goal) :-
    threads:check_thread(Thread),
    once(Goal).

%!  thread_at_exit(+Thread, :Goal) is det.

thread_at_exit(_, Goal) :-
    at_halt(Goal).
