/*  Forms as multipart/form-data, which is how files are uploaded: http_read_data/3 and http_parameters/2,3 know it once
    this is loaded.
*/

:- module(http_multipart_plugin, []).
:- use_module(library(option)).
:- use_module(library(http/field_values)).
:- use_module(library(http/http_stream)).

:- multifile(http_client:http_convert_data/4).
:- multifile(http_parameters:form_data_content_type/1).

http_parameters:form_data_content_type(Type) :-
    sub_atom(Type, 0, _, _, 'multipart/form-data').

%!  http_client:http_convert_data(+In, +Fields, -Data, +Options) is semidet.
%
%   Data is a list of Name=Value. Options:
%
%     - form_data(As): `form`, or `mime` for terms mime(Properties, Value, [])
%     - input_encoding(Encoding) of what is not a file: UTF-8 unless given
%     - on_filename(:Goal): what a file becomes, by call(Goal, +Stream, -Value, +Properties), where Properties is
%       [name(Name), filename(File)] and media(Type/SubType, Parameters) if the client said so
%
%   The text of a file is Latin 1 unless it says something else; what is not text is bytes.

http_client:http_convert_data(In, Fields, Data, Options) :-
    memberchk(content_type(Type), Fields),
    media_type(Type, media(multipart/'form-data', Parameters)),
    memberchk(boundary=Boundary, Parameters),
    !,
    setup_call_cleanup(
        multipart_open(In, Parts, [boundary(Boundary)]),
        parts(Parts, Options, Data),
        close(Parts)).

parts(In, Options, [Part|Parts]) :-
    read_fields(In, Header),
    part_header(Header, Name, Properties, Encoding),
    part(Properties, Name, Encoding, In, Options, Part),
    (   multipart_open_next(In)
    ->  parts(In, Options, Parts)
    ;   Parts = []
    ).

%   What a part says of itself, and how its value is encoded.

part_header(Header, Name, Properties, Encoding) :-
    memberchk(content_disposition(Text), Header),
    disposition(Text, disposition('form-data', Given)),
    memberchk(name=Name, Given),
    (   memberchk(filename=File, Given)
    ->  Properties = [filename(File)|Media],
        media(Header, Media, Encoding)
    ;   Properties = [],
        Encoding = input
    ).

media(Header, [Media], Encoding) :-
    memberchk(content_type(Type), Header),
    media_type(Type, Media),
    !,
    media_encoding(Media, Encoding).
media(_, [], octet).

media_encoding(media(_, Parameters), Encoding) :-
    memberchk(charset=Charset, Parameters),
    !,
    (   sub_atom_icasechk(Charset, _, 'utf-8')
    ->  Encoding = utf8
    ;   Encoding = octet
    ).
media_encoding(media(text/_, _), text) :-
    !.
media_encoding(_, octet).

part(Properties, Name, Encoding, In, Options, mime([disposition('form-data'), name(Name)|Known], Value, [])) :-
    option(form_data(mime), Options),
    !,
    mime_properties(Properties, Known),
    read_value(In, Encoding, Options, Value).
part(Properties, Name, _, In, Options, Name=Value) :-
    memberchk(filename(_), Properties),
    option(on_filename(Goal), Options),
    !,
    call(Goal, In, Value, [name(Name)|Properties]).
part(_, Name, Encoding, In, Options, Name=Value) :-
    read_value(In, Encoding, Options, Value).

mime_properties([], []).
mime_properties([filename(File)|Properties], [filename(File)|Known]) :-
    mime_properties(Properties, Known).
mime_properties([media(Type/SubType, _)|Properties], [type(Media)|Known]) :-
    atomic_list_concat([Type, SubType], /, Media),
    mime_properties(Properties, Known).

read_value(In, Encoding, Options, Value) :-
    set_encoding(Encoding, In, Options),
    read_string(In, _, Text),
    atom_string(Value, Text).

set_encoding(text, In, _) :-
    !,
    (   set_stream(In, encoding(bom))
    ->  true
    ;   set_stream(In, encoding(iso_latin_1))
    ).
set_encoding(input, In, Options) :-
    !,
    option(input_encoding(Encoding), Options, utf8),
    set_stream(In, encoding(Encoding)).
set_encoding(Encoding, In, _) :-
    set_stream(In, encoding(Encoding)).
