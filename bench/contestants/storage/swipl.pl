% SWI-Prolog's HTTP server and its library(http/http_session) with sessions in Redis, by library(http/http_redis_plugin).
% The counter and what it is served by are those of the suite `http`; the port of Redis is the argument.

:- ensure_loaded('../http/swipl').
:- use_module(library(http/http_redis_plugin)).
:- use_module(library(redis)).

:- http_handler('/begin', begin_counting, []).
:- http_handler('/note', add_note, []).
:- http_handler('/read', read_counter, []).

:- initialization(connect).

connect :-
    current_prolog_flag(argv, [Argument|_]),
    atom_number(Argument, Port),
    redis_server(default, localhost:Port, []),
    http_set_session_options([redis_db(default), redis_prefix(bench)]).

begin_counting(_) :-
    http_session_assert(count(1)),
    format('Content-type: text/plain~n~n1').

add_note(_) :-
    http_session_assert(note('what is noted')),
    aggregate_all(count, http_session_data(note(_)), Count),
    format('Content-type: text/plain~n~n~d', [Count]).

read_counter(_) :-
    http_session_data(count(Count)),
    format('Content-type: text/plain~n~n~d', [Count]).
