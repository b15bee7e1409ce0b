/*  The way from the modules of the library to the host in TypeScript, where what they call is a predicate as others are.
*/

:- module(typescript, [typescript/2, heard/1]).

typescript(Name/_, Args) :-
    atom_concat($, Name, Own),
    Goal =.. [Own|Args],
    call(Goal).

%!  heard(+Event) is det.
%
%   Tells the listeners of the program, and no others.

heard(Event) :-
    forall(listening(_, Event, Goal), ignore(Goal)).
