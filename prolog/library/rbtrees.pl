% library(rbtrees), on the trees of library(assoc): a tree is rb(Assoc).

rb_new(rb(Assoc)) :-
    empty_assoc(Assoc).

rb_empty(rb(Assoc)) :-
    empty_assoc(Assoc).

is_rbtree(Tree) :-
    nonvar(Tree),
    Tree = rb(Assoc),
    is_assoc(Assoc).

rb_lookup(Key, Value, rb(Assoc)) :-
    get_assoc(Key, Assoc, Value).

rb_in(Key, Value, rb(Assoc)) :-
    (   ground(Key)
    ->  get_assoc(Key, Assoc, Value)
    ;   gen_assoc(Key, Assoc, Value)
    ).

rb_insert(rb(Assoc0), Key, Value, rb(Assoc)) :-
    put_assoc(Key, Assoc0, Value, Assoc).

rb_insert_new(rb(Assoc0), Key, Value, rb(Assoc)) :-
    \+ get_assoc(Key, Assoc0, _),
    put_assoc(Key, Assoc0, Value, Assoc).

rb_update(rb(Assoc0), Key, Value, rb(Assoc)) :-
    get_assoc(Key, Assoc0, _),
    put_assoc(Key, Assoc0, Value, Assoc).

rb_update(rb(Assoc0), Key, Old, Value, rb(Assoc)) :-
    get_assoc(Key, Assoc0, Old),
    put_assoc(Key, Assoc0, Value, Assoc).

rb_apply(rb(Assoc0), Key, Goal, rb(Assoc)) :-
    get_assoc(Key, Assoc0, Old),
    call(Goal, Old, Value),
    !,
    put_assoc(Key, Assoc0, Value, Assoc).

rb_delete(rb(Assoc0), Key, rb(Assoc)) :-
    del_assoc(Key, Assoc0, _, Assoc).

rb_delete(rb(Assoc0), Key, Value, rb(Assoc)) :-
    del_assoc(Key, Assoc0, Value, Assoc).

rb_del_min(rb(Assoc0), Key, Value, rb(Assoc)) :-
    del_min_assoc(Assoc0, Key, Value, Assoc).

rb_del_max(rb(Assoc0), Key, Value, rb(Assoc)) :-
    del_max_assoc(Assoc0, Key, Value, Assoc).

rb_min(rb(Assoc), Key, Value) :-
    min_assoc(Assoc, Key, Value).

rb_max(rb(Assoc), Key, Value) :-
    max_assoc(Assoc, Key, Value).

rb_next(rb(Assoc), Key, Next, Value) :-
    assoc_to_list(Assoc, Pairs),
    member(Next-Value, Pairs),
    Next @> Key,
    !.

rb_previous(rb(Assoc), Key, Previous, Value) :-
    assoc_to_list(Assoc, Pairs0),
    reverse(Pairs0, Pairs),
    member(Previous-Value, Pairs),
    Previous @< Key,
    !.

rb_visit(rb(Assoc), Pairs) :-
    assoc_to_list(Assoc, Pairs).

rb_keys(rb(Assoc), Keys) :-
    assoc_to_keys(Assoc, Keys).

rb_size(rb(Assoc), Size) :-
    assoc_to_keys(Assoc, Keys),
    length(Keys, Size).

rb_map(rb(Assoc), Goal) :-
    map_assoc(Goal, Assoc).

rb_map(rb(Assoc0), Goal, rb(Assoc)) :-
    map_assoc(Goal, Assoc0, Assoc).

rb_fold(Goal, rb(Assoc), State0, State) :-
    assoc_to_list(Assoc, Pairs),
    foldl(Goal, Pairs, State0, State).

list_to_rbtree(Pairs, Tree) :-
    rb_new(Empty),
    '$rb_insert_all'(Pairs, Empty, Tree).

ord_list_to_rbtree(Pairs, Tree) :-
    list_to_rbtree(Pairs, Tree).

'$rb_insert_all'([], Tree, Tree).
'$rb_insert_all'([Key-Value|Pairs], Tree0, Tree) :-
    rb_insert(Tree0, Key, Value, Tree1),
    '$rb_insert_all'(Pairs, Tree1, Tree).
