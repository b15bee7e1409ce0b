% SWI-Prolog with its library(http/http_session).

:- ensure_loaded('../../measure.pl').
:- use_module(library(aggregate)).
:- use_module(library(lists)).
:- use_module(library(http/http_session)).

setup(join, Facts, Facts) :-
    !,
    forall(between(1, Facts, I),
           ( atom_concat(s, I, Id),
             atom_concat(u, I, User),
             Quantity is (I - 1) mod 7 + 1,
             http_session_assert(user(User), Id),
             http_session_assert(cart(book, Quantity), Id)
           )).
setup(_, Facts, Facts).

operations(reverse, _, 496) :- !.
operations(_, Facts, Facts).

prepare(assert, Facts, Facts) :-
    !,
    retractall(http_session:session_data(_, _)).
prepare(_, Facts, Facts).

run(assert, Facts, _) :-
    fill(Facts, s1).
run(reverse, _, Last) :-
    numlist(1, 30, List),
    nrev(List, [Last|_]).
run(join, _, Count) :-
    aggregate_all(count, more_than_six(_), Count).

check(assert, _, _, Count) :-
    !,
    aggregate_all(count, http_session:session_data(_, visit(_)), Count).
check(_, _, Result, Result).

more_than_six(S) :-
    http_session:session_data(S, user(_)),
    http_session:session_data(S, cart(_, Q)),
    Q > 6.

fill(0, _) :- !.
fill(N, Id) :-
    http_session_assert(visit(N), Id),
    N1 is N - 1,
    fill(N1, Id).

app([], L, L).
app([H|T], L, [H|R]) :-
    app(T, L, R).

nrev([], []).
nrev([H|T], R) :-
    nrev(T, RT),
    app(RT, [H], R).
