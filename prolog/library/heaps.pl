% library(heaps): priority queues. A heap is heap(Tree, Size), and a tree nil or t(Key, Priority, Trees) with the least
% priority on top (a pairing heap).

empty_heap(heap(nil, 0)).

singleton_heap(heap(t(Key, Priority, []), 1), Priority, Key).

is_heap(Heap) :-
    nonvar(Heap),
    Heap = heap(Tree, Size),
    integer(Size),
    nonvar(Tree),
    once(( Tree == nil, Size == 0 ; Tree = t(_, _, _), Size > 0 )).

heap_size(heap(_, Size), Size).

add_to_heap(heap(Tree0, Size0), Priority, Key, heap(Tree, Size)) :-
    '$meld'(Tree0, t(Key, Priority, []), Tree),
    Size is Size0 + 1.

get_from_heap(heap(t(Key, Priority, Trees), Size0), Priority, Key, heap(Tree, Size)) :-
    '$meld_pairs'(Trees, Tree),
    Size is Size0 - 1.

min_of_heap(heap(t(Key, Priority, _), _), Priority, Key).

min_of_heap(Heap, Priority1, Key1, Priority2, Key2) :-
    get_from_heap(Heap, Priority1, Key1, Rest),
    min_of_heap(Rest, Priority2, Key2).

merge_heaps(heap(Tree1, Size1), heap(Tree2, Size2), heap(Tree, Size)) :-
    '$meld'(Tree1, Tree2, Tree),
    Size is Size1 + Size2.

list_to_heap(Pairs, Heap) :-
    empty_heap(Empty),
    '$add_to_heap'(Pairs, Empty, Heap).

'$add_to_heap'([], Heap, Heap).
'$add_to_heap'([Priority-Key|Pairs], Heap0, Heap) :-
    add_to_heap(Heap0, Priority, Key, Heap1),
    '$add_to_heap'(Pairs, Heap1, Heap).

heap_to_list(Heap, List) :-
    (   get_from_heap(Heap, Priority, Key, Rest)
    ->  List = [Priority-Key|Pairs],
        heap_to_list(Rest, Pairs)
    ;   List = []
    ).

delete_from_heap(Heap0, Priority, Key, Heap) :-
    heap_to_list(Heap0, Pairs0),
    selectchk(Priority-Key, Pairs0, Pairs),
    list_to_heap(Pairs, Heap).

'$meld'(nil, Tree, Tree) :- !.
'$meld'(Tree, nil, Tree) :- !.
'$meld'(t(X, PX, Xs), t(Y, PY, Ys), Tree) :-
    (   PX @< PY
    ->  Tree = t(X, PX, [t(Y, PY, Ys)|Xs])
    ;   Tree = t(Y, PY, [t(X, PX, Xs)|Ys])
    ).

'$meld_pairs'([], nil).
'$meld_pairs'([Tree], Tree) :- !.
'$meld_pairs'([Tree1, Tree2|Trees], Tree) :-
    '$meld'(Tree1, Tree2, Pair),
    '$meld_pairs'(Trees, Rest),
    '$meld'(Pair, Rest, Tree).
