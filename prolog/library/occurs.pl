% library(occurs) and library(varnumbers): terms within terms.

contains_term(Sub, Term) :-
    \+ free_of_term(Sub, Term).

contains_var(Sub, Term) :-
    \+ free_of_var(Sub, Term).

free_of_term(Sub, Term) :-
    \+ ( sub_term(Part, Term), \+ Part \= Sub ).

free_of_var(Sub, Term) :-
    \+ ( sub_term(Part, Term), Part == Sub ).

occurrences_of_term(Sub, Term, Count) :-
    aggregate_all(count, ( sub_term(Part, Term), subsumes_term(Sub, Part) ), Count).

occurrences_of_var(Sub, Term, Count) :-
    aggregate_all(count, ( sub_term(Part, Term), Part == Sub ), Count).

sub_term(Term, Term).
sub_term(Sub, Term) :-
    compound(Term),
    arg(_, Term, Arg),
    sub_term(Sub, Arg).

sub_var(Sub, Term) :-
    sub_term(Part, Term),
    Part == Sub,
    !.

varnumbers(Term, Copy) :-
    varnumbers(Term, 0, Copy).

varnumbers(Term, Min, Copy) :-
    '$varnumbers'(Term, Min, [], _, Copy).

'$varnumbers'(Term, Min, Names0, Names, Copy) :-
    (   nonvar(Term),
        Term = '$VAR'(N),
        integer(N),
        N >= Min
    ->  (   memberchk(N-Known, Names0)
        ->  Copy = Known,
            Names = Names0
        ;   Names = [N-Copy|Names0]
        )
    ;   compound(Term)
    ->  compound_name_arguments(Term, Name, Args0),
        '$varnumbers_all'(Args0, Min, Names0, Names, Args),
        compound_name_arguments(Copy, Name, Args)
    ;   Copy = Term,
        Names = Names0
    ).

'$varnumbers_all'([], _, Names, Names, []).
'$varnumbers_all'([Arg0|Args0], Min, Names0, Names, [Arg|Args]) :-
    '$varnumbers'(Arg0, Min, Names0, Names1, Arg),
    '$varnumbers_all'(Args0, Min, Names1, Names, Args).

max_var_number(Term, Start, Max) :-
    aggregate_all(max(N), ( N = Start ; sub_term(Sub, Term), nonvar(Sub), Sub = '$VAR'(N), integer(N) ), Max).
