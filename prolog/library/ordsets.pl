% library(ordsets): sets as lists in the standard order of terms, each item once.

is_ordset(Term) :-
    is_list(Term),
    sort(Term, Sorted),
    Term == Sorted.

ord_empty([]).

list_to_ord_set(List, Set) :-
    sort(List, Set).

ord_memberchk(Item, [First|Others]) :-
    compare(Order, Item, First),
    (   Order = (=)
    ->  true
    ;   Order = (>),
        ord_memberchk(Item, Others)
    ).

ord_add_element(Set, Item, NewSet) :-
    ord_union(Set, [Item], NewSet).

ord_del_element(Set, Item, NewSet) :-
    ord_subtract(Set, [Item], NewSet).

ord_selectchk(Item, Set, Rest) :-
    ord_memberchk(Item, Set),
    ord_subtract(Set, [Item], Rest).

ord_union(Sets, Set) :-
    must_be(list, Sets),
    '$append'(Sets, Items),
    sort(Items, Set).

ord_union(Xs, Ys, Set) :-
    append(Xs, Ys, Items),
    !,
    sort(Items, Set).

%   ord_union(+Set, +More, -All, -New): New are those of More that are not in Set.

ord_union(Set, More, All, New) :-
    ord_union(Set, More, All),
    ord_subtract(More, Set, New).

ord_subtract([], _, []).
ord_subtract([X|Xs], Ys, Rest) :-
    '$ord_subtract'(Ys, X, Xs, Rest).

'$ord_subtract'([], X, Xs, [X|Xs]).
'$ord_subtract'([Y|Ys], X, Xs, Rest) :-
    compare(Order, X, Y),
    (   Order = (<)
    ->  Rest = [X|Others],
        ord_subtract(Xs, [Y|Ys], Others)
    ;   Order = (=)
    ->  ord_subtract(Xs, Ys, Rest)
    ;   '$ord_subtract'(Ys, X, Xs, Rest)
    ).

ord_intersection(Xs, Ys, Both) :-
    ord_subtract(Xs, Ys, Only),
    ord_subtract(Xs, Only, Both).

ord_intersection([], []).
ord_intersection([Set|Sets], Common) :-
    '$ord_intersection'(Sets, Set, Common).

'$ord_intersection'([], Common, Common).
'$ord_intersection'([Set|Sets], Set0, Common) :-
    ord_intersection(Set0, Set, Set1),
    '$ord_intersection'(Sets, Set1, Common).

ord_symdiff(Xs, Ys, Difference) :-
    ord_subtract(Xs, Ys, OnlyX),
    ord_subtract(Ys, Xs, OnlyY),
    ord_union(OnlyX, OnlyY, Difference).

ord_subset(Xs, Ys) :-
    ord_subtract(Xs, Ys, []).

ord_disjoint(Xs, Ys) :-
    ord_intersection(Xs, Ys, []).

ord_intersect(Xs, Ys) :-
    \+ ord_disjoint(Xs, Ys).

ord_seteq(Xs, Ys) :-
    Xs == Ys.
