/*  HTML and XML that is sent, read as documents: http_read_data/3 knows them once this is loaded.
*/

:- module(http_sgml_plugin, []).
:- use_module(library(lists)).
:- use_module(library(option)).
:- use_module(library(sgml)).
:- use_module(library(http/field_values)).

:- multifile(http_client:http_convert_data/4).
:- multifile(markup_type/2).
:- dynamic(markup_type/2).

%!  http_client:http_convert_data(+In, +Fields, -DOM, +Options) is semidet.
%
%   Options are those of load_structure/3. Programs may add clauses for http_sgml_plugin:markup_type(Type, Options).

http_client:http_convert_data(In, Fields, DOM, Options) :-
    memberchk(content_type(Text), Fields),
    media_type(Text, media(Main/Sub, _)),
    atomic_list_concat([Main, Sub], /, Type),
    http_sgml_plugin:known_type(Type, TypeOptions),
    !,
    (   memberchk(content_length(Length), Fields)
    ->  Size = [content_length(Length)]
    ;   Size = []
    ),
    append([Size, TypeOptions], OwnOptions),
    merge_options(Options, OwnOptions, AllOptions),
    load_structure(stream(In), DOM, AllOptions).

known_type(Type, Options) :-
    markup_type(Type, Options),
    !.
known_type('text/html', [dtd(DTD), dialect(sgml), shorttag(false), max_errors(-1), syntax_errors(quiet)]) :-
    dtd(html, DTD).
known_type('text/xml', [dialect(xmlns)]).
known_type('application/xml', [dialect(xmlns)]).
known_type('application/xhtml+xml', [dialect(xmlns)]).
