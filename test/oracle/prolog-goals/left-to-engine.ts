/** Goals that the host leaves to the engine, as they come down to facts and to rules without cuts: answers and errors. */
import type { Topic } from '../../support/prolog-outcomes.ts';

export const leftToEngine: Topic = {
  name: 'goals that are left to the engine',
  program: `
    n(1). n(2). n(3).
    odd(foo). odd("s"). odd(1.5). odd(f(x)). odd([]). odd(-1). odd([a]).
    edge(a, b). edge(b, c). edge(c, a). edge(c, d).
    path(X, Y) :- edge(X, Y).
    path(X, Z) :- edge(X, Y), edge(Y, Z).
    sum(X, Y, Z) :- n(X), n(Y), Z is X + Y.
    wrong(X, Y) :- n(X), Y is X + foo.
    unknown(X) :- n(X), missing(X).
  `,
  goals: String.raw`
n(X), n(Y), X < Y
n(X), n(Y), n(Z), Z is X + Y
path(a, X), \+ edge(a, X)
path(X, X)
edge(X, Y), ( path(Y, a) -> Z = yes ; Z = no )
n(X), ( n(Y), Y > X *-> true ; Y = none )
forall(edge(X, Y), path(X, Y))
forall(n(X), X > 1)
findall(X-Y, ( edge(X, Y), \+ X == a ), L)
findall(X, n(X), L, [end])
n(X), findall(Y, ( n(Y), Y > X ), L)
n(X), aggregate_all(count, ( n(Y), Y > X ), C)
aggregate_all(count, ( edge(X, _), edge(_, Y) ), C)
aggregate_all(sum(X), n(X), S)
aggregate_all(max(X), n(X), M)
aggregate_all(max(X, Y), edge(Y, _), M)
aggregate_all(max(X-Y), edge(X, Y), M)
aggregate_all(min(X, Y), sum(X, Y, 4), M)
aggregate_all(bag(X), edge(X, _), L)
aggregate_all(set(X), edge(X, _), L)
aggregate_all(max(X), ( n(X), X > 5 ), M)
once(edge(X, Y)), ignore(edge(Y, Z))
n(X), call(edge(Y, c))
member(X, [1, 7, 3]), n(X)
n(X), memberchk(X, [3, 1])
n(X), between(X, 3, Y)
n(X), length(L, X)
n(X), succ(X, Y), plus(X, Y, Z)
odd(X), atomic(X)
odd(X), compare(O, X, m)
odd(X), X =.. [F | A]
n(X), functor(T, f, X)
n(X), arg(X, f(a, b), A)
edge(X, Y), copy_term(g(X, V), T)
findall(X, odd(X), L), msort(L, M), sort(L, S)
% errors, and where they come from
n(X), Y is X + foo
n(X), Y is X + _
n(X), Y is X / 0
n(X), Y is X // 0.5
n(X), Y is X + "ab"
odd(X), Y is X + 1
odd(X), X =:= 1
odd(X), X < 1
odd(X), 1 >= X
odd(X), X =\= _
n(X), X > _
n(X), Y is 2 ** (-X), Z is X mod 2
odd(X), succ(X, Y)
n(X), succ(Y, Z)
n(X), plus(X, Y, Z)
odd(X), plus(X, 1, Y)
odd(X), between(X, 3, Y)
n(X), between(X, Y, Z)
n(X), between(X, a, Z)
odd(X), length(L, X)
odd(X), length(X, L)
n(X), length([a | X], L)
odd(X), functor(T, X, 2)
odd(X), functor(T, f, X)
n(X), functor(T, Y, X)
odd(X), arg(X, f(a), A)
odd(X), arg(1, X, A)
n(X), arg(X, T, A)
odd(X), T =.. X
odd(X), T =.. [X, a]
n(X), T =.. [Y, X]
n(X), T =.. [a | X]
odd(X), sort(X, L)
odd(X), msort(X, L)
n(X), msort([X | T], L)
odd(X), sort([a | X], L)
odd(X), compare(X, 1, 2)
odd(X), copy_term(X, Y), term_variables(Y, Vs)
odd(X), memberchk(a, X)
odd(X), member(a, X)
odd(X), atom(X), call(X)
n(X), findall(Y, n(Y), foo)
n(X), findall(Y, n(Y), [a | foo])
n(X), findall(Y, n(Y), L, foo)
n(X), aggregate_all(sum(foo), n(Y), S)
odd(X), aggregate_all(sum(X), n(Y), S)
aggregate_all(sum(X), odd(X), S)
aggregate_all(max(X), odd(X), S)
aggregate_all(min(X, Y), ( odd(X), Y = X ), S)
aggregate_all(max(X, Y), n(Y), S)
wrong(X, Y)
forall(n(X), wrong(X, _))
findall(X, wrong(X, _), L)
\+ wrong(_, _)
n(X), ( wrong(X, Y) -> true ; true )
sum(X, Y, foo)
sum(X, Y, Z), Z > foo
unknown(X)
n(X), missing(X)
`,
};
