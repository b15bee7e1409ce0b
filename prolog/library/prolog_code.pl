% library(prolog_code): goals and clauses as terms.

comma_list(Conjunction, List) :-
    '$operator_list'(Conjunction, ',', List).

semicolon_list(Disjunction, List) :-
    '$operator_list'(Disjunction, ;, List).

'$operator_list'(Term, Functor, List) :-
    (   var(Term)
    ->  '$from_operands'(List, Functor, Term)
    ;   phrase('$operands'(Term, Functor), List)
    ).

'$operands'(Term, Functor) -->
    (   { nonvar(Term), Term =.. [Functor, Left, Right] }
    ->  '$operands'(Left, Functor),
        '$operands'(Right, Functor)
    ;   [Term]
    ).

'$from_operands'([Term], _, Term) :- !.
'$from_operands'([Left|List], Functor, Term) :-
    Term =.. [Functor, Left, Right],
    '$from_operands'(List, Functor, Right).

mkconj(A, B, Both) :-
    (   A == true
    ->  Both = B
    ;   B == true
    ->  Both = A
    ;   Both = (A, B)
    ).

mkdisj(A, B, Either) :-
    (   A == false
    ->  Either = B
    ;   B == false
    ->  Either = A
    ;   Either = (A ; B)
    ).

pi_head(PI, Head) :-
    (   var(PI),
        var(Head)
    ->  instantiation_error(PI)
    ;   nonvar(PI),
        PI = Module:PI1
    ->  Head = Module:Head1,
        pi_head(PI1, Head1)
    ;   nonvar(Head),
        Head = Module:Head1
    ->  PI = Module:PI1,
        pi_head(PI1, Head1)
    ;   nonvar(PI),
        PI = Name//DCG
    ->  Arity is DCG + 2,
        head_name_arity(Head, Name, Arity)
    ;   PI = Name/Arity,
        head_name_arity(Head, Name, Arity)
    ).

head_name_arity(Head, Name, Arity) :-
    functor(Head, Name, Arity).

most_general_goal(Goal, General) :-
    (   var(Goal)
    ->  General = Goal
    ;   Goal = Module:Plain
    ->  General = Module:PlainGeneral,
        most_general_goal(Plain, PlainGeneral)
    ;   functor(Goal, Name, Arity),
        functor(General, Name, Arity)
    ).

extend_goal(Goal, Extra, Extended) :-
    (   Extra == []
    ->  Extended = Goal
    ;   Goal = Module:Plain
    ->  Extended = Module:PlainExtended,
        extend_goal(Plain, Extra, PlainExtended)
    ;   Goal =.. List0,
        append(List0, Extra, List),
        Extended =.. List
    ).

is_control_goal(Goal) :-
    nonvar(Goal),
    memberchk(Goal, [!, (_, _), (_ ; _), (_ -> _), (_ *-> _), \+ _]).

is_predicate_indicator(PI) :-
    (   var(PI)
    ->  instantiation_error(PI)
    ;   PI = Module:Plain
    ->  atom(Module),
        is_predicate_indicator(Plain)
    ;   once(( PI = Name/Arity ; PI = Name//Arity )),
        atom(Name),
        integer(Arity),
        Arity >= 0
    ).
