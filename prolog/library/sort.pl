% Sorting by keys, and by an order of the caller's. Items are numbered before they are sorted by msort/2, so that those
% with equal keys keep their order. Lists are built from their ends: one that is not ground yet costs more here.

keysort(Pairs, Sorted) :-
    '$must_be_list'(Pairs, keysort/2),
    '$keyed'(Pairs, 1, [], Keyed),
    '$reverse'(Keyed, [], InPlace),     % variables have the order of their places
    msort(InPlace, InOrder),
    '$reverse'(InOrder, [], Reversed),
    '$unkeyed'(Reversed, [], Items),
    Sorted = Items.

'$must_be_list'(List, Caller) :-
    (   is_list(List)
    ->  true
    ;   '$is_partial_list'(List)
    ->  throw(error(instantiation_error, context(system:Caller, _)))
    ;   throw(error(type_error(list, List), context(system:Caller, _)))
    ).

'$keyed'([], _, Keyed, Keyed).
'$keyed'([Pair|Pairs], Place, Before, Keyed) :-
    (   nonvar(Pair),
        Pair = Key-_
    ->  true
    ;   var(Pair)
    ->  throw(error(instantiation_error, context(keysort/2, _)))
    ;   throw(error(type_error(pair, Pair), context(keysort/2, _)))
    ),
    Next is Place + 1,
    '$keyed'(Pairs, Next, [by(Key, Place, Pair)|Before], Keyed).

'$unkeyed'([], Items, Items).
'$unkeyed'([by(_, _, Item)|Keyed], After, Items) :-
    '$unkeyed'(Keyed, [Item|After], Items).

%   predsort(:Order, +List, -Sorted): call(Order, Delta, X, Y) says whether X comes before Y (<), after it (>), or is
%   the same (=) and dropped.

predsort(Order, List, Sorted) :-
    must_be(list, List),
    length(List, Size),
    '$predsort'(Size, Order, List, [], Sorted).

%   The first Size items of a list are sorted; Rest are the others.

'$predsort'(0, _, Rest, Rest, []) :- !.
'$predsort'(1, _, [Item|Rest], Rest, [Item]) :- !.
'$predsort'(Size, Order, Items, Rest, Sorted) :-
    Half is Size // 2,
    Others is Size - Half,
    '$predsort'(Half, Order, Items, Middle, Left),
    '$predsort'(Others, Order, Middle, Rest, Right),
    '$predmerge'(Left, Right, Order, Sorted).

'$predmerge'([], Right, _, Right) :- !.
'$predmerge'(Left, [], _, Left) :- !.
'$predmerge'([X|Xs], [Y|Ys], Order, Merged) :-
    call(Order, Delta, X, Y),
    '$predmerge'(Delta, X, Xs, Y, Ys, Order, Merged).

'$predmerge'(<, X, Xs, Y, Ys, Order, [X|Merged]) :-
    '$predmerge'(Xs, [Y|Ys], Order, Merged).
'$predmerge'(>, X, Xs, Y, Ys, Order, [Y|Merged]) :-
    '$predmerge'([X|Xs], Ys, Order, Merged).
'$predmerge'(=, X, Xs, _, Ys, Order, [X|Merged]) :-
    '$predmerge'(Xs, Ys, Order, Merged).
