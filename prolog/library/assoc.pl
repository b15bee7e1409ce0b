% library(assoc): association lists, as AVL trees: t, or t(Key, Value, Balance, Left, Right), where Balance says which
% side is higher: < the left one, > the right one, - neither.

empty_assoc(t).

get_assoc(Key, Assoc, Value) :-
    nonvar(Assoc),
    Assoc = t(K, V, _, Left, Right),
    !,
    compare(Order, Key, K),
    '$get_assoc'(Order, Key, V, Left, Right, Value).
get_assoc(_, Assoc, _) :-
    Assoc \== t,
    (   var(Assoc)
    ->  throw(error(instantiation_error, context(system:'$btree_find_node'/5, _)))
    ;   throw(error(type_error(btree, Assoc), context(system:'$btree_find_node'/5, _)))
    ).

'$get_assoc'(=, _, Value, _, _, Value).
'$get_assoc'(<, Key, _, Left, _, Value) :-
    get_assoc(Key, Left, Value).
'$get_assoc'(>, Key, _, _, Right, Value) :-
    get_assoc(Key, Right, Value).

%   get_assoc(+Key, +Assoc, -Value, -NewAssoc, -NewValue): with another value in the place of the one there.

get_assoc(Key, t(K, V, Balance, Left, Right), Value, t(K, NewV, Balance, NewLeft, NewRight), NewValue) :-
    compare(Order, Key, K),
    (   Order = (=)
    ->  Value = V, NewV = NewValue, NewLeft = Left, NewRight = Right
    ;   Order = (<)
    ->  NewV = V, NewRight = Right,
        get_assoc(Key, Left, Value, NewLeft, NewValue)
    ;   NewV = V, NewLeft = Left,
        get_assoc(Key, Right, Value, NewRight, NewValue)
    ).

put_assoc(Key, Assoc, Value, NewAssoc) :-
    '$put_assoc'(Assoc, Key, Value, NewAssoc, _).

%   Grown says whether the tree has got higher.

'$put_assoc'(Assoc, Key, Value, NewAssoc, Grown) :-
    (   Assoc == t
    ->  NewAssoc = t(Key, Value, -, t, t),
        Grown = yes
    ;   nonvar(Assoc),
        Assoc = t(K, V, Balance, Left, Right)
    ->  compare(Order, Key, K),
        '$put_assoc'(Order, Key, Value, K, V, Balance, Left, Right, NewAssoc, Grown)
    ;   '$no_matching_rule'(assoc, insert(Assoc, Key, Value, NewAssoc, Grown))
    ).

'$put_assoc'(=, Key, Value, _, _, Balance, Left, Right, t(Key, Value, Balance, Left, Right), no).
'$put_assoc'(<, Key, Value, K, V, Balance, Left, Right, NewAssoc, Grown) :-
    '$put_assoc'(Left, Key, Value, NewLeft, LeftGrown),
    '$grown_left'(LeftGrown, Balance, K, V, NewLeft, Right, NewAssoc, Grown).
'$put_assoc'(>, Key, Value, K, V, Balance, Left, Right, NewAssoc, Grown) :-
    '$put_assoc'(Right, Key, Value, NewRight, RightGrown),
    '$grown_right'(RightGrown, Balance, K, V, Left, NewRight, NewAssoc, Grown).

'$grown_left'(no, Balance, K, V, Left, Right, t(K, V, Balance, Left, Right), no).
'$grown_left'(yes, -, K, V, Left, Right, t(K, V, <, Left, Right), yes).
'$grown_left'(yes, >, K, V, Left, Right, t(K, V, -, Left, Right), no).
'$grown_left'(yes, <, K, V, Left, Right, NewAssoc, no) :-
    '$turn_right'(Left, K, V, Right, NewAssoc, _).

'$grown_right'(no, Balance, K, V, Left, Right, t(K, V, Balance, Left, Right), no).
'$grown_right'(yes, -, K, V, Left, Right, t(K, V, >, Left, Right), yes).
'$grown_right'(yes, <, K, V, Left, Right, t(K, V, -, Left, Right), no).
'$grown_right'(yes, >, K, V, Left, Right, NewAssoc, no) :-
    '$turn_left'(Right, K, V, Left, NewAssoc, _).

%   The left side of K-V is higher by two: what is highest there goes up. Lower says whether the tree gets lower by
%   that.

'$turn_right'(t(LK, LV, <, LL, LR), K, V, Right, t(LK, LV, -, LL, t(K, V, -, LR, Right)), yes).
'$turn_right'(t(LK, LV, -, LL, LR), K, V, Right, t(LK, LV, >, LL, t(K, V, <, LR, Right)), no).
'$turn_right'(t(LK, LV, >, LL, t(MK, MV, Balance, ML, MR)), K, V, Right,
              t(MK, MV, -, t(LK, LV, LeftBalance, LL, ML), t(K, V, RightBalance, MR, Right)), yes) :-
    '$balances'(Balance, LeftBalance, RightBalance).

