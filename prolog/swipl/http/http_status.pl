/*  Replies that are no output of a handler: what was thrown as http_reply(Reply), errors, redirections, files. The host
    sends them.
*/

:- module(http_status, [reply/5, lines/2]).
:- use_module(library(error)).
:- use_module(library(lists)).
:- use_module(library(option)).
:- use_module(library(typescript)).
:- use_module(library(http/html_write)).
:- use_module(library(http/header_fields)).
:- use_module(library(http/header_updates)).
:- use_module(library(http/status_codes)).

:- multifile
    http:status_page/3,
    http:status_reply/3,
    http:serialize_reply/2,
    http:http_address//0.

%!  reply(+Reply, +Fields, +Context, +Request, -Sent) is det.
%
%   What the host sends for http_reply(Reply). Sent is sent(Code, Fields, Content), with Fields a list of
%   Name-Text, and Content one of
%
%     - none
%     - text(Type, Encoding, Text)
%     - file(Type, Path, Encoding), where Encoding is none or gzip
%     - part(Type, Path, From, To), of a file, where To may be `end`
%
%   @error domain_error(http_reply, Reply)

reply(Reply, Fields, _, _, sent(Code, Lines, Content)) :-
    data(Reply, Kind, Modified, Content),
    !,
    said_status(Fields, Kind, Code),
    append(Modified, Fields, All),
    lines(All, Lines).
reply(cgi_stream(In, _), Fields, _, _, sent(Code, Lines, text('', octet, Text))) :-
    !,
    http_read_header(In, Header),
    read_string(In, _, Text),
    http_join_headers(Fields, Header, All),
    said_status(All, ok, Code),
    lines(All, Lines).
reply(Reply, Fields0, _, _, sent(Code, Lines, none)) :-
    without_content(Reply, Kind, More),
    !,
    http_join_headers(Fields0, More, Fields),
    status_code(Kind, Code),
    lines(Fields, Lines).
reply(Reply0, Fields0, Context, Request, sent(Code, Lines, text(Type, Encoding, Text))) :-
    same_as(Reply0, Reply),
    headers_of(Reply, Before),
    !,
    content(Reply, Fields0, Context, Request, body(Type, Encoding, Text)),
    http_join_headers(Before, Fields0, Fields),
    functor(Reply, Kind, _),
    said_status(Fields, Kind, Code),
    lines(Fields, Lines).
reply(Reply, _, _, _, _) :-
    domain_error(http_reply, Reply).

data(html(Tokens), ok, [], text(text/html, utf8, Text)) :-
    with_output_to(string(Text), print_html(Tokens)).
data(bytes(Type, Bytes), ok, [], text(Type, octet, Text)) :-
    text_to_string(Bytes, Text).
data(stream(In, Length), ok, [], text('', octet, Text)) :-
    read_string(In, Length, Text).
data(file(Type, Path), ok, Modified, file(Type, Path, none)) :-
    modified(Path, Modified).
data(gzip_file(Type, Path), ok, Modified, file(Type, Path, gzip)) :-
    modified(Path, Modified).
data(file(Type, Path, bytes(From, To)), partial_content, Modified, part(Type, Path, From, To)) :-
    modified(Path, Modified).
data(tmp_file(Type, Path), ok, [], file(Type, Path, none)) :-
    size_file(Path, _). % which says when there is none

modified(Path, [last_modified(Text)]) :-
    time_file(Path, Time),
    http_timestamp(Time, Text).

without_content(no_content, no_content, []).
without_content(not_modified, not_modified, []).

same_as(busy, service_unavailable(busy)) :- !.
same_as(unavailable(Why), service_unavailable(Why)) :- !.
same_as(resource_error(Error), service_unavailable(Error)) :- !.
same_as(authorise(basic, ''), authorise(basic)) :- !.
same_as(authorise(basic, Realm), authorise(basic(Realm))) :- !.
same_as(Reply, Reply).

headers_of(created(Location), [location(Location)]).
headers_of(moved(Location), [location(Location)]).
headers_of(moved_temporary(Location), [location(Location)]).
headers_of(see_other(Location), [location(Location)]).
headers_of(authorise(Method), [www_authenticate(Method)]).
headers_of(gone(_), []).
headers_of(bad_request(_), []).
headers_of(forbidden(_), []).
headers_of(not_found(_), []).
headers_of(method_not_allowed(_, _), []).
headers_of(not_acceptable(_), []).
headers_of(server_error(_), []).
headers_of(service_unavailable(_), []).

%   A field status(Code) says another code.

said_status(Fields, _, Code) :-
    memberchk(status(Code0), Fields),
    !,
    (   integer(Code0),
        between(100, 599, Code0)
    ->  Code = Code0
    ;   domain_error(http_code, Code0)
    ).
said_status(_, Kind, Code) :-
    status_code(Kind, Code).

lines([], []).
lines([status(_)|Fields], Lines) :-
    !,
    lines(Fields, Lines).
lines([content_length(_)|Fields], Lines) :-
    !,
    lines(Fields, Lines).
lines([last_modified(Text)|Fields], ['Last-modified'-Text|Lines]) :-
    !,
    lines(Fields, Lines).
lines([Field|Fields], [Name-Text|Lines]) :-
    header_line(Field, Name, Text),
    lines(Fields, Lines).

%!  content(+Reply, +Fields, +Context, +Request, -Body) is det.
%
%   The content of a reply: what a hook says, or a page in HTML. Body is body(Type, Encoding, Text).

