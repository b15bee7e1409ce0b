/** How JSON terms are laid out, and what options, names and values are errors. */
import type { Topic } from '../../support/prolog-outcomes.ts';

export const jsonLayout: Topic = {
  name: 'the layout of JSON',
  program: `
:- use_module(library(http/json)).

w(Term) :- json_write(current_output, Term).
w(Term, Options) :- json_write(current_output, Term, Options).

deep(0, []) :- !.
deep(N, [T]) :- M is N - 1, deep(M, T).

objects(0, 1) :- !.
objects(N, json([a=T])) :- M is N - 1, objects(M, T).

%   What is long.
size(Goal) :- with_output_to(string(Text), Goal), string_length(Text, Length), string_codes(Text, Codes), sum_list(Codes, Sum), print(Length-Sum).
`,
  goals: String.raw`
% where lines begin
w([[[]]], [indent(1)])
w([[[]]], [indent(2)])
w(json([a=[[]]]), [indent(1)])
w([[[1]]], [width(1), tab(3)])
w([[[1]]], [width(1), tab(3), step(3)])
w([[[1]]], [width(1), tab(4), step(4)])
w([[[1]]], [width(1), tab(16), step(16)])
w([[[1]]], [width(1), tab(4), step(4), indent(8)])
w([[[[1, 2], [3]]]], [width(6), step(7)])
w([[[[1, 2], [3]]]], [width(16), step(8)])
w([[[[1, 2], [3]]]], [width(12), step(5), tab(5)])
w(json([a=json([b=json([c=[1, 2, json([d=e])]])])]), [width(20), step(3), tab(2)])
w(json([a=json([b=json([c=[1, 2, json([d=e])]])])]), [width(30), indent(5)])
w(json([a=json([b=json([c=[1, 2, json([d=e])]])])]), [width(40), indent(12), step(1)])
w([], [width(1)])
w(json([]), [width(1)])
w([[], json([]), [[]]], [width(1)])
w([[], json([]), [[]]], [width(4)])
w(1, [indent(20), width(10)])
w([1], [indent(20), width(10)])
w([1], [indent(20)])
w([1, 2], [width(8)])
w([1, 2], [width(7)])
w([1, 2], [width(6)])
w([1, 2], [width(5)])
w(json([a=1, b=2]), [width(14)])
w(json([a=1, b=2]), [width(15)])
w(json([a=1, b=2]), [width(16)])
w(json([a=1, b=2]), [width(17)])
w(["\n\n\n\n"], [width(8)])
w(["\n\n\n\n"], [width(7)])
w(["ü😀学"], [width(7)])
w(["ü😀学"], [width(6)])
w([1.0e10, 1.0e-10], [width(25)])
w([@(null), @(true), @(false)], [width(21)])
w([@(null), @(true), @(false)], [width(20)])
w([[a, b], [c, d]], [width(20)])
w([[a, b], [c, d]], [width(11)])
w([[a, b], [c, d]], [width(3)])
w([[a, b], [c, d]], [width(100000000000000000000000)])
write(ab), w([[1]])
write('\t'), w([[1]])
write('   '), w([[1]], [indent(3), width(1)])
write('   '), w([[1]], [indent(3)])
write('12345678'), w(json([a=[1]]), [indent(8), width(1)])
write(abc), w(json([a=1, b=json([c=d])]), [width(10)])
write(abc), w("text")
w([1]), w([2])
nl, w([1]), nl, w([2], [width(1)])
% options
w([1, 2], [width(1), width(0)])
w([1, 2], [width(0), width(1)])
once(w([1, 2], [width(1)|_]))
once(w([1, 2], _))
w([1, 2], [width=1])
w([1, 2], [width(1, 2), foo, foo(_), 12, "x"])
w([1, 2], [_])
w([1, 2], [width(_)])
w([1, 2], [width(x)])
w([1, 2], [width(-1)])
w([1, 2], [width(1.5)])
w([1, 2], [indent(-1)])
w([1, 2], [step(0)])
w([1, 2], [step(_)])
w([1, 2], [tab(0)])
w([1, 2], [tab(a)])
w([1, 2], [serialize_unknown(maybe)])
w([1, 2], [serialize_unknown(_)])
w([1, 2], [null(_)])
w([1, 2], [true(f(_))])
w([1, 2], [tag(_)])
w([1, 2], [tag("x")])
w([1, 2], [tag([])])
w([1, 2], [default_tag(1)])
w([1, 2], [end_of_file(_)])
w([1, 2], [value_string_as(foo)])
w([1, 2], [value_string_as(string), end_of_file(eof), default_tag(x), json_object(dict), as(foo)])
w([a, "a", 'A'], [null(a)])
w([a, "a", 'A'], [null("a")])
w([1, 2], [null(1)])
w([1, 2], [false(1), width(6)])
w([f(x), f(y)], [null(f(x))])
w([f(x), f(y)], [null(f(x)), serialize_unknown(true)])
w([x, x, x], [null(x), true(x), false(x)])
w([x, x, x], [null(x), false(x)])
w([nil, yes, no, @(null), @(true)], [null(nil), true(yes), false(no), serialize_unknown(true)])
w([[], [1]], [null([])])
w([@(null)], [null(null)])
w(@(foo))
w([@(null, 1)])
% terms that are no values
w([f(x), "a b", 'A b', f('A b', "c", [1|T])], [serialize_unknown(true)])
w([f('a"b'), {a}, - 1, 1 - 2, a:b:c, [1|2]], [serialize_unknown(true)])
w(json([a=f(x), b= #(f(x))]), [serialize_unknown(true)])
w(json([a= #(f('X y')), b= #(1), c= #("s"), d= #(a), e= #([]), f= #([1, 2])]))
w('$VAR'(1), [serialize_unknown(true)])
w([f(xxxxxxxxxxxxxxx, "yyyyyyyyyyyyyyyyyy"), f(xxxxxxxxxxxxxxx, 'Y yyyyyyyyyyyyyyyy')], [serialize_unknown(true), width(60)])
w([f(xxxxxxxxxxxxxxx, "yyyyyyyyyyyyyyyyyy"), f(xxxxxxxxxxxxxxx, 'Y yyyyyyyyyyyyyyyy')], [serialize_unknown(true), width(78)])
w(f(_), [serialize_unknown(false)])
w(#(_))
w(#(a, b))
w([1|_])
w([1|b])
w(f)
w(f())
% names
w(json(["k"=1, 'k l'-2, k(3), 'K l'(4)]))
w(json([[0'a, 0'b]=1]))
w(json([[a, b]=1]))
w(json([[]=1]))
w(json([''=1, ""=2]))
w(json(['"'=1, '\n'=2, '</'=3]))
w(json([-(1)]))
w(json([a=(b=c)]), [serialize_unknown(true)])
w(json([a=1, a=2]))
% text
w("\u0000\u0001\b\t\n\u000b\f\r\u001f !\"#/\\\u007f\u0080\u00a0\u00ad\u2028\uffff\U00010000")
w('<</</ / <//script>')
w(["<", '/', '</', "</script>"])
w([100000000000000000000000000000000, -1, 0, -100000000000000000000000000000000])
X is 7 ** 700, w([X, X])
w([0.1, 100000.0, 123456.789, 1.0e14, 1.0e15, 1.0e16, 1.0e22, 1.0e300, 5.0e-324, 0.001, 0.0001, 1.0e-5, -0.0, 2.5e-7])
X is inf, Y is nan, w([X, Y])
X is -inf, w([X, 1], [width(1)])
% depth
deep(30, T), w(T)
deep(30, T), w(T, [width(0)])
objects(20, T), w(T)
objects(20, T), w(T, [tab(2)])
size((deep(300, T), w(T, [width(0)]))), fail
size((objects(100, T), w(T, [step(1)]))), fail
size((numlist(1, 500, L), w([L, L]))), fail
% where it goes
atom_json_term(A, [1, "b", json([c=d])], [])
atom_json_term(A, [1, 2], [as(string), width(1)])
atom_json_term(A, [1, 2], [as(atom), width(1), step(4)])
atom_json_term(A, ["é😀"], [as(codes)])
atom_json_term(A, ["é😀"], [as(chars)])
atom_json_term(A, [1], [as(foo)])
atom_json_term(A, f(x), [serialize_unknown(true)])
`,
};
