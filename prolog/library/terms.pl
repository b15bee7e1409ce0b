% Relations between terms, and what is done with each of their parts.

subsumes_chk(General, Specific) :-
    subsumes_term(General, Specific).

subsumes(General, Specific) :-
    subsumes_term(General, Specific),
    General = Specific.

copy_term_nat(Term, Copy) :-
    copy_term(Term, Copy).

variant(A, B) :-
    A =@= B.

same_functor(A, B) :-
    same_functor(A, B, _, _).

same_functor(A, B, Arity) :-
    same_functor(A, B, _, Arity).

same_functor(A, B, Name, Arity) :-
    (   nonvar(A)
    ->  functor(A, Name, Arity),
        functor(B, Name, Arity)
    ;   functor(B, Name, Arity),
        functor(A, Name, Arity)
    ).

mapargs(Goal, Term1, Term2) :-
    same_functor(Term1, Term2),
    Term1 =.. [_|Args1],
    Term2 =.. [_|Args2],
    maplist(Goal, Args1, Args2).

%   mapsubterms(:Goal, +Term1, -Term2): call(Goal, Part1, Part2) replaces a part, from the whole inwards, if it is true.

mapsubterms(Goal, Term1, Term2) :-
    (   var(Term1)
    ->  Term2 = Term1
    ;   call(Goal, Term1, Found)
    ->  Term2 = Found
    ;   compound(Term1)
    ->  compound_name_arguments(Term1, Name, Args1),
        maplist(mapsubterms(Goal), Args1, Args2),
        compound_name_arguments(Term2, Name, Args2)
    ;   Term2 = Term1
    ).

%   foldsubterms(:Goal, +Term, +S0, -S): call(Goal, Part, S0, S) takes a part, or its arguments are looked at.

foldsubterms(Goal, Term, S0, S) :-
    (   call(Goal, Term, S0, Found)
    ->  S = Found
    ;   compound(Term)
    ->  compound_name_arguments(Term, _, Args),
        foldl(foldsubterms(Goal), Args, S0, S)
    ;   S = S0
    ).

%   term_subsumer(+A, +B, -G): the most specific term that is more general than both.

term_subsumer(A, B, G) :-
    '$subsumer'(A, B, G, [], _).

'$subsumer'(A, B, G, Known0, Known) :-
    (   compound(A),
        compound(B),
        compound_name_arity(A, Name, Arity),
        compound_name_arity(B, Name, Arity)
    ->  compound_name_arguments(A, _, As),
        compound_name_arguments(B, _, Bs),
        '$subsumer_all'(As, Bs, Gs, Known0, Known),
        compound_name_arguments(G, Name, Gs)
    ;   A == B
    ->  G = A,
        Known = Known0
    ;   member(known(A1, B1, Found), Known0),
        A1 == A,
        B1 == B
    ->  G = Found,
        Known = Known0
    ;   Known = [known(A, B, G)|Known0]
    ).

'$subsumer_all'([], [], [], Known, Known).
'$subsumer_all'([A|As], [B|Bs], [G|Gs], Known0, Known) :-
    '$subsumer'(A, B, G, Known0, Known1),
    '$subsumer_all'(As, Bs, Gs, Known1, Known).
