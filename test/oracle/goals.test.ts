/**
 * Goals, as text that each side reads for itself, in a store and in SWI-Prolog: the same solutions in the same order, then
 * the same error.
 */
import { expect, test } from 'vitest';
import { ClauseStore } from '../../src/index.ts';
import { compound, Str } from '../../src/term/term.ts';
import { ANSWERS_PROGRAM, answersOf, guarded } from '../support/answers.ts';
import { swiTexts } from '../support/swi-texts.ts';
import { describeWithSwipl } from '../support/swipl.ts';

/** So many solutions of a goal are compared. */
const MOST = 50;

const PROGRAM = `
edge(a, b). edge(b, c). edge(c, d). edge(b, d). edge(d, e).
path(X, Y) :- edge(X, Y).
path(X, Z) :- edge(X, Y), path(Y, Z).
cyclic(a, b). cyclic(b, a).
age(ann, 31). age(bob, 7). age(cat, 7.0). age(dan, 50). age(eve, 31).
mixed(a). mixed(1). mixed(1.0). mixed("a"). mixed(f(x)). mixed([]). mixed([1,2]). mixed(_). mixed('A b'). mixed(-3).
pair(X, X). pair(f(X), g(X)). pair(a, _).
nat(0). nat(s(N)) :- nat(N).
add(0, Y, Y). add(s(X), Y, s(Z)) :- add(X, Y, Z).
app([], L, L). app([H|T], L, [H|R]) :- app(T, L, R).
rev([], A, A). rev([H|T], A, R) :- rev(T, [H|A], R).
len([], 0). len([_|T], N) :- len(T, M), N is M + 1.
fact(0, 1). fact(N, F) :- N > 0, M is N - 1, fact(M, G), F is N * G.
fib(0, 0). fib(1, 1). fib(N, F) :- N > 1, A is N - 1, B is N - 2, fib(A, X), fib(B, Y), F is X + Y.
even(0). even(N) :- N > 0, M is N - 1, odd(M).
odd(N) :- N > 0, M is N - 1, even(M).
select_(X, [X|T], T). select_(X, [H|T], [H|R]) :- select_(X, T, R).
perm([], []). perm(L, [H|T]) :- select_(H, L, R), perm(R, T).
sign(X, S) :- ( X > 0 -> S = positive ; X < 0 -> S = negative ; S = zero ).
adult(X) :- age(X, A), \\+ A < 18.
oldest(X) :- age(X, A), \\+ ( age(_, B), B > A ).
try(G) :- call(G).
twice(G) :- G, G.
both(G, X) :- call(G, X), call(G, X).
map(_, [], []). map(G, [X|Xs], [Y|Ys]) :- call(G, X, Y), map(G, Xs, Ys).
inc(X, Y) :- Y is X + 1.
soft(X) :- ( edge(X, _) *-> true ; X = none ).
broken :- missing(1).
broken(X) :- X = 1 ; missing(X).
wide(A, B, C, D, E, F, G, H) :- [A, B, C, D, E, F, G, H] = [1, 2, 3, 4, 5, 6, 7, 8].
zero. zero.
`;

