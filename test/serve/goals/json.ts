/** library(http/json) and library(http/json_convert): JSON that is read and written, as terms and as dicts. */
import type { Topic } from '../../support/prolog-outcomes.ts';

export const json: Topic = {
  name: 'json',
  program: `
:- use_module(library(http/json)).
:- use_module(library(http/json_convert)).
:- use_module(library(http/http_json)).
:- json_object point(x:integer, y:integer).
:- json_object person(name:atom, age:integer, tags:list(atom)) + [type=person].

term(Text) :- term(Text, []).
term(Text, Options) :- atom_json_term(Text, T, Options), print(T).
dict(Text) :- dict(Text, []).
dict(Text, Options) :- atom_json_dict(Text, D, Options), shown(D).

%   The tags of dicts are printed in another way in each version.
shown(Term) :- plain(Term, Plain), print(Plain).
plain(Dict, Plain) :- is_dict(Dict, Tag), !, dict_pairs(Dict, Tag, Pairs0), plain(Pairs0, Pairs), ( var(Tag) -> Plain = dict(Pairs) ; Plain = dict(Tag, Pairs) ).
plain([X|Xs], [Y|Ys]) :- !, plain(X, Y), plain(Xs, Ys).
plain(Name-X, Name-Y) :- !, plain(X, Y).
plain(X, X).
out(Term) :- out(Term, []).
out(Term, Options) :- json_write(current_output, Term, Options).
outd(Term) :- outd(Term, []).
outd(Term, Options) :- json_write_dict(current_output, Term, Options).
numbers(N, L) :- numlist(1, N, L).
`,
  goals: String.raw`
term('{"a": 1, "b": [true, false, null], "c": "x"}')
term('{"a": 1, "b": "x"}', [null(n), true(t), false(f)])
term('{"a": "x"}', [value_string_as_atom(true)])
term('"a\\u00e9\\n\\t\\"\\\\\\/"')
term('"\\ud83d\\ude00"')
term('"\\ud83d"')
term('[1, -2, 3.5, 1e10, 1E-5, -0.0, 123456789012345678901234567890]')
term('[]')
term('{}')
term(' [ 1 , 2 ] ')
term('/* c */ [1] // x')
term('01')
term('+1')
term('.5')
term('1.')
term('nan')
term('{a: 1}')
term('[1, ]')
term('[1 2]')
term('{"a": 1,}')
term('"unterminated')
term('tru')
term('')
term('1 2')
term('"tab	inside"')
term("{\"a\": {\"b\": {\"c\": []}}}")
dict('{"a": 1, "b": [true, false, null], "c": "x"}')
dict('{"b": 1, "a": 2}')
dict('{"a": "x"}', [value_string_as_atom(true)])
dict('{"a": "x"}', [as(atom)])
dict('{"a": "x"}', [tag(t)])
dict('{"type": "p", "x": 1}', [tag(type)])
dict('{"a": null}', [null(nil)])
dict('{"a": 1, "a": 2}')
dict('{"12": 1}')
dict('[{"a": 1}]')
dict('"x"', [value_string_as_atom(true)])
dict('{"a b": {"c": 1}}')
out(json([a=1, b="x", c=at, d=1.5]))
out(json([a-1, b(2)]))
out(json([]))
out([])
out([1, 2, 3])
out([a, "b", 'C d', null, true, false, @(null), @(true)])
out(json([a=json([b=json([c=[1, 2, 3]])])]))
out("quote \" back \\ slash / nl \n tab \t cr \r bell \u0007 del \u007f é 学 \U0001F600")
out('</script>')
out(1.0)
out(1e100)
out(-0.0)
out(123456789012345678901234567890)
out(foo(x))
out(X)
out(json([a=X]))
out(json(x))
out([foo(x)], [serialize_unknown(true)])
out(json([a=1, b=[1, 2]]), [width(0)])
out(json([a=1, b=[1, 2]]), [width(10)])
out(json([a=1, b=[1, 2]]), [width(0), step(4)])
out(json([a=1, b=[1, 2]]), [width(0), tab(2)])
numbers(40, L), out(L)
numbers(40, L), out(json([numbers=L]))
out([json([name="Ada", born=1815]), json([name="Grace", born=1906]), json([name="Barbara", born=1928])])
out(json([a=null]), [null(null)])
outd(_{a: 1, b: "x", c: at, d: 1.5})
outd(_{b: 1, a: 2})
outd(_{})
outd([_{a: 1}, _{a: 2}])
outd(point{x: 1, y: 2})
outd(point{x: 1, y: 2}, [tag(type)])
outd(_{a: _{b: _{c: [1, 2, 3]}}})
outd(_{a: null, b: true, c: false})
outd(_{a: X})
outd(_{1: a})
outd(_{a: f(x)})
outd(_{a: "long text long text long text long text", b: "long text long text long text long text"})
outd(_{a: [], b: [_{}]})
outd("text")
outd(_{a: 1, b: [1, 2]}, [width(0)])
outd([1, [2, [3, [4]]]])
outd(_{items: [_{id: 1, name: "one"}, _{id: 2, name: "two"}], total: 2, next: null})
outd(_{a: date(2020, 1, 2)}, [serialize_unknown(true)])
atom_json_term(A, json([a=1]), [])
atom_json_term(A, json([a=1]), [as(string)])
atom_json_term(A, json([a=1]), [as(codes), width(0)])
atom_json_dict(A, _{a: 1}, [])
atom_json_dict(A, _{a: 1}, [as(string)])
open_string("[1] [2] x", S), json_read(S, A), json_read(S, B)
open_string("", S), json_read(S, A, [end_of_file(eof)])
open_string("", S), json_read(S, A)
open_string("{\"a\": 1}", S), \+ \+ ( json_read_dict(S, D), shown(D) )
json_read_dict(_, D)
is_json_term(json([a=1]))
is_json_term(json([a=foo(x)]))
is_json_term([1, "a", b])
is_json_term(_)
prolog_to_json(point(1, 2), J)
prolog_to_json([point(1, 2), point(3, 4)], J)
prolog_to_json(person(ada, 36, [a, b]), J)
prolog_to_json(other(1), J)
prolog_to_json(point(a, 2), J)
json_to_prolog(json([x=1, y=2]), P)
json_to_prolog(json([y=2, x=1]), P)
json_to_prolog(json([type=person, name=ada, age=36, tags=[a]]), P)
json_to_prolog(json([z=1]), P)
json_to_prolog([json([x=1, y=2])], P)
reply_json(json([a=1]))
reply_json(json([a=1]), [status(404)])
reply_json(json([a=1]), [content_type('application/x')])
reply_json(json([a=1, b=[1, 2]]), [width(0)])
reply_json_dict(_{a: 1})
reply_json_dict(_{a: 1}, [status(201)])
reply_json_dict(_{a: 1}, [headers([x(y)])])
reply_json_dict([1, 2])
reply_json(_)
`,
};
