% SWI-Prolog's HTTP server and its library(http/http_session). As what serve.ts serves: tells where it is, and ends when
% the standard input does.

:- use_module(library(aggregate)).
:- use_module(library(http/http_dispatch)).
:- use_module(library(http/http_session)).
:- use_module(library(http/thread_httpd)).

:- http_handler(/, counter, []).
:- http_handler('/total', total, []).

main :-
    % A connection keeps a worker as long as it is alive.
    http_server(http_dispatch, [port(localhost:Port), workers(32), silent(true)]),
    current_prolog_flag(version_data, swi(Major, Minor, Patch, _)),
    format('{"port":~d,"version":"~w.~w.~w","hasSessions":true}~n', [Port, Major, Minor, Patch]),
    flush_output,
    read_term(user_input, _, []).

counter(_) :-
    (   http_session_data(count(Count0))
    ->  true
    ;   Count0 = 0
    ),
    Count is Count0 + 1,
    http_session_retractall(count(_)),
    http_session_assert(count(Count)),
    format('Content-type: text/plain~n~n~d', [Count]).

total(_) :-
    aggregate_all(sum(Count), http_session:session_data(_, count(Count)), Sum),
    format('Content-type: text/plain~n~n~d', [Sum]).
