% library(pairs): lists of Key-Value.

pairs_keys_values([], [], []).
pairs_keys_values([Key-Value|Pairs], [Key|Keys], [Value|Values]) :-
    pairs_keys_values(Pairs, Keys, Values).

pairs_keys([], []).
pairs_keys([Key-_|Pairs], [Key|Keys]) :-
    pairs_keys(Pairs, Keys).

pairs_values([], []).
pairs_values([_-Value|Pairs], [Value|Values]) :-
    pairs_values(Pairs, Values).

transpose_pairs(Pairs, Transposed) :-
    '$transposed'(Pairs, Flipped),
    keysort(Flipped, Transposed).

'$transposed'([], []).
'$transposed'([Key-Value|Pairs], [Value-Key|Flipped]) :-
    '$transposed'(Pairs, Flipped).

map_list_to_pairs(Function, List, Pairs) :-
    '$with_keys'(List, Function, Pairs).

'$with_keys'([], _, []).
'$with_keys'([Value|Values], Function, [Key-Value|Pairs]) :-
    call(Function, Value, Key),
    '$with_keys'(Values, Function, Pairs).

%   group_pairs_by_key(+Pairs, -Groups): of pairs that follow each other.

group_pairs_by_key([], []).
group_pairs_by_key([Key-Value|Pairs], [Key-[Value|Values]|Groups]) :-
    '$same_key'(Pairs, Key, Values, Rest),
    group_pairs_by_key(Rest, Groups).

'$same_key'([Key-Value|Pairs], Same, [Value|Values], Rest) :-
    Key == Same,
    !,
    '$same_key'(Pairs, Same, Values, Rest).
'$same_key'(Rest, _, [], Rest).
