% SWI-Prolog: facts in a dynamic predicate. What its gc thread does meanwhile costs it nothing.

:- ensure_loaded('../../measure.pl').
:- ensure_loaded('../../data.pl').
:- use_module(library(aggregate)).
:- use_module(library(apply)).
:- use_module(library(lists)).
:- use_module(library(readutil)).
:- use_module(library(yall)).

:- dynamic session_data/2, price/2, edge/2.

% setup(+Trial, +Facts, -Data): makes what all rounds share.

setup(assertz, Facts, Pairs) :-
    pairs(Facts, Pairs).
setup(assertz_text, Facts, Texts) :-
    pairs(Facts, Pairs),
    maplist(fact_text, Pairs, Texts).
setup(lookup, Facts, Facts-Order) :-
    filled(Facts, Order).
setup(lookup_text, Facts, Facts-Goals) :-
    filled(Facts, Order),
    maplist(goal_text, Order, Goals).
setup(content, Facts, Facts-Order) :-
    filled(Facts, Order).
setup(replace, Facts, Facts-Pairs) :-
    filled(Facts, _),
    pairs(Facts, Pairs).
setup(retract, Facts, retract(Facts, Pairs, Order)) :-
    pairs(Facts, Pairs),
    shuffled(Pairs, Order).
setup(enumerate, Facts, Facts) :-
    pairs(Facts, Pairs),
    forall(nth0(N, Pairs, Id-_), assertz(session_data(Id, visits(N)))).
setup(aggregate, Facts, Data) :-
    setup(enumerate, Facts, Data).
setup(join, Facts, Facts) :-
    Sessions is Facts // 2,
    pairs(Sessions, Pairs),
    forall(nth0(I, Pairs, Id-User),
           ( Quantity is I mod 7 + 1,
             Number is I mod 1000,
             atom_concat(item, Number, Item),
             assertz(session_data(Id, user(User))),
             assertz(session_data(Id, cart(Item, Quantity))) )),
    forall(between(1, 1000, Price),
           ( Number is Price - 1,
             atom_concat(item, Number, Item),
             assertz(price(Item, Price)) )).
setup(join_aggregate, Facts, Data) :-
    setup(join, Facts, Data).
setup(path, Facts, Facts) :-
    Length is Facts // 20,
    forall(between(1, Length, N),
           ( M is N - 1,
             atom_concat(n, M, From),
             atom_concat(n, N, To),
             assertz(edge(From, To)) )).
setup(reverse, _, List) :-
    numlist(1, 30, List).
setup(read, _, Texts) :-
    texts(Texts).
setup(write, _, Terms) :-
    texts(Texts),
    maplist(text_term, Texts, Terms).

% operations(+Trial, +Facts, -Count): how many operations a round has.

operations(join, Facts, Count) :- !, Count is Facts // 2.
operations(join_aggregate, Facts, Count) :- !, Count is Facts // 2.
operations(path, Facts, Count) :- !, Count is Facts // 20.
operations(reverse, _, Count) :- !, Count is 100 * 496.
operations(Trial, _, Count) :- memberchk(Trial, [read, write]), !, texts(Texts), length(Texts, N), Count is 100 * N.
operations(_, Facts, Facts).

% prepare(+Trial, +Data, -Round): makes ready for a round, untimed.

prepare(Trial, Data, Data) :-
    memberchk(Trial, [assertz, assertz_text]),
    !,
    fresh.
prepare(replace, Facts-Pairs, Facts-Order) :-
    !,
    next_round(Round),
    successors(Pairs, Facts, Round, Next),
    shuffled(Next, Order).
prepare(retract, Data, Data) :-
    !,
    Data = retract(_, Pairs, _),
    fresh,
    fill(Pairs).
prepare(_, Data, Data).

% run(+Trial, +Round, -Result): a round, timed.

run(assertz, Pairs, _) :-
    fill(Pairs).
run(assertz_text, Texts, _) :-
    fill_texts(Texts).
run(lookup, Facts-Order, Share) :-
    lookups(Order, 0, Right),
    Share is Right / Facts.
run(lookup_text, Facts-Goals, Share) :-
    text_lookups(Goals, 0, Right),
    Share is Right / Facts.
run(content, Facts-Order, Share) :-
    content_lookups(Order, 0, Right),
    Share is Right / Facts.
run(replace, _-Order, _) :-
    replacements(Order).
run(retract, retract(_, _, Order), Retracted) :-
    retractions(Order, 0, Retracted).
run(enumerate, _, Sum) :-
    aggregate_all(sum(N), session_data(_, visits(N)), Sum).
run(aggregate, _, Sum) :-
    aggregate_all(sum(N), session_data(_, visits(N)), Sum).
run(join, _, Sum) :-
    aggregate_all(sum(Quantity*Price), cart_price(Quantity, Price), Sum).
run(join_aggregate, _, Sum) :-
    aggregate_all(sum(Quantity*Price), cart_price(Quantity, Price), Sum).
run(path, _, Count) :-
    aggregate_all(count, path(n0, _), Count).
