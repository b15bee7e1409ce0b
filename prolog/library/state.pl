% What the library remembers across backtracking: global variables. Names that begin with `$` are the library's own,
% so that a program may use all others.

%   remembered(+Key, -Value, +Default)

'$remembered'(Key, Value, Default) :-
    (   nb_current(Key, Found)
    ->  Value = Found
    ;   Value = Default
    ).

%   next(+Key, -N): N is 1 at first, then 2, and so on.

'$next'(Key, N) :-
    '$remembered'(Key, N0, 0),
    N is N0 + 1,
    nb_setval(Key, N).

%   new_key(-Key): a key that nothing was remembered under.

'$new_key'(Key) :-
    '$next'('$keys', N),
    atom_concat('$key', N, Key).
