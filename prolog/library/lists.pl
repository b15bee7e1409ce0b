% library(lists): the relations between lists that SWI-Prolog has.

append([], List, List).
append([Item|Items], List, [Item|Rest]) :-
    append(Items, List, Rest).

append(Lists, List) :-
    must_be(list, Lists),
    '$append'(Lists, List).

'$append'([], []).
'$append'([List|Lists], All) :-
    append(List, Rest, All),
    '$append'(Lists, Rest).

prefix([], _).
prefix([Item|Prefix], [Item|List]) :-
    prefix(Prefix, List).

%   The helper has an item in its hand, so that nothing is left to try after the last one.

select(Item, [First|List], Rest) :-
    '$select'(List, First, Item, Rest).

'$select'(List, Item, Item, List).
'$select'([Second|List], First, Item, [First|Rest]) :-
    '$select'(List, Second, Item, Rest).

selectchk(Item, List, Rest) :-
    List = [First|Others],
    '$select'(Others, First, Item, Found),
    !,
    Rest = Found.

select(X, Xs, Y, Ys) :-
    '$select4'(Xs, X, Y, Ys).

'$select4'([X|List], X, Y, [Y|List]).
'$select4'([Item|Xs], X, Y, [Item|Ys]) :-
    '$select4'(Xs, X, Y, Ys).

subtract(Items, Set, Rest) :-
    '$items_for'(Items, subtract(Items, Set, Rest)),
    '$subtract'(Items, Set, Rest).

'$subtract'([], _, []).
'$subtract'([Item|Items], Set, Rest) :-
    (   memberchk(Item, Set)
    ->  '$subtract'(Items, Set, Rest)
    ;   Rest = [Item|Others],
        '$subtract'(Items, Set, Others)
    ).

intersection(Items, Set, Both) :-
    '$items_for'(Items, intersection(Items, Set, Both)),
    '$intersection'(Items, Set, Both).

'$intersection'([], _, []).
'$intersection'([Item|Items], Set, Both) :-
    (   memberchk(Item, Set)
    ->  Both = [Item|Others],
        '$intersection'(Items, Set, Others)
    ;   '$intersection'(Items, Set, Both)
    ).

union(Items, Set, All) :-
    '$items_for'(Items, union(Items, Set, All)),
    '$union'(Items, Set, All).

'$union'([], Set, Set).
'$union'([Item|Items], Set, All) :-
    (   memberchk(Item, Set)
    ->  '$union'(Items, Set, All)
    ;   All = [Item|Others],
        '$union'(Items, Set, Others)
    ).

subset(Items, Set) :-
    '$items_for'(Items, subset(Items, Set)),
    '$subset'(Items, Set).

'$subset'([], _).
'$subset'([Item|Items], Set) :-
    memberchk(Item, Set),
    '$subset'(Items, Set).

%   items_for(+List, +Goal): what a goal is to go through ends as a list does; an error about the rest, if not.

'$items_for'(List, Goal) :-
    (   is_list(List)
    ->  true
    ;   '$rest_of_list'(List, Rest),
        Goal =.. [Name, _|Arguments],
        Rule =.. [Name, Rest|Arguments],
        '$no_matching_rule'(lists, Rule)
    ).

'$rest_of_list'(List, Rest) :-
    (   nonvar(List),
        List = [_|Others]
    ->  '$rest_of_list'(Others, Rest)
    ;   Rest = List
    ).

is_set(Set) :-
    is_list(Set),
    length(Set, Size),
    sort(Set, Sorted),
    length(Sorted, Size).

permutation(Xs, Ys) :-
    (   is_list(Xs)
    ->  '$make_length_equal'(Xs, Ys)
    ;   is_list(Ys)
    ->  '$make_length_equal'(Ys, Xs)
    ;   '$is_partial_list'(Xs),
        '$is_partial_list'(Ys)
    ->  length(Xs, Size),
        length(Ys, Size)
    ;   must_be(list, Xs),
        must_be(list, Ys)
    ),
    '$permutation'(Xs, Ys).

'$make_length_equal'(List, Other) :-
    (   '$is_partial_list'(Other)
    ->  true
    ;   must_be(list, Other)
    ),
    length(List, Size),
    length(Other, Size).

'$permutation'([], []).
'$permutation'([Item|Items], [First|Rest]) :-
    '$select'(Items, Item, First, Others),
    '$permutation'(Others, Rest).

flatten(List, Flat) :-
    '$flatten'(List, [], Items),
    !,
    Flat = Items.

'$flatten'(Item, Rest, [Item|Rest]) :-
    var(Item),
    !.
'$flatten'([], Rest, Rest) :- !.
'$flatten'([Item|Items], Rest, Flat) :- !,
    '$flatten'(Item, Others, Flat),
    '$flatten'(Items, Rest, Others).
