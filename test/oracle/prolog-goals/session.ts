/** The predicates of library(http/http_session) in a request that has a session, and the broadcasting of events. */
import type { Topic } from '../../support/prolog-outcomes.ts';

const LIBRARY = ':- use_module(library(http/http_session)).\n';

export const session: Topic = {
  name: 'session',
  inSession: true,
  program: `${LIBRARY}
:- use_module(library(broadcast)).
cart(Items) :- findall(I-N, http_session_data(cart(I, N)), Items).
add(Item, N) :-
    (   http_session_retract(cart(Item, N0))
    ->  N1 is N0 + N
    ;   N1 = N
    ),
    http_session_assert(cart(Item, N1)).
visits(N) :- http_session_retract(visits(N0)), !, N is N0 + 1, http_session_assert(visits(N)).
visits(1) :- http_session_assert(visits(1)).
fill :- forall(member(X, [c(1), c(2), c(3)]), http_session_assert(X)).
all(L) :- findall(X, http_session_data(X), L).
`,
  goals: String.raw`
http_session_id(S)
http_session_id(S), http_session_id(T), S == T, atom(S)
http_session_id(nobody)
http_in_session(S)
http_session_assert(user(alice)), http_session_data(user(X))
http_session_assert(user(alice)), http_session_data(X)
http_session_assert(user(alice)), http_session_assert(user(bob)), http_session_data(user(X))
http_session_assert(user(alice)), http_session_asserta(user(bob)), http_session_data(user(X))
http_session_data(X)
http_session_data(user(_))
http_session_assert(a), http_session_assert(a), http_session_data(X)
http_session_assert(p(X, Y, X)), http_session_data(P)
http_session_assert(t("str", 'At om', 1.5, 123456789012345678901234567890, [a, b|T], {x}, -1)), http_session_data(T2)
http_session_assert(_), http_session_data(X)
http_session_assert(42), http_session_data(X)
http_session_assert("text"), http_session_data(X)
http_session_assert([1, 2]), http_session_data([H|T])
http_session_assert((a :- b)), http_session_data(X)
fill, http_session_retract(c(2)), all(L)
fill, http_session_retract(c(X)), all(L)
fill, http_session_retract(c(X)), X >= 2, !, all(L)
fill, http_session_retract(c(9)), all(L)
fill, \+ http_session_retract(d(_)), all(L)
fill, http_session_retractall(c(2)), all(L)
fill, http_session_retractall(c(_)), all(L)
fill, http_session_retractall(_), all(L)
http_session_retractall(nothing(_)), all(L)
fill, once(http_session_retract(_)), all(L)
fill, http_session_retract(X), write(X), nl, fail
% the logical update view
fill, http_session_data(c(X)), Y is X + 10, http_session_assert(c(Y)), fail ; all(L)
fill, http_session_data(c(X)), http_session_retractall(c(_)), write(X), fail ; all(L)
fill, http_session_data(c(X)), ( X == 1 -> http_session_retract(c(3)) ; true ), write(X), fail ; all(L)
fill, http_session_retract(c(X)), http_session_assert(c(X)), write(X), fail ; all(L)
fill, http_session_retract(c(X)), ( X == 1 -> http_session_retract(c(2)) ; true ), write(X), fail ; all(L)
fill, http_session_data(c(X)), http_session_asserta(c(0)), X >= 2, !, all(L)
% rules over sessions
add(pencil, 2), add(book, 1), add(pencil, 3), cart(L)
visits(A), visits(B), visits(C)
fill, aggregate_all(sum(X), http_session_data(c(X)), S)
fill, aggregate_all(count, http_session_data(_), N)
fill, findall(X, http_session_data(c(X)), L), sum_list(L, S)
fill, setof(X, http_session_data(c(X)), L)
fill, forall(http_session_data(c(X)), X < 4)
fill, \+ http_session_data(c(4))
fill, http_session_data(c(X)), http_session_data(c(Y)), X < Y
fill, ( http_session_data(c(X)), X > 1 -> true ; X = none )
fill, ( http_session_data(c(X)) *-> true ; X = none )
fill, once(http_session_data(c(X)))
fill, catch((http_session_data(c(X)), X > 1, throw(found(X))), found(Y), true), all(L)
fill, G = http_session_data(c(X)), call(G), X > 2
fill, maplist([X]>>http_session_data(c(X)), [1, 3])
% with an id
http_session_id(S), http_session_assert(user(alice), S), http_session_data(user(X), S)
http_session_id(S), http_session_assert(a, S), http_session_asserta(b, S), findall(X, http_session_data(X, S), L)
http_session_id(S), fill, http_session_retract(c(X), S), all(L)
http_session_id(S), fill, http_session_retractall(c(2), S), all(L)
http_session_data(X, nobody)
http_session_retract(X, nobody)
http_session_retractall(_, nobody)
http_session_assert(x, nobody)
http_session_asserta(x, nobody)
http_session_assert(x, _)
http_session_asserta(x, _)
http_session_data(x, _)
http_session_retract(x, _)
http_session_retractall(x, _)
http_session_assert(x, 42)
http_session_assert(x, "string")
http_session_data(x, f(x))
http_session_retract(x, 1.5)
http_session_retractall(x, [])
% looking at sessions
http_current_session(S, user(X))
http_session_assert(user(alice)), http_current_session(S, user(X))
http_session_id(S), http_current_session(S, peer(P))
http_session_id(S), findall(ok, (http_current_session(S, idle(T)), T >= 0, T < 60), L)
http_session_assert(a), http_session_id(S), findall(K, (http_current_session(S, D), functor(D, K, _)), L)
http_session_id(S), aggregate_all(count, http_current_session(S, _), N)
http_current_session(nobody, X)
http_session_assert(a), http_session_assert(b), http_session_id(S), http_current_session(S, b)
http_session_cookie(C), atom(C)
% options
http_session_option(timeout(T))
http_session_option(path(P))
http_session_option(cookie(P))
http_session_option(create(X))
http_session_option(enabled(X))
http_session_option(samesite(X))
http_session_option(gc(X))
http_session_option(nothing(X))
http_session_option(timeout(5))
http_set_session_options([timeout(30)]), http_session_option(timeout(T)), http_set_session_options([timeout(600)])
http_set_session_options([create(noauto), samesite(strict)]), http_session_option(create(A)), http_session_option(samesite(B)), http_set_session_options([create(auto), samesite(lax)])
http_set_session_options([])
http_set_session_options([wrong(1)])
http_set_session_options([timeout(soon)])
http_set_session_options([timeout(_)])
http_set_session_options([create(sometimes)])
http_set_session_options([enabled(maybe)])
http_set_session_options([path("/")])
http_set_session_options([cookie(1)])
http_set_session_options(_)
http_set_session_options([foo])
http_set_session(timeout(30)), http_session_data(X)
http_set_session(timeout(30)), http_session_option(timeout(T))
http_set_session(cookie(x))
http_set_session(timeout(a))
http_set_session(timeout(_))
http_set_session(wrong)
http_session_id(S), http_set_session(S, timeout(60)), http_session_data(X)
http_session_id(S), http_set_session(S, path(/))
http_set_session(timeout(10)), http_set_session(timeout(20)), findall(X, http_session_data(X), L)
% opening and closing
http_open_session(S, []), http_session_id(T), S == T
in_header(http_open_session(S, [renew(true)])), http_session_id(T), S == T
fill, in_header(http_open_session(S, [renew(true)])), findall(X, http_session_data(X), L)
http_session_id(S), fill, http_close_session(S), findall(X, http_session_data(X, S), L)
http_session_id(S), http_close_session(S), \+ http_current_session(S, _)
http_close_session(nobody)
http_close_session(_)
http_close_session(42)
% events
listen(http_session(end(S, P)), (write(ended(P)), nl)), http_session_id(S0), http_close_session(S0), unlisten(user)
listen(http_session(end(S, P)), (findall(X, http_session_data(X, S), L), write(L))), fill, http_session_id(S0), http_close_session(S0), unlisten(user)
listen(me, http_session(begin(S, P)), (write(user_output, begin(P)))), in_header(http_open_session(_, [renew(true)])), unlisten(me)
listen(me, http_session(E), (functor(E, K, N), write(user_output, K/N), nl(user_output))), in_header(http_open_session(_, [renew(true)])), unlisten(me)
listen(news(X), (write(got(X)), nl)), broadcast(news(1)), broadcast(news(2)), unlisten(user), broadcast(news(3))
listen(me, news(X), (write(got(X)), nl)), broadcast(news(1)), unlisten(me), broadcast(news(3))
listen(me, news(X), (write(X), nl)), listen(me, other(X), (write(other(X)), nl)), unlisten(me, news(_)), broadcast(news(1)), broadcast(other(2)), unlisten(me)
listen(me, a(1), write(one)), broadcast(a(2)), broadcast(a(1)), broadcast(a(_)), unlisten(me)
listen(me, a(_), (write(x), fail)), broadcast(a(2)), unlisten(me)
listen(me, ask(X), X = answer), broadcast_request(ask(Y)), unlisten(me)
listen(me, ask(X), member(X, [1, 2])), findall(Y, broadcast_request(ask(Y)), L), unlisten(me)
broadcast(nobody_listens(1))
broadcast_request(nobody_listens(1))
broadcast(_)
listening(me, _, _)
listen(me, x(A), foo(A)), listening(me, T, G), !, unlisten(me)
unlisten(nobody)
catch((listen(me, oops, throw(my_error)), broadcast(oops)), E, true), unlisten(me)
`,
};

