/*  JSON in requests and replies, and error pages as JSON for clients that prefer it.
*/

:- module(http_json,
          [ reply_json/1,
            reply_json/2,
            reply_json_dict/1,
            reply_json_dict/2,
            http_read_json/2,
            http_read_json/3,
            http_read_json_dict/2,
            http_read_json_dict/3,
            is_json_content_type/1
          ]).
:- use_module(library(apply)).
:- use_module(library(error)).
:- use_module(library(lists)).
:- use_module(library(option)).
:- use_module(library(http/http_client)).
:- use_module(library(http/http_status), []).
:- use_module(library(http/field_values)).
:- use_module(library(http/json)).
:- use_module(library(http/post_data)).

:- multifile(http_client:http_convert_data/4).
:- multifile(http:post_data_hook/3).
:- multifile(http:status_reply/3).
:- multifile(http:serialize_reply/2).
:- multifile(json_type/1).

%!  is_json_content_type(+Type) is semidet.
%
%   Whether the value of a Content-Type field says JSON. Programs may add clauses for http_json:json_type(Type/SubType).

is_json_content_type(Type) :-
    media_type(Type, media(Media, _)),
    json_type(Media),
    !.

json_type(application/jsonrequest).
json_type(application/json).

%!  http_client:http_convert_data(+In, +Fields, -Data, +Options) is semidet.
%
%   http_read_data/3 reads JSON, as a term or, with the option json_object(dict), as a dict.

http_client:http_convert_data(In, Fields, Data, Options) :-
    memberchk(content_type(Type), Fields),
    is_json_content_type(Type),
    !,
    http_client:with_content(In, Fields, '', Content, http_json:read_json(Content, Data, Options)).

read_json(In, Data, Options) :-
    (   is_dict_wanted(Options)
    ->  json_read_dict(In, Data, Options)
    ;   json_read(In, Data, Options)
    ).

write_json(Out, Data, Options) :-
    (   is_dict_wanted(Options)
    ->  json_write_dict(Out, Data, Options)
    ;   json_write(Out, Data, Options)
    ).

is_dict_wanted(Options) :-
    memberchk(json_object(dict), Options).

%!  http_read_json(+Request, -Term) is det.
%!  http_read_json(+Request, -Term, +Options) is det.
%!  http_read_json_dict(+Request, -Dict) is det.
%!  http_read_json_dict(+Request, -Dict, +Options) is det.
%
%   The JSON that was sent with a request. Options are those of json_read/3 or json_read_dict/3, json_object(As) and
%   content_type(Type).
%
%   @error domain_error(method, Method), domain_error(mimetype, Type)

http_read_json(Request, Term) :-
    http_read_json(Request, Term, []).

http_read_json(Request0, Term, Options0) :-
    (   select_option(content_type(Type), Options0, Options)
    ->  delete(Request0, content_type(_), Request1),
        Request = [content_type(Type)|Request1]
    ;   Request = Request0,
        Options = Options0
    ),
    option(method(Method), Request),
    option(content_type(Sent), Request),
    check(memberchk(Method, [post, put, patch]), method, Method),
    check(is_json_content_type(Sent), mimetype, Sent),
    http_read_data(Request, Term, Options).

check(Goal, Domain, Value) :-
    (   call(Goal)
    ->  true
    ;   domain_error(Domain, Value)
    ).

http_read_json_dict(Request, Dict) :-
    http_read_json_dict(Request, Dict, []).

http_read_json_dict(Request, Dict, Options0) :-
    merge_options([json_object(dict)], Options0, Options),
    http_read_json(Request, Dict, Options).

%!  reply_json(+Data) is det.
%!  reply_json(+Data, +Options) is det.
%!  reply_json_dict(+Data) is det.
%!  reply_json_dict(+Data, +Options) is det.
%
%   Write a reply. Options are those of json_write/3 or json_write_dict/3, status(Code), content_type(Type) and
%   json_object(As).

reply_json(Data) :-
    is_dict(Data),
    !,
    reply_json_dict(Data).
