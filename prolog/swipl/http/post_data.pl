/*  Data that is sent with a request to another server, as fields of a header and content.
*/

:- module(post_data, [http_post_data/3]).
:- use_module(library(error)).
:- use_module(library(lists)).
:- use_module(library(memfile)).
:- use_module(library(sgml_write)).
:- use_module(library(uri)).
:- use_module(library(uuid)).
:- use_module(library(http/field_values)).
:- use_module(library(http/html_write)).
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
%     - form_data(Fields), where a Value may be file(File), as multipart/form-data
%     - json(Term), json(Term, Options) and what else http:post_data_hook/3 knows

http_post_data(Data, Out, Fields) :-
    http:post_data_hook(Data, Out, Fields),
    !.
http_post_data(Data, Out, Fields) :-
    typed(Data, Type, Bytes),
    !,
    write_field('Content-Type', Type, Out),
    write_rest(Fields, Bytes, Out).
http_post_data(cgi_stream(In), Out, Fields) :-
    !,
    read_fields(In, Given),
    read_string(In, _, Text),
    bytes(utf8, Text, Bytes),
    append(Given, Fields, All),
    write_rest(All, Bytes, Out).
http_post_data(Data, _, _) :-
    domain_error(post_data, Data).

write_rest(Fields, Bytes, Out) :-
    forall(( member(Field, Fields),
             Field =.. [Name, Value]
           ),
           write_field(Name, Value, Out)),
    string_length(Bytes, Length),
    write_field('Content-Length', Length, Out),
    write(Out, '\r\n'),
    write(Out, Bytes).

write_field(Name0, Value, Out) :-
    atomic_list_concat(Parts, '_', Name0),
    atomic_list_concat(Parts, -, Name),
    format(Out, '~w: ~w\r\n', [Name, Value]).

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
typed(form(Fields), 'application/x-www-form-urlencoded', Bytes) :-
    uri_query_components(Text, Fields),
    string_concat(Text, "", Bytes).
typed(form_data(Fields), Type, Bytes) :-
    uuid(Boundary),
    format(atom(Type), 'multipart/form-data; boundary=~w', [Boundary]),
    phrase(parts(Fields, Boundary), Strings),
    atomic_list_concat(Strings, Atom),
    atom_string(Atom, Bytes).

type_text(Type0, Type) :-
    format(atom(Type), '~w', [Type0]).

parts([], Boundary) -->
    ["--", Boundary, "--\r\n"].
parts([Field|Fields], Boundary) -->
    ["--", Boundary, "\r\nContent-Disposition: form-data; name=\""],
    { field(Field, Name, Value),
      bytes(utf8, Name, NameBytes)
    },
    [NameBytes, "\""],
    part(Value),
    ["\r\n"],
    parts(Fields, Boundary).

field(Name=Value, Name, Value) :-
    !.
field(Field, Name, Value) :-
    Field =.. [Name, Value].

part(file(File)) -->
    !,
    { file_base_name(File, Name0),
      bytes(utf8, Name0, Name),
      (   file_mime_type(File, Type0)
      ->  type_text(Type0, Type)
      ;   Type = 'application/octet-stream'
      ),
      file_bytes(File, Bytes)
    },
    ["; filename=\"", Name, "\"\r\nContent-Type: ", Type, "\r\n\r\n", Bytes].
part(Value) -->
    { format(string(Text), '~w', [Value]),
      bytes(utf8, Text, Bytes)
    },
    ["\r\n\r\n", Bytes].

file_bytes(File, Bytes) :-
    setup_call_cleanup(
        open(File, read, In, [type(binary)]),
        read_string(In, _, Bytes),
        close(In)).

%!  bytes(+Encoding, +Text, -Bytes) is det.
%
%   Text as bytes, a character each.

:- public(bytes/3).

bytes(Encoding, Text, Bytes) :-
    text_to_string(Text, String),
    setup_call_cleanup(
        new_memory_file(File),
        ( setup_call_cleanup(
              open_memory_file(File, write, Out, [encoding(Encoding)]),
              write(Out, String),
              close(Out)),
          memory_file_to_string(File, Bytes, octet)
        ),
        free_memory_file(File)).
