/*  What programs ask of library(socket) without using sockets: the host serves, and makes requests.
*/

:- module(socket,
          [ gethostname/1,
            tcp_socket/1,
            tcp_connect/2,
            tcp_connect/3,
            tcp_connect/4,
            tcp_bind/2,
            tcp_listen/2,
            tcp_accept/3,
            tcp_open_socket/2,
            tcp_open_socket/3,
            tcp_close_socket/1,
            tcp_setopt/2,
            tcp_host_to_address/2
          ]).
:- use_module(library(error)).
:- use_module(library(typescript)).

%!  gethostname(-Name) is det.

gethostname(Name) :-
    typescript(gethostname/1, [Name]).

tcp_socket(_) :-
    refused(tcp_socket, 1).

tcp_connect(_, _) :-
    refused(tcp_connect, 2).

tcp_connect(_, _, _) :-
    refused(tcp_connect, 3).

tcp_connect(_, _, _, _) :-
    refused(tcp_connect, 4).

tcp_bind(_, _) :-
    refused(tcp_bind, 2).

tcp_listen(_, _) :-
    refused(tcp_listen, 2).

tcp_accept(_, _, _) :-
    refused(tcp_accept, 3).

tcp_open_socket(_, _) :-
    refused(tcp_open_socket, 2).

tcp_open_socket(_, _, _) :-
    refused(tcp_open_socket, 3).

tcp_close_socket(_) :-
    refused(tcp_close_socket, 1).

tcp_setopt(_, _) :-
    refused(tcp_setopt, 2).

tcp_host_to_address(_, _) :-
    refused(tcp_host_to_address, 2).

refused(Name, Arity) :-
    throw(error(permission_error(create, socket, Name/Arity),
                context(socket:Name/Arity, 'there are no sockets: use http_server/2 and http_open/3'))).
