/** JSON that is written: of dicts, of values that only SWI-Prolog has, of values deep within others, and by hooks. */
import type { Topic } from '../../support/prolog-outcomes.ts';

const WRITING = `
:- use_module(library(http/json)).
:- use_module(library(http/http_json)).

w(Term) :- json_write(current_output, Term).
w(Term, Options) :- json_write(current_output, Term, Options).
d(Term) :- json_write_dict(current_output, Term).
d(Term, Options) :- json_write_dict(current_output, Term, Options).
`;

export const jsonDicts: Topic = {
  name: 'JSON of dicts, of other values, and of much',
  program: `${WRITING}
deep(0, []) :- !.
deep(N, [T]) :- M is N - 1, deep(M, T).

objects(0, 1) :- !.
objects(N, _{a:T}) :- M is N - 1, objects(M, T).

size(Goal) :- with_output_to(string(Text), Goal), string_length(Text, Length), string_codes(Text, Codes), sum_list(Codes, Sum), print(Length-Sum).
:- op(700, xfx, is_like).

rationals(X, Y) :- X is 1 rdiv 3, Y is -7 rdiv 2.
`,
  goals: `
d([t{a:1, b:2}], [tag(type)])
d(t{a:1, b:2}, [tag(a)])
d([1{a:1}, "x"{a:1}, _{a:1}], [tag(type)])
d(t{a:u{b:v{c:1}}}, [tag(type), width(28)])
d(t{a:u{b:v{c:1}}}, [tag(type), width(48)])
d(t{a:u{b:v{c:1}}}, [tag(type), width(58)])
d(_{x:t{a:1}}, [tag(aaaaaaaaaaaaaaaaaaaaaaaaaaaa), width(16)])
d(t{a:1}, [tag('')])
w([t{a:1}, _{b:2}], [tag(type)])
d(_{a: @(true)}, [serialize_unknown(true)])
d(_{a: @(true), b:true}, [true(@(true))])
d(_{a:_{b:[_{}, _{c:[]}]}}, [width(1)])
d(_{a:_{b:[_{}, _{c:[]}]}}, [width(20), tab(4), step(4)])
d([_{id:1, tags:["a", "b"], next:null}, _{id:2, tags:[], next:_{id:3}}], [width(40), indent(4)])
d(json([a=true, b=_{c:json([d-null])}]))
d(_{a:"x"}, [null("x")])
d(_{a:[x]}, [true([x])])
dict_pairs(D, t, [2-3]), with_output_to(string(_), d(D))
rationals(X, Y), w([X, Y, 1]), fail
rationals(X, Y), w([X, Y], [width(11)]), fail
rationals(X, Y), w([X, Y], [width(10)]), fail
rationals(X, Y), w(json([a=X, b=[Y]]), [width(16)]), fail
rationals(X, _), w(X), fail
rationals(X, _), d(_{a:X, b:f(X)}, [serialize_unknown(true)]), fail
rationals(X, _), d(_{a:X, b: #(X), c:true, d:"x", e:'</', f: @(x)}, [serialize_unknown(true)]), fail
rationals(X, _), w([X, f(x)], [null(f(x))]), fail
rationals(X, _), with_output_to(string(_), catch(w([f(X)]), error(E, _), true)), print(E), fail
w([user_input, user_error])
w([a is_like b, f(a is_like 'B')], [serialize_unknown(true)])
w([a is_like b, #(a is_like 'B')], [serialize_unknown(true), width(20)])
w([f(100000.0, 1.0e10, "é")], [serialize_unknown(true)])
stream_property(S, alias(user_input)), catch(w(S), error(type_error(T, V), _), true), V == S, print(T), fail
stream_property(S, alias(user_input)), with_output_to(string(_), catch(d(_{a:1, b:[S]}), error(type_error(T, V), _), true)), V == S, print(T), fail
stream_property(S, alias(user_input)), with_output_to(string(T), w([S], [serialize_unknown(true)])), sub_string(T, B, _, _, "<stream>(0x"), print(B), fail
json_write(nowhere, [1])
json_write(_, [1])
json_write(user_input, [1])
tmp_file_stream(text, F, S), json_write(S, [[1]]), nl(S), json_write_dict(S, _{a:[]}, [width(1)]), close(S), read_file_to_string(F, Text, []), write(Text), fail
tmp_file(x, F), open(F, write, S, [encoding(iso_latin_1)]), json_write(S, ["é"]), close(S), read_file_to_codes(F, Text, [encoding(octet)]), print(Text), fail
current_output(O), json_write(O, [[1]])
atom_json_dict(A, _{a:[1, _{b:"é"}]}, [as(codes), width(0)])
atom_json_dict(A, _{a:[1, _{b:"é"}]}, [as(chars), width(1)])
atom_json_dict(A, _{a:f(x)}, [serialize_unknown(true), as(string)])
atom_json_dict(A, f(x), [])
atom_json_dict(A, t{a:1}, [tag(type)])
size((deep(2000, T), w(T, [width(0)]))), fail
size((deep(2000, T), w(T))), fail
size((objects(1500, T), d(T, [step(1)]))), fail
size((deep(100000, T), w(T, [width(0)]))), fail
size((objects(50000, T), d(T, [width(0)]))), fail
size((deep(50000, T), rationals(X, _), w([T, X], [width(0)]))), fail
size((numlist(1, 20000, L), w(L))), fail
size((numlist(1, 20000, L), w([L, L], [width(0)]))), fail
size((length(L, 3000), maplist(=(_{id:1, name:"some name", tags:[a, b]}), L), d(L))), fail
X is 7 ** 7000, size(w([X, X])), fail
rationals(X, _), reply_json_dict(_{a:X}, [width(0)]), fail
reply_json_dict(_{a:f(x)}, [serialize_unknown(true), status(202)])
reply_json([_{a:true}], [json_object(dict), tag(type)])
`,
};

