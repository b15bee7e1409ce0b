/*  The address by which the world knows the server.
*/

:- module(http_host,
          [ http_public_url/2,
            http_public_host_url/2,
            http_public_host/4,
            http_current_host/4
          ]).
:- use_module(library(lists)).
:- use_module(library(option)).
:- use_module(library(settings)).
:- use_module(library(typescript)).
:- use_module(library(http/http_wrapper)).
:- use_module(library(http/thread_httpd)).

:- setting(http:public_host, atom, '', 'Name by which the world knows this server').
:- setting(http:public_port, integer, 80, 'Port of the public server').
:- setting(http:public_scheme, oneof([http, https]), http, 'Scheme of the public server').

%!  http_public_url(+Request, -URL) is det.
%!  http_public_host_url(+Request, -URL) is det.
%
%   The URL of a request, and that of its server.

http_public_url(Request, URL) :-
    http_public_host_url(Request, Server),
    option(request_uri(Target), Request),
    atom_concat(Server, Target, URL).

http_public_host_url(Request, URL) :-
    http_public_host(Request, Host, Port, [global(true)]),
    setting(http:public_scheme, Scheme),
    (   memberchk(Scheme-Port, [http-80, https-443])
    ->  format(atom(URL), '~w://~w', [Scheme, Host])
    ;   format(atom(URL), '~w://~w:~w', [Scheme, Host, Port])
    ).

%!  http_public_host(?Request, -Host, -Port, +Options) is det.
%
%   The settings, what a proxy says, what the client says, or this machine. With the option global(true) the name of a
%   machine that is only known here gives way to that of this one.

http_public_host(_, Host, Port, _) :-
    setting(http:public_host, Host0),
    Host0 \== '',
    !,
    Host = Host0,
    setting(http:public_port, Port).
http_public_host(Request, Host, Port, Options) :-
    ( var(Request) -> http_current_request(Request) ; true ),
    (   memberchk(x_forwarded_host(Forwarded), Request)
    ->  atomic_list_concat([Host|_], ',', Forwarded),
        Port = 80
    ;   memberchk(host(Host0), Request),
        ( option(global(true), Options, false) -> global(Host0, Host) ; Host = Host0 ),
        option(port(Port), Request, 80)
    ),
    !.
http_public_host(_, Host, Port, _) :-
    typescript(gethostname/1, [Host]),
    http_current_server(_:_, Port),
    !.

global(localhost, Host) :-
    !,
    typescript(gethostname/1, [Host]).
global(Host, Host).

%!  http_current_host(?Request, -Host, -Port, +Options) is det.
%
%   The older name of http_public_host/4.

http_current_host(Request, Host, Port, Options) :-
    http_public_host(Request, Host, Port, Options).
