/*  The files that libraries bring along: icons, style sheets and scripts.
*/

:- module(http_server_files, [serve_files_in_directory/2]).
:- use_module(library(http/http_path)).
:- use_module(library(http/http_dispatch)).

:- multifile
    http:location/3,
    user:file_search_path/2.
:- dynamic
    http:location/3,
    user:file_search_path/2.

http:location(icons, root(icons), [priority(-100)]).
http:location(css, root(css), [priority(-100)]).
http:location(js, root(js), [priority(-100)]).

user:file_search_path(icons, library('http/web/icons')).
user:file_search_path(css, library('http/web/css')).
user:file_search_path(js, library('http/web/js')).

:- http_handler(icons(.), serve_files_in_directory(icons), [prefix, priority(-100)]).
:- http_handler(css(.), serve_files_in_directory(css), [prefix, priority(-100)]).
:- http_handler(js(.), serve_files_in_directory(js), [prefix, priority(-100)]).

%!  serve_files_in_directory(+Alias, +Request) is det.
%
%   The handler of a prefix that replies the files which Alias(Path) finds.

serve_files_in_directory(Alias, Request) :-
    memberchk(path_info(Info), Request),
    File =.. [Alias, Info],
    catch(http_safe_file(File, []), error(permission_error(read, file, _), _), fail),
    !,
    (   absolute_file_name(File, Path, [access(read), file_errors(fail)])
    ->  http_reply_file(Path, [unsafe(true), static_gzip(true)], Request)
    ;   http_404([], Request)
    ).
serve_files_in_directory(_, Request) :-
    memberchk(path(Path), Request),
    throw(http_reply(forbidden(Path))).
