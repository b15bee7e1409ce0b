% phrase/2 and phrase/3: lists that a grammar body describes.

phrase(Body, List) :-
    phrase(Body, List, []).

phrase(Body, List, Rest) :-
    '$must_be_body'(Body),
    '$may_be_list'(List),
    '$may_be_list'(Rest),
    '$grammar_goal'(Body, S0, S, Goal),
    S0 = List,
    S = Rest,
    call(Goal).

'$must_be_body'(Body) :-
    (   var(Body)
    ->  throw(error(instantiation_error, context('$dcg':call_dcg/3, _)))
    ;   ( callable(Body) ; string(Body) ; Body == [] )
    ->  true
    ;   throw(error(type_error(callable, Body), context('$dcg':call_dcg/3, _)))
    ).

'$may_be_list'(List) :-
    (   ( var(List) ; List = [_|_] ; List == [] )
    ->  true
    ;   type_error(list, List)
    ).

%   The goal that a body is for the list from S0 to S.

'$grammar_goal'(Body, S0, S, Goal) :-
    (   var(Body)
    ->  Goal = phrase(Body, S0, S)
    ;   '$grammar_control'(Body, S0, S, Control)
    ->  Goal = Control
    ;   string(Body)
    ->  string_codes(Body, Codes),
        '$terminals'(Codes, S0, S, Goal)
    ;   ( Body == [] ; Body = [_|_] )
    ->  '$terminals'(Body, S0, S, Goal)
    ;   callable(Body)
    ->  '$extended'(Body, [S0, S], Goal)
    ;   type_error(callable, Body)
    ).

'$grammar_control'(!, S0, S, ( !, S0 = S )).
'$grammar_control'({}, S, S, true).
'$grammar_control'({Goal}, S0, S, ( Goal, S0 = S )).
'$grammar_control'(Module:Body, S0, S, Module:Goal) :-
    '$grammar_goal'(Body, S0, S, Goal).
'$grammar_control'(( A, B ), S0, S, ( GoalA, GoalB )) :-
    '$grammar_goal'(A, S0, S1, GoalA),
    '$grammar_goal'(B, S1, S, GoalB).
'$grammar_control'(( A ; B ), S0, S, ( GoalA ; GoalB )) :-
    '$grammar_goal'(A, S0, S, GoalA),
    '$grammar_goal'(B, S0, S, GoalB).
'$grammar_control'(( A | B ), S0, S, ( GoalA ; GoalB )) :-
    '$grammar_goal'(A, S0, S, GoalA),
    '$grammar_goal'(B, S0, S, GoalB).
'$grammar_control'(( A -> B ), S0, S, ( GoalA -> GoalB )) :-
    '$grammar_goal'(A, S0, S1, GoalA),
    '$grammar_goal'(B, S1, S, GoalB).
'$grammar_control'(( A *-> B ), S0, S, ( GoalA *-> GoalB )) :-
    '$grammar_goal'(A, S0, S1, GoalA),
    '$grammar_goal'(B, S1, S, GoalB).
'$grammar_control'(\+ A, S0, S, ( \+ GoalA, S0 = S )) :-
    '$grammar_goal'(A, S0, _, GoalA).

'$terminals'(List, S0, S, Goal) :-
    (   is_list(List)
    ->  append(List, S, Items),
        Goal = ( S0 = Items )
    ;   '$is_partial_list'(List)
    ->  Goal = append(List, S, S0)
    ;   type_error(list_or_partial_list, List)
    ).