'$turn_left'(t(RK, RV, >, RL, RR), K, V, Left, t(RK, RV, -, t(K, V, -, Left, RL), RR), yes).
'$turn_left'(t(RK, RV, -, RL, RR), K, V, Left, t(RK, RV, <, t(K, V, >, Left, RL), RR), no).
'$turn_left'(t(RK, RV, <, t(MK, MV, Balance, ML, MR), RR), K, V, Left,
             t(MK, MV, -, t(K, V, LeftBalance, Left, ML), t(RK, RV, RightBalance, MR, RR)), yes) :-
    '$balances'(Balance, LeftBalance, RightBalance).

'$balances'(-, -, -).
'$balances'(<, -, >).
'$balances'(>, <, -).

del_assoc(Key, t(K, V, Balance, Left, Right), Value, NewAssoc) :-
    '$del_assoc'(Key, t(K, V, Balance, Left, Right), Value, NewAssoc, _).

%   The last argument says whether the tree has got lower.

'$del_assoc'(Key, t(K, V, Balance, Left, Right), Value, NewAssoc, Lower) :-
    compare(Order, Key, K),
    '$del_assoc'(Order, Key, K, V, Balance, Left, Right, Value, NewAssoc, Lower).

'$del_assoc'(=, _, _, Value, Balance, Left, Right, Value, NewAssoc, Lower) :-
    (   Left == t
    ->  NewAssoc = Right, Lower = yes
    ;   Right == t
    ->  NewAssoc = Left, Lower = yes
    ;   '$del_max_assoc'(Left, K, V, NewLeft, LeftLower),
        '$lower_left'(LeftLower, Balance, K, V, NewLeft, Right, NewAssoc, Lower)
    ).
'$del_assoc'(<, Key, K, V, Balance, Left, Right, Value, NewAssoc, Lower) :-
    '$del_assoc'(Key, Left, Value, NewLeft, LeftLower),
    '$lower_left'(LeftLower, Balance, K, V, NewLeft, Right, NewAssoc, Lower).
'$del_assoc'(>, Key, K, V, Balance, Left, Right, Value, NewAssoc, Lower) :-
    '$del_assoc'(Key, Right, Value, NewRight, RightLower),
    '$lower_right'(RightLower, Balance, K, V, Left, NewRight, NewAssoc, Lower).

del_min_assoc(Assoc, Key, Value, NewAssoc) :-
    '$del_min_assoc'(Assoc, Key, Value, NewAssoc, _).

'$del_min_assoc'(t(K, V, Balance, Left, Right), Key, Value, NewAssoc, Lower) :-
    (   Left == t
    ->  Key = K, Value = V, NewAssoc = Right, Lower = yes
    ;   '$del_min_assoc'(Left, Key, Value, NewLeft, LeftLower),
        '$lower_left'(LeftLower, Balance, K, V, NewLeft, Right, NewAssoc, Lower)
    ).

del_max_assoc(Assoc, Key, Value, NewAssoc) :-
    '$del_max_assoc'(Assoc, Key, Value, NewAssoc, _).

'$del_max_assoc'(t(K, V, Balance, Left, Right), Key, Value, NewAssoc, Lower) :-
    (   Right == t
    ->  Key = K, Value = V, NewAssoc = Left, Lower = yes
    ;   '$del_max_assoc'(Right, Key, Value, NewRight, RightLower),
        '$lower_right'(RightLower, Balance, K, V, Left, NewRight, NewAssoc, Lower)
    ).

'$lower_left'(no, Balance, K, V, Left, Right, t(K, V, Balance, Left, Right), no).
'$lower_left'(yes, -, K, V, Left, Right, t(K, V, >, Left, Right), no).
'$lower_left'(yes, <, K, V, Left, Right, t(K, V, -, Left, Right), yes).
'$lower_left'(yes, >, K, V, Left, Right, NewAssoc, Lower) :-
    '$turn_left'(Right, K, V, Left, NewAssoc, Lower).

'$lower_right'(no, Balance, K, V, Left, Right, t(K, V, Balance, Left, Right), no).
'$lower_right'(yes, -, K, V, Left, Right, t(K, V, <, Left, Right), no).
'$lower_right'(yes, >, K, V, Left, Right, t(K, V, -, Left, Right), yes).
'$lower_right'(yes, <, K, V, Left, Right, NewAssoc, Lower) :-
    '$turn_right'(Left, K, V, Right, NewAssoc, Lower).

list_to_assoc(Pairs, Assoc) :-
    keysort(Pairs, Sorted),
    (   '$has_ordered_keys'(Sorted)
    ->  '$balanced'(Sorted, Assoc)
    ;   domain_error(unique_key_pairs, Pairs)
    ).

