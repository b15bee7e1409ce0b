% library(aggregate): counts, sums and extremes of the solutions of a goal. aggregate_all/3 fails or is zero where
% there is no solution; aggregate/3 backtracks over the free variables of the goal, as bagof/3 does.

aggregate_all(Template, Goal, Result) :-
    '$aggregate_all'(Template, Goal, Result).

'$aggregate_all'(Template, _, _) :-
    var(Template),
    !,
    instantiation_error(Template).
'$aggregate_all'(count, Goal, Count) :- !,
    '$must_be_goal'(Goal, aggregate:aggregate_all/3),
    findall(x, Goal, Solutions),
    length(Solutions, Number),
    Count = Number.
'$aggregate_all'(sum(Expression), Goal, Sum) :- !,
    '$must_be_goal'(Goal, aggregate:aggregate_all/3),
    findall(Value, ( call(Goal), Value is Expression ), Values),
    '$sum_list'(Values, 0, Total),
    Sum = Total.
'$aggregate_all'(max(Expression), Goal, Max) :- !,
    '$must_be_goal'(Goal, aggregate:aggregate_all/3),
    findall(Value, ( call(Goal), Value is Expression ), [First|Values]),
    '$max_list'(Values, First, Greatest),
    Max = Greatest.
'$aggregate_all'(min(Expression), Goal, Min) :- !,
    '$must_be_goal'(Goal, aggregate:aggregate_all/3),
    findall(Value, ( call(Goal), Value is Expression ), [First|Values]),
    '$min_list'(Values, First, Least),
    Min = Least.
'$aggregate_all'(max(Value, Witness), Goal, Max) :- !,
    '$must_be_goal'(Goal, aggregate:aggregate_all/3),
    findall(Value-Witness, Goal, [First|Pairs]),
    '$max_pair'(Pairs, First, X-W),
    Max = max(X, W).
'$aggregate_all'(min(Value, Witness), Goal, Min) :- !,
    '$must_be_goal'(Goal, aggregate:aggregate_all/3),
    findall(Value-Witness, Goal, [First|Pairs]),
    '$min_pair'(Pairs, First, X-W),
    Min = min(X, W).
'$aggregate_all'(bag(Term), Goal, Bag) :- !,
    '$must_be_goal'(Goal, '$bags':findall_loop/4),
    findall(Term, Goal, Bag).
'$aggregate_all'(set(Term), Goal, Set) :- !,
    '$must_be_goal'(Goal, '$bags':findall_loop/4),
    findall(Term, Goal, Bag),
    sort(Bag, Set).
'$aggregate_all'(Template, Goal, Result) :-
    '$values_template'(Template, Values, Kinds),
    '$must_be_goal'(Goal, '$bags':findall_loop/4),
    findall(Values, Goal, Solutions),
    '$aggregate_each'(Kinds, 1, Solutions, Results),
    functor(Template, Name, _),
    Result =.. [Name|Results].

%   aggregate_all(+Template, +Discriminator, :Goal, -Result): each instance of Discriminator with its values once.

aggregate_all(Template, Discriminator, Goal, Result) :-
    '$values_template'(Template, Values, Kinds),
    '$must_be_goal'(Goal, '$bags':findall_loop/4),
    findall(Discriminator-Values, Goal, Pairs),
    sort(Pairs, Distinct),
    pairs_values(Distinct, Solutions),
    '$aggregate_solutions'(Kinds, Template, Solutions, Result).

aggregate(Template, Goal, Result) :-
    '$values_template'(Template, Values, Kinds),
    bagof(Values, Goal, Solutions),
    '$aggregate_solutions'(Kinds, Template, Solutions, Result).

aggregate(Template, Discriminator, Goal, Result) :-
    '$values_template'(Template, Values, Kinds),
    setof(Discriminator-Values, Goal, Pairs),
    pairs_values(Pairs, Solutions),
    '$aggregate_solutions'(Kinds, Template, Solutions, Result).

%   values_template(+Template, -Values, -Kinds): what to collect, and what to do with each of its arguments. Kinds is
%   a list for a term of several templates.

'$values_template'(Template, Values, Kinds) :-
    (   var(Template)
    ->  instantiation_error(Template)
    ;   '$aggregate_kind'(Template, Value, Kind)
    ->  Values = values(Value),
        Kinds = one(Kind)
    ;   compound(Template)
    ->  Template =.. [_|Templates],
        '$aggregate_kinds'(Templates, Collected, Kinds),
        Values =.. [values|Collected]
    ;   callable(Template)
    ->  domain_error(aggregate_template, Template)
    ;   type_error(aggregate_template, Template)
    ).

