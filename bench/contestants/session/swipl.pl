% SWI-Prolog's library(http/http_session), without a server: what it does for a request is called as its server does.

:- ensure_loaded('../../measure.pl').
:- ensure_loaded('../../data.pl').
:- use_module(library(aggregate)).
:- use_module(library(apply)).
:- use_module(library(lists)).
:- use_module(library(pairs)).
:- use_module(library(http/http_session)).

setup(open, Sessions, Sessions).
setup(visit, Sessions, Sessions) :-
    opened(Sessions, _).
setup(assert, Sessions, Sessions-Order) :-
    opened(Sessions, Pairs),
    shuffled(Pairs, Order).
setup(data, Sessions, Sessions-Order) :-
    with_users(Sessions, Pairs),
    shuffled(Pairs, Order).
setup(hot, Sessions, Sessions-Hot) :-
    with_users(Sessions, Pairs),
    Middle is Sessions // 2,
    nth0(Middle, Pairs, Hot).
setup(replace, Sessions, Sessions-Pairs) :-
    with_users(Sessions, Pairs).
setup(touch, Sessions, Data) :-
    setup(data, Sessions, Data).
setup(enumerate, Sessions, Sessions) :-
    with_users(Sessions, Pairs),
    forall(nth0(I, Pairs, Id-_), add_cart(Id, I)).
setup(find, Sessions, Data) :-
    setup(data, Sessions, Data).
setup(gc, Sessions, Sessions) :-
    with_users(Sessions, _).
setup(memory, Sessions, Sessions).

