/** The recorded database, flags, and the environment of the process. */
import type { Topic } from '../../support/prolog-outcomes.ts';

export const records: Topic = {
  name: 'records',
  goals: `
recordz(r1, a), recordz(r1, b), recorda(r1, c), findall(X, recorded(r1, X), L)
recordz(r2, f(X, Y, X)), recorded(r2, V)
recordz(r3, a), recordz(r3, b), once(recorded(r3, a, R)), erase(R), R = _, findall(X, recorded(r3, X), L), print(L), fail
recordz(r4, a), recordz(r4, b), recorded(r4, X), recordz(r4, c), X == b, !
recordz(r5, a), recordz(r5, b), forall(recorded(r5, _, R), erase(R)), \\+ recorded(r5, _)
recordz(r6(a), 1), recorded(r6(b), X)
recordz(r7(a), 1), current_key(X), X = r7(_)
recorda(17, a), recorded(17, X)
recordz(r8, a, R), recorded(K, V, R), print(K - V), fail
recordz(r9, g(Z), R), instance(R, T), print(T), T = g(_), fail
recorda(_, 1)
recorda("s", a)
recorda(1.5, a)
recorded(no_such_key, X)
recordz(k, a, foo)
erase(foo)
erase(_)
instance(foo, X)
recorded(k, _, foo)
flag(g1, Old, Old + 5), flag(g1, X, X)
flag(g2, Old, 1.5), flag(g2, X, X)
flag(g3(x), A, A + 1), flag(g3(y), B, B)
flag(g4, 1, 2)
flag(g8, X, a), flag(g8, Y, Y)
flag(g9, X, Y)
set_flag(g10, f(x))
set_flag(g10, b), get_flag(g10, V)
flag(_, A, 1)
flag("x", A, A + 1)
flag(g5, _, 2), get_flag(g5, V)
set_flag(g6, 7), get_flag(g6, V), current_flag(g6)
get_flag(g7, V)
setenv(clausal_test, 1), getenv(clausal_test, V), unsetenv(clausal_test), \\+ getenv(clausal_test, _)
setenv(clausal_test, "x y"), getenv(clausal_test, V)
getenv('NO_SUCH_VARIABLE_HERE', V)
getenv(_, V)
`,
};
