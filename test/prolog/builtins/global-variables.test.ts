/** Global variables, which backtracking resets or leaves alone, also from within goals that run by themselves. */
import { describeGoals } from '../../support/builtin-goals.ts';

describeGoals(
  'global variables',
  String.raw`
b_setval(v, 1), b_getval(v, X)
b_setval(v, 1), ( b_setval(v, 2), b_getval(v, X) ; b_getval(v, X) )
b_setval(v, f(X, Y)), X = 1, b_getval(v, Z), Y = 2
b_setval(v, 1), once(b_setval(v, 2)), b_getval(v, X)
b_setval(v, 1), catch(b_setval(v, 2), _, true), b_getval(v, X)
b_setval(v, 1), catch(( b_setval(v, 2), throw(x) ), _, true), b_getval(v, X)
b_setval(v, 1), \+ \+ b_setval(v, 2), b_getval(v, X)
b_setval(v, 1), findall(X, ( b_getval(v, X), b_setval(v, 2) ), L), b_getval(v, Y)
b_setval(v, 1), forall(member(X, [1, 2]), b_setval(v, X)), b_getval(v, Y)
b_setval(v, 0), member(X, [1, 2, 3]), b_getval(v, V), b_setval(v, X)
b_setval(v, f(A)), findall(V, b_getval(v, V), [f(B)]), A = 1
b_setval(w, 1), nb_getval(w, X)
with_output_to(string(S), ( b_setval(v, in), write(x) )), b_getval(v, X)
b_setval(v, 1), format("~@", [( b_getval(v, X), write(X) )])
b_getval(never_set, X)
nb_setval(k, f(X, Y, X)), nb_getval(k, V)
nb_setval(k, 1), ( nb_setval(k, 2), fail ; nb_getval(k, X) )
nb_setval(k, []), nb_getval(k, X)
nb_getval(never_set, X)
nb_current(k, X)
nb_current(never_set, X)
b_setval(v, 1), ( b_setval(v, 2), nb_setval(v, 3), fail ; b_getval(v, X) )
b_setval(v, 1), ( nb_setval(v, 3), fail ; b_getval(v, X) )
( b_setval(v9, 2), fail ; nb_getval(v9, X) )
nb_setval(v, 0), ( b_setval(v, 2), nb_getval(v, A), write(A), fail ; nb_getval(v, X) )
b_setval(v, 1), nb_setval(v, f(Y)), b_getval(v, X)
nb_setval(v, 0), b_setval(v, 1), findall(X, nb_current(v, X), L)
nb_setval(v, 0), b_setval(v, 1), nb_current(N, 1), N == v
b_setval(v, 1), nb_delete(v), b_getval(v, X)
nb_setval(v, 0), ( b_setval(v, 1), b_setval(v, 2), nb_setval(v, 3), b_setval(v, 4), fail ; nb_getval(v, X) )
b_setval(v, f(A)), A = 1, findall(X, ( nb_getval(v, X), nb_setval(v, 9) ), L), nb_getval(v, Y)
`,
);
