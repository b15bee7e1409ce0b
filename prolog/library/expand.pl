% What programs make of their own clauses and goals: term_expansion/2, grammar rules and goal_expansion/2.

expand_term(Term, Expanded) :-
    (   var(Term)
    ->  Expanded = Term
    ;   current_predicate(term_expansion/2),
        term_expansion(Term, Made)
    ->  '$expand_each'(Made, Expanded)
    ;   '$expand_each'(Term, Expanded)
    ).

'$expand_each'(Terms, Expanded) :-
    is_list(Terms),
    !,
    '$expand_list'(Terms, Expanded).
'$expand_each'(Term, Expanded) :-
    '$expand_clause'(Term, Expanded).

'$expand_list'([], []).
'$expand_list'([Term|Terms], [Expanded|Others]) :-
    '$expand_clause'(Term, Expanded),
    '$expand_list'(Terms, Others).

'$expand_clause'(Term, Expanded) :-
    var(Term),
    !,
    Expanded = Term.
'$expand_clause'((Head --> Body), Expanded) :-
    !,
    dcg_translate_rule((Head --> Body), Clause),
    '$expand_clause'(Clause, Expanded).
'$expand_clause'((Head :- Body), (Head :- Expanded)) :-
    !,
    expand_goal(Body, Expanded).
'$expand_clause'((:- Body), (:- Expanded)) :-
    !,
    expand_goal(Body, Expanded).
'$expand_clause'((?- Body), (?- Expanded)) :-
    !,
    expand_goal(Body, Expanded).
'$expand_clause'(Term, Term).

% What goal_expansion/2 makes of the goals in a goal.

expand_goal(Goal, Expanded) :-
    (   current_predicate(goal_expansion/2)
    ->  '$expand_goal'(Goal, Expanded)
    ;   Expanded = Goal
    ).

% A goal is expanded until nothing changes it, then the goals in it are.
'$expand_goal'(Goal, Goal) :-
    \+ callable(Goal),
    !.
'$expand_goal'(Goal, Expanded) :-
    \+ '$is_control'(Goal),
    goal_expansion(Goal, Other),
    Other \== Goal,
    !,
    '$expand_goal'(Other, Expanded).
'$expand_goal'(Goal, Expanded) :-
    '$argument_kinds'(Goal, Kinds),
    !,
    Goal =.. [Name|Arguments],
    '$expand_arguments'(Kinds, Arguments, Others),
    Expanded =.. [Name|Others].
'$expand_goal'(Goal, Goal).

'$is_control'((_, _)).
'$is_control'((_ ; _)).
'$is_control'((_ -> _)).
'$is_control'((_ *-> _)).
'$is_control'(\+ _).

'$expand_arguments'([], [], []).
'$expand_arguments'([Kind|Kinds], [Argument|Arguments], [Other|Others]) :-
    '$expand_argument'(Kind, Argument, Other),
    '$expand_arguments'(Kinds, Arguments, Others).

'$expand_argument'('0', Goal, Expanded) :-
    !,
    '$expand_goal'(Goal, Expanded).
'$expand_argument'(^, Goal, Expanded) :-
    nonvar(Goal),
    Goal = Variable^Inner,
    !,
    Expanded = Variable^Other,
    '$expand_argument'(^, Inner, Other).
'$expand_argument'(^, Goal, Expanded) :-
    !,
    '$expand_goal'(Goal, Expanded).
'$expand_argument'(_, Argument, Argument).