content(Reply, Fields, Context, Request, Body) :-
    functor(Reply, Kind, _),
    status_code(Kind, Code),
    option(method(Method), Request, get),
    accepted(Request, Accept),
    dict_create(Options, _, [context=Context, method=Method, code=Code, accept=Accept, header=Fields]),
    (   hooked_page(Reply, Code, Options, Content)
    ->  true
    ;   title(Reply, Title),
        heading(Reply, Heading),
        phrase(page([title(Title)], [h1(Heading), \said(Reply), \address]), Tokens),
        Content = html_tokens(Tokens)
    ),
    body(Content, Body).

accepted(Request, Accept) :-
    memberchk(accept(Given), Request),
    http_parse_header_value(accept, Given, Accept),
    !.
accepted(_, [media(text/html, [], 0.1, []), media(_, [], 0.01, [])]).

hooked_page(Reply, _, Options, Content) :-
    http:status_reply(Reply, Content, Options),
    !.
hooked_page(Reply, Code, Options, html_tokens(Tokens)) :-
    ( Status = Reply ; Status = Code ),
    get_dict(context, Options, Context),
    http:status_page(Status, Context, Tokens),
    !.

body(Content, Body) :-
    http:serialize_reply(Content, Body),
    !.
body(html_tokens(Tokens), body(text/html, utf8, Text)) :-
    !,
    with_output_to(string(Text), print_html(Tokens)).
body(body(Type, Encoding, Content), body(Type, Encoding, Text)) :-
    !,
    text_to_string(Content, Text).
body(Content, _) :-
    domain_error(http_reply_body, Content).

title(Reply, Title) :-
    functor(Reply, Kind, _),
    titled(Kind, Title).

titled(created, '201 Created').
titled(moved, '301 Moved Permanently').
titled(moved_temporary, '302 Moved Temporary').
titled(see_other, '303 See Other').
titled(bad_request, '400 Bad Request').
titled(authorise, '401 Authorization Required').
titled(forbidden, '403 Forbidden').
titled(not_found, '404 Not Found').
titled(method_not_allowed, '405 Method not allowed').
titled(not_acceptable, '406 Not Acceptable').
titled(gone, '410 Resource Gone').
titled(server_error, '500 Internal server error').
titled(service_unavailable, '503 Service Unavailable').

%   The title without its number.

heading(Reply, Heading) :-
    title(Reply, Title),
    sub_atom(Title, 4, _, 0, Heading).

said(created(Location)) -->
    html(p(['The document was created ', a(href(Location), ' Here')])).
said(moved(Location)) -->
    html(p(['The document has moved ', a(href(Location), ' Here')])).
said(moved_temporary(Location)) -->
    html(p(['The document is currently ', a(href(Location), ' Here')])).
said(see_other(Location)) -->
    html(p(['See other document ', a(href(Location), ' Here')])).
said(gone(Location)) -->
    html(p(['The document has been removed ', a(href(Location), ' from here')])).
said(bad_request(Error)) -->
    html(p(\message(Error))).
said(authorise(_)) -->
    html(p(['This server could not verify that you ',
            'are authorized to access the document ',
            'requested.  Either you supplied the wrong ',
            'credentials (e.g., bad password), or your ',
            'browser doesn\'t understand how to supply ',
            'the credentials required.'
           ])).
said(forbidden(Path)) -->
    html(p(['You don\'t have permission to access ', Path, ' on this server'])).
said(not_found(Path)) -->
    html(p(['The requested URL ', tt(Path), ' was not found on this server'])).
said(method_not_allowed(Method0, Path)) -->
    { upcase_atom(Method0, Method) },
    html(p(['The requested URL ', tt(Path), ' does not support method ', tt(Method), '.'])).
said(not_acceptable(Why)) -->
    html(Why).
said(server_error(Error)) -->
    html(p(\message(Error))).
said(service_unavailable(busy)) -->
    !,
    html(p(['The server is temporarily out of resources, ', 'please try again later'])).
said(service_unavailable(Why)) -->
    { subsumes_term(error(_, _), Why) },
    !,
    message(Why).
said(service_unavailable(Why)) -->
    html(Why).

message(Error) -->
    { '$messages':translate_message(Error, Lines, []) },
    message_lines(Lines).

message_lines([]) -->
    [].
message_lines([nl|Lines]) -->
    !,
    html(br([])),
    message_lines(Lines).
message_lines([flush|_]) -->
    !.
message_lines([url(Place)|Lines]) -->
    !,
    { place_parts(Place, Parts) },
    html(Parts),
    message_lines(Lines).
message_lines([url(Location, Label)|Lines]) -->
    !,
    html(a(href(Location), Label)),
    message_lines(Lines).
message_lines([Line|Lines]) -->
    { message_text(Line, Text) },
    !,
    html([Text]),
    message_lines(Lines).
message_lines([_|Lines]) -->
    message_lines(Lines).

%   What a part of a message, and a place in a file, are as text: of pages, and of error replies in JSON.

message_text(ansi(_, Format, Arguments), Text) :-
    !,
    format(string(Text), Format, Arguments).
message_text(Format-Arguments, Text) :-
    !,
    format(string(Text), Format, Arguments).
message_text(Format, Text) :-
    atomic(Format),
    format(string(Text), Format, []).

place_parts(File:Line:Column, [File, :, Line, :, Column]) :-
    !.
place_parts(File:Line, [File, :, Line]) :-
    !.
place_parts(File, [File]).

address -->
    http:http_address,
    !.
address -->
    { typescript(gethostname/1, [Host]) },
    html(address([a(href('http://www.swi-prolog.org'), 'SWI-Prolog'), ' httpd at ', Host])).
