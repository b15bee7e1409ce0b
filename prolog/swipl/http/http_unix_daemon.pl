/*  Servers as daemons: here the host is what the system starts and stops, so that what is left is the port.
*/

:- module(http_unix_daemon,
          [ http_daemon/0,
            http_daemon/1
          ]).
:- use_module(library(broadcast)).
:- use_module(library(main)).
:- use_module(library(option)).
:- use_module(library(http/http_dispatch)).
:- use_module(library(http/thread_httpd)).

:- multifile(http_server_hook/1).
:- dynamic(http_server_hook/1).

:- initialization(http_daemon, main).

%!  http_daemon is det.
%!  http_daemon(+Options) is det.
%
%   Serves the handlers of the program: at port(Port), or at 80. The options of the command line count, too. Those on users,
%   files of process ids and certificates mean nothing here.

http_daemon :-
    current_prolog_flag(argv, Argv),
    argv_options(Argv, _, Options),
    http_daemon(Options).

http_daemon(Options) :-
    option(port(Port), Options, 80),
    broadcast(http(pre_server_start)),
    (   http_server_hook([port(Port)|Options])
    ->  true
    ;   http_server(http_dispatch, [port(Port)])
    ),
    broadcast(http(post_server_start)).
