/*  library(http/mimepack): messages of several parts, as MIME has them.
*/

:- module(mime_pack, [mime_pack/3]).
:- use_module(library(error)).
:- use_module(library(http/html_write)).
:- use_module(library(http/mimetype)).

%!  mime_pack(+Parts, +Out, ?Boundary) is det.
%
%   Writes parts with a boundary between them, which is made unless it is given. A part is one of
%
%     - Name=Part, with the last part of the file's name where that is file(File)
%     - html(Tokens), file(File), stream(In), stream(In, Length)
%     - mime(Attributes, Part, []), with the attributes type(Type) and character_set(Set)
%     - mime(Attributes, '', Parts), a message of several parts itself
%     - an atom, a string or a number
%
%   @error type_error(mime_part, Part)

mime_pack(Parts, Out, Boundary) :-
    must_be(list, Parts),
    ( var(Boundary) -> new_boundary(Boundary) ; must_be(atomic, Boundary) ),
    write_parts(Parts, Out, Boundary).

new_boundary(Boundary) :-
    get_time(Now),
    findall(Number, ( between(1, 5, _), Number is random(65536) ), Numbers),
    format(atom(Boundary), '------~3f~16r~16r~16r~16r~16r', [Now|Numbers]).

write_parts([], Out, Boundary) :-
    format(Out, '--~w--\r\n', [Boundary]).
write_parts([Part|Parts], Out, Boundary) :-
    format(Out, '--~w\r\n', [Boundary]),
    write_part(Part, Out),
    format(Out, '\r\n', []),
    write_parts(Parts, Out, Boundary).

write_part(Part, _) :-
    var(Part),
    !,
    instantiation_error(Part).
write_part(Name=Part, Out) :-
    !,
    (   subsumes_term(file(_), Part)
    ->  Part = file(Path),
        file_base_name(Path, File), % where it is here is nobody's business
        format(Out, 'Content-Disposition: form-data; name="~w"; filename="~w"\r\n', [Name, File])
    ;   format(Out, 'Content-Disposition: form-data; name="~w"\r\n', [Name])
    ),
    write_part(Part, Out).
write_part(html(Tokens), Out) :-
    !,
    write_type(text/html, Out),
    print_html(Out, Tokens).
write_part(file(File), Out) :-
    !,
    ( file_mime_type(File, Type) -> true ; Type = text/plain ),
    write_type(Type, Out),
    (   Type = text/_
    ->  copied(File, [], Out)
    ;   stream_property(Out, encoding(Encoding)),
        setup_call_cleanup(
            set_stream(Out, encoding(octet)),
            copied(File, [type(binary)], Out),
            set_stream(Out, encoding(Encoding)))
    ).
write_part(stream(In), Out) :-
    !,
    format(Out, '\r\n', []),
    copy_stream_data(In, Out).
write_part(stream(In, Length), Out) :-
    !,
    format(Out, '\r\n', []),
    copy_stream_data(In, Out, Length).
write_part(mime(Attributes, Part, []), Out) :-
    !,
    write_attributes(Attributes, Out),
    write_part(Part, Out).
write_part(mime(_, '', Parts), Out) :-
    !,
    new_boundary(Boundary),
    format(Out, 'Content-type: multipart/mixed; boundary=~w\r\n\r\n', [Boundary]),
    mime_pack(Parts, Out, Boundary).
write_part(Text, Out) :-
    atomic(Text),
    !,
    format(Out, '\r\n', []),
    write(Out, Text).
write_part(Part, _) :-
    type_error(mime_part, Part).

write_type(Type, Out) :-
    format(Out, 'Content-Type: ~w\r\n\r\n', [Type]).

write_attributes(Attributes, Out) :-
    memberchk(type(Type), Attributes),
    !,
    (   memberchk(character_set(Set), Attributes)
    ->  format(Out, 'Content-type: ~w; charset=~w\r\n', [Type, Set])
    ;   format(Out, 'Content-type: ~w\r\n', [Type])
    ).
write_attributes(_, _).

copied(File, Options, Out) :-
    setup_call_cleanup(
        open(File, read, In, Options),
        copy_stream_data(In, Out),
        close(In)).
