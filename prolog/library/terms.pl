% Relations between terms.

subsumes_chk(General, Specific) :-
    subsumes_term(General, Specific).

copy_term_nat(Term, Copy) :-
    copy_term(Term, Copy).
