/** http_read_data/3: forms, uploads, text and terms. */
import type { Topic } from '../../support/prolog-outcomes.ts';

export const posted: Topic = {
  name: 'data that is sent with requests',
  program: String.raw`
:- use_module(library(http/http_client)).
:- use_module(library(http/http_multipart_plugin)).
:- use_module(library(http/http_json)).
:- use_module(library(http/http_parameters)).

of(Type, Text0, Data, Options) :-
    text_to_string(Text0, Text),
    string_codes(Text, Codes),
    length(Codes, Length),
    setup_call_cleanup(
        bytes(Codes, In),
        http_read_data([method(post), input(In), content_type(Type), content_length(Length)], Data, Options),
        close(In)).

% a stream of bytes, as requests have it
bytes(Codes, In) :-
    new_memory_file(F),
    setup_call_cleanup(open_memory_file(F, write, Out, [encoding(octet)]), maplist(put_code(Out), Codes), close(Out)),
    open_memory_file(F, read, In, [encoding(octet), free_on_close(true)]).

multipart(Parts, Data, Options) :-
    parts(Parts, Text),
    of('multipart/form-data; boundary=XX', Text, Data, Options).

parts(Parts, Text) :-
    findall(T, (member(H-B, Parts), atomic_list_concat(['--XX\r\n', H, '\r\n\r\n', B, '\r\n'], T)), Ts),
    atomic_list_concat(Ts, Text0),
    atom_concat(Text0, '--XX--\r\n', Text).

saved(In, saved(Name, Text), Options) :-
    memberchk(filename(Name), Options),
    read_string(In, _, Text),
    print(Options), nl.

:- use_module(library(memfile)).
`,
  goals: String.raw`
of('application/x-www-form-urlencoded', 'a=1&b=2', D, [])
of('application/x-www-form-urlencoded', 'a=1;b=2', D, [])
of('application/x-www-form-urlencoded', 'a=%C3%A9+x', D, [])
of('application/x-www-form-urlencoded', '', D, [])
of('application/x-www-form-urlencoded', 'x', D, [])
of('application/x-www-form-urlencoded', 'a=1&a=2', D, [])
of('application/x-www-form-urlencoded', 'a=1', D, [to(atom)])
of('application/x-www-form-urlencoded', 'a=1', D, [to(string)])
of('application/x-www-form-urlencoded', 'a=1', D, [to(codes)])
of('application/x-www-form-urlencoded', 'a=1', D, [to(foo)])
of('application/x-www-form-urlencoded', 'a=1', D, [to(_)])
of('text/plain', 'hello', D, [])
of('text/plain; charset=UTF-8', 'hell\303\\251', D, [])
of('text/plain', 'hell\303\\251', D, [])
of('text/plain', 'hell\303\\251', D, [input_encoding(utf8)])
of('text/plain', 'hell\303\\251', D, [input_encoding(utf8), to(string)])
of('text/plain', 'foo(X, "s", 1)', D, [content_type('application/x-prolog')])
of('application/x-prolog', 'foo(X, "s", ''A b'').', D, [])
of('application/x-prolog', 'foo(X, ', D, [])
of('application/json', '{"a":1, "b":[true, null, "x"]}', D, [])
\+ \+ ( of('application/json', '{"a":1, "b":[true, null, "x"]}', D, [json_object(dict)]), print(D) )
\+ \+ ( of('application/json; charset=UTF-8', '["\303\\251"]', D, [json_object(dict)]), print(D) )
of('application/json', '{"a":', D, [])
of('application/json', '', D, [])
of('application/octet-stream', 'bytes', D, [])
of('image/png', 'b\000\\001\\377\', D, [to(codes)])
of(text, 'b', D, [])
multipart(['Content-Disposition: form-data; name="a"'-'1', 'Content-Disposition: form-data; name="b"'-'two\r\nlines'], D, [])
multipart(['Content-Disposition: form-data; name=a'-''], D, [])
multipart(['content-disposition: form-data; name="a b"'-'x'], D, [])
multipart(['Content-Disposition: form-data; name="a"'-'\303\\251'], D, [])
multipart(['Content-Disposition: form-data; name="a"'-'\303\\251'], D, [input_encoding(iso_latin_1)])
multipart(['Content-Disposition: form-data; name="f"; filename="x.txt"\r\nContent-Type: text/plain'-'hello\r\nyou'], D, [])
multipart(['Content-Disposition: form-data; name="f"; filename="x.txt"\r\nContent-Type: text/plain; charset=UTF-8'-'\303\\251'], D, [])
multipart(['Content-Disposition: form-data; name="f"; filename="x.txt"\r\nContent-Type: text/plain'-'\303\\251'], D, [])
multipart(['Content-Disposition: form-data; name="f"; filename="x.bin"\r\nContent-Type: application/octet-stream'-'\000\\001\\377\'], D, [])
multipart(['Content-Disposition: form-data; name="f"; filename="x.txt"\r\nContent-Type: text/plain'-'hello'], D, [on_filename(saved)])
multipart(['Content-Disposition: form-data; name="f"; filename="x.txt"\r\nContent-Type: text/plain'-'hello', 'Content-Disposition: form-data; name="a"'-'1'], D, [on_filename(saved)])
multipart(['Content-Disposition: form-data; name="f"; filename="x \\"y\\".txt"\r\nContent-Type: text/plain; charset=x'-'hello'], D, [form_data(mime)])
multipart(['Content-Disposition: form-data; name="a"'-'1'], D, [form_data(mime)])
of('multipart/form-data; boundary="XX"', '--XX\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--XX--\r\n', D, [])
of('multipart/form-data', 'hello', D, [])
of('multipart/mixed; boundary=XX', 'hello', D, [])
http_read_data([method(post)], D, [])
`,
};
