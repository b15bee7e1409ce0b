/** library(http/http_header) and library(http/mimepack) on streams: whole replies, and what is posted, as bytes. */
import type { Topic } from '../../support/prolog-outcomes.ts';

export const writtenMessages: Topic = {
  name: 'replies and data on streams',
  program: String.raw`
:- use_module(library(http/http_header)).
:- use_module(library(http/html_write)).
:- use_module(library(http/mimepack)).
:- use_module(library(settings)).
:- use_module(library(memfile)).
:- use_module(library(filesex)).

%   What Goal writes to a stream of bytes, line by line.
written(Goal) :-
    new_memory_file(File),
    setup_call_cleanup(
        open_memory_file(File, write, Out, [encoding(octet)]),
        call(Goal, Out),
        close(Out)),
    memory_file_to_string(File, Text, octet),
    free_memory_file(File),
    split_string(Text, "\n", "", Lines),
    forall(( member(Line, Lines), \+ sub_string(Line, 0, _, _, "Date:"), \+ sub_string(Line, _, _, _, "httpd at") ),
           ( print(Line), nl )).

replied(What) :- replied(What, []).
replied(What, Fields) :- written(reply_to(What, Fields, Code)), print(Code), nl.
replied(What, Fields, Context, Request) :- written(reply_to(What, Fields, Context, Request, Code)), print(Code), nl.
reply_to(What, Fields, Code, Out) :- http_reply(What, Out, Fields, Code).
reply_to(What, Fields, Context, Request, Code, Out) :- http_reply(What, Out, Fields, Context, Request, Code).
status(What, Fields) :- written(status_to(What, Fields, Code)), print(Code), nl.
status_to(What, Fields, Code, Out) :- http_status_reply(What, Out, Fields, Code).

posted(Data) :- posted(Data, []).
posted(Data, Fields) :- written([Out]>>http_post_data(Data, Out, Fields)).
packed(Inputs) :- written([Out]>>mime_pack(Inputs, Out, 'BB')).
file(Name, File) :- file(Name, "some text\n", File).
file(Name, Text, File) :-
    Folder = '/tmp/clausal-headers', make_directory_path(Folder), directory_file_path(Folder, Name, File),
    setup_call_cleanup(open(File, write, Out, [encoding(utf8)]), write(Out, Text), close(Out)),
    set_time_file(File, _, [modified(1600000000)]).
html(Spec, Tokens) :- phrase(html(Spec), Tokens).
page(Tokens) :- phrase(page([title(x)], [p('\u00e9')]), Tokens).
posted_memory_file(Type, Text) :-
    new_memory_file(File),
    setup_call_cleanup(open_memory_file(File, write, Out), write(Out, Text), close(Out)),
    posted(memory_file(Type, File)).
boundary_begins(Inputs, Begin) :-
    open_null_stream(Out), mime_pack(Inputs, Out, Boundary), sub_atom(Boundary, 0, 6, _, Begin).
`,
  goals: String.raw`
page(T), \+ \+ replied(html(T)), fail
html(p(x), T), replied(html(T), [x_a(b), connection(close)])
file('a.txt', F), replied(file(text/plain, F))
file('a.txt', F), replied(file('text/plain', F), [x_a(b)])
file('a.txt', F), replied(file(text/plain, F, bytes(0, end)))
file('a.txt', F), replied(file(text/plain, F, bytes(2, 4)))
file('a.txt', F), replied(file(text/plain, F, bytes(2, end)))
file('a.txt', F), replied(file(text/plain, F, bytes(20, end)))
file('a.txt', F), replied(gzip_file(text/plain, F))
file('a.txt', F), replied(tmp_file(text/plain, F))
replied(file(text/plain, '/nonexistent'))
replied(tmp_file(text/plain, '/nonexistent'))
replied(bytes('text/plain', "abc"))
replied(bytes(text/plain, [97, 98, 99]))
replied(bytes('text/plain', "abc\u1234"))
replied(bytes('text/plain', "abc"), [content_length(L)])
replied(bytes('text/plain', "abc"), [content_length(7)])
replied(bytes('text/plain', "abc"), [status(404)])
replied(bytes('text/plain', "abc"), [status(418)])
replied(bytes('text/plain', "abc"), [status(99)])
replied(bytes('text/plain', "abc"), [x])
replied(bytes('text/plain', "abc"), [location('/x'), content_type(a/b)])
replied(bytes('text/plain', "abc"), [set_cookie(set_cookie(a, b, [path='/', secure=true, 'Max-Age'=3]))])
replied(bytes('text/plain', "abc"), [content_disposition(disposition(attachment, [filename='a "b".txt']))])
open_string("stream text", In), replied(stream(In, 4))
open_string("stream text", In), replied(stream(In, 11))
open_string("Content-type: text/html\nX-A: b\n\n<p>x", In), replied(cgi_stream(In, 36))
open_string("Content-type: text/html\nX-A: b\n\n<p>x", In), replied(cgi_stream(In, 36), [x_a(c), x_b(d)])
open_string("Content-type: text/html\nStatus: 404 Gone\n\n<p>x", In), replied(cgi_stream(In, 46))
replied(not_found('/x'))
replied(not_found('/x'), [x_a(b)])
replied(not_found('<x>'), [], [], [method(head)])
replied(forbidden('/x'))
replied(created('/x'))
replied(moved('/x'))
replied(moved_temporary('/x'), [location('/y')])
replied(see_other('/x'))
replied(gone('/x'))
replied(no_content)
replied(no_content, [x_a(b)])
replied(not_modified)
replied(not_modified, [connection('Keep-Alive')])
replied(switching_protocols(x, [headers([upgrade(websocket)])]))
replied(switching_protocols(x, []), [connection(upgrade)])
replied(authorise(basic, realm))
replied(authorise(basic(realm)))
replied(authorise(basic, ''))
replied(authorise(digest('a=b')))
replied(authorise(negotiate))
replied(bad_request(error(type_error(integer, x), _)))
replied(bad_request(format("x ~w", [y])))
replied(busy)
replied(unavailable(p(later)))
replied(service_unavailable(error(resource_error(memory), _)))
replied(resource_error(p(x)))
replied(server_error(error(existence_error(procedure, foo/0), _)))
replied(method_not_allowed(get, '/x'))
replied(not_acceptable(p(x)))
replied(nonsense)
replied(_)
replied(12)
written([Out]>>http_reply(bytes('text/plain', "abc"), Out))
written([Out]>>http_reply(not_found('/x'), Out))
written([Out]>>http_reply(not_found('/x'), Out, [x_a(b)]))
written([Out]>>http_reply(not_found('/x'), Out, [x_a(b)], [], C))
replied(bytes('text/plain', "abc"), [], [], [method(head)])
file('a.txt', F), replied(file(text/plain, F), [], [], [method(head)])
file('a.txt', F), replied(file(text/plain, F, bytes(2, 4)), [], [], [method(head)])
replied(not_found(x), [], [], [accept([media(text/html, [], 1.0, [])])])
status(not_found('/x'), [])
status(busy, [x_a(b)])
status(bytes('text/plain', "abc"), [])
written([Out]>>http_status_reply(not_found('/x'), Out, [], [], C))
written([Out]>>http_reply_header(Out, bytes('text/plain', "abc"), [x_a(b)]))
written([Out]>>http_reply_header(Out, cgi_data(10), [x_a(b)]))
written([Out]>>http_reply_header(Out, chunked_data, [x_a(b)]))
written([Out]>>http_reply_header(Out, chunked_data, [transfer_encoding(chunked)]))
written([Out]>>http_reply_header(Out, string("caf\u00e9"), []))
written([Out]>>http_reply_header(Out, string(text/html, "caf\u00e9"), []))
html(p(x), T), written([Out]>>http_reply_header(Out, html(T), []))
written([Out]>>http_reply_header(Out, status(no_content), []))
written([Out]>>http_reply_header(Out, status(continue), []))
written([Out]>>http_reply_header(Out, not_found(x, body(text/html, utf8, "x")), [x_a(b)]))
written([Out]>>http_reply_header(Out, moved('/y', body(text/plain, utf8, "\u00e9")), []))
file('a.txt', F), written([Out]>>http_reply_header(Out, file(text/plain, F), []))
file('a.txt', F), written([Out]>>http_reply_header(Out, gzip_file(text/plain, F), []))
file('a.txt', F), written([Out]>>http_reply_header(Out, file(text/plain, F, bytes(1, 3)), []))
written([Out]>>http_reply_header(Out, nonsense, []))
posted(codes([97, 98, 99]))
posted(codes(text/html, "caf\u00e9"))
posted(bytes('image/png', "abc"))
posted(bytes(image/png, [1, 2, 255]))
posted(atom(caf\u00e9))
posted(atom(text/html, x), [x_a(b)])
posted(string("caf\u00e9"))
posted(string(text/html, "x"))
page(T), posted(html(T))
posted(xml([element(a, [b=c], [d])]))
posted(xml(a/b, element(a, [], ['\u00e9']), [header(false)]))
file('a.txt', F), posted(file(F))
file('a.html', F), posted(file(F), [x_a(b)])
file('a.html', F), posted(file(image/png, F))
file('a.unknown', F), posted(file(F))
posted_memory_file(text/plain, 'caf\u00e9')
open_string("X-A: b\nContent-type: text/plain\n\ncaf\u00e9", In), posted(cgi_stream(In))
open_string("X-A: b\nContent-type: image/png\n\nabc", In), posted(cgi_stream(In), [x_a(c), x_b(d)])
open_string("X-A: b\n\nabc", In), posted(cgi_stream(In, 20))
posted(form([a=b, c(d), e='f g&\u00e9', n=1]))
posted(form([]))
posted(form([a=b]), [content_type(x)])
posted(nonsense)
posted(_)
posted(json(json([a=1])))
packed([a=b])
packed([a=b, c=1, d="s", e='caf\u00e9'])
packed([])
file('a.txt', F), packed([f=file(F)])
file('a.txt', F), directory_file_path(D, _, F), working_directory(Old, D), packed([f=file('a.txt'), file('a.txt')]), working_directory(_, Old)
file('a.png', "abc", F), directory_file_path(D, _, F), working_directory(Old, D), packed([f=file('a.png'), file('a.png')]), working_directory(_, Old)
file('a.unknown', "abc", F), directory_file_path(D, _, F), working_directory(Old, D), packed([file('a.unknown')]), working_directory(_, Old)
html(p(x), T), packed([html(T), h=html(T)])
open_string("some text", In), packed([stream(In)])
open_string("some text", In), packed([stream(In, 4), x=stream(In, 2)])
packed([mime([type(text/html)], '<b>x</b>', [])])
packed([mime([type(text/html), character_set(utf8)], '<b>x</b>', [])])
packed([mime([character_set(utf8), id(x)], x, [])])
packed([mime([], '', [a=b])])
packed([_])
packed([f(x)])
packed(x)
packed(_)
boundary_begins([a=b], P)
written([Out]>>mime_pack([], Out, "B"))
`,
};
