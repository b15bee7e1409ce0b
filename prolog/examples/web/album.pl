% An album of text files: they are uploaded, kept in the session, shown and given back. Pages have a frame and a style of
% their own, and so have errors.
%
%     ?- server(8080).

:- module(album, [server/1]).
:- use_module(library(http/thread_httpd)).
:- use_module(library(http/http_dispatch)).
:- use_module(library(http/http_parameters)).
:- use_module(library(http/http_multipart_plugin)).
:- use_module(library(http/http_client)).
:- use_module(library(http/http_session)).
:- use_module(library(http/html_write)).
:- use_module(library(http/html_head)).
:- use_module(library(http/http_path)).
:- use_module(library(sha)).
:- use_module(library(uri)).

server(Port) :-
    http_server(http_dispatch, [port(Port), workers(2)]).

:- multifile
    http:location/3,
    http:status_page/3,
    user:body//2,
    user:file_search_path/2.
:- dynamic
    http:location/3.

http:location(album, root(album), []).
http:location(files, album(files), []).

:- prolog_load_context(directory, Dir),
   asserta(user:file_search_path(album_source, Dir)).

:- http_handler(album(.),      album,  []).
:- http_handler(album(upload), upload, [method(post)]).
:- http_handler(files(.),      file,   [prefix]).
:- http_handler(root(source),  http_reply_file(album_source('album.pl'), [headers([x_kind(source)])]), []).

user:body(album, Content) -->
    html(body([ div(class(frame), [ h1('Album'), div(id(content), Content) ]),
                \html_receive(footer)
              ])).

http:status_page(not_found(URL), _Context, HTML) :-
    phrase(page([title('No such picture')], p(['Nobody has uploaded ', tt(URL)])), HTML).

album(_Request) :-
    findall(Name, http_session_data(file(Name, _, _)), Names),
    length(Names, Count),
    reply_html_page(
        album,
        [ title('Album'), meta([name(files), content(Count)]) ],
        [ \html_post(head, style('.frame { margin: 1em }')),
          \html_post(footer, footer('~w files'-[Count])),
          ol(\links(Names)),
          form([action(location_by_id(upload)), method(post), enctype('multipart/form-data')],
               [ input([type(file), name(file)]), input([name(title)]), input(type(submit)) ])
        ]).

links([]) --> [].
links([Name|Names]) -->
    { http_absolute_location(files(Name), HREF, []) },
    html(li(a(href(HREF), Name))),
    links(Names).

upload(Request) :-
    http_read_data(Request, Parts, [on_filename(saved)]),
    memberchk(file=upload(Name, Type, Text), Parts),
    ( memberchk(title=Title, Parts), Title \== '' -> true ; Title = Name ),
    http_session_retractall(file(Name, _, _)),
    http_session_assert(file(Name, Type, Text)),
    string_length(Text, Length),
    sha_hash(Text, Bytes, []),
    hash_atom(Bytes, Hash),
    reply_html_page(album, title(Title), [ p([Name, &(mdash), Type]), p([Length, ' characters, ', code(Hash)]) ]).

:- public saved/3.

%   saved(+Stream, -Upload, +Options): called for each part that has a file name.

saved(Stream, upload(Name, Type, Text), Options) :-
    option(filename(Name), Options),
    option(media(Major/Minor, _), Options, text/plain),
    atomic_list_concat([Major, Minor], /, Type),
    set_stream(Stream, encoding(utf8)),
    read_string(Stream, _, Text).

file(Request) :-
    memberchk(path_info(Name), Request),
    http_session_data(file(Name, Type, Text)),
    !,
    uri_encoded(path, Name, Encoded),
    format('Content-type: ~w; charset=UTF-8~n', [Type]),
    format('Content-disposition: attachment; filename="~w"~n~n', [Encoded]),
    write(Text).
file(Request) :-
    http_404([], Request).
