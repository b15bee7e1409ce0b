% library(apply): predicates that call a goal for each item of a list.

maplist(Goal, Xs) :-
    '$maplist'(Xs, Goal).

'$maplist'([], _).
'$maplist'([X|Xs], Goal) :-
    call(Goal, X),
    '$maplist'(Xs, Goal).

maplist(Goal, As, Bs) :-
    '$maplist'(As, Bs, Goal).

'$maplist'([], [], _).
'$maplist'([A|As], [B|Bs], Goal) :-
    call(Goal, A, B),
    '$maplist'(As, Bs, Goal).

maplist(Goal, As, Bs, Cs) :-
    '$maplist'(As, Bs, Cs, Goal).

'$maplist'([], [], [], _).
'$maplist'([A|As], [B|Bs], [C|Cs], Goal) :-
    call(Goal, A, B, C),
    '$maplist'(As, Bs, Cs, Goal).

maplist(Goal, As, Bs, Cs, Ds) :-
    '$maplist'(As, Bs, Cs, Ds, Goal).

'$maplist'([], [], [], [], _).
'$maplist'([A|As], [B|Bs], [C|Cs], [D|Ds], Goal) :-
    call(Goal, A, B, C, D),
    '$maplist'(As, Bs, Cs, Ds, Goal).

maplist(Goal, As, Bs, Cs, Ds, Es) :-
    '$maplist'(As, Bs, Cs, Ds, Es, Goal).

'$maplist'([], [], [], [], [], _).
'$maplist'([A|As], [B|Bs], [C|Cs], [D|Ds], [E|Es], Goal) :-
    call(Goal, A, B, C, D, E),
    '$maplist'(As, Bs, Cs, Ds, Es, Goal).

maplist(Goal, As, Bs, Cs, Ds, Es, Fs) :-
    '$maplist'(As, Bs, Cs, Ds, Es, Fs, Goal).

'$maplist'([], [], [], [], [], [], _).
'$maplist'([A|As], [B|Bs], [C|Cs], [D|Ds], [E|Es], [F|Fs], Goal) :-
    call(Goal, A, B, C, D, E, F),
    '$maplist'(As, Bs, Cs, Ds, Es, Fs, Goal).

include(Goal, List, Included) :-
    '$include'(List, Goal, Included).

'$include'([], _, []).
'$include'([Item|Items], Goal, Included) :-
    (   call(Goal, Item)
    ->  Included = [Item|Others],
        '$include'(Items, Goal, Others)
    ;   '$include'(Items, Goal, Included)
    ).

exclude(Goal, List, Rest) :-
    '$exclude'(List, Goal, Rest).

'$exclude'([], _, []).
'$exclude'([Item|Items], Goal, Rest) :-
    (   call(Goal, Item)
    ->  '$exclude'(Items, Goal, Rest)
    ;   Rest = [Item|Others],
        '$exclude'(Items, Goal, Others)
    ).

partition(Goal, List, Included, Excluded) :-
    '$partition'(List, Goal, Included, Excluded).

'$partition'([], _, [], []).
'$partition'([Item|Items], Goal, Included, Excluded) :-
    (   call(Goal, Item)
    ->  Included = [Item|Others],
        '$partition'(Items, Goal, Others, Excluded)
    ;   Excluded = [Item|Others],
        '$partition'(Items, Goal, Included, Others)
    ).

%   call(Order, Item, Delta) says with <, = or > into which list an item goes.

partition(Order, List, Less, Equal, Greater) :-
    '$partition'(List, Order, Less, Equal, Greater).

'$partition'([], _, [], [], []).
'$partition'([Item|Items], Order, Less, Equal, Greater) :-
    call(Order, Item, Delta),
    (   Delta = (<)
    ->  Less = [Item|Others],
        '$partition'(Items, Order, Others, Equal, Greater)
    ;   Delta = (=)
    ->  Equal = [Item|Others],
        '$partition'(Items, Order, Less, Others, Greater)
    ;   Delta = (>)
    ->  Greater = [Item|Others],
        '$partition'(Items, Order, Less, Equal, Others)
    ;   must_be(oneof([<, =, >]), Delta)
    ).

%   convlist(:Goal, +List, -Results): the results of the calls that are true.

convlist(Goal, List, Results) :-
    '$convlist'(List, Goal, Results).

'$convlist'([], _, []).
'$convlist'([Item|Items], Goal, Results) :-
    (   call(Goal, Item, Result)
    ->  Results = [Result|Others],
        '$convlist'(Items, Goal, Others)
    ;   '$convlist'(Items, Goal, Results)
    ).

foldl(Goal, Xs, V0, V) :-
    '$foldl'(Xs, Goal, V0, V).

'$foldl'([], _, V, V).
'$foldl'([X|Xs], Goal, V0, V) :-
    call(Goal, X, V0, V1),
    '$foldl'(Xs, Goal, V1, V).

foldl(Goal, Xs, Ys, V0, V) :-
    '$foldl'(Xs, Ys, Goal, V0, V).

'$foldl'([], [], _, V, V).
'$foldl'([X|Xs], [Y|Ys], Goal, V0, V) :-
    call(Goal, X, Y, V0, V1),
    '$foldl'(Xs, Ys, Goal, V1, V).

foldl(Goal, Xs, Ys, Zs, V0, V) :-
    '$foldl'(Xs, Ys, Zs, Goal, V0, V).

'$foldl'([], [], [], _, V, V).
'$foldl'([X|Xs], [Y|Ys], [Z|Zs], Goal, V0, V) :-
    call(Goal, X, Y, Z, V0, V1),
    '$foldl'(Xs, Ys, Zs, Goal, V1, V).

foldl(Goal, Ws, Xs, Ys, Zs, V0, V) :-
    '$foldl'(Ws, Xs, Ys, Zs, Goal, V0, V).

'$foldl'([], [], [], [], _, V, V).
'$foldl'([W|Ws], [X|Xs], [Y|Ys], [Z|Zs], Goal, V0, V) :-
    call(Goal, W, X, Y, Z, V0, V1),
    '$foldl'(Ws, Xs, Ys, Zs, Goal, V1, V).

apply(Goal, Arguments) :-
    '$extended'(Goal, Arguments, Extended),
    call(Extended).

'$extended'(Goal, Arguments, Extended) :-
    must_be(callable, Goal),
    (   Goal = _:Plain
    ->  '$extended'(Plain, Arguments, Extended)
    ;   Goal =.. Parts,
        append(Parts, Arguments, All),
        Extended =.. All
    ).
