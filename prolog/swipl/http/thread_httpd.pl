/*  Servers. The host listens, and calls the handlers of a server one after the other.
*/

:- module(thread_httpd,
          [ http_server/2,
            http_current_server/2,
            http_server_property/2,
            http_stop_server/2,
            http_workers/2,
            http_add_worker/2,
            http_current_worker/2,
            http_spawn/2,
            http_requeue/1,
            http_close_connection/1,
            http_enough_workers/3
          ]).
:- use_module(library(error)).
:- use_module(library(lists)).
:- use_module(library(option)).
:- use_module(library(typescript)).
:- use_module(library(http/http_path)).
:- use_module(library(http/http_wrapper)).

:- meta_predicate
    http_server(1, :),
    http_current_server(1, ?),
    http_spawn(0, +).

:- dynamic(server/4). % port, closure, start time, options
:- multifile(prolog:message//1).

%!  http_server(:Closure, +Options) is det.
%
%   Has requests to a port answered by call(Closure, Request). The option port(Port) has a number, Host:Port, or a variable
%   for any that is free. What options say of workers and queues means nothing here.
%
%   @error existence_error(server_address, Options)

http_server(Closure, _:Options) :-
    option(port(Address), Options),
    !,
    ( nonvar(Address), Address = Host:Port -> true ; Address = Port, Host = '' ),
    typescript(http_server/2, [Port, Host]),
    retractall(server(Port, _, _, _)),
    get_time(Now),
    assertz(server(Port, Closure, Now, Options)),
    (   option(silent(true), Options)
    ->  true
    ;   print_message(informational, httpd_started_server(Address, Options))
    ).
http_server(_, _:Options) :-
    existence_error(server_address, Options).

%!  http_current_server(:Closure, ?Port) is nondet.
%!  http_server_property(?Port, ?Property) is nondet.
%
%   The servers that there are. Properties are goal(Closure), scheme(Scheme) and start_time(Time).

http_current_server(Closure, Port) :-
    server(Port, Closure, _, _).

http_server_property(Address, Property) :-
    ( nonvar(Address), Address = _:Port -> true ; Port = Address ),
    server(Port, Closure, Time, _),
    member(Property, [goal(Closure), scheme(http), start_time(Time)]).

%!  http_stop_server(+Port, +Options) is det.
%
%   @error existence_error(http_server, Port)

http_stop_server(Address, _) :-
    must_be(ground, Address),
    ( Address = _:Port -> true ; Port = Address ),
    must_be_served(Port),
    retractall(server(Port, _, _, _)),
    typescript(http_stop_server/1, [Port]).

must_be_served(Port) :-
    (   server(Port, _, _, _)
    ->  true
    ;   existence_error(http_server, Port)
    ).

%!  http_workers(+Port, ?Workers) is det.
%!  http_add_worker(+Port, +Options) is det.
%!  http_current_worker(?Port, ?Thread) is nondet.
%
%   One handler runs at a time, whatever is asked for.

http_workers(Port, Workers) :-
    must_be(ground, Port),
    must_be_served(Port),
    ( integer(Workers) -> true ; Workers = 1 ).

http_add_worker(Port, _) :-
    must_be(ground, Port),
    must_be_served(Port).

http_current_worker(Port, Thread) :-
    server(Port, _, _, _),
    thread_self(Thread).

http_spawn(Goal, _) :-
    call(Goal).

http_requeue(Request) :-
    throw(error(permission_error(requeue, http_request, Request),
                context(http_requeue/1, 'clausal runs one handler at a time'))).

http_close_connection(_).

http_enough_workers(_, _, _).

%!  request(+Port, +Request, +HasBody, -Reply) is det.
%
%   What the host calls: the server of the port answers, or the only one that there is, or else the handlers of paths.

request(Port0, Request, HasBody, Reply) :-
    (   server(Port0, Closure, _, _)
    ->  Port = Port0
    ;   findall(Port1-Closure1, server(Port1, Closure1, _, _), [Port-Closure])
    ->  true
    ;   Port = Port0,
        Closure = http_dispatch:http_dispatch
    ),
    atom_concat('httpd@', Port, Queue),
    httpd_wrapper:answer(Closure, Queue, Request, HasBody, Reply).

prolog:message(httpd_started_server(Address, Options)) -->
    [ 'Started server at ' ],
    { landing_page(Address, Options, Page) },
    [ '~w'-[Page] ].

landing_page(Address, Options, Page) :-
    ( Address = Host:Port -> true ; Host = localhost, Port = Address ),
    ( Port == 80 -> Suffix = '' ; atom_concat(:, Port, Suffix) ),
    (   option(entry_page(Entry0), Options)
    ->  http_absolute_location(Entry0, Entry, [])
    ;   http_absolute_location(root(.), Entry, [])
    ),
    atomic_list_concat(['http://', Host, Suffix, Entry], Page).
