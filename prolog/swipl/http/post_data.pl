/*  Data that is sent with a request to another server, as fields of a header and content.
*/

:- module(post_data,
          [ http_post_data/3,
            bytes/3
          ]).
:- use_module(library(error)).
:- use_module(library(lists)).
:- use_module(library(memfile)).
:- use_module(library(sgml_write)).
:- use_module(library(uri)).
:- use_module(library(http/header_fields)).
:- use_module(library(http/header_updates)).
:- use_module(library(http/html_write)).
:- use_module(library(http/mimepack), []).
:- use_module(library(http/mimetype)).

:- multifile(http:post_data_hook/3).
:- dynamic(http:post_data_hook/3).

%!  http_post_data(+Data, +Out, +Fields) is det.
%
%   Writes data to a stream of bytes, with the rest of a header before them. Data is one of
%
%     - codes(Codes), codes(Type, Codes), string(Text), string(Type, Text), atom(Text), atom(Type, Text)
%     - bytes(Type, Bytes)
%     - html(Tokens), xml(Term), xml(Type, Term), xml(Type, Term, Options)
%     - file(File), file(Type, File), memory_file(Type, Handle)
%     - cgi_stream(In), which begins with fields
%     - form(Fields), a list of Name=Value, as a page would send it
%     - form_data(Parts), as multipart/form-data, and Parts alone, as multipart/mixed: a list as for mime_pack/3
%     - json(Term), json(Term, Options) and what else http:post_data_hook/3 knows

http_post_data(Data, Out, Fields) :-
    must_be(nonvar, Data),
    http:post_data_hook(Data, Out, Fields),
    !.
http_post_data(Data, Out, Fields) :-
    typed(Data, Type, Bytes),
    !,
    write_all(Fields, ['Content-Type'-Type], Bytes, Out).
http_post_data(cgi_stream(In, _), Out, Fields) :-
    !,
    http_post_data(cgi_stream(In), Out, Fields).
http_post_data(cgi_stream(In), Out, Fields) :-
    !,
    http_read_header(In, Given0),
    http_update_encoding(Given0, Encoding, Given),
    read_string(In, _, Text),
    bytes(Encoding, Text, Bytes),
    with_fields(Given, Bytes, Fields, Out).
http_post_data(form(Pairs), Out, Fields) :-
    !,
    uri_query_components(Text, Pairs),
    string_concat(Text, "", Bytes),
    with_fields([content_type('application/x-www-form-urlencoded')], Bytes, Fields, Out).
http_post_data(form_data(Parts), Out, Fields) :-
    !,
    packed(Parts, 'form-data', Type, Bytes),
    with_fields([mime_version('1.0'), content_type(Type)], Bytes, Fields, Out).
http_post_data(Parts, Out, Fields) :-
    is_list(Parts),
    !,
    packed(Parts, mixed, Type, Bytes),
    with_fields([mime_version('1.0'), content_type(Type)], Bytes, Fields, Out).
http_post_data(Data, _, _) :-
    domain_error(post_data, Data).

with_fields(Given, Bytes, Fields, Out) :-
    http_join_headers(Fields, Given, All),
    write_all(All, [], Bytes, Out).

write_all(Fields, Lines, Bytes, Out) :-
    forall(member(Field, Fields),
           ( header_line(Field, Name, Text),
             format(Out, '~w: ~w\r\n', [Name, Text])
           )),
    string_length(Bytes, Length),
    forall(member(Name-Text, ['Content-Length'-Length|Lines]),
           format(Out, '~w: ~w\r\n', [Name, Text])),
    format(Out, '\r\n', []),
    write(Out, Bytes).

packed(Parts, Kind, Type, Bytes) :-
    with_memory_file(utf8, mime_pack(Parts, Boundary), Bytes),
    format(atom(Type), 'multipart/~w; boundary=~w', [Kind, Boundary]).

mime_pack(Parts, Boundary, Out) :-
    mime_pack:mime_pack(Parts, Out, Boundary).

typed(codes(Codes), Type, Bytes) :-
    typed(string(Codes), Type, Bytes).
typed(codes(Type0, Codes), Type, Bytes) :-
    typed(string(Type0, Codes), Type, Bytes).
typed(atom(Text), Type, Bytes) :-
    typed(string(Text), Type, Bytes).
typed(atom(Type0, Text), Type, Bytes) :-
    typed(string(Type0, Text), Type, Bytes).
typed(string(Text), Type, Bytes) :-
    typed(string(text/plain, Text), Type, Bytes).
typed(string(Type0, Text), Type, Bytes) :-
    type_text(Type0, Type1),
    atom_concat(Type1, '; charset=UTF-8', Type),
    bytes(utf8, Text, Bytes).
typed(bytes(Type0, Codes), Type, Bytes) :-
    type_text(Type0, Type),
    text_to_string(Codes, Bytes).
typed(html(Tokens), 'text/html; charset=UTF-8', Bytes) :-
    with_output_to(string(Text), print_html(Tokens)),
    bytes(utf8, Text, Bytes).
typed(xml(Term), Type, Bytes) :-
    typed(xml(text/xml, Term, []), Type, Bytes).
typed(xml(Type0, Term), Type, Bytes) :-
    typed(xml(Type0, Term, []), Type, Bytes).
typed(xml(Type0, Term, Options), Type, Bytes) :-
    type_text(Type0, Type),
    with_output_to(string(Text), xml_write(current_output, Term, Options)),
    bytes(utf8, Text, Bytes).
typed(file(File), Type, Bytes) :-
    (   file_mime_type(File, Type0)
    ->  true
    ;   Type0 = text/plain
    ),
    typed(file(Type0, File), Type, Bytes).
typed(file(Type0, File), Type, Bytes) :-
    type_text(Type0, Type),
    file_bytes(File, Bytes).
typed(memory_file(Type0, Handle), Type, Bytes) :-
    type_text(Type0, Type),
    memory_file_to_string(Handle, Bytes, octet).

type_text(Type0, Type) :-
    format(atom(Type), '~w', [Type0]).

file_bytes(File, Bytes) :-
    setup_call_cleanup(
        open(File, read, In, [type(binary)]),
        read_string(In, _, Bytes),
        close(In)).

%!  bytes(+Encoding, +Text, -Bytes) is det.
%
%   Text as bytes, a character each.

bytes(octet, Text, Bytes) :-
    !,
    text_to_string(Text, Bytes).
bytes(Encoding, Text, Bytes) :-
    text_to_string(Text, String),
    with_memory_file(Encoding, write_text(String), Bytes).

write_text(String, Out) :-
    write(Out, String).

:- meta_predicate(with_memory_file(+, 1, -)).

with_memory_file(Encoding, Write, Bytes) :-
    setup_call_cleanup(
        new_memory_file(File),
        ( setup_call_cleanup(
              open_memory_file(File, write, Out, [encoding(Encoding)]),
              call(Write, Out),
              close(Out)),
          memory_file_to_string(File, Bytes, octet)
        ),
        free_memory_file(File)).
