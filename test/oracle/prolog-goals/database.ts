/** Assert, retract and what they change, the logical update view, and what is known of predicates. */
import type { Topic } from '../../support/prolog-outcomes.ts';

export const database: Topic = {
  name: 'database',
  program: String.raw`
:- dynamic item/1, pair/2.
:- dynamic((d1/1, d2/1)).
:- dynamic d3/1 , d4/2.
:- discontiguous scattered/1.
item(a). item(b). item(c).
pair(1, one). pair(2, two).
scattered(1).
between_them.
scattered(2).
static_fact(1). static_fact(2).
rule(X) :- item(X), \+ X = b.
rule(z) :- ( item(_) -> true ; fail ), !.
reset :- retractall(item(_)), assertz(item(a)), assertz(item(b)), assertz(item(c)).
count(N) :- retract(counter(N0)), !, N is N0 + 1, assertz(counter(N)).
count(1) :- assertz(counter(1)).
:- dynamic counter/1.
`,
  goals: String.raw`
item(X)
assertz(item(d)), findall(X, item(X), L), reset
asserta(item(z)), findall(X, item(X), L), reset
assert(item(d)), item(d), reset
assertz((r1(X) :- item(X), X \== a)), findall(X, r1(X), L)
assertz((r2(X) :- X > 1, !)), assertz(r2(_)), findall(y, r2(2), L)
assertz(m:thing(1)), m:thing(X)
assertz(new_fact(1)), new_fact(X)
assertz(q1(X, Y, X)), q1(A, B, C)
assertz(foo:-1)
assertz((foo:-4))
assertz((foo, bar))
assertz((foo :- bar, 4))
assertz(_)
assertz((_ :- true))
assertz((4 :- true))
assertz("str")
assertz((atom_length(_, _) :- true))
assertz((append(_, _) :- true)), append(x, y)
asserta((a1 :- true, X = 1, X)), clause(a1, B)
assertz((v1 :- X)), clause(v1, B)
retract(item(b)), findall(X, item(X), L), reset
retract(item(X)), X == b, findall(Y, item(Y), L), reset
retract(item(nothing))
retract(no_such_predicate(1))
retract(item(X))
reset
retract((rx(X) :- B))
assertz((ry(X) :- item(X))), retract((ry(X) :- B))
assertz((rz(1) :- true)), assertz((rz(2) :- fail)), retract((rz(2) :- B))
retract((x :- in_the_body(Y, 4)))
retract(_)
retract((_ :- true))
retract(4)
retract((4 :- true))
retract((atom_length(_, _) :- true))
retract(static_fact(1))
retractall(item(_)), findall(X, item(X), L), reset
retractall(item(b)), findall(X, item(X), L), reset
retractall(unknown_until_now(_)), unknown_until_now(_)
retractall(unknown_until_now2(_)), predicate_property(unknown_until_now2(_), dynamic)
retractall(pair(1, _)), findall(X-Y, pair(X, Y), L), assertz(pair(1, one))
retractall(static_fact(_))
retractall(atom_length(_, _))
retractall(_)
retractall(3)
abolish(foo/a)
abolish(foo/(-1))
abolish(_)
abolish(foo/_)
abolish(abolish/1)
abolish(no_such/3)
assertz(ab(1)), abolish(ab/1), catch(ab(_), error(E, _), true)
count(A), count(B), count(C), retractall(counter(_))
% the logical update view
item(X), assertz(item(X)), fail ; findall(X, item(X), L), reset
item(X), retract(item(c)), fail ; findall(X, item(X), L), reset
item(X), ( X == a -> retract(item(b)) ; true ), write(X), nl, fail ; reset
retract(item(X)), assertz(item(X)), write(X), nl, fail ; reset
retract(item(X)), ( X == a -> retract(item(b)) ; true ), write(X), nl, fail ; reset
item(X), asserta(item(new)), fail ; aggregate_all(count, item(_), N), reset
forall(item(X), (atom_concat(X, x, Y), assertz(item(Y)))), findall(X, item(X), L), reset
item(X), retractall(item(_)), reset
clause(item(X), true), retractall(item(_)), reset, X == c
% what is known
clause(rule(X), B)
clause(item(X), B)
clause(item(b), true)
clause(no_such(_), B)
clause(x, B)
clause(_, B)
clause(4, B)
clause(f(x), 5)
clause(atom_length(_, _), B)
clause(static_fact(X), B)
assertz((cl(X, Y) :- item(X), ( X = Y ; \+ Y = a -> true ; fail ), !)), clause(cl(A, B), Body)
current_predicate(item/A)
current_predicate(static_fact/1)
current_predicate(no_such/A)
current_predicate(d4/N)
current_predicate(scattered, H)
current_predicate(foo:A)
current_predicate(4)
current_predicate(foo/a)
current_predicate(4/_)
current_predicate(d1/A)
predicate_property(item(_), dynamic)
predicate_property(static_fact(_), dynamic)
predicate_property(static_fact(_), number_of_clauses(N))
predicate_property(item(_), number_of_clauses(N))
predicate_property(atom_length(_, _), built_in)
predicate_property(no_such(_), P)
predicate_property(rule(_), defined)
d1(X)
d2(X) ; d3(X) ; d4(X, _)
scattered(X)
dynamic(dd/2), dd(_, _)
dynamic([de/1, df/1]), \+ de(_), \+ df(_)
dynamic(dg/1, dh/2)
dynamic(_)
dynamic(foo)
dynamic(static_fact/1)
assertz(tmp(1)), assertz(tmp(2)), assertz(tmp(3)), tmp(X), X > 1, !, retractall(tmp(_))
assertz(s("str", 'At om', 1.0, [a|T], {x}, -(1), - 1, 1 - 2)), s(A, B, C, D, E, F, G, H)
assertz(big(123456789012345678901234567890)), big(X)
assertz(lst([1, 2, 3])), lst([H|T])
assertz((dcg --> [a])), catch(dcg(X), error(E, _), true)
flag(my_flag, Old, Old + 5), flag(my_flag, X, X)
flag(f2, Old, a)
gensym(a, X), gensym(a, Y), reset_gensym(a), gensym(a, Z)
succ_or_zero(1)
recordz(k, a), recordz(k, b), recorda(k, c), findall(X, recorded(k, X), L)
recordz(k2, a), forall(recorded(k2, _, R), erase(R)), findall(X, recorded(k2, X), L)
forall(assertz(er(1), R), erase(R)), \+ er(_)
tnot_defined:foo
lists:append([1], [2], X)
lists:no_such_thing(1)
user:item(X)
no_module:item(X)
@(item(X), user)
`,
};
