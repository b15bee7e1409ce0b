/** Arithmetic: big integers, floats and how they are written, wrong arguments, comparison. */
import type { Topic } from '../../support/prolog-outcomes.ts';

export const arithmetic: Topic = {
  name: 'arithmetic',
  goals: String.raw`
X is 1 + 2 * 3
X is 7 / 2
X is 8 / 2
X is -7 // 2
X is -7 mod 3
X is -7 rem 3
X is -7 div 2
X is 2 ** 10
X is 2 ** -1
X is 2 ^ 100
X is 2 ^ -1
X is 2.0 ** 3
X is 123456789012345678901234567890 * 987654321
X is 9007199254740992 + 1
X is 9223372036854775807 + 1
X is 5 rdiv 10
X is max(1, 1.0)
X is min(2, 3)
X is abs(-5)
X is sign(-2.5)
X is gcd(12, 18)
X is sqrt(16)
X is sqrt(-1)
X is pi
X is e
X is inf
X is nan
X is 1.0e10
X is 1.0e22
X is 1.0e-7
X is 100000000000000.0
X is 1000000000000000.0
X is 0.1 + 0.2
X is 10 / 4.0
X is 1 / 0
X is 1 / 0.0
X is 1.0 / 0
X is 0 / 0.0
X is 1 mod 0
X is foo
X is "a"
X is "ab"
X is [1]
X is a + 1
X is foo(1, 2)
X is _
X is truncate(3.7)
X is round(2.5)
X is ceiling(2.1)
X is floor(-2.1)
X is integer(2.5)
X is integer(-2.5)
X is float(3)
X is float_integer_part(3.7)
X is 5 /\ 3
X is 5 \/ 3
X is 5 xor 3
X is \ 5
X is 1 << 100
X is -1 >> 1
X is msb(1000)
X is cot(1.0)
X is copysign(2, -0.0)
X is truncate(1.0e20)
X is 5.0 mod 2
X is 1.5 // 2
X is log(0)
X is log2(8)
X is exp(1)
X is atan2(1, 1)
X is random(1)
X is 0'a + 1
X is -(-(1))
X is - 1
X is 3 - -3
X is 0x1F
X is 1_000_000
X is -0.0
1 =:= 1.0
1 == 1.0
1 =\= 2
1 < a
2 > 1, 1 =< 1, 1 >= 1.0
X = 1 + 2, Y is X
compare(O, 1, 1.0)
compare(O, 1.0, 1)
compare(O, 2, 1.0)
3 is 1 + 2
3.0 is 1 + 2
f(x) is 1
X is cputime, fail
X is 3, Y is X * 1.0, write(Y)
print(1.0), nl, print(1.0e100), nl, print(-0.0), nl, print(1.5e-10), nl, print(123456.789), nl
write(100000000000000000000000), nl, write(-5), nl, write(1 - -5), nl, write(- 5)
X is 10 ** 20
X is 10 ** 20.0
X is 7 ** 77
X is (1 << 64) mod 10
X is cot(0)
X is 5 ; X is 6
format("~w ~w~n", [1.0, 1.0e-5])
X is nexttoward(1, 2)
X is trunc(2.5)
X is cosh(0)
divmod(-7, 2, Q, R)
nth_integer_root_and_remainder(2, 10, R, M)
number_codes(X, "1.5e3")
X = 1.0e3
X = 1.0Inf
X is 2 ** 0.5
X is 2 ** 3.0
X is 4 ** 0.5
X is 0 ** 0
X is 0 ^ 0
X is 0 ** -1
X is powm(3, 4, 5)
`,
};