operations(visit, Sessions, Visits) :- !, Visits is max(10, Sessions // 2000).
operations(_, Sessions, Sessions).

prepare(open, Sessions, Sessions) :-
    !,
    retractall(http_session:current_session(_, _)),
    retractall(http_session:last_used(_, _)).
prepare(visit, Sessions, Visits-Alive) :-
    !,
    operations(visit, Sessions, Visits),
    alive(Alive).
prepare(assert, Data, Data) :-
    !,
    retractall(http_session:session_data(_, _)).
prepare(replace, Sessions-Pairs, Sessions-Order) :-
    !,
    next_round(Round),
    successors(Pairs, Sessions, Round, Next),
    shuffled(Next, Order).
prepare(gc, Sessions, Sessions) :-
    !,
    alive(Alive),
    Missing is Sessions - Alive,
    with_output_to_nowhere(forall(between(1, Missing, _), ( open(Id), http_session_assert(user(u), Id) ))),
    findall(Id, http_session:current_session(Id, _), Ids),
    expire(Ids, 0).
prepare(_, Data, Data).

run(open, Sessions, _) :-
    with_output_to_nowhere(forall(between(1, Sessions, _), open(_))).
run(visit, Visits-_, _) :-
    with_output_to_nowhere(forall(between(1, Visits, _), visit)).
run(assert, _-Order, _) :-
    asserts(Order).
run(data, Sessions-Order, Share) :-
    lookups(Order, 0, Right),
    Share is Right / Sessions.
run(hot, Sessions-(Id-User), Share) :-
    hot_lookups(Sessions, Id, User, 0, Right),
    Share is Right / Sessions.
run(replace, _-Order, _) :-
    replacements(Order).
run(touch, Sessions-Order, Share) :-
    touches(Order, 0, Right),
    Share is Right / Sessions.
run(enumerate, _, Sum) :-
    aggregate_all(sum(Q), http_session:session_data(_, cart(_, Q)), Sum).
run(find, Sessions-Order, Share) :-
    finds(Order, 0, Right),
    Share is Right / Sessions.
run(gc, _, _) :-
    http_session:do_http_gc_sessions.
run(memory, Sessions, _) :-
    Last is Sessions - 1,
    with_output_to_nowhere(forall(between(0, Last, I), three_facts(I))).

check(open, _, _, Alive) :-
    !,
    alive(Alive).
check(visit, Visits-Before, _, Share) :-
    !,
    alive(Alive),
    Share is (Alive - Before) / Visits.
check(Trial, Sessions-Order, _, Share) :-
    memberchk(Trial, [assert, replace]),
    !,
    lookups(Order, 0, Right),
    facts(Facts),
    Share is Right / max(Facts, Sessions).
check(gc, _, _, Left) :-
    !,
    alive(Alive),
    facts(Facts),
    Left is Alive + Facts.
check(memory, _, _, Facts) :-
    !,
    facts(Facts).
check(_, _, Result, Result).

% The work. Loops are recursions, the fastest way that SWI-Prolog has.

asserts([]).
asserts([Id-User|Pairs]) :-
    http_session_assert(user(User), Id),
    asserts(Pairs).

lookups([], Right, Right).
lookups([Id-User|Pairs], Right0, Right) :-
    (   http_session_data(user(Found), Id), Found == User
    ->  Right1 is Right0 + 1
    ;   Right1 = Right0
    ),
    lookups(Pairs, Right1, Right).

hot_lookups(0, _, _, Right, Right) :- !.
hot_lookups(Count, Id, User, Right0, Right) :-
    (   http_session_data(user(Found), Id), Found == User
    ->  Right1 is Right0 + 1
    ;   Right1 = Right0
    ),
    Count1 is Count - 1,
    hot_lookups(Count1, Id, User, Right1, Right).

replacements([]).
replacements([Id-User|Pairs]) :-
    http_session_retractall(user(_), Id),
    http_session_assert(user(User), Id),
    replacements(Pairs).

touches([], Right, Right).
touches([Id-_|Pairs], Right0, Right) :-
    (   http_session:valid_session_id(Id, ip(127,0,0,1))
    ->  Right1 is Right0 + 1
    ;   Right1 = Right0
    ),
    touches(Pairs, Right1, Right).

finds([], Right, Right).
finds([Id-User|Pairs], Right0, Right) :-
    (   http_session:session_data(Found, user(User)), Found == Id
    ->  Right1 is Right0 + 1
    ;   Right1 = Right0
    ),
    finds(Pairs, Right1, Right).

% What the work is done with.

% visit: a request without a cookie. The header is written to where output goes.

visit :-
    http_session:http_session([path(/), peer(ip(127,0,0,1))], _, _).

% open(-Id): the same, but for the gc of all sessions that the library does before it opens one. (It means to do so once a
% minute, but need_sesion_gc/1 succeeds each time.)

open(Id) :-
    http_session_cookie(Id),
    http_session_option(cookie(Cookie)),
    http_session_option(path(Path)),
    http_session_option(samesite(SameSite)),
    format('Set-Cookie: ~w=~w; Path=~w; Version=1; SameSite=~w\r\n', [Cookie, Id, Path, SameSite]),
    http_session:open_session(Id, ip(127,0,0,1)).

with_output_to_nowhere(Goal) :-
    current_output(Out),
    setup_call_cleanup(
        ( open_null_stream(Null), set_output(Null) ),
        Goal,
        ( set_output(Out), close(Null) )).

opened(Sessions, Pairs) :-
    pairs(Sessions, Named),
    pairs_values(Named, Users),
    with_output_to_nowhere(findall(Id, ( between(1, Sessions, _), open(Id) ), Ids)),
    pairs_keys_values(Pairs, Ids, Users).

with_users(Sessions, Pairs) :-
    opened(Sessions, Pairs),
    asserts(Pairs).

add_cart(Id, I) :-
    Number is I mod 1000,
    atom_concat(item, Number, Item),
    Quantity is I mod 7 + 1,
    http_session_assert(cart(Item, Quantity), Id).

three_facts(I) :-
    open(Id),
    atom_concat(u, I, User),
    http_session_assert(user(User), Id),
    add_cart(Id, I),
    Visits is I mod 100,
    http_session_assert(visits(Visits), Id).

% expire(+Ids, +Number): each hundredth was used too long ago.

expire([], _).
expire([Id|Ids], Number) :-
    (   Number mod 100 =:= 0
    ->  get_time(Now),
        Before is floor(Now / 10) * 10 - 1000,
        retractall(http_session:last_used(Id, _)),
        asserta(http_session:last_used(Id, Before))
    ;   true
    ),
    Number1 is Number + 1,
    expire(Ids, Number1).

alive(Count) :-
    aggregate_all(count, http_session:current_session(_, _), Count).

facts(Count) :-
    aggregate_all(count, http_session:session_data(_, _), Count).