'$aggregate_kinds'([], [], []).
'$aggregate_kinds'([Template|Templates], [Value|Values], [Kind|Kinds]) :-
    (   var(Template)
    ->  instantiation_error(Template)
    ;   '$aggregate_kind'(Template, Value, Kind)
    ->  true
    ;   domain_error(aggregate_template, Template)
    ),
    '$aggregate_kinds'(Templates, Values, Kinds).

'$aggregate_kind'(count, x, count).
'$aggregate_kind'(sum(X), X, sum).
'$aggregate_kind'(max(X), X, max).
'$aggregate_kind'(min(X), X, min).
'$aggregate_kind'(max(X, W), X-W, max_witness).
'$aggregate_kind'(min(X, W), X-W, min_witness).
'$aggregate_kind'(bag(X), X, bag).
'$aggregate_kind'(set(X), X, set).

'$aggregate_solutions'(one(Kind), _, Solutions, Result) :- !,
    '$column'(Solutions, 1, Values),
    '$aggregate_values'(Kind, Values, Result).
'$aggregate_solutions'(Kinds, Template, Solutions, Result) :-
    '$aggregate_each'(Kinds, 1, Solutions, Results),
    functor(Template, Name, _),
    Result =.. [Name|Results].

'$aggregate_each'([], _, _, []).
'$aggregate_each'([Kind|Kinds], Place, Solutions, [Result|Results]) :-
    '$column'(Solutions, Place, Values),
    '$aggregate_values'(Kind, Values, Result),
    Next is Place + 1,
    '$aggregate_each'(Kinds, Next, Solutions, Results).

'$column'([], _, []).
'$column'([Solution|Solutions], Place, [Value|Values]) :-
    arg(Place, Solution, Value),
    '$column'(Solutions, Place, Values).

'$aggregate_values'(count, Values, Count) :-
    length(Values, Count).
'$aggregate_values'(sum, Values, Sum) :-
    '$sum_list'(Values, 0, Sum).
'$aggregate_values'(max, [First|Values], Max) :-
    Value is First,
    '$max_list'(Values, Value, Max).
'$aggregate_values'(min, [First|Values], Min) :-
    Value is First,
    '$min_list'(Values, Value, Min).
'$aggregate_values'(max_witness, [Expression-Witness|Pairs], max(Max, W)) :-
    Value is Expression,
    '$max_pair'(Pairs, Value-Witness, X-W),
    Max is X.
'$aggregate_values'(min_witness, [Expression-Witness|Pairs], min(Min, W)) :-
    Value is Expression,
    '$min_pair'(Pairs, Value-Witness, X-W),
    Min is X.
'$aggregate_values'(bag, Bag, Bag).
'$aggregate_values'(set, Bag, Set) :-
    sort(Bag, Set).

%   The first of the greatest.

'$max_pair'(Pairs, X-W, Max) :-
    must_be(number, X),
    '$greatest'(Pairs, X, W, Max).

'$greatest'([], X, W, X-W).
'$greatest'([Y-V|Pairs], X, W, Max) :-
    (   Y > X
    ->  '$greatest'(Pairs, Y, V, Max)
    ;   '$greatest'(Pairs, X, W, Max)
    ).

'$min_pair'(Pairs, X-W, Min) :-
    must_be(number, X),
    '$least'(Pairs, X, W, Min).

'$least'([], X, W, X-W).
'$least'([Y-V|Pairs], X, W, Min) :-
    (   Y < X
    ->  '$least'(Pairs, Y, V, Min)
    ;   '$least'(Pairs, X, W, Min)
    ).

%   foreach(:Generator, :Goal): the conjunction of Goal for each solution of Generator. Only the variables that the
%   two share are different ones in each.

foreach(Generator, Goal) :-
    term_variables(Generator, GeneratorVariables),
    term_variables(Goal, GoalVariables),
    '$without'(GoalVariables, GeneratorVariables, Own),
    '$without'(GoalVariables, Own, Shared),
    findall(Shared, Generator, Instances),
    '$foreach'(Instances, Shared/Own, Goal).

'$foreach'([], _, _).
'$foreach'([Instance|Instances], Shared/Own, Goal) :-
    copy_term(Shared/Own-Goal, Instance/Own-Copy),
    call(Copy),
    '$foreach'(Instances, Shared/Own, Goal).