ord_list_to_assoc(Pairs, Assoc) :-
    (   '$has_ordered_keys'(Pairs)
    ->  '$balanced'(Pairs, Assoc)
    ;   domain_error(key_ordered_pairs, Pairs)
    ).

'$has_ordered_keys'(Pairs) :-
    Pairs == [],
    !.
'$has_ordered_keys'([Key-_|Pairs]) :-
    '$has_ordered_keys'(Pairs, Key).

'$has_ordered_keys'([], _).
'$has_ordered_keys'([Key-_|Pairs], Before) :-
    Before @< Key,
    '$has_ordered_keys'(Pairs, Key).

'$balanced'(Pairs, Assoc) :-
    length(Pairs, Size),
    '$balanced'(Size, Pairs, [], _, Assoc).

%   A tree of the first Size pairs, and its height. Where the pairs are not of one number the left side has one more.

'$balanced'(0, Rest, Rest, 0, t) :- !.
'$balanced'(Size, Pairs, Rest, Height, t(Key, Value, Balance, Left, Right)) :-
    LeftSize is Size // 2,
    RightSize is Size - LeftSize - 1,
    '$balanced'(LeftSize, Pairs, [Key-Value|Others], LeftHeight, Left),
    '$balanced'(RightSize, Others, Rest, RightHeight, Right),
    Height is LeftHeight + 1,
    (   LeftHeight =:= RightHeight
    ->  Balance = (-)
    ;   Balance = (<)
    ).

assoc_to_list(Assoc, Pairs) :-
    '$pairs_of_assoc'(Assoc, Pairs, []).

'$pairs_of_assoc'(t, Pairs, Pairs).
'$pairs_of_assoc'(t(Key, Value, _, Left, Right), Pairs, Rest) :-
    '$pairs_of_assoc'(Left, Pairs, [Key-Value|Others]),
    '$pairs_of_assoc'(Right, Others, Rest).

assoc_to_keys(Assoc, Keys) :-
    '$pairs_of_assoc'(Assoc, Pairs, []),
    pairs_keys(Pairs, Keys).

assoc_to_values(Assoc, Values) :-
    '$pairs_of_assoc'(Assoc, Pairs, []),
    pairs_values(Pairs, Values).

gen_assoc(Key, Assoc, Value) :-
    (   ground(Key)
    ->  get_assoc(Key, Assoc, Value)
    ;   '$pairs_of_assoc'(Assoc, Pairs, []),
        member(Key-Value, Pairs)
    ).

max_assoc(Assoc, Key, Value) :-
    '$is_assoc_for'(Assoc, max_assoc(Assoc, Key, Value)),
    Assoc = t(K, V, _, _, Right),
    (   Right == t
    ->  Key = K, Value = V
    ;   max_assoc(Right, Key, Value)
    ).

min_assoc(Assoc, Key, Value) :-
    '$is_assoc_for'(Assoc, min_assoc(Assoc, Key, Value)),
    Assoc = t(K, V, _, Left, _),
    (   Left == t
    ->  Key = K, Value = V
    ;   min_assoc(Left, Key, Value)
    ).

'$is_assoc_for'(Assoc, Goal) :-
    (   nonvar(Assoc),
        ( Assoc = t ; Assoc = t(_, _, _, _, _) )
    ->  true
    ;   '$no_matching_rule'(assoc, Goal)
    ).

map_assoc(Goal, Assoc) :-
    assoc_to_values(Assoc, Values),
    maplist(Goal, Values).

map_assoc(Goal, Assoc, Mapped) :-
    '$map_assoc'(Assoc, Goal, Mapped).

'$map_assoc'(Assoc, Goal, Mapped) :-
    (   Assoc == t
    ->  Mapped = t
    ;   nonvar(Assoc),
        Assoc = t(Key, Value, Balance, Left, Right)
    ->  Mapped = t(Key, Result, Balance, NewLeft, NewRight),
        '$map_assoc'(Left, Goal, NewLeft),
        call(Goal, Value, Result),
        '$map_assoc'(Right, Goal, NewRight)
    ;   '$no_matching_rule'(assoc, map_assoc_(Assoc, user:Goal, Mapped))
    ).

is_assoc(Assoc) :-
    nonvar(Assoc),
    '$height_of_assoc'(Assoc, _),
    '$pairs_of_assoc'(Assoc, Pairs, []),
    '$has_ordered_keys'(Pairs),
    !.

'$height_of_assoc'(Assoc, Height) :-
    (   Assoc == t
    ->  Height = 0
    ;   nonvar(Assoc),
        Assoc = t(_, _, Balance, Left, Right),
        '$height_of_assoc'(Left, LeftHeight),
        '$height_of_assoc'(Right, RightHeight),
        Difference is LeftHeight - RightHeight,
        '$balance'(Difference, Balance),
        Height is max(LeftHeight, RightHeight) + 1
    ).

'$balance'(0, -).
'$balance'(1, <).
'$balance'(-1, >).
