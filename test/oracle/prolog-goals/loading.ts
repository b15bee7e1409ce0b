/** Conditions, expansions, flags and operators of programs; cleanups of goals that end in all kinds of ways. */
import type { Topic } from '../../support/prolog-outcomes.ts';

export const loading: Topic = {
  name: 'loading and unwinding',
  program: `
    :- dynamic(goal_expansion/2).
    goal_expansion(old(X), new(X)).
    goal_expansion(two(X), old(X)).
    new(1).
    expanded(X) :- ( two(X) -> true ; \\+ old(X) ).
    collected(Xs) :- findall(X, two(X), Xs).
    quantified(Xs) :- setof(X, Y^(Y = a, old(X)), Xs).
    data(old(1)).
    :- dynamic(term_expansion/2).
    term_expansion(made(X), ( X :- old(X) )).
    term_expansion(made(X, Y), [X, ( Y --> { old(X) } )]).
    term_expansion(gone, []).
    last_of(Term, Last) :- expand_term(Term, Made), ( is_list(Made) -> last(Made, Last) ; Last = Made ).
    failing(N) :- setup_call_cleanup(true, member(_, [1, 2]), ( write(N), throw(N) )).
    writing(N) :- setup_call_cleanup(true, member(_, [1, 2]), write(N)).
  `,
  goals: `
% expansion
expanded(X)
collected(Xs)
quantified(Xs)
data(X)
clause(expanded(X), B)
clause(quantified(X), B)
expand_goal(old(X), G)
expand_goal(( two(X), foo ; \\+ old(Y) -> a ), G)
expand_goal(findall(X, old(X), L), G)
expand_goal(X, G)
expand_goal(call(old(1)), G)
expand_term(( a(X) :- old(X), foo ), T)
expand_term(( :- old(1) ), T)
expand_term(old(1), T)
expand_term([old(1), ( a :- old(1) ), X], T)
expand_term(X, T)
expand_term(1, T)
expand_term(( a --> 1 ), T)
expand_term(( a --> b ), T)
last_of(( a --> { old(X) }, b ), T)
last_of(made(X, Y), T)
expand_term(made(X), T)
expand_term(gone, T)
% cleanups
catch(( failing(a), failing(b), ! ), E, true)
catch(( failing(a), failing(b), throw(c) ), E, true)
catch(( failing(a), writing(b), throw(c) ), E, true)
catch(( writing(a), failing(b), throw(c) ), E, true)
failing(a), writing(b), !
once(( writing(a), failing(b) ))
catch(once(setup_call_cleanup(true, failing(a), write(outer))), E, true)
catch(setup_call_cleanup(true, once(failing(a)), write(outer)), E, true)
setup_call_cleanup(member(X, [1, 2]), Y = X, Z = Y)
setup_call_cleanup(X = 1, member(Y, [X, 2]), true)
setup_call_cleanup(writing(setup), member(Y, [1, 2]), write(cleanup))
setup_call_cleanup(throw(setup), write(goal), write(cleanup))
setup_call_cleanup(S = 1, fail, write(S))
setup_call_cleanup(S = 1, throw(S), ( write(S), nl ))
setup_call_cleanup(b_setval(key, 1), b_setval(key, 2), true), b_getval(key, V)
findall(X, ( writing(f), member(X, [1, 2]) ), L)
forall(writing(f), true)
\\+ writing(n)
( writing(c) -> true ; true )
( writing(c) *-> true ; true )
`,
  programs: [
    'a(1).\n:- else.\na(2).\n:- endif.\na(3).\n:- elif(true).\na(4).',
    ':- if(true).\n:- if(fail).\nc(2).\n:- endif.\nc(3).\n:- endif.\n:- forall(c(X), ( write(X), nl )).',
    ':- if(true).\ne(1).\n:- else.\ne(2).\n:- endif.\n:- forall(e(X), ( write(X), nl )).',
    ':- if(true).\nf(1).\n:- elif(true).\nf(2).\n:- else.\nf(3).\n:- endif.\n:- forall(f(X), ( write(X), nl )).',
    ':- if(fail).\n:- if(true).\ng(1).\n:- else.\ng(2).\n:- endif.\n:- else.\ng(3).\n:- endif.\n:- forall(g(X), ( write(X), nl )).',
    ':- set_prolog_flag(double_quotes, constructor).\nh("x").\n:- h(X), string(X), write(yes).',
    ':- set_prolog_flag(double_quotes, _).',
    ':- set_prolog_flag(double_quotes, 1).',
    ':- op(1300, xfx, foo).\n:- write(on).',
    ':- op(700, xxx, foo).',
    ':- op(700, xfx, _).',
    ':- op(200, xfy, [a,b|c]).',
    ':- op(700, xfx, ===>), write(x), nl.\ni ===> j.\n:- X ===> Y, write(X-Y), nl.',
    ':- op(0, xfx, ===>).\n:- current_op(P, T, ===>) -> true ; write(none), nl.',
    'term_expansion(two(X), [(:- write(X), nl), one(X), (:- dynamic z/1)]).\ntwo(1).\n:- one(X), write(X), nl.\n:- \\+ z(_).',
    'term_expansion((:- foo(X)), (:- write(foo(X)), nl)).\n:- foo(2).',
    'term_expansion(gone(_), []).\ngone(1).\n:- catch(gone(_), error(E, _), true), print(E), nl.',
    ':- multifile k/1.\nk(1).\n:- catch(assertz(k(2)), error(E, _), true), print(E), nl.',
    ':- dynamic l/1.\n:- multifile l/1.\nl(1).\n:- assertz(l(2)), forall(l(X), ( write(X), nl )).',
    ':- multifile m/1.\n:- catch(m(_), E, ( print(E), nl )) -> true ; write(no), nl.',
    // The last, since SWI-Prolog waits for the end of it even in the programs that come after.
    ':- if(true).\nd(1).\n:- if(fail).\nd(2).',
  ],
};
