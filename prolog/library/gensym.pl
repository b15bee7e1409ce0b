% library(gensym): atoms that are numbered.

gensym(Base, Symbol) :-
    '$gensym_key'(Base, Key),
    '$remembered'('$gensym', Keys, []),
    (   memberchk(Key, Keys)
    ->  true
    ;   nb_setval('$gensym', [Key|Keys])
    ),
    '$next'(Key, N),
    atom_concat(Base, N, Symbol).

reset_gensym(Base) :-
    '$gensym_key'(Base, Key),
    nb_delete(Key).

reset_gensym :-
    '$remembered'('$gensym', Keys, []),
    forall(member(Key, Keys), nb_delete(Key)).

'$gensym_key'(Base, Key) :-
    atom_concat('$gensym_', Base, Key).