const GOALS = String.raw`
% conjunction, disjunction, if-then-else, negation
true
fail
false
edge(X, Y)
edge(a, X), edge(X, Y)
edge(X, Y), edge(Y, Z), edge(Z, W)
edge(X, Y) ; edge(Y, X)
edge(a, X) ; X = z ; fail ; X = y
(edge(X, b) ; edge(X, c)), edge(X, Y)
fail, missing
true ; missing
missing ; true
(true ; fail), (fail ; true)
X = 1, (Y = 2 ; Y = 3), Z = f(X, Y)
(true -> X = 1)
(fail -> X = 1)
(true -> X = 1 ; X = 2)
(fail -> X = 1 ; X = 2)
(edge(X, Y) -> true ; X = none)
(edge(z, Y) -> true ; Y = none)
(edge(X, Y), Y \== b -> Z = 1 ; Z = 2)
(member(X, [1,2,3]), X > 1 -> Y = X ; Y = 0)
(fail -> X = 1 ; fail -> X = 2 ; X = 3)
(fail -> X = 1 ; true -> X = 2 ; X = 3)
(true -> fail ; X = 1)
(true -> member(X, [1,2]) ; X = 3)
(member(X, [1,2]) *-> true ; X = 3)
(fail *-> X = 1 ; X = 3)
(member(X, [1,2,3]) *-> X > 1 ; X = 9)
(edge(X, Y) *-> edge(Y, Z) ; Z = none)
member(X, [1,2]) *-> Y = X
fail *-> Y = 1
((member(X, [1,2]) *-> true ; true) ; X = 5)
(member(X, [1,2]) *-> member(Y, [a,b]) ; true), X > 1
((true ; true) -> X = 1 ; X = 2)
((true ; true) *-> X = 1 ; X = 2)
(true ; true), X = 1
\+ fail
\+ true
\+ edge(a, b)
\+ edge(b, a)
\+ \+ edge(X, b)
\+ (X = 1, X = 2)
\+ X = 1
X = 1, \+ X = 2
edge(X, Y), \+ edge(Y, _)
not(edge(a, z))
not(edge(a, _))
not(not(X = 1))
once(edge(X, Y))
once(member(X, [a,b]))
once(fail)
once((edge(b, X), X \== c))
ignore(edge(X, Y))
ignore(fail)
ignore((X = 1, fail))
ignore(X = 1)
(X = 1 ; X = 2 -> true ; X = 3)
((X = 1 ; X = 2), X > 1 -> true ; X = 3)
A = B, B = C, C = 1
(\+ edge(X, Y) -> Z = no ; Z = yes)
(once(member(X, [1,2,3])), X > 1 ; X = none)
zero
zero, zero
\+ zero
(zero -> X = 1 ; X = 2)
forall(zero, true)
findall(x, zero, L)
call((zero, zero))
call((fail ; true))
call((true -> X = 1 ; X = 2))
call(((member(X, [1,2]), X > 1) ; X = 0))
G = (member(X, [1,2,3]), X > 1), call(G)
G = edge(X, Y), G
G = edge(a), call(G, X)
(X = a, Y = b ; X = c), Z = f(X, Y)
'|'(true, fail)
(true | X = 1)
% unification
X = a
X = Y
X = f(Y)
f(X, b) = f(a, Y)
f(X, X) = f(a, b)
f(X, X) = f(Y, a)
f(X, Y, Z) = f(Y, Z, a)
a = b
1 = 1.0
1.0 = 1.0
0.0 = -0.0
"a" = a
"a" = "a"
[] = '[]'
[a|T] = [a,b,c]
[X,Y|Z] = [1,2]
[X|X] = [[1]|Y]
'[|]'(X, Y) = [1,2]
f() = f()
f() = f
f() = g()
f(_, _) = f(_)
a(X) = b(X)
X = "text", X = "text"
nan = NaN
X is nan, X = X
X is nan, Y is nan, X = Y
X is inf, X = inf
123456789012345678901234567890 = 123456789012345678901234567890
9007199254740993 = 9007199254740992
'é' = 'é'
X \= a
a \= b
a \= a
f(X) \= f(a)
f(X, b) \= f(a, c)
X = a, X \= b
1 \= 1.0
pair(X, Y)
pair(X, a)
pair(f(a), Y)
pair(f(X), g(Y)), X = 1
pair(X, Y), pair(Y, Z)
unify_with_occurs_check(X, f(X))
unify_with_occurs_check(X, f(Y))
unify_with_occurs_check(f(X, Y), f(Y, g(X)))
unify_with_occurs_check(X, X)
unify_with_occurs_check(f(X), f(a))
unify_with_occurs_check(a, b)
unify_with_occurs_check([X|Y], [1,2])
X = f(Y), \+ unify_with_occurs_check(X, Y)
% equality and order
a == a
a == b
X == X
X == Y
X = Y, X == Y
f(X) == f(X)
f(X) == f(Y)
f(a) \== f(b)
1 == 1.0
1 \== 1.0
"a" == a
0.0 == -0.0
a @< b
b @< a
1 @< 1.0
1.0 @< 1
1 @=< 1
1 @>= 1.0
2 @> 1.5
1 @< a
a @< "a"
"a" @< f(x)
f(x) @< "a"
X @< 1
f(a) @< g(a)
f(b) @< g(a)
f(a, b) @> g(z)
f(z) @< f(a, a)
[] @< a
[] @< '[]'
'[]' @< []
[] @< 'A'
[a] @< f(a, b)
[1,2] @< [1,3]
[1,2,3] @< [1,3]
'Z' @< a
a @< 'é'
'日本' @> z
'\U0001F600' @> '\uFFFD'
"\U0001F600" @> "\uFFFD"
compare(O, 1, 2)
compare(O, 2, 1)
compare(O, 1, 1)
compare(O, 1, 1.0)
compare(O, 1.0, 1)
compare(O, 1.5, 2)
compare(O, 0.0, -0.0)
compare(O, a, "a")
compare(O, f(a), f(b))
compare(O, f(a, b), f(a))
compare(O, X, X)
compare(=, a, a)
compare(<, a, b)
compare(>, a, b)
compare(=, X, Y)
compare(O, [], '[]')
compare(O, [], {})
compare(O, 9007199254740993, 9007199254740992.0)
compare(O, 9007199254740992, 9007199254740992.0)
compare(O, 100000000000000000000, 1.0e20)
compare(O, 1.0Inf, 100000000000000000000000000000000)
X is nan, compare(O, X, 1)
X is nan, compare(O, X, -1.0Inf)
compare(x, 1, 2)
compare(1, 1, 2)
compare(f(x), 1, 2)
f(X, Y) =@= f(A, B)
f(X, X) =@= f(A, B)
f(X, Y) =@= f(Y, X)
f(A, B, A) =@= f(C, D, C)
f(A, B, A) =@= f(C, D, D)
a =@= a
a =@= b
1 =@= 1.0
X =@= Y
X =@= a
f(X, Y) \=@= f(A, A)
f(X, Y) \=@= f(A, B)
X = Y, f(X, Y) =@= f(A, B)
sort([c, a, b, a], L)
sort([], L)
sort([f(a), "s", b, 2, 1.0, 1, [], [x], g(a, b)], L)
sort([1, 1.0, 1], L)
sort([2.0, 2, 1.0, 1], L)
sort([[2], [1, 5], [1], []], L)
sort([b, a], [a, b])
sort([b, a], [b, a])
sort([c|T], L)
sort(L, [a])
sort(a, L)
sort([a|b], L)
sort(1, L)
sort("ab", L)
msort([c, a, b, a], L)
msort([1, 1.0, 1], L)
msort([], L)
msort(L, [a])
msort(foo, L)
msort([a|b], L)
findall(X, mixed(X), L0), L0 = [_|_], length(L0, N)
findall(X, (mixed(X), nonvar(X)), L0), msort(L0, L)
findall(X, (mixed(X), nonvar(X)), L0), sort(L0, L)
% arithmetic
X is 1 + 2
X is 2 * 3.0
X is 7 / 2
X is 6 / 2
X is 7 // 2
X is -7 // 2
X is -7 mod 3
X is -7 rem 3
X is 7 div -2
X is 2 ** 10
X is 2 ** -1
X is 2 ** 3.0
X is 2 ^ 100
X is 2 ^ -1
X is max(1, 1.0)
X is max(1.0, 1)
X is min(1, 1.0)
X is abs(-3)
X is sign(-2.5)
X is sqrt(16)
X is sqrt(-1)
X is truncate(3.7)
X is round(2.5)
X is ceiling(2.1)
X is integer(2.5)
X is float(3)
X is 5 xor 3
X is 5 /\ 3
X is 5 \/ 3
X is \ 5
X is 1 << 70
X is gcd(12, 18)
X is msb(1000)
X is cot(1.0) * 0
X is pi * 0
X is e - e
X is "a" + 0
X is [1]
X is a
X is foo(1)
X is foo + 1
X is Y + 1
X is 1 / 0
X is 1 / 0.0
X is 1 // 0
X is 0 / 0.0
X is 1 mod 0
X is 1.5 mod 2
X is 123456789 * 987654321 * 123456789
X is 10 ** 20 - 10 ** 20 + 1
X is 9007199254740992 + 1
3 is 1 + 2
3.0 is 1 + 2
a is 1
X is cputime * 0
1 =:= 1.0
1 =\= 2
1 < 2
2 < 1
1 =< 1.0
2 >= 3
2 > 1.5
a < 1
X < 1
1 < foo(2)
1 + 1 =:= 2
9007199254740993 =:= 9007199254740992.0
9007199254740993 > 9007199254740992.0
X = 1, X < 2, X + 1 =:= 2
succ(1, X)
succ(X, 1)
succ(X, 0)
succ(0, X)
succ(X, Y)
succ(a, X)
succ(X, a)
succ(-1, X)
succ(X, -1)
succ(1.0, X)
succ(1, 2)
succ(1, 3)
succ(9007199254740991, X)
succ(X, 9007199254740993)
succ(a, -1)
plus(1, 2, X)
plus(1, X, 3)
plus(X, 2, 3)
plus(X, Y, 3)
plus(1, X, Y)
plus(a, 1, X)
plus(1, 2, 3)
plus(1, 2, 4)
plus(1, 2, a)
plus(9007199254740991, 9007199254740991, X)
% member, memberchk, between, length
member(X, [1,2,3])
member(X, [])
member(a, [b,a,c,a])
member(X, [a|T])
member(X, L)
member(f(X), [f(1), g(2), f(3)])
member(X, [Y, Z])
member(X, a)
member(X, [1|a])
member(X, f(a))
member(X-Y, [a-1, b-2])
member(X, [1,2,3]), X > 1
member(X, "abc")
member(1, [1, 1.0])
memberchk(a, [b,a,c,a])
memberchk(X, [1,2])
memberchk(X, [])
memberchk(a, L)
memberchk(a, [b|T])
memberchk(f(X), [g(1), f(2), f(3)])
memberchk(a, x)
memberchk(a, [b|c])
memberchk(a, [X, Y])
L = [X, b], memberchk(b, L)
memberchk(k-V, [j-1, k-2])
between(1, 5, X)
between(1, 1, X)
between(2, 1, X)
between(1, 3, 2)
between(1, 3, 5)
between(-2, 2, X)
between(1, inf, X)
between(1, infinite, X)
between(1, inf, 100)
between(X, 3, 1)
between(1, X, 1)
between(a, 3, X)
between(1, a, X)
between(1, 3, a)
between(1.0, 3, X)
between(1, 3.0, X)
between(1, 3, 1.0)
between(3, 1, a)
between(9007199254740990, 9007199254740994, X)
between(9223372036854775806, 9223372036854775809, X)
between(1, 3, X), between(X, 3, Y)
length([a,b], N)
length([], N)
length(L, 3)
length(L, 0)
length(L, N)
length([a|T], N)
length([a|T], 3)
length([a,b|T], 1)
length(L, -1)
length([a], -1)
length([a], 2)
length([a,b|T], 2)
length(L, a)
length([a], a)
length([a], 1.0)
length(L, 1.5)
length(a, N)
length([a|b], N)
length([a|b], 1)
length(f(x), 2)
length("ab", N)
length(L, L)
length([a|L], L)
length([a,b|T], T)
length(X, f(X))
length(foo, a)
length(foo, -1)
length([a|b], a)
length(L, N), N >= 2
% findall, forall, aggregate_all
findall(X, edge(X, _), L)
findall(X-Y, edge(X, Y), L)
findall(X, fail, L)
findall(X, member(X, [1,2,3]), [1,2,3])
findall(X, member(X, [1,2,3]), [A|B])
findall(X, member(X, [1,2]), [_])
findall(Z, member(X, [1,2]), L)
findall(f(X, Y), member(X, [1,2]), L)
findall(X, (member(X, [A, B, A])), L)
findall(X, edge(X, Y), L), Y = b
findall(X, G, L)
findall(X, 1, L)
findall(X, missing(X), L)
findall(X, (member(X, [1,2]), missing), L)
findall(X, true, foo)
findall(X, true, [a|b])
findall(X, missing, foo)
findall(X, (X = 1 ; X = 2 ; fail ; X = 3), L)
findall(X, (member(X, [3,1,2]), \+ X = 1), L)
findall(L, findall(X, edge(X, _), L), LL)
findall(N-L, (member(N, [1,2]), findall(X, between(1, N, X), L)), R)
findall(X, member(X, [1,2]), L, T)
findall(X, member(X, [1,2]), L, [3])
findall(X, fail, L, T)
findall(X, fail, L, foo)
findall(X, member(X, [1]), [1|R], [z])
findall(X, member(X, [1,2]), L), member(Y, L)
forall(member(X, [1,2]), X > 0)
forall(member(X, [1,2]), X > 1)
forall(fail, missing)
forall(edge(X, Y), (edge(Y, _) ; Y = e))
forall(true, X = 1)
forall(X, true)
forall(1, true)
forall(true, 1)
forall(member(X, [1,a]), X > 0)
aggregate_all(count, edge(_, _), N)
aggregate_all(count, fail, N)
aggregate_all(count, edge(_, _), 5)
aggregate_all(count, edge(_, _), 6)
aggregate_all(sum(A), age(_, A), S)
aggregate_all(sum(A), fail, S)
aggregate_all(sum(A * 2), member(A, [1,2,3]), S)
aggregate_all(sum(A), member(A, [1,2.5]), S)
aggregate_all(sum(A), member(A, [1,a]), S)
aggregate_all(sum(A), member(A, [1,_]), S)
aggregate_all(max(A), age(_, A), M)
aggregate_all(min(A), age(_, A), M)
aggregate_all(max(A), fail, M)
aggregate_all(min(A), fail, M)
aggregate_all(max(A), member(A, [1, 1.0]), M)
aggregate_all(max(A), member(A, [1.0, 1]), M)
aggregate_all(min(A), member(A, [1, 1.0]), M)
aggregate_all(max(A + 1), member(A, [1, 2]), M)
aggregate_all(max(A), member(A, [1, a]), M)
aggregate_all(max(A), member(A, [a]), M)
aggregate_all(max(A), member(A, [_, 1]), M)
aggregate_all(max(A), member(A, [1, 2 + 3]), M)
aggregate_all(max(A, P), age(P, A), M)
aggregate_all(min(A, P), age(P, A), M)
aggregate_all(max(A, P), age(P, A), max(X, Y))
aggregate_all(max(A, P), fail, M)
aggregate_all(max(A, P), member(P-A, [x-a]), M)
aggregate_all(max(A, P), member(P-A, [x-1, y-a]), M)
aggregate_all(min(A, P), member(P-A, [x-3, y-1, z-1.0]), M)
aggregate_all(max(A, f(P, Q)), member(P-A, [x-1, y-2]), M)
aggregate_all(max(A, P), member(P-A, [x-(1+1)]), M)
aggregate_all(bag(X), member(X, [c, a, b, a]), L)
aggregate_all(set(X), member(X, [c, a, b, a]), L)
aggregate_all(bag(X), fail, L)
aggregate_all(set(X), fail, L)
aggregate_all(bag(X-Y), edge(X, Y), L)
aggregate_all(set(X), edge(_, X), [A|B])
aggregate_all(bag(X), (member(X, [1,2]), missing), L)
aggregate_all(foo, true, L)
aggregate_all(X, true, L)
aggregate_all(1, true, L)
aggregate_all(count, G, L)
aggregate_all(count, 1, L)
aggregate_all(count, missing, L)
aggregate_all(max(X), G, L)
aggregate_all(sum(X), member(X, [9007199254740991, 1]), L)
% type tests, taking terms apart
functor(f(a, b), N, A)
functor(a, N, A)
functor(1, N, A)
functor("s", N, A)
functor([], N, A)
functor([a], N, A)
functor(f(), N, A)
functor(T, f, 2)
functor(T, f, 0)
functor(T, 1, 0)
functor(T, "s", 0)
functor(T, 1.5, 0)
functor(T, [], 0)
functor(T, N, 2)
functor(T, f, A)
functor(T, f, -1)
functor(T, f, a)
functor(T, f, 1.0)
functor(T, 1, 2)
functor(T, "s", 2)
functor(T, f(x), 1)
functor(T, f(x), 0)
functor(T, '[|]', 2)
functor(f(a), f, 1)
functor(f(a), g, 1)
functor(f(a), f, 2)
functor(f(a), F, a)
arg(1, f(a, b), X)
arg(0, f(a), X)
arg(3, f(a), X)
arg(N, f(a, b, a), a)
arg(N, f(a, b), X)
arg(N, f(), X)
arg(-1, f(a), X)
arg(a, f(a), X)
arg(1.0, f(a), X)
arg(1, a, X)
arg(1, 3, X)
arg(1, X, a)
arg(X, Y, Z)
arg(1, "ab", X)
arg(2, [a,b], X)
arg(1, f(X), a)
arg(N, f(X, Y), 1)
arg(99999999999999999999, f(a), X)
f(a, b) =.. L
a =.. L
1 =.. L
"s" =.. L
[] =.. L
[a] =.. L
f() =.. L
X =.. [f, a, b]
X =.. [f]
X =.. [1]
X =.. [1, 2]
X =.. ["s"]
X =.. [f|T]
X =.. [F, a]
X =.. [F]
X =.. []
X =.. L
X =.. a
X =.. [f(a)]
X =.. [f(a), b]
X =.. [f, a|b]
X =.. [[]]
f(X) =.. [f, a]
f(X) =.. [g, a]
f(X) =.. [F|A]
f(a) =.. foo
copy_term(f(X, Y, X), Z)
copy_term(a, X)
copy_term(X, Y)
copy_term(X, a)
copy_term(f(X), f(a))
copy_term(f(X, a), f(b, Y))
X = 1, copy_term(f(X, Y), Z)
copy_term("s", X)
copy_term([X, Y|X], L)
term_variables(f(X, g(Y), X), L)
term_variables(a, L)
term_variables(X, L)
term_variables(f(X, Y), [A])
term_variables(f(X, Y), [A, B])
term_variables(f(X, Y), [A|B])
X = 1, term_variables(f(X, Y), L)
ground(f(a))
ground(f(X))
X = 1, ground(f(X))
ground("s")
is_list([a|b])
is_list([a|T])
callable(f)
callable(3)
is_list([a, b])
acyclic_term(f(X))
cyclic_term(f(X))
mixed(X), atom(X)
mixed(X), number(X)
mixed(X), compound(X)
mixed(X), var(X)
mixed(X), string(X)
mixed(X), is_list(X)
mixed(X), callable(X)
% call/N
call(edge, X, Y)
call(edge(a), X)
call(edge(a, X))
call(edge)
call(true)
call(fail)
call(1)
call("s")
call(X)
call(X, a)
call(1, a)
call("s", a)
call(f(X), Y)
call((fail, 1))
call((missing, 1))
call((true ; 1))
call((true -> 1))
call(\+ 1)
call((foo :- bar))
call((X = 1, X))
call(call, edge(a), X)
call(call(edge, a), X)
call(call(call(edge)), a, X)
call(wide, A, B, C, D, E, F, G)
call(wide(A), B, C, D, E, F, G, H)
call(wide(A, B), C, D, E, F, G, H)
call(',', X = 1, Y = 2)
call(;, X = 1, X = 2)
call(->, true, X = 1)
call((->), fail, X = 1)
call(\+, fail)
call(findall, X, member(X, [1,2]), L)
call(=, X, 1)
call(=(X), 1)
call(=.., X, [f, a])
call((:-), a, b)
X = edge(a, b), X
X = (edge(a, Y), edge(Y, Z)), X
X = 1, X
(X = 1 ; X = foo), X
try(edge(a, X))
try(missing)
try(X)
try(1)
try((fail, 1))
twice(member(X, [1,2]))
both(edge(a), X)
both(member(X), [[1,2]])
map(inc, [1,2,3], L)
map(inc, [1,a], L)
map(succ, L, [1,2])
map(missing, [1], L)
map(missing, [], L)
map(edge, [a,b], L)
maplist_missing(x)
% rules
path(a, X)
path(X, e)
path(X, Y)
path(e, X)
nat(X)
nat(s(s(0)))
nat(s(a))
add(X, Y, s(s(0)))
add(s(0), Y, Z)
add(X, s(0), s(s(0)))
app(X, Y, [1,2,3])
app([1,2], [3], L)
app(X, [3], [1,2,3])
app(X, Y, Z)
app([X], [Y], [1,2])
rev([1,2,3], [], L)
rev("abc", [], L)
len([a,b,c], N)
len(L, N)
once(len([a|T], 2))
fact(5, F)
fact(25, F)
fact(X, 1)
fact(a, F)
fib(12, F)
even(10)
even(7)
odd(7)
odd(X)
perm([a,b,c], L)
perm([a], [X|Y])
select_(X, [a,b,c], R)
select_(b, L, [a,c])
sign(3, S)
sign(-1.5, S)
sign(0, S)
sign(a, S)
adult(X)
oldest(X)
soft(X)
soft(e)
broken
broken(X)
broken(1)
\+ broken
findall(X, broken(X), L)
(broken(X) -> true ; X = 0)
once(broken(X))
forall(broken(X), X == 2)
cyclic(a, X), cyclic(X, Y)
age(X, A), age(Y, A), X \== Y
age(X, A), A > 30
age(X, 7)
age(X, 7.0)
age(X, A), A =:= 7
mixed(X)
mixed(1)
mixed(1.0)
mixed("a")
mixed(f(X))
mixed([X|Y])
mixed(zzz)
mixed(X), mixed(X)
% errors
missing
missing(1, 2)
edge(a)
edge(a, b, c)
edge
X
1
"s"
(edge(a, X), missing(X))
(edge(X, Y), Y == c, missing(X))
(member(X, [1,2,3]), X =:= 2, atom_missing(X))
(X = 1 ; missing ; X = 2)
(1 ; true)
(true, 1)
(fail, 1)
(true ; 1)
\+ 1
\+ missing
once(1)
once(X)
ignore(1)
ignore(missing)
not(1)
not(X)
(X -> true ; true)
(true -> X ; true)
(fail -> 1 ; true)
('a b'(1))
'\n'
'[]'
{}
{a}
_ = missing, missing(_)
member(X, [a]), X
member(X, [1]), call(X)
member(X, [true, fail, true]), X
edge(a, X), Y is X + 1
member(X, [1, 0]), Y is 1 / X
member(X, [a-1, b-c]), X = _-N, M is N + 1
% terms with cycles
X = f(X)
X = f(X), Y = f(Y), X = Y
X = f(X), Y = f(Y), X == Y
X = f(X), Y = f(f(Y)), X == Y
X = f(X), Y = f(f(Y)), X = Y
X = f(X), X = f(f(f(X)))
X = f(X, a), Y = f(Y, b), X = Y
X = f(X, a), Y = f(Y, b), X \= Y
X = f(X), copy_term(X, Y)
X = f(X, A), copy_term(X, Y)
X = f(X), copy_term(X, Y), X == Y
X = f(X), Y = f(Y), compare(O, X, Y)
X = f(X), acyclic_term(X)
X = f(X), cyclic_term(X)
X = f(X), ground(X)
X = f(X, Y), ground(X)
X = f(X, Y), term_variables(X, L)
X = [a|X], is_list(X)
X = [a|X], length(X, N)
X = [a|X], length(X, 3)
X = [a, b|X], once(member(Y, X))
X = [a, b|X], memberchk(b, X)
X = f(X), functor(X, N, A)
X = f(X), arg(1, X, Y)
X = f(X), X =.. L
X = f(X), Y = f(Y), X =@= Y
X = f(X, A), Y = f(Y, B), X =@= Y
X = f(X, A), Y = f(Y, A), X =@= Y
X = f(X), findall(X, true, L)
X = f(X), pair(X, Y)
X = f(Y), Y = g(X), pair(X, Z)
X = [1|X], msort(X, Y)
X = f(X), sort([X, a], L)
X = f(X), Y = f(Y), sort([X, Y], L)
X = 1 + X, Y is X
X = 1 + X, X < 1
X = (true, X), X
X = f(X), \+ X = a
X = f(X), compare(O, X, f(a))
X = f(X), X @> a
X = f(X), (X = f(Y) -> true ; Y = none)
X = f(X), member(Y, [X])
X = f(X), aggregate_all(bag(X), true, L)
X = f(X), aggregate_all(count, X = f(_), N)
f(X, Y) = f(g(Y), g(X))
f(X, Y) = f(g(Y), g(X)), X = Y
f(X, Y) = f(g(Y), g(X)), X == Y
f(X, Y, X) = f(g(Y), g(X), Y)
X = [X], X = [Y|Z]
X = [X|X], Y = [Y|Y], X = Y
X = [X|X], Y = [Y|Y], compare(O, X, Y)
A = f(A, B), B = f(B, A), A = B
A = f(A, B), B = f(B, A), A == B
`;

