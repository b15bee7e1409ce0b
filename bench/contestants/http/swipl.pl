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
    http_server(http_dispatch, [port(localhost:Port), workers(65), silent(true)]),
    current_prolog_flag(version_data, swi(Major, Minor, Patch, _)),
    format('{"port":~d,"version":"~w.~w.~w","hasSessions":true}~n', [Port, Major, Minor, Patch]),
    flush_output,
    read_term(user_input, _, []).

counter(_) :-
    (   http_session_data(count(Count0))
    ->  true
    ;   Count0 = 0,
        forall(other(Fact), http_session_assert(Fact))
    ),
    Count is Count0 + 1,
    http_session_retractall(count(_)),
    http_session_assert(count(Count)),
    format('Content-type: text/plain~n~n~d', [Count]).

total(_) :-
    aggregate_all(
        sum(Count),
        (   http_session:session_data(Session, count(Count)),
            forall(other(Fact), http_session:session_data(Session, Fact))
        ),
        Sum),
    format('Content-type: text/plain~n~n~d', [Sum]).

% What sessions have besides the counter.
other(Fact) :-
    between(1, 9, I),
    atom_concat(key, I, Name),
    atom_concat('the value of key ', I, Value),
    Fact =.. [Name, Value].
