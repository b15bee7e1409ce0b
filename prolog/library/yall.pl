% library(yall): lambda expressions. [X1,...]>>Goal is called with fresh variables, but for those that Free/Lambda
% names in {...}; arguments for which there is no parameter are added to Goal.

>>(Parameters, Lambda) :-
    '$lambda'(Parameters, Lambda, []).
>>(Parameters, Lambda, A) :-
    '$lambda'(Parameters, Lambda, [A]).
>>(Parameters, Lambda, A, B) :-
    '$lambda'(Parameters, Lambda, [A,B]).
>>(Parameters, Lambda, A, B, C) :-
    '$lambda'(Parameters, Lambda, [A,B,C]).
>>(Parameters, Lambda, A, B, C, D) :-
    '$lambda'(Parameters, Lambda, [A,B,C,D]).
>>(Parameters, Lambda, A, B, C, D, E) :-
    '$lambda'(Parameters, Lambda, [A,B,C,D,E]).
>>(Parameters, Lambda, A, B, C, D, E, F) :-
    '$lambda'(Parameters, Lambda, [A,B,C,D,E,F]).
>>(Parameters, Lambda, A, B, C, D, E, F, G) :-
    '$lambda'(Parameters, Lambda, [A,B,C,D,E,F,G]).

/(Free, Lambda) :-
    '$free_lambda'(Free, Lambda, []).
/(Free, Lambda, A) :-
    '$free_lambda'(Free, Lambda, [A]).
/(Free, Lambda, A, B) :-
    '$free_lambda'(Free, Lambda, [A,B]).
/(Free, Lambda, A, B, C) :-
    '$free_lambda'(Free, Lambda, [A,B,C]).
/(Free, Lambda, A, B, C, D) :-
    '$free_lambda'(Free, Lambda, [A,B,C,D]).
/(Free, Lambda, A, B, C, D, E) :-
    '$free_lambda'(Free, Lambda, [A,B,C,D,E]).
/(Free, Lambda, A, B, C, D, E, F) :-
    '$free_lambda'(Free, Lambda, [A,B,C,D,E,F]).
/(Free, Lambda, A, B, C, D, E, F, G) :-
    '$free_lambda'(Free, Lambda, [A,B,C,D,E,F,G]).

'$lambda'(Parameters, Lambda, Arguments) :-
    '$fresh_lambda'(Parameters, Lambda, Ps, Goal),
    '$bind_parameters'(Ps, Goal, Arguments, Rest),
    '$call_with'(Goal, Rest).

'$free_lambda'(Free, Lambda, Arguments) :-
    '$fresh_lambda'(Free/[], Lambda, _, Goal),
    '$call_with'(Goal, Arguments).

'$fresh_lambda'(Parameters, Lambda, Ps, Goal) :-
    (   nonvar(Parameters),
        Parameters = Free/Given
    ->  must_be(nonvar, Free),
        copy_term(Free-Given-Lambda, Free-Ps-Goal)
    ;   copy_term(Parameters-Lambda, Ps-Goal)
    ).

%   Rest are the arguments for which there is no parameter.

'$bind_parameters'(Parameters, Goal, Arguments, Rest) :-
    '$taken'(Parameters, Arguments, Taken, Rest),
    (   Rest == missing
    ->  domain_error(lambda_parameters, Parameters>>(user:Goal))
    ;   Parameters = Taken
    ).

'$taken'(Parameters, Arguments, Taken, Rest) :-
    (   var(Parameters)
    ->  instantiation_error(Parameters)
    ;   Parameters == []
    ->  Taken = [],
        Rest = Arguments
    ;   \+ Parameters = [_|_]
    ->  type_error(list, Parameters)
    ;   Arguments == []
    ->  Rest = missing
    ;   Parameters = [_|Others],
        Arguments = [Argument|More],
        Taken = [Argument|Next],
        '$taken'(Others, More, Next, Rest)
    ).

'$call_with'(Goal, []) :- !,
    call(Goal).
'$call_with'(Goal, Arguments) :-
    '$extended'(Goal, Arguments, Extended),
    call(Extended).

is_lambda(Term) :-
    nonvar(Term),
    ( Term = _>>_ ; Term = _/_ ),
    !.