run(reverse, List, Share) :-
    aggregate_all(count, ( between(1, 100, _), nrev(List, [30|_]) ), Right),
    Share is Right / 100.
run(read, Texts, Terms) :-
    passes(99, read_all(Texts)),
    maplist(text_term, Texts, Terms).
run(write, Terms, Written) :-
    passes(99, write_all(Terms)),
    maplist(term_text, Terms, Written).

% check(+Trial, +Round, +Result0, -Result): what the round came to, untimed.

check(Trial, _, _, Count) :-
    memberchk(Trial, [assertz, assertz_text]),
    !,
    aggregate_all(count, session_data(_, user(_)), Count).
check(replace, Facts-Order, _, Share) :-
    !,
    lookups(Order, 0, Right),
    aggregate_all(count, session_data(_, _), Found),
    Share is Right / max(Found, Facts).
check(retract, retract(Facts, _, _), Retracted, Share) :-
    !,
    aggregate_all(count, session_data(_, _), Left),
    Share is (Retracted - Left) / Facts.
check(read, _, Terms, Parts) :-
    !,
    parts_of(Terms, 0, Parts).
check(write, _, Written, Parts) :-
    !,
    maplist(text_term, Written, Terms),
    parts_of(Terms, 0, Parts).
check(_, _, Result, Result).

% The work. Loops are recursions, the fastest way that SWI-Prolog has.

fill([]).
fill([Id-User|Pairs]) :-
    assertz(session_data(Id, user(User))),
    fill(Pairs).

fill_texts([]).
fill_texts([Text|Texts]) :-
    term_to_atom(Fact, Text),
    assertz(Fact),
    fill_texts(Texts).

lookups([], Right, Right).
lookups([Id-User|Pairs], Right0, Right) :-
    (   session_data(Id, user(Found)), Found == User
    ->  Right1 is Right0 + 1
    ;   Right1 = Right0
    ),
    lookups(Pairs, Right1, Right).

text_lookups([], Right, Right).
text_lookups([Text-User|Goals], Right0, Right) :-
    term_to_atom(Goal, Text),
    (   call(Goal), Goal = session_data(_, user(Found)), Found == User
    ->  Right1 is Right0 + 1
    ;   Right1 = Right0
    ),
    text_lookups(Goals, Right1, Right).

content_lookups([], Right, Right).
content_lookups([Id-User|Pairs], Right0, Right) :-
    (   session_data(Found, user(User)), Found == Id
    ->  Right1 is Right0 + 1
    ;   Right1 = Right0
    ),
    content_lookups(Pairs, Right1, Right).

replacements([]).
replacements([Id-User|Pairs]) :-
    retractall(session_data(Id, user(_))),
    assertz(session_data(Id, user(User))),
    replacements(Pairs).

retractions([], Count, Count).
retractions([Id-_|Pairs], Count0, Count) :-
    (   retract(session_data(Id, _))
    ->  Count1 is Count0 + 1
    ;   Count1 = Count0
    ),
    retractions(Pairs, Count1, Count).

cart_price(Quantity, Price) :-
    session_data(Session, user(_)),
    session_data(Session, cart(Item, Quantity)),
    price(Item, Price).

path(X, Y) :- edge(X, Y).
path(X, Z) :- edge(X, Y), path(Y, Z).

app([], L, L).
app([H|T], L, [H|R]) :- app(T, L, R).

nrev([], []).
nrev([H|T], R) :- nrev(T, RT), app(RT, [H], R).

passes(Count, Goal) :-
    forall(between(1, Count, _), Goal).

read_all([]).
read_all([Text|Texts]) :-
    term_to_atom(_, Text),
    read_all(Texts).

write_all([]).
write_all([Term|Terms]) :-
    format(atom(_), '~q', [Term]),
    write_all(Terms).

% What the work is done with.

% Abolishing also takes the indexes away, which a predicate that is merely empty keeps up to date.
fresh :-
    abolish(session_data/2),
    dynamic(session_data/2).

filled(Facts, Order) :-
    pairs(Facts, Pairs),
    fill(Pairs),
    shuffled(Pairs, Order).

fact_text(Id-User, Text) :-
    format(atom(Text), 'session_data(~w, user(~w))', [Id, User]).

goal_text(Id-User, Text-User) :-
    format(atom(Text), 'session_data(~w, user(User))', [Id]).

texts(Texts) :-
    read_file_to_string('bench/terms.txt', String, [encoding(utf8)]),
    split_string(String, "\n", "", Lines),
    exclude(==(""), Lines, Strings),
    maplist([S, A]>>atom_string(A, S), Strings, Texts).

text_term(Text, Term) :- term_to_atom(Term, Text).

term_text(Term, Text) :- format(atom(Text), '~q', [Term]).

parts_of([], Parts, Parts).
parts_of([Term|Terms], Parts0, Parts) :-
    Parts1 is Parts0 + 1,
    (   compound(Term)
    ->  Term =.. [_|Arguments],
        parts_of(Arguments, Parts1, Parts2)
    ;   Parts2 = Parts1
    ),
    parts_of(Terms, Parts2, Parts).
