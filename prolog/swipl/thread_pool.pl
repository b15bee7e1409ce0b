/*  Pools of threads, of which programs may say how large they are.
*/

:- module(thread_pool,
          [ thread_pool_create/3,
            thread_pool_destroy/1,
            current_thread_pool/1,
            thread_pool_property/2
          ]).
:- use_module(library(error)).

:- dynamic(pool/3). % name, size, options
:- multifile(create_pool/1).
:- dynamic(create_pool/1).

%!  thread_pool_create(+Name, +Size, +Options) is det.

thread_pool_create(Name, Size, Options) :-
    must_be(list, Options),
    (   pool(Name, _, _)
    ->  permission_error(create, thread_pool, Name)
    ;   assertz(pool(Name, Size, Options))
    ).

%!  thread_pool_destroy(+Name) is det.

thread_pool_destroy(Name) :-
    (   retract(pool(Name, _, _))
    ->  true
    ;   existence_error(thread_pool, Name)
    ).

%!  current_thread_pool(?Name) is nondet.

current_thread_pool(Name) :-
    pool(Name, _, _).

%!  thread_pool_property(?Name, ?Property) is nondet.
%
%   No pool ever runs anything: thread_create_in_pool/4 is an error.

thread_pool_property(Name, Property) :-
    pool(Name, Size, Options),
    property(Property, Size, Options).

property(options(Options), _, Options).
property(size(Size), Size, _).
property(free(Size), Size, _).
property(members([]), _, _).
property(running(0), _, _).
property(backlog(0), _, _).
