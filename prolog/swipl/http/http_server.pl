/*  What most servers need, in one library.
*/

:- module(http_server, [http_server/1]).
:- reexport(library(http/thread_httpd)).
:- reexport(library(http/http_dispatch)).
:- reexport(library(http/http_wrapper), [http_current_request/1, http_peer/2]).
:- reexport(library(http/http_parameters)).
:- reexport(library(http/html_write), [reply_html_page/2, html/3, (html_meta)/1, op(1150, fx, html_meta)]).
:- reexport(library(http/http_json),
            [ reply_json_dict/1,
              reply_json_dict/2,
              http_read_json_dict/2,
              http_read_json_dict/3,
              is_json_content_type/1
            ]).

%!  http_server(+Options) is det.
%
%   Has the requests to a port answered by the handlers of their paths: http_server/2 of http_dispatch/1.

http_server(Options) :-
    http_server(http_dispatch, Options).
