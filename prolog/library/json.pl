% library(http/json): which terms stand for JSON.

is_json_term(Term) :-
    is_json_term(Term, []).

is_json_term(Term, _) :-
    '$is_json_term'(Term).

'$is_json_term'(Term) :-
    (   var(Term)
    ->  fail
    ;   Term = json(Pairs)
    ->  is_list(Pairs),
        forall(member(Pair, Pairs), '$is_json_pair'(Pair))
    ;   is_list(Term)
    ->  forall(member(Item, Term), '$is_json_term'(Item))
    ;   Term = @(Constant)
    ->  memberchk(Constant, [true, false, null])
    ;   atomic(Term)
    ).

'$is_json_pair'(Pair) :-
    (   ( Pair = (Name = Value) ; Pair = Name-Value )
    ->  atomic(Name)
    ;   compound(Pair),
        Pair =.. [_, Value]
    ),
    '$is_json_term'(Value).