export const sessionless: Topic = {
  name: 'sessionless',
  program: `${LIBRARY}
cart(I, N) :- http_session_data(cart(I, N)).
`,
  goals: `
http_session_id(S)
http_in_session(S)
http_session_assert(a)
http_session_asserta(a)
http_session_retract(a)
http_session_retractall(a)
http_session_data(a)
cart(A, B)
catch(http_session_id(_), error(E, _), true)
http_set_session(timeout(10))
http_current_session(S, X)
http_session_data(X, nobody)
http_session_option(timeout(X))
`,
};

export const hooked: Topic = {
  name: 'hooked',
  inSession: true,
  program: `${LIBRARY}
:- multifile http_session:hooked/0, http_session:hook/1.
:- dynamic stored/2, is_on/0.
http_session:hooked :- is_on.
http_session:hook(assertz(session_data(_, Data))) :- assertz(stored(z, Data)).
http_session:hook(asserta(session_data(_, Data))) :- asserta(stored(a, Data)).
http_session:hook(retract(session_data(_, Data))) :- retract(stored(_, Data)).
http_session:hook(retractall(session_data(_, Data))) :- retractall(stored(_, Data)).
http_session:hook(session_data(_, Data)) :- stored(_, Data).
http_session:hook(set_session_option(_, Setting)) :- write(set(Setting)), nl.
http_session:hook(get_session_option(_, timeout(77))).
http_session:hook(current_session(hooked_session, Data)) :- stored(_, Data).
http_session:hook(close_session(Id)) :- write(close(Id)), nl.
with_hooks(G) :- setup_call_cleanup(assertz(is_on), G, retractall(is_on)), retractall(stored(_, _)).
`,
  goals: `
http_session_assert(plain), http_session_data(X)
with_hooks((http_session_assert(a), findall(P-D, stored(P, D), L)))
with_hooks((http_session_assert(a), http_session_asserta(b), findall(D, http_session_data(D), L)))
with_hooks((http_session_assert(a), http_session_assert(b), http_session_retract(a), findall(P-D, stored(P, D), L)))
with_hooks((http_session_assert(a), http_session_retractall(_), findall(P-D, stored(P, D), L)))
with_hooks((http_session_id(S), http_session_assert(a, S), findall(D, http_session_data(D, S), L)))
with_hooks(http_set_session(timeout(10)))
with_hooks(http_set_session(cookie(x)))
with_hooks((http_session_assert(a), findall(S-D, http_current_session(S, D), L)))
with_hooks(findall(D, http_session_data(D), L))
`,
};
