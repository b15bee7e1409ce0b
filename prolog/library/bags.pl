% bagof/3 and setof/3: the solutions of a goal, for each value of its free variables.

Variable ^ Goal :-
    throw(error(existence_error(procedure, (^)/2), Variable^Goal)).

bagof(Template, Goal, Bag) :-
    '$quantified'(Goal, Inner, Variables),
    '$must_be_goal'(Inner, '$bags':findall_loop/4),
    term_variables(Inner, All),
    term_variables(Template+Variables, Bound),
    '$without'(All, Bound, Free),
    (   Free == []
    ->  findall(Template, Inner, Solutions),
        Solutions \== [],
        Bag = Solutions
    ;   Witness =.. [free|Free],
        findall(Witness-Template, Inner, Pairs),
        Pairs \== [],
        keysort(Pairs, Sorted),
        '$bags'(Sorted, Bags),
        member(Witness-Bag, Bags)
    ).

setof(Template, Goal, Set) :-
    bagof(Template, Goal, Bag),
    sort(Bag, Set).

%   quantified(+Goal, -Inner, -Variables): Goal is V1^V2^...^Inner.

'$quantified'(Goal, Inner, Variables) :-
    (   nonvar(Goal),
        Goal = Variable^More
    ->  Variables = [Variable|Others],
        '$quantified'(More, Inner, Others)
    ;   nonvar(Goal),
        Goal = _:More
    ->  '$quantified'(More, Inner, Variables)
    ;   Inner = Goal,
        Variables = []
    ).

'$without'([], _, []).
'$without'([Variable|Variables], Bound, Free) :-
    (   '$is_one_of'(Bound, Variable)
    ->  '$without'(Variables, Bound, Free)
    ;   Free = [Variable|Others],
        '$without'(Variables, Bound, Others)
    ).

'$is_one_of'([Variable|Variables], Sought) :-
    (   Variable == Sought
    ->  true
    ;   '$is_one_of'(Variables, Sought)
    ).

%   must_be_goal(@Goal, +Caller)

'$must_be_goal'(Goal, Caller) :-
    (   callable(Goal)
    ->  true
    ;   var(Goal)
    ->  throw(error(instantiation_error, context(Caller, _)))
    ;   throw(error(type_error(callable, Goal), context(Caller, _)))
    ).

%   The solutions with the same witness, up to the names of variables in it, are one bag.

'$bags'([], []).
'$bags'([Witness-Solution|Pairs], [Witness-[Solution|Solutions]|Bags]) :-
    (   ground(Witness)
    ->  '$same_key'(Pairs, Witness, Solutions, Rest)
    ;   '$same_witness'(Pairs, Witness, Solutions, Rest)
    ),
    '$bags'(Rest, Bags).

'$same_witness'([], _, [], []).
'$same_witness'([Other-Solution|Pairs], Witness, Solutions, Rest) :-
    (   Other =@= Witness
    ->  Other = Witness,
        Solutions = [Solution|More],
        '$same_witness'(Pairs, Witness, More, Rest)
    ;   Rest = [Other-Solution|Others],
        '$same_witness'(Pairs, Witness, Solutions, Others)
    ).
