% A site on SWI-Prolog's HTTP server and its library(http/http_session). Its sibling here, test/support/session-site.ts,
% answers the same requests in the same way: the query of a request says what is done, step by step, and the lines of the
% body what that came to. The first step that throws ends the request with status 500. Prints its port, and ends when
% there is no more input.

:- module(session_server, [main/0]).
:- use_module(library(broadcast)).
:- use_module(library(apply)).
:- use_module(library(lists)).
:- use_module(library(http/thread_httpd)).
:- use_module(library(http/http_dispatch)).
:- use_module(library(http/http_session)).

:- dynamic
    default/1,          % a setting as it is at the start
    event/1.            % what was broadcast and not yet asked for

:- http_handler(root(.), answer, [prefix]).
:- http_handler(root(reset), reset, []).

main :-
    forall(http_session_option(Setting), assertz(default(Setting))),
    listen(session_server, http_session(Event), assertz(event(Event))),
    http_server(http_dispatch, [port(localhost:Port), workers(4)]),
    format('~d~n', [Port]),
    flush_output,
    read(_),
    halt.

%   Forgets all sessions, and what was set.

reset(_) :-
    forall(member(P, [session_setting(_), current_session(_,_), last_used(_,_), session_data(_,_), last_gc(_)]),
           retractall(http_session:P)),
    forall(default(Setting), assertz(http_session:session_setting(Setting))),
    retractall(event(_)),
    format('Content-type: text/plain~n~n').

%   No step may be undone: the library keeps the current session in a backtrackable variable. Nothing is printed before
%   the last step, so that headers can still be added.

answer(Request) :-
    ( memberchk(search(Steps), Request) -> true ; Steps = [] ),
    steps(Steps, header(200), Header, Lines),
    ( Header = header(Status) -> format('Status: ~d~n', [Status]), end_header ; true ),
    forall(member(Line, Lines), format('~s~n', [Line])).

end_header :-
    format('Content-type: text/plain; charset=UTF-8~n~n').

steps([], Header, Header, []).
steps([header=_|Steps], header(_), Header, Lines) :-
    !,
    end_header,
    flush_output,
    steps(Steps, sent, Header, Lines).
steps([Name=Text|Steps], Header0, Header, Lines) :-
    catch(step(Name, Text, Results), E, true),
    !,
    (   var(E)
    ->  maplist(text, Results, Lines0),
        append(Lines0, Lines1, Lines),
        steps(Steps, Header0, Header, Lines1)
    ;   E = error(Formal, _),
        text(Formal, Line),
        Lines = [[0'!|Line]],
        ( Header0 = header(_) -> Header = header(500) ; Header = Header0 )
    ).

step(add, Text, []) :- term_to_atom(T, Text), http_session_assert(T).
step(first, Text, []) :- term_to_atom(T, Text), http_session_asserta(T).
step(list, Text, Found) :- term_to_atom(T, Text), findall(T, http_session_data(T), Found).
step(take, Text, Found) :- term_to_atom(T, Text), ( http_session_retract(T) -> Found = [T] ; Found = [no] ).
step(takeall, Text, Found) :- term_to_atom(T, Text), findall(T, http_session_retract(T), Found).
step(clear, Text, []) :- term_to_atom(T, Text), http_session_retractall(T).
step(counter, _, [N]) :-
    ( http_session_data(counter(N0)) -> true ; N0 = 0 ),
    N is N0 + 1,
    http_session_retractall(counter(_)),
    http_session_assert(counter(N)).
step(id, _, [Id]) :- ( http_in_session(Id) -> true ; Id = none ).
step(session, _, [Id]) :- http_session_id(Id).
step(open, _, [Id]) :- http_open_session(Id, []).
step(renew, _, [Id]) :- http_open_session(Id, [renew(true)]).
step(close, _, []) :- http_session_id(Id), http_close_session(Id).
step(timeout, Text, []) :- term_to_atom(T, Text), http_set_session(timeout(T)).
step(current, _, Found) :- http_session_id(Id), findall(D, ( http_current_session(Id, D0), shown(D0, D) ), Found).
step(sessions, _, Found) :- findall(session(Id,D), ( http_current_session(Id, D0), shown(D0, D) ), Found).
step(of, Id, Found) :- findall(D, http_session_data(D, Id), Found).
step(events, _, Found) :- findall(E, retract(event(E)), Found).
step(options, Text, []) :- term_to_atom(Options, Text), http_set_session_options(Options).
step(option, Text, Found) :- term_to_atom(T, Text), findall(T, http_session_option(T), Found).

shown(idle(_), idle) :- !.
shown(Data, Data).

text(T0, Text) :-
    copy_term(T0, T),
    numbervars(T, 0, _),
    format(codes(Text), '~W', [T, [quoted(true), numbervars(true)]]).
