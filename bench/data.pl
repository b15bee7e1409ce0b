% The facts that all contestants work on, and the order in which they go through them: see data.ts.

:- use_module(library(apply)).
:- use_module(library(lists)).
:- use_module(library(pairs)).

% pairs(+Facts, -Pairs): session `s7` has the user `u7`.

pairs(Facts, Pairs) :-
    Last is Facts - 1,
    numlist(0, Last, Numbers),
    maplist(pair, Numbers, Pairs).

pair(N, Id-User) :-
    atom_concat(s, N, Id),
    atom_concat(u, N, User).

% shuffled(+Items, -Shuffled): the order that data.ts says.

shuffled(Items, Shuffled) :-
    keyed(Items, 1, Keyed),
    keysort(Keyed, Sorted),
    findall(Item, member(_-Item, Sorted), Shuffled).

keyed([], _, []).
keyed([Item|Items], Key0, [Key-Item|Keyed]) :-
    Key is Key0 * 16807 mod 2147483647,
    keyed(Items, Key, Keyed).

% successors(+Pairs, +Facts, +Round, -Next): the n-th round of replacements gives each session the user of the session n
% places further on.

successors(Pairs, Facts, Round, Next) :-
    pairs_keys_values(Pairs, Ids, Users),
    Shift is Round mod Facts,
    length(Front, Shift),
    append(Front, Back, Users),
    append(Back, Front, Shifted),
    pairs_keys_values(Next, Ids, Shifted).

:- dynamic round/1.

round(0).

% next_round(-Round): 1, 2, ...

next_round(Round) :-
    retract(round(Round0)),
    Round is Round0 + 1,
    assertz(round(Round)).