/** Goals of a table, a line each. */
const goals = GOALS.split('\n').filter((line) => line !== '' && !line.startsWith('%'));

/** Values of every kind. */
const VALUES =
  String.raw`X a [] '[]' {} 1 -1 0 1.0 -0.0 1.5NaN 1.0Inf 100000000000000000000 "s" "" f(x) f(_) f() [a] [a|_]
  [a|b] (a,b) (a:-b) \+a 1+1 'A\sb' "é" '日本'`.split(/\s+/);

/** Every predicate that looks at one or two terms, with values of every kind. */
const combinations = [
  ...`var nonvar atom number integer float rational string atomic compound callable is_list ground acyclic_term cyclic_term`
    .split(' ')
    .flatMap((name) => VALUES.map((value) => `${name}(${value})`)),
  ...`= \\= == \\== =@= \\=@= @< @>= compare(O,`
    .split(' ')
    .flatMap((name) => VALUES.flatMap((x) => VALUES.map((y) => [name, x, y] as const)))
    .filter(([name, x, y]) => !(/@[<>]|compare/.test(name) && hasVariable(x) && hasVariable(y)))
    .map(([name, x, y]) => (name.endsWith(',') ? `${name} ${x}, ${y})` : `(${x}) ${name} (${y})`)),
  ...String.raw`functor(?, N, A) | functor(T, ?, 0) | functor(T, ?, 1) | functor(T, f, ?) | arg(?, f(a), Y) | arg(1, ?, Y)
      | ? =.. L | Y =.. ? | f(a) =.. ? | a =.. ? | Y =.. [?] | Y =.. [?, b] | copy_term(?, Y) | term_variables(?, L)
      | sort(?, L) | msort(?, L) | length(?, N) | length(L, ?) | length([a|T], ?) | length([a|b], ?) | between(0, 2, ?)
      | between(?, 2, Y) | between(0, ?, Y), Y < 2 | succ(?, Y) | succ(Y, ?) | succ(1, ?) | succ(a, ?) | plus(1, ?, Y)
      | plus(Y, 1, ?) | plus(1, 2, ?) | call(?) | call(?, a) | \+ ? | once(?) | findall(x, ?, L) | findall(x, true, ?)
      | forall(?, true) | forall(true, ?) | forall(fail, ?) | aggregate_all(sum(Y), Y = ?, L)
      | aggregate_all(max(Y), Y = ?, L) | aggregate_all(max(Y, w), Y = ?, L) | aggregate_all(bag(Y), Y = ?, ?)
      | member(Y, ?) | memberchk(z, ?) | compare(?, 1, 2) | Y is ? | 1 < ? | (? -> true ; true) | (true ; ?) | (fail, ?)
      | mixed(?) | pair(?, Y) | pair(Y, ?) | pair(?, ?) | ignore(?) `
    .split(/\s\|\s/)
    .flatMap((goal) =>
      VALUES.filter((value) => !isOther(goal, value)).map((value) =>
        goal.trim().replaceAll('?', `(${value})`),
      ),
    ),
];

