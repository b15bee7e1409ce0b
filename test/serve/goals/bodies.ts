/** Bodies of requests: forms, JSON, text and parts, by http_read_data/3 and its like. */
import type { Topic } from '../../support/prolog-outcomes.ts';

export const bodies: Topic = {
  name: 'bodies',
  program: `
:- use_module(library(http/http_client)).
:- use_module(library(http/http_json)).
:- use_module(library(http/http_multipart_plugin)).
:- use_module(library(memfile)).
:- use_module(library(readutil)).

data(Type, Text, Data) :- data(Type, Text, Data, []).
data(Type, Text, Data, Options) :-
    request(Type, Text, Request),
    http_read_data(Request, Data, Options).

request(Type, Text, [method(post), input(In), content_type(Type), content_length(Length)]) :-
    open_bytes(Text, In, Length).

open_bytes(Text, In, Length) :-
    string_codes(Text, Codes),
    length(Codes, Length),
    new_memory_file(File),
    setup_call_cleanup(open_memory_file(File, write, Out, [encoding(octet)]), format(Out, '~s', [Codes]), close(Out)),
    open_memory_file(File, read, In, [encoding(octet), free_on_close(true)]).

json(Text, Dict) :- request('application/json', Text, Request), http_read_json(Request, Dict).
dict(Text) :- dict(Text, []).
dict(Text, Options) :-
    request('application/json', Text, Request),
    http_read_json_dict(Request, Dict, Options),
    shown(Dict).

%   The tags of dicts are printed in another way in each version.
shown(Term) :- plain(Term, Plain), print(Plain).
plain(Dict, Plain) :- is_dict(Dict, Tag), !, dict_pairs(Dict, Tag, Pairs0), plain(Pairs0, Pairs), ( var(Tag) -> Plain = dict(Pairs) ; Plain = dict(Tag, Pairs) ).
plain([X|Xs], [Y|Ys]) :- !, plain(X, Y), plain(Xs, Ys).
plain(Name-X, Name-Y) :- !, plain(X, Y).
plain(X, X).

parts(Text, Data) :- parts(Text, Data, []).
parts(Text, Data, Options) :- data('multipart/form-data; boundary=BB', Text, Data, Options).

saved(Stream, file(Kept, Text), Options) :-
    findall(O, ( member(O, Options), functor(O, N, _), memberchk(N, [name, filename, media]) ), Kept),
    read_string(Stream, _, Text).
`,
  goals: String.raw`
data('application/x-www-form-urlencoded', "a=b&c=d", D)
data('application/x-www-form-urlencoded', "a=b+c%20d%2B&e=%C3%BC", D)
data('application/x-www-form-urlencoded', "a=&b=", D)
data('application/x-www-form-urlencoded', "a=1;b=2", D)
data('application/x-www-form-urlencoded', "", D)
data('application/x-www-form-urlencoded', "a", D)
data('application/x-www-form-urlencoded', "a=1&a=2", D)
data('application/x-www-form-urlencoded; charset=UTF-8', "a=b", D)
data('text/plain', "some text", D)
data('text/plain; charset=utf-8', "caf\u00C3\u00A9", D)
data('text/plain', "caf\u00C3\u00A9", D)
data('text/plain; charset=iso-8859-1', "caf\u00E9", D)
data('text/html', "<p>x", D)
data('application/octet-stream', "abc", D)
data('application/json', "{\"a\": 1}", D)
data('image/png', "abc", D)
data('application/x-prolog', "foo(X, Y, X).", D)
data('text/plain', "abc", D, [to(string)])
data('text/plain', "abc", D, [to(codes)])
data('text/plain', "abc", D, [to(atom)])
data('application/json', "[1]", D, [to(string)])
data('text/plain', "abc", D, [to(stream(current_output))])
data('application/x-www-form-urlencoded', "a=b", D, [content_type('text/plain')])
data('', "abc", D)
http_read_data([method(post)], D, [])
http_read_data([], D, [])
parts("--BB\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\none\r\n--BB--\r\n", D)
parts("--BB\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\none\r\n--BB\r\nContent-Disposition: form-data; name=\"b\"\r\n\r\ntwo\r\nlines\r\n--BB--\r\n", D)
parts("--BB\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n--BB--\r\n", D)
parts("--BB\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x y.txt\"\r\nContent-Type: text/plain\r\n\r\ndata\r\n--BB--\r\n", D)
parts("--BB\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x.txt\"\r\nContent-Type: text/plain\r\n\r\ndata\r\n--BB--\r\n", D, [on_filename(saved)])
parts("--BB\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x.json\"\r\nContent-Type: application/json\r\n\r\n{}\r\n--BB--\r\n", D, [on_filename(saved)])
parts("--BB\r\nContent-Disposition: form-data; name=\"f\"\r\nContent-Type: application/json\r\n\r\n{\"a\":1}\r\n--BB--\r\n", D)
parts("--BB\r\nContent-Disposition: form-data; name=\"f\"\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\u00C3\u00A9\r\n--BB--\r\n", D)
parts("--BB\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\n\u00C3\u00A9\r\n--BB--\r\n", D)
parts("preamble\r\n--BB\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\none\r\n--BB--\r\n", D)
parts("--BB--\r\n", D)
parts("", D)
parts("--BB\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\none", D)
parts("--BB\nContent-Disposition: form-data; name=\"a\"\n\none\n--BB--\n", D)
parts("--BB\r\nX-Other: 1\r\n\r\none\r\n--BB--\r\n", D)
parts("--BB\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n--B\r\n--\r\n--BB--\r\n", D)
json("{\"a\": 1, \"b\": [1.5, \"x\", true, false, null]}", D)
json("[]", D)
json("\"text\"", D)
json("12", D)
json("{", D)
json("{\"a\" 1}", D)
json("", D)
json("{} x", D)
dict("{\"a\": 1, \"b\": [1.5, \"x\", true, false, null]}")
dict("{\"a\": {\"b\": {}}}")
dict("[{\"a\": 1}, {\"a\": 2}]")
dict("{\"a\": \"x\"}", [value_string_as_atom(true)])
dict("{\"a\": null, \"b\": true}", [null(n), true(t)])
dict("{\"a\": 1}", [tag(point)])
dict("{\"1\": 1, \"a b\": 2}")
dict("{\"a\": \"\\u00e9\\ud83d\\ude00\\n\\/\"}")
dict("nonsense")
request('text/plain', "{}", R), http_read_json(R, D)
request('application/json; charset=UTF-8', "{}", R), http_read_json(R, D)
request('application/jsonrequest', "{}", R), http_read_json(R, D)
request('application/problem+json', "{}", R), http_read_json(R, D)
http_read_json([method(get)], D)
`,
};