export const jsonHooks: Topic = {
  name: 'JSON that hooks write',
  program: `${WRITING}
:- multifile json:json_write_hook/4, json:json_dict_pairs/2.

json:json_write_hook(h(T), Out, _, _) :- write(Out, T).
json:json_write_hook(j(T), Out, _, _) :- json_write(Out, T).
json:json_write_hook(j(T, Options), Out, _, _) :- json_write(Out, T, Options).
json:json_write_hook(X, Out, _, _) :- float(X), format(Out, '~3f', [X]).
json:json_write_hook("s", Out, _, _) :- write(Out, 's').
json:json_write_hook([], Out, _, _) :- write(Out, nil).
json:json_write_hook(null, Out, _, _) :- write(Out, 'NULL').
json:json_write_hook(@(null), Out, _, _) :- write(Out, 'Null').
json:json_write_hook(lines, Out, _, _) :- format(Out, '1~n2', []).
json:json_write_hook(fails, _, _, _) :- fail.
json:json_write_hook(throws, _, _, _) :- throw(oops).
json:json_write_hook(f(X, X), Out, _, _) :- write(Out, X).
json:json_dict_pairs(D, P) :- is_dict(D, T), T == rev, dict_pairs(D, _, P0), reverse(P0, P).
json:json_dict_pairs(D, [b=2, a-1, c(3)]) :- is_dict(D, T), T == own.
`,
  goals: `
w(h(1))
w([h(1), h(12)])
w(j(json([a=1])))
w(j([1]))
write(x), w(j([1]))
w([j(json([a=1])), j([1])])
w([j(json([a=1])), j([1])], [width(1)])
w(json([x=j([1, 2]), y=j(json([]))]), [width(1)])
w(json([x=j([1, 2], [width(1)]), y=[]]), [width(1)])
w([1.5, 2.0, "s", [], @(null), null, x])
w([1.5, 2.0], [width(12)])
w([1.5, 2.25], [width(11)])
w([1.5, 2.25], [width(10)])
d([null, 1], [width(1)])
d(_{a:1.23456, b:_{c:"s", d:null}})
w([lines, [1]])
w([lines, [1]], [width(1)])
w([fails, "fails"])
w(fails(x))
w(fails(x), [serialize_unknown(true)])
with_output_to(string(_), w([throws]))
w([f(1, 1), f(Y, 2)])
w([h("long long long long long long long long long long"), h("long long long long long long long long long long")])
w([h("long long long long long long long"), h("long long long long")], [width(60)])
w([h("l"), f(x)], [serialize_unknown(true), width(12)])
X is 1 rdiv 3, w([X, h(2), #(f(x)), 'a"', "</"]), fail
d(rev{a:1, b:2})
d(_{x:rev{a:1, b:[1.5, rev{q:1, z:2}]}})
d(_{x:rev{a:1, b:[1.5, rev{q:1, z:2}]}}, [width(1)])
d(rev{a:1, b:2}, [tag(t)])
d(own{x:1})
d([own{x:1, y:2, z:3}, 1])
d(_{a:_{b:_{c:_{d:1}}}}, [width(10)])
w(a, [width(x)])
atom_json_term(A, [h(1), 2.5], [as(string)])
atom_json_dict(A, rev{a:null, b:2}, [])
reply_json_dict(rev{a:null, b:2.5})
`,
};