'$flatten'(Item, Rest, [Item|Rest]).

nth0(Index, List, Item) :-
    '$nth'(Index, 0, List, Item).

nth1(Index, List, Item) :-
    '$nth'(Index, 1, List, Item).

%   The items of a list that ends are found as the arguments of a term: in one step.

'$nth'(Index, Base, List, Item) :-
    (   var(Index)
    ->  true
    ;   must_be(integer, Index)
    ),
    (   is_list(List)
    ->  Items =.. [items|List],
        '$nth_argument'(Index, Base, Items, Item)
    ;   integer(Index)
    ->  Before is Index - Base,
        Before >= 0,
        '$nth_cell'(Before, List, Item)
    ;   '$nth_of'(List, Item, Base, Index)
    ).

'$nth_argument'(Index, Base, Items, Item) :-
    integer(Index),
    !,
    Number is Index - Base + 1,
    Number > 0,
    arg(Number, Items, Item).
'$nth_argument'(Index, Base, Items, Item) :-
    compound(Items),
    arg(Number, Items, Item),
    Index is Number + Base - 1.

'$nth_cell'(0, List, Item) :- !,
    List = [Item|_].
'$nth_cell'(N, [_|List], Item) :-
    M is N - 1,
    '$nth_cell'(M, List, Item).

'$nth_of'([Item|_], Item, Index, Index).
'$nth_of'([_|List], Item, Here, Index) :-
    Next is Here + 1,
    '$nth_of'(List, Item, Next, Index).

nth0(Index, List, Item, Rest) :-
    (   var(Index)
    ->  '$nth_of'(List, Item, Rest, 0, Index)
    ;   must_be(nonneg, Index),
        '$nth_cell'(Index, List, Item, Rest)
    ).

nth1(Index, List, Item, Rest) :-
    (   var(Index)
    ->  '$nth_of'(List, Item, Rest, 1, Index)
    ;   must_be(positive_integer, Index),
        Before is Index - 1,
        '$nth_cell'(Before, List, Item, Rest)
    ).

'$nth_cell'(0, List, Item, Rest) :- !,
    List = [Item|Rest].
'$nth_cell'(N, [First|List], Item, [First|Rest]) :-
    M is N - 1,
    '$nth_cell'(M, List, Item, Rest).

'$nth_of'([Item|Rest], Item, Rest, Index, Index).
'$nth_of'([First|List], Item, [First|Rest], Here, Index) :-
    Next is Here + 1,
    '$nth_of'(List, Item, Rest, Next, Index).

last([Item|Items], Last) :-
    '$last'(Items, Item, Last).

'$last'([], Last, Last).
'$last'([Item|Items], _, Last) :-
    '$last'(Items, Item, Last).

nextto(X, Y, [X,Y|_]).
nextto(X, Y, [_|List]) :-
    nextto(X, Y, List).

reverse(List, Reversed) :-
    '$reverse'(List, [], Reversed).

'$reverse'([], Reversed, Reversed).
'$reverse'([Item|Items], Before, Reversed) :-
    '$reverse'(Items, [Item|Before], Reversed).

same_length([], []).
same_length([_|Xs], [_|Ys]) :-
    same_length(Xs, Ys).

proper_length(List, Length) :-
    is_list(List),
    length(List, Length).

%   delete(+List, @Pattern, -Rest): without the items that the pattern unifies with.

delete([], _, []).
delete([Item|Items], Pattern, Rest) :-
    (   Item \= Pattern
    ->  Rest = [Item|Others],
        delete(Items, Pattern, Others)
    ;   delete(Items, Pattern, Rest)
    ).

sumlist(Numbers, Sum) :-
    sum_list(Numbers, Sum).

%   Numbers that are a list are added in a loop that looks at nothing else. Other terms are walked through with care,
%   to say where they cease to be a list.

sum_list(Numbers, Sum) :-
    (   is_list(Numbers)
    ->  '$sum_list'(Numbers, 0, Sum)
    ;   '$no_list'(Numbers, 0, [X, Y, Z]>>( Z is X + Y ), sum_list, Sum)
    ).

'$sum_list'([], Sum, Sum).
'$sum_list'([Number|Numbers], Sum0, Sum) :-
    Sum1 is Sum0 + Number,
    '$sum_list'(Numbers, Sum1, Sum).

max_list(Numbers, Max) :-
    (   is_list(Numbers)
    ->  Numbers = [First|Others],
        '$max_list'(Others, First, Max)
    ;   nonvar(Numbers),
        Numbers = [First|Others]
    ->  '$no_list'(Others, First, [X, Y, Z]>>( Z is max(Y, X) ), max_list, Max)
    ;   '$no_matching_rule'(lists, max_list(Numbers, Max))
    ).