reply_json(Data) :-
    json_header,
    json_write(current_output, Data).

reply_json(Data, Options) :-
    is_dict(Data),
    !,
    reply_json_dict(Data, Options).
reply_json(Data, Options) :-
    reply(Data, Options).

reply_json_dict(Data) :-
    json_header,
    json_write_dict(current_output, Data).

reply_json_dict(Data, Options0) :-
    merge_options([json_object(dict)], Options0, Options),
    reply(Data, Options).

json_header :-
    write('Content-type: application/json; charset=UTF-8\n\n').

reply(Data, Options0) :-
    select_option(content_type(Type), Options0, Options1, 'application/json'),
    (   select_option(status(Code), Options1, Options)
    ->  format('Status: ~d~n', [Code])
    ;   Options = Options1
    ),
    format('Content-type: ~w~n~n', [Type]),
    write_json(current_output, Data, Options).

%!  http:post_data_hook(+Data, +Out, +Header) is semidet.
%
%   http_post/4 and http_open/3 send json(Term) and json(Term, Options).

http:post_data_hook(json(Term), Out, Header) :-
    (   is_dict(Term)
    ->  Options = [json_object(dict)]
    ;   Options = []
    ),
    http:post_data_hook(json(Term, Options), Out, Header).
http:post_data_hook(json(Term, Options), Out, Header) :-
    option(content_type(Type), Header, 'application/json'),
    with_output_to(string(Text), http_json:write_json(current_output, Term, Options)),
    bytes(utf8, Text, Bytes),
    http_post_data(bytes(Type, Bytes), Out, []).

%   Replies of the wrapper as JSON: what it would say as a page, for clients that accept JSON rather than HTML.

http:serialize_reply(json(Dict), body(application/json, utf8, Text)) :-
    with_output_to(string(Text), json_write_dict(current_output, Dict)).

http:status_reply(Reply, json(Dict), Options) :-
    get_dict(accept, Options, Accepted),
    http_json:prefers_json(Accepted),
    http_json:said(Reply, Lines, More),
    http_json:text_of_lines(Lines, Message),
    get_dict(code, Options, Code),
    dict_pairs(Dict, _, [code-Code, message-Message|More]).

prefers_json(Accepted) :-
    memberchk(media(application/json, _, Json, []), Accepted),
    (   member(media(text/html, _, Html, []), Accepted)
    ->  Json > Html
    ;   true
    ).

%   The lines of a message, and further keys.

said(created(Location), ['Created: ~w'-[Location]], [location-Location]).
said(moved(Location), ['Moved to: ~w'-[Location]], [location-Location]).
said(moved_temporary(Location), ['Moved temporary to: ~w'-[Location]], [location-Location]).
said(see_other(Location), ['See: ~w'-[Location]], [location-Location]).
said(bad_request(Error), Lines, []) :-
    phrase('$messages':translate_message(Error), Lines).
said(authorise(Method), ['Authorization (~p) required'-[Method]], []).
said(forbidden(Location), ['You have no permission to access: ~w'-[Location]], [location-Location]).
said(not_found(Location), ['Path not found: ~w'-[Location]], [location-Location]).
said(method_not_allowed(Method, Location), ['Method not allowed: ~w'-[Name]], [location-Location, method-Name]) :-
    upcase_atom(Method, Name).
said(not_acceptable(Why), ['Request is not acceptable: ~p'-[Why]], []).
said(server_error(Error), Lines, []) :-
    phrase('$messages':translate_message(Error), Lines).
said(service_unavailable(Why), ['Service unavailable: ~p'-[Why]], []).

text_of_lines(Lines, Text) :-
    with_output_to(string(Text), maplist(write_part, Lines)).

write_part(nl) :-
    !,
    nl.
write_part(flush) :-
    !.
write_part(url(_, Label)) :-
    !,
    write(Label).
write_part(url(Place)) :-
    !,
    http_status:place_parts(Place, Parts),
    maplist(write, Parts).
write_part(Line) :-
    http_status:message_text(Line, Text),
    write(Text).
