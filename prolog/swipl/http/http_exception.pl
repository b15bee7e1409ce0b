/*  What is replied to an exception.
*/

:- module(http_exception,
          [ map_exception_to_http_status/4,
            in_or_exclude_backtrace/2
          ]).
:- use_module(library(lists)).
:- use_module(library(settings)).

:- multifile
    http:bad_request_error/2,
    http:map_exception_to_http_status_hook/4.

%!  map_exception_to_http_status(+Exception, -Reply, -Fields, -Context) is det.
%
%   The reply to an exception, fields for its header, and what http:status_page/3 is told.

map_exception_to_http_status(Exception, Reply, Fields, Context) :-
    http:map_exception_to_http_status_hook(Exception, Reply, Fields, Context),
    !.
map_exception_to_http_status(http(not_modified), not_modified, [connection('Keep-Alive')], []) :-
    !.
map_exception_to_http_status(http_reply(Reply), Reply, [connection(Connection)], []) :-
    !,
    connection_after(Reply, Connection).
map_exception_to_http_status(http_reply(Reply, Fields0), Reply, Fields, []) :-
    !,
    with_connection(Fields0, Reply, Fields).
map_exception_to_http_status(http_reply(Reply, Fields0, Context), Reply, Fields, Context) :-
    !,
    with_connection(Fields0, Reply, Fields).
map_exception_to_http_status(Exception, Reply, [connection(close)], []) :-
    reply_to(Exception, Reply),
    !.

%!  thrown_reply(+Status, -Reply) is semidet.
%
%   What the log and messages call the end of a request: the reply that was thrown, or error(404, Path).

thrown_reply(http_reply(Reply), Reply).
thrown_reply(http_reply(Reply, _), Reply).
thrown_reply(error(existence_error(http_location, Path), _), error(404, Path)).

with_connection(Fields, _, Fields) :-
    memberchk(connection(_), Fields),
    !.
with_connection(Fields, Reply, [connection(Connection)|Fields]) :-
    connection_after(Reply, Connection).

connection_after(Reply, Connection) :-
    (   leaves_connection(Reply)
    ->  Connection = 'Keep-Alive'
    ;   Connection = close
    ).

leaves_connection(not_modified).
leaves_connection(bytes(_, _)).
leaves_connection(file(_, _)).
leaves_connection(tmp_file(_, _)).
leaves_connection(stream(_, _)).
leaves_connection(cgi_stream(_, _)).
leaves_connection(switching_protocols(_, _)).

reply_to(error(existence_error(http_location, Path), _), not_found(Path)).
reply_to(error(permission_error(http_method, Method, Path), _), method_not_allowed(Method, Path)).
reply_to(error(permission_error(_, http_location, Path), _), forbidden(Path)).
reply_to(error(threads_in_pool(_), _), busy).
reply_to(error(resource_error(Resource), Context), resource_error(error(resource_error(Resource), Context))).
reply_to(error(Formal, Context), bad_request(Error)) :-
    nonvar(Formal),
    is_bad_request(Formal, Context),
    without_stack(error(Formal, Context), Error).
reply_to(Exception, server_error(Exception)).

is_bad_request(Formal, Context) :-
    (   http:bad_request_error(Formal, General)
    ;   default_bad_request(Formal, General)
    ),
    (   var(General)
    ->  true
    ;   nonvar(Context),
        Context = context(_, Message),
        subsumes_term(General, Message)
    ),
    !.

default_bad_request(domain_error(http_request, _), _).
default_bad_request(existence_error(http_parameter, _), _).
default_bad_request(type_error(_, _), http_parameter(_)).
default_bad_request(syntax_error(http_request_line(_)), _).
default_bad_request(syntax_error(http_request(_)), _).
default_bad_request(syntax_error(_), in_http_request).

without_stack(error(Formal, Context), error(Formal, context(_, Message))) :-
    Context = context(_, Message),
    !.
without_stack(Error, Error).

%!  in_or_exclude_backtrace(+Error0, -Error) is det.
%
%   An error without its stack, unless the setting http:client_backtrace shows that to clients.

in_or_exclude_backtrace(Error, Error) :-
    current_setting(http:client_backtrace),
    setting(http:client_backtrace, true),
    !.
in_or_exclude_backtrace(Error0, Error) :-
    nonvar(Error0),
    Error0 = error(_, _),
    !,
    without_stack(Error0, Error).
in_or_exclude_backtrace(Error, Error).

:- multifile(prolog:general_exception/2).

prolog:general_exception(http_reply(_), http_reply(_)).
prolog:general_exception(http_reply(_, _), http_reply(_, _)).
