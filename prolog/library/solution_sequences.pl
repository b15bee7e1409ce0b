% library(solution_sequences): the solutions of a goal, but fewer, or in another order.

limit(Count, Goal) :-
    (   ( Count == infinite ; Count == inf )
    ->  call(Goal)
    ;   Count > 0,
        '$new_key'(Key),
        setup_call_cleanup(true, '$limited'(Count, Goal, Key), nb_delete(Key))
    ).

'$limited'(Count, Goal, Key) :-
    call(Goal),
    '$next'(Key, N),
    (   N =:= Count
    ->  !
    ;   true
    ).

offset(Count, Goal) :-
    (   Count > 0
    ->  '$new_key'(Key),
        setup_call_cleanup(true, '$numbered'(Goal, Key, N), nb_delete(Key)),
        N > Count
    ;   Count =:= 0
    ->  call(Goal)
    ;   domain_error(not_less_than_zero, Count)
    ).

'$numbered'(Goal, Key, N) :-
    call(Goal),
    '$next'(Key, N).

call_nth(Goal, Nth) :-
    (   var(Nth)
    ->  true
    ;   must_be(integer, Nth),
        (   Nth > 0
        ->  true
        ;   domain_error(not_less_than_one, Nth)
        )
    ),
    '$new_key'(Key),
    setup_call_cleanup(true, '$call_nth'(Goal, Nth, Key), nb_delete(Key)).

'$call_nth'(Goal, Nth, Key) :-
    (   var(Nth)
    ->  '$numbered'(Goal, Key, Nth)
    ;   '$numbered'(Goal, Key, N),
        N =:= Nth
    ->  true
    ).

%   distinct(?Witness, :Goal): each instance of Witness once, when it comes first.

distinct(Goal) :-
    distinct(Goal, Goal).

distinct(Witness, Goal) :-
    '$new_key'(Key),
    setup_call_cleanup(true, '$distinct'(Witness, Goal, Key), nb_delete(Key)).

'$distinct'(Witness, Goal, Key) :-
    call(Goal),
    '$remembered'(Key, Seen, []),
    (   ground(Witness)
    ->  \+ memberchk(ground(Witness), Seen),
        nb_setval(Key, [ground(Witness)|Seen])
    ;   \+ '$has_variant'(Seen, open(Witness)),
        nb_setval(Key, [open(Witness)|Seen])
    ).

'$has_variant'(Terms, Term) :-
    member(Other, Terms),
    Other =@= Term,
    !.

%   order_by(+Specifications, :Goal): asc(Term) and desc(Term), the most important one first.

order_by(Specifications, Goal) :-
    must_be(list, Specifications),
    (   Specifications == []
    ->  domain_error(non_empty_list, Specifications)
    ;   true
    ),
    '$order_keys'(Specifications, Keys, Orders),
    term_variables(Goal, Variables),
    append(Keys, [Variables], Arguments),
    Row =.. [row|Arguments],
    findall(Row, Goal, Rows),
    '$sort_rows'(Orders, 1, Rows, Sorted),
    functor(Row, _, Arity),
    '$column'(Sorted, Arity, Instances),
    member(Variables, Instances).

'$order_keys'([], [], []).
'$order_keys'([Specification|Specifications], [Key|Keys], [Order|Orders]) :-
    (   var(Specification)
    ->  instantiation_error(Specification)
    ;   Specification = asc(Key)
    ->  Order = (@=<)
    ;   Specification = desc(Key)
    ->  Order = (@>=)
    ;   domain_error(order_specifier, Specification)
    ),
    '$order_keys'(Specifications, Keys, Orders).

%   The last specification is sorted by first.

'$sort_rows'([], _, Rows, Rows).
'$sort_rows'([Order|Orders], Place, Rows, Sorted) :-
    Next is Place + 1,
    '$sort_rows'(Orders, Next, Rows, Sorted0),
    sort(Place, Order, Sorted0, Sorted).

%   findnsols(+N, ?Template, :Goal, -List): the solutions, N at a time.

findnsols(N, Template, Goal, List) :-
    must_be(nonneg, N),
    '$new_key'(Key),
    copy_term(Template-Goal, TemplateCopy-GoalCopy),
    setup_call_cleanup(true, '$findnsols'(N, TemplateCopy, GoalCopy, Key, List), nb_delete(Key)).

%   The list under Key is as far as it has come, the last solution first.

'$findnsols'(N, Template, Goal, Key, List) :-
    call_cleanup(Goal, IsLast = true),
    '$remembered'(Key, Found, []),
    Solutions = [Template|Found],
    (   IsLast == true
    ->  !,
        nb_setval(Key, Solutions)
    ;   nb_setval(Key, Solutions),
        length(Solutions, N)
    ),
    '$take_solutions'(Key, List).
'$findnsols'(_, _, _, Key, List) :-
    '$take_solutions'(Key, List).

'$take_solutions'(Key, List) :-
    '$remembered'(Key, Solutions, []),
    nb_setval(Key, []),
    '$reverse'(Solutions, [], List).