/** Lists as goals, `[]` as a functor, and sizes beyond any memory: see {@link DIFFERENCES}. */
function isOther(goal: string, value: string): boolean {
  if (/length|functor\(T, f|between\(0, \?, Y/.test(goal) && value.length > 20) return true;
  if (value === '[]' && /functor\(T, \?, 1|\[\?, b/.test(goal)) return true;
  return (
    value.startsWith('[') && /call|\\\+|once|ignore|->|true ; \?|fail, \?|findall\(x, \?|forall/.test(goal)
  );
}

function hasVariable(text: string): boolean {
  return /X|_/.test(text);
}

/** What is done to the store, in this order; each line answers nothing or an error. */
const STATEMENTS = String.raw`
assertz X
assertz 1
assertz "s"
assertz 1.5
assertz (X :- true)
assertz (1 :- true)
assertz ("s" :- true)
assertz (foo :- X)
assertz (foo :- 1)
assertz (foo(X) :- X)
assertz (foo(X) :- X, bar)
assertz (foo :- "s")
assertz (foo :- bar, 1)
assertz (foo :- bar ; 1)
assertz (foo :- (1 -> true))
assertz (foo :- (true -> 1 ; true))
assertz (foo :- (true *-> 1 ; true))
assertz (foo :- \+ 1)
assertz (foo :- \+ (a, 1))
assertz (foo :- once(1))
assertz (foo :- findall(X, 1, L))
assertz (foo, bar)
assertz (foo ; bar)
assertz (foo -> bar)
assertz (\+ foo)
assertz (foo, bar :- true)
assertz true
assertz fail
assertz X = Y
assertz X == Y
assertz (X is Y :- true)
assertz atom(a)
assertz call(x)
assertz findall(a, b, c)
assertz functor(a, b, c)
assertz length(a, b)
assertz copy_term(a, b)
assertz sort(a, b)
assertz once(a)
asserta X
asserta (1 :- 2)
asserta atom(a)
assertz foo()
assertz (bar() :- true)
assertz 'a b'(c)
assertz f(X, Y, X)
assertz (g(X) :- f(X, X))
retract X
retract 1
retract (X :- true)
retract (1 :- true)
retract nope(1)
retract (nope(X) :- Y)
retract atom(a)
retract (atom(a) :- true)
retract (f(X, Y, Z) :- B)
retract g(X)
retract (g(X) :- B)
retract f(X)
retractall X
retractall 1
retractall "s"
retractall atom(_)
retractall (X = Y)
retractall made(_)
abolish X
abolish foo
abolish 1
abolish foo/X
abolish X/1
abolish foo/a
abolish foo/1.0
abolish 1/2
abolish "s"/2
abolish f(x)/2
abolish foo/(-1)
abolish foo/bar/1
abolish atom/1
abolish (=)/2
abolish call/1
abolish nope/3
abolish foo/0
assertz forall(a, b)
`;

/** What differs on purpose, and why. */
const DIFFERENCES: readonly (readonly [goal: string, why: string])[] = [
  ['member(X, [1, 2]), !', 'there is no cut: goals are data for queries, programs are for a Prolog host'],
  ['[a]', 'nothing is loaded from files'],
  ['[]', 'the empty list is no callable term, here for goals too'],
  ['call([], a)', 'the same'],
  ['functor(T, f, 100000000000000000000)', 'what is too large for memory is resource_error(memory)'],
  ['length(L, 100000000000000000000)', 'the same; SWI-Prolog names its stack'],
  ['functor(T, [], 2)', "a compound that is named by the symbol [] could not be told from '[]'(_, _)"],
  ['X =.. [[], a]', 'the same'],
  [
    'aggregate_all(count(X), edge(X, _), N)',
    'counts, where SWI-Prolog has no such template and answers count(0)',
  ],
  ['aggregate_all(foo(X), true, L)', 'templates of several aggregates, r(count, max(X)), are refused'],
  [
    'aggregate_all(max(2), fail, M)',
    'no solution has no maximum; in SWI-Prolog it is what the template is bound to',
  ],
  ['aggregate_all(min(X), fail, 1)', 'the same with the result'],
  ['X = [1|X], sort(X, Y)', 'an endless list is no list; SWI-Prolog takes it for one up to where it repeats'],
  ['X = f(X), unify_with_occurs_check(Y, X)', 'its terms are finite; SWI-Prolog looks for new cycles only'],
];

/** The same for what is done to the store. */
const STATEMENT_DIFFERENCES: readonly (readonly [how: How, text: string, why: string])[] = [
  [
    'assertz',
    '(foo :- X, bar)',
    'a variable goal that is nowhere else is refused there when it is part of a body',
  ],
  ['assertz', '(a *-> b)', 'SWI-Prolog protects the other control constructs, and has forgotten this one'],
];

type How = 'assertz' | 'asserta' | 'retract' | 'retractall' | 'abolish';

const statements = STATEMENTS.trim()
  .split('\n')
  .map((line): [How, string] => {
    const space = line.indexOf(' ');
    return [line.slice(0, space) as How, line.slice(space + 1)];
  });

/** What each statement answers in a store of its own, after those before it. */
function ourOutcomes(statements: readonly (readonly [How, string])[]): string[] {
  const store = new ClauseStore();
  return statements.map(([how, text]) => {
    const outcome = guarded((write) => {
      const result = store[how](text);
      if (how === 'retract') write(result === undefined ? 'no' : 'yes');
    });
    return `${how} ${text}: ${outcome}`;
  });
}

async function theirOutcomes(statements: readonly (readonly [How, string])[]): Promise<string[]> {
  const terms = statements.map(([how, text]) => compound(how, [new Str(text)]));
  const answers = await swiTexts(terms, ['do(T)'], ASK_PROGRAM);
  return statements.map(([how, text], i) => `${how} ${text}: ${answers[i]![0]}`);
}

describeWithSwipl('goals have the same solutions and errors as in SWI-Prolog', () => {
  test(`the ${goals.length} goals of a table`, () => expectSameAnswers(goals));

  test(`${combinations.length} goals on values of every kind`, () => expectSameAnswers(combinations));

  test(`${statements.length} asserts, retracts and abolishes, most of them wrong`, async () => {
    const theirs = await theirOutcomes(statements);
    expect(ourOutcomes(statements)).toEqual(theirs);
  });

  test('except those that differ on purpose', async () => {
    const different = await disagreementsOn(DIFFERENCES.map(([goal]) => goal));
    expect(different.map((text) => text.slice(3, text.indexOf('.\n')))).toEqual(
      DIFFERENCES.map(([goal]) => goal),
    );
    const statements = STATEMENT_DIFFERENCES.map(([how, text]): [How, string] => [how, text]);
    const theirs = await theirOutcomes(statements);
    ourOutcomes(statements).forEach((ours, i) => {
      expect(ours).not.toBe(theirs[i]);
    });
  });
});

const db = new ClauseStore();
db.consult(PROGRAM);

const ASK_PROGRAM = `
${ANSWERS_PROGRAM}
:- set_prolog_flag(double_quotes, string).
:- dynamic edge/2.
${PROGRAM}
do(Statement) :-
    Statement =.. [How, Text], term_string(Term, Text), Goal =.. [How, Term],
    guarded(( How == retract -> ( Goal -> write(yes) ; write(no) ) ; Goal )).
ask(Text) :- term_string(Goal, Text), call_with_time_limit(3, answers(Goal, ${MOST})).
`;

async function expectSameAnswers(texts: readonly string[]): Promise<void> {
  const disagreements = await disagreementsOn(texts);
  expect.soft(disagreements.length).toBe(0);
  expect(disagreements.join('\n')).toBe('');
}

/** The goals with different answers, and these. */
async function disagreementsOn(texts: readonly string[]): Promise<string[]> {
  const terms = texts.map((text) => new Str(text));
  const answers = await swiTexts(terms, ['ask(T)'], ASK_PROGRAM);
  return texts.flatMap((text, i) => {
    const ours = answersOf(() => db.query(text), MOST);
    const theirs = answers[i]![0]!;
    return ours === theirs ? [] : [`?- ${text}.\nhere:          ${ours}\nin SWI-Prolog: ${theirs}`];
  });
}
