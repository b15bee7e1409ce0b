% library(random): what is made of random/1 and random_between/3.

maybe :-
    random(Float),
    Float < 0.5.

maybe(P) :-
    must_be(between(0.0, 1.0), P),
    random(Float),
    Float < P.

maybe(K, N) :-
    must_be(integer, K),
    must_be(integer, N),
    random_between(1, N, R),
    R =< K.

%   random(+Low, +High, -R): an integer below High, or a float.

random(Low, High, R) :-
    (   integer(Low),
        integer(High)
    ->  Last is High - 1,
        random_between(Low, Last, R)
    ;   random(Float),
        R is Low + (High - Low) * Float
    ).

random_select(Item, List, Rest) :-
    length(List, Size),
    Size > 0,
    random_between(1, Size, Place),
    nth1(Place, List, Item, Rest).

random_perm2(A, B, X, Y) :-
    (   maybe
    ->  X = A,
        Y = B
    ;   X = B,
        Y = A
    ).

random_subseq([], [], []).
random_subseq([Item|Items], Sub, Rest) :-
    (   maybe
    ->  Sub = [Item|Sub1],
        Rest = Rest1
    ;   Sub = Sub1,
        Rest = [Item|Rest1]
    ),
    random_subseq(Items, Sub1, Rest1).

%   randset(+K, +N, -Set), randseq(+K, +N, -List): K of the integers from 1 to N, ordered or in any order.

randset(K, N, Set) :-
    must_be(nonneg, K),
    K =< N,
    '$randset'(K, N, [], Set).

'$randset'(0, _, Set, Set) :- !.
'$randset'(K, N, Set0, Set) :-
    random_between(1, N, Item),
    (   ord_memberchk(Item, Set0)
    ->  '$randset'(K, N, Set0, Set)
    ;   ord_add_element(Set0, Item, Set1),
        K1 is K - 1,
        '$randset'(K1, N, Set1, Set)
    ).

randseq(K, N, List) :-
    randset(K, N, Set),
    random_permutation(Set, List).

random_numlist(P, Low, High, List) :-
    numlist(Low, High, All),
    include('$is_chosen'(P), All, List).

'$is_chosen'(P, _) :-
    random(Float),
    Float < P.
