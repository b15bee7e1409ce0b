/** Cut, conditions, catch and throw, iteration, all solutions, and global variables. */
import type { Topic } from '../../support/prolog-outcomes.ts';

export const control: Topic = {
  name: 'control',
  program: String.raw`
p(1). p(2). p(3).
first(X) :- p(X), !.
second(X, Y) :- p(X), !, p(Y).
neck(X) :- !, X = cut.
neck(other).
last_cut(X, Y) :- p(X), p(Y), Y > X, !.
in_or(X) :- ( X = 1 ; X = 2, ! ; X = 3 ).
in_or(4).
in_then(X) :- ( true -> p(X), ! ; X = 9 ).
in_then(5).
in_cond(X) :- ( p(X), ! -> true ; X = 9 ).
in_cond(6).
in_not(X) :- \+ \+ ( p(_), ! ), X = 1.
in_not(2).
in_call(X) :- call(( p(X), ! )).
in_call(7).
in_variable(X) :- G = ( p(X), ! ), G.
in_variable(8).
in_once(X) :- once(( p(X), ! )).
in_once(8).
in_catch(X) :- catch(( p(X), ! ), _, true).
in_catch(9).
in_findall(L) :- findall(X, ( p(X), ! ), L).
in_findall(none).
in_soft(X) :- ( p(X) *-> ! ; X = 0 ).
in_soft(4).
cut_fail(X) :- p(X), !, fail.
cut_fail(1).
fact(0, 1) :- !.
fact(N, F) :- M is N - 1, fact(M, G), F is N * G.
max(X, Y, X) :- X >= Y, !.
max(_, Y, Y).
loop(N, N) :- !.
loop(I, N) :- J is I + 1, loop(J, N).
age(peter, 7). age(ann, 11). age(pat, 8). age(tom, 5). age(mike, 11).
class(a, 1, x). class(b, 2, x). class(c, 1, y). class(d, 2, y).
`,
  goals: String.raw`
% cut
first(X)
second(X, Y)
neck(X)
neck(other)
last_cut(X, Y)
in_or(X)
in_then(X)
in_cond(X)
in_not(X)
in_call(X)
in_variable(X)
in_once(X)
in_catch(X)
in_findall(L)
in_soft(X)
cut_fail(X)
fact(20, F)
max(3, 2, M) ; max(2, 3, M)
loop(0, 20000)
p(X), !
p(X), p(Y), !, p(Z)
( p(X), ! ; X = 4 )
( p(X), fail ; X = 4 )
p(X), ( X >= 2 -> ! ; true )
call(!), p(X)
call((p(X), !)), p(Y)
call((!, fail ; X = 1)) ; X = 2
G = (p(X), !), call(G), p(Y)
call(',', p(X), !)
call((fail, 1))
call((write(hi), 1))
call((p(X), 1))
call(1)
call(_)
call((a:-b))
call([])
call(p, X)
call(p(1))
call(format, "~w~n", [x])
call(call, call, p(X))
X = p(Y), X
X = 1, X
% if-then-else and negation
( p(X), X > 1 -> true ; X = 0 )
( p(X), X > 5 -> true ; X = 0 )
( p(X), X > 5 -> true )
( p(X), X > 1 *-> true ; X = 0 )
( p(X), X > 5 *-> true ; X = 0 )
( p(X) *-> p(Y) ; Y = none ), X > 1
( fail -> X = 1 ; p(X) -> X = 1 ; X = 3 )
( \+ fail -> X = a ; X = b )
\+ p(4), \+ \+ p(X)
\+ X = 1
\+ (p(X), X > 3)
not(p(4))
X \= 1
once(p(X))
once((p(X), X > 1))
ignore((p(X), X > 2)) , ignore(fail)
ignore(p(X))
once(foo:true)
forall(p(X), X > 0)
forall(p(X), X > 1)
forall(p(X), (write(X), nl))
apply(p, [X])
true ; throw(no)
repeat, nb_getval(k1, _) ; true
nb_setval(n, 0), repeat, nb_getval(n, N), N1 is N + 1, nb_setval(n, N1), N1 >= 5, !
% catch and throw
catch(throw(my), my, X = caught)
catch(throw(f(Y)), f(X), X = 1)
catch(throw(other), my, true)
catch(p(X), _, true)
catch((p(X), X > 1, throw(found(X))), found(Y), true)
catch(catch(throw(a), b, true), a, X = outer)
catch(catch(throw(a), a, throw(b)), b, X = second)
catch((X = 1, throw(e)), e, true)
catch(undefined_here, error(existence_error(K, PI), _), true)
catch(undefined_here(1, 2), E, true)
catch(X is foo + 1, error(E, _), true)
catch(X is _ + 1, error(E, _), true)
catch(atom_length(_, _), error(E, C), true)
catch(throw(_), E, true)
throw(_)
throw(my(ball, _))
throw("a string")
catch(number_codes(X, "3x"), error(syntax_error(S), _), true)
catch(call(1), error(E, _), true)
catch((member(X, [1, 2, 3]), X >= 2, !), _, true)
catch_with_backtrace(throw(x), x, true)
setup_call_cleanup(write(a), write(b), write(c))
setup_call_cleanup(true, fail, write(cleaned))
setup_call_cleanup(true, p(X), write(cleaned))
setup_call_cleanup(true, p(X), write(cleaned)), X >= 2, !
catch(setup_call_cleanup(true, throw(x), write(cleaned)), E, true)
setup_call_cleanup(X = 1, true, (write(X), nl))
setup_call_cleanup(true, X = 2, (write(X), nl))
setup_call_cleanup(fail, write(no), write(no))
setup_call_cleanup(true, true, fail)
setup_call_cleanup(true, true, throw(in_cleanup))
call_cleanup(p(X), write(done)), X = 3
call_cleanup(throw(first), throw(second))
catch(call_cleanup(fail, throw(second)), E, true)
% iteration
between(1, 3, X)
between(1, inf, X)
between(3, 1, X)
between(2, 2, X)
between(1, 5, 3)
between(1, 5, 7)
between(X, 3, 1)
between(1, a, X)
between(1, 2.0, X)
succ(X, 4)
succ(3, X)
succ(X, 0)
succ(X, Y)
succ(a, X)
plus(1, X, 3)
plus(X, 2, 3)
findnsols(2, X, p(X), L)
forall(between(1, 3, I), (write(I), write(' ')))
aggregate_all(count, p(_), C)
aggregate_all(count, fail, C)
aggregate_all(sum(X), p(X), S)
aggregate_all(bag(X), p(X), L)
aggregate_all(set(X), member(X, [c, a, b, a]), L)
aggregate_all(max(X), p(X), M)
aggregate_all(min(X), p(X), M)
aggregate_all(max(X), fail, M)
aggregate_all(max(A, N), age(N, A), M)
aggregate_all(min(A, N), age(N, A), M)
aggregate_all(r(count, sum(X), max(X)), p(X), R)
aggregate_all(max(X), member(X, [1, 3.0, 2]), M)
aggregate_all(foo, p(_), C)
aggregate_all(count, _, C)
% all solutions
findall(X, p(X), L)
findall(X-Y, (p(X), p(Y), X < Y), L)
findall(X, fail, L)
findall(X, p(X), [A|B])
findall(X, p(X), L, T)
findall(_, p(_), L)
findall(X, member(X, [A, B, A]), L)
findall(X, p(X), a)
findall(X, G, L)
bagof(X, p(X), L)
bagof(X, fail, L)
bagof(N, age(N, A), L)
bagof(N, A^age(N, A), L)
bagof(X, member(X, [c, a, b, a]), L)
setof(X, member(X, [c, a, b, a]), L)
setof(A-N, age(N, A), L)
setof(N, age(N, A), L)
setof(X, Y^class(X, Y, Z), L)
setof(X, Y^Z^class(X, Y, Z), L)
setof(Y-Xs, setof(X, Z^class(X, Y, Z), Xs), L)
bagof(X-Z, member(X, [V, U, f(U), f(V)]), L)
bagof(X, X^p(X), L)
bagof(X, _, L)
setof(X, 1, L)
(bagof(X, p(X), L) ; L = none)
aggregate(count, X^p(X), C)
aggregate(count, N^age(N, A), C)
aggregate(max(A), N^age(N, A), M)
% global variables
nb_setval(key, 1), nb_getval(key, V)
nb_setval(key, f(X, Y, X)), nb_getval(key, V)
b_setval(v, 1), b_getval(v, X)
b_setval(v, 1), ( b_setval(v, 2), b_getval(v, X) ; b_getval(v, X) )
nb_setval(cnt, 0), ( p(X), nb_getval(cnt, C0), C is C0 + X, nb_setval(cnt, C), fail ; nb_getval(cnt, T) )
nb_setval(key, X), nb_getval(key, Y), X = 1
b_setval(v, f(X)), X = 1, b_getval(v, Y)
nb_getval(no_such_key, V)
b_getval(no_such_key, V)
nb_setval(_, 1)
nb_setval(f(x), 1)
nb_setval(cur, 1), nb_current(cur, X)
nb_current(no_such_key, X)
b_setval(v2, 1), fail ; nb_current(v2, X)
`,
};