'$max_list'([], Max, Max).
'$max_list'([Number|Numbers], Max0, Max) :-
    Max1 is max(Number, Max0),
    '$max_list'(Numbers, Max1, Max).

min_list(Numbers, Min) :-
    (   is_list(Numbers)
    ->  Numbers = [First|Others],
        '$min_list'(Others, First, Min)
    ;   nonvar(Numbers),
        Numbers = [First|Others]
    ->  '$no_list'(Others, First, [X, Y, Z]>>( Z is min(Y, X) ), min_list, Min)
    ;   '$no_matching_rule'(lists, min_list(Numbers, Min))
    ).

'$min_list'([], Min, Min).
'$min_list'([Number|Numbers], Min0, Min) :-
    Min1 is min(Number, Min0),
    '$min_list'(Numbers, Min1, Min).

'$no_list'(Numbers, Value0, Step, Name, Value) :-
    (   nonvar(Numbers),
        Numbers = [Number|Others]
    ->  call(Step, Value0, Number, Value1),
        '$no_list'(Others, Value1, Step, Name, Value)
    ;   Rule =.. [Name, Numbers, Value0, Value],
        '$no_matching_rule'(lists, Rule)
    ).

%   max_member(-Max, +List), min_member(-Min, +List): by the standard order of terms.

max_member(Max, List) :-
    '$is_list_for'(List, max_member(Max, List)),
    msort(List, [First|Others]),
    '$last'(Others, First, Max).

min_member(Min, List) :-
    '$is_list_for'(List, min_member(Min, List)),
    msort(List, [Min|_]).

'$is_list_for'(List, Goal) :-
    (   is_list(List)
    ->  true
    ;   '$no_matching_rule'(lists, Goal)
    ).

%   By an order of the caller's: call(Order, X, Y) is true if X comes before Y or is the same.

max_member(Order, Max, List) :-
    '$is_list_for'(List, max_member(Order, Max, List)),
    List = [First|Others],
    '$max_member'(Others, Order, First, Max).

'$max_member'([], _, Max, Max).
'$max_member'([Item|Items], Order, Max0, Max) :-
    (   call(Order, Max0, Item)
    ->  '$max_member'(Items, Order, Item, Max)
    ;   '$max_member'(Items, Order, Max0, Max)
    ).

min_member(Order, Min, List) :-
    '$is_list_for'(List, min_member(Order, Min, List)),
    List = [First|Others],
    '$min_member'(Others, Order, First, Min).

'$min_member'([], _, Min, Min).
'$min_member'([Item|Items], Order, Min0, Min) :-
    (   call(Order, Min0, Item)
    ->  '$min_member'(Items, Order, Min0, Min)
    ;   '$min_member'(Items, Order, Item, Min)
    ).

numlist(Low, High, Numbers) :-
    must_be(integer, Low),
    must_be(integer, High),
    Low =< High,
    findall(Number, between(Low, High, Number), Numbers).

%   list_to_set(+List, -Set): the first of the items that are identical. Equal items come together when the list is
%   sorted with its places; their places bring the rest back into its order.

list_to_set(List, Set) :-
    must_be(list, List),
    length(List, Size),
    sort(List, Sorted),
    (   length(Sorted, Size)
    ->  Set = List
    ;   '$placed'(List, 1, Placed),
        msort(Placed, ByItem),
        '$first_places'(ByItem, Places),
        msort(Places, ByPlace),
        '$at_places'(ByPlace, Set)
    ).

'$placed'([], _, []).
'$placed'([Item|Items], Place, [Item-Place|Placed]) :-
    Next is Place + 1,
    '$placed'(Items, Next, Placed).

'$first_places'([], []).
'$first_places'([Item-Place|Placed], [Place-Item|Places]) :-
    '$first_places'(Placed, Item, Places).

'$first_places'([], _, []).
'$first_places'([Item-Place|Placed], Before, Places) :-
    (   Item == Before
    ->  '$first_places'(Placed, Before, Places)
    ;   Places = [Place-Item|Others],
        '$first_places'(Placed, Item, Others)
    ).

'$at_places'([], []).
'$at_places'([_-Item|Placed], [Item|Items]) :-
    '$at_places'(Placed, Items).

clumped([], []).
clumped([Item|Items], [Item-Count|Clumps]) :-
    '$clump'(Items, Item, 1, Count, Rest),
    clumped(Rest, Clumps).

'$clump'([Item|Items], Same, Count0, Count, Rest) :-
    Item == Same,
    !,
    Count1 is Count0 + 1,
    '$clump'(Items, Same, Count1, Count, Rest).
'$clump'(Rest, _, Count, Count, Rest).
