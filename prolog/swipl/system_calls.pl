/*  What programs ask of the machine that they run on: its environment, and commands, which there are not.
*/

:- module(system_calls, []).
:- use_module(library(lists)).
:- use_module(library(typescript)).

:- typescript(environment/1, [Variables]),
   forall(member(Name=Value, Variables), setenv(Name, Value)).

:- redefine_system_predicate(system:shell(_, _)),
   assertz((system:shell(Command, _) :-
                throw(error(permission_error(execute, command, Command),
                            context(system:shell/2, 'programs run no commands here'))))),
   compile_predicates([system:shell/2]).

%   Others have their turn, but where the program cannot wait. Time limits wake whoever sleeps.

slept(Seconds0) :-
    (   nb_current('$watched', [At-_|_]),
        number(Seconds0),
        get_time(Now),
        At - Now < Seconds0
    ->  Seconds is At - Now,
        wait(Seconds),
        time:ring,
        More is Seconds0 - Seconds,
        slept(More)
    ;   wait(Seconds0)
    ).

wait(Seconds) :-
    (   '$can_yield'
    ->  typescript(sleep/1, [Seconds])
    ;   typescript(sleep_now/1, [Seconds])
    ).

:- use_module(library(wasm), []).
:- redefine_system_predicate(wasm:sleep(_)),
   assertz((wasm:sleep(Seconds) :- system_calls:slept(Seconds))),
   compile_predicates([wasm:sleep/1]).
