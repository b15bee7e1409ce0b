/*  The predicates of library(http/http_session), on the engine of the host. A program that defines http_session:hooked/0
    and http_session:hook/1 keeps its sessions itself.
*/

:- module(http_session,
          [ http_session_id/1,
            http_in_session/1,
            http_session_cookie/1,
            http_open_session/2,
            http_close_session/1,
            http_set_session_options/1,
            http_session_option/1,
            http_set_session/1,
            http_set_session/2,
            http_session_assert/1,
            http_session_assert/2,
            http_session_asserta/1,
            http_session_asserta/2,
            http_session_data/1,
            http_session_data/2,
            http_session_retract/1,
            http_session_retract/2,
            http_session_retractall/1,
            http_session_retractall/2,
            http_current_session/2,
            session_data/2,
            current_session/2,
            last_used/2
          ]).
:- use_module(library(typescript)).
:- use_module(library(error)).

:- multifile(hooked/0).
:- multifile(hook/1).
:- dynamic(hooked/0).
:- dynamic(hook/1).

%   A program can say which session is the current one, in place of that of the request: by the global variable
%   http_session_id, which is [] or an id, or `no_session`.

chosen(Id) :-
    nb_current(http_session_id, Id0),
    Id0 \== [],
    Id = Id0.

http_session_id(Id) :-
    chosen(Id0),
    !,
    (   Id0 \== no_session
    ->  Id = Id0
    ;   existence_error(http_session, _)
    ).
http_session_id(Id) :-
    typescript(http_session_id(Id)).

http_in_session(Id) :-
    chosen(Id0),
    !,
    Id0 \== no_session,
    Id = Id0.
http_in_session(Id) :-
    typescript(http_in_session(Id)).

http_session_cookie(Cookie) :-
    typescript(http_session_cookie(Cookie)).

http_open_session(Id, Options) :-
    typescript(http_open_session(Id, Options)).

http_close_session(Id) :-
    kept(http_close_session(Id)).

http_set_session_options(Options) :-
    typescript(http_set_session_options(Options)).

http_session_option(Option) :-
    typescript(http_session_option(Option)).

http_set_session(Setting) :-
    kept(http_set_session(Setting)).

http_set_session(Id, Setting) :-
    kept(http_set_session(Id, Setting)).

http_session_assert(Data) :-
    kept(http_session_assert(Data)).

http_session_assert(Data, Id) :-
    kept(http_session_assert(Data, Id)).

http_session_asserta(Data) :-
    kept(http_session_asserta(Data)).

http_session_asserta(Data, Id) :-
    kept(http_session_asserta(Data, Id)).

http_session_data(Data) :-
    kept(http_session_data(Data)).

http_session_data(Data, Id) :-
    kept(http_session_data(Data, Id)).

http_session_retract(Data) :-
    kept(http_session_retract(Data)).

http_session_retract(Data, Id) :-
    kept(http_session_retract(Data, Id)).

http_session_retractall(Data) :-
    kept(http_session_retractall(Data)).

http_session_retractall(Data, Id) :-
    kept(http_session_retractall(Data, Id)).

http_current_session(Id, Data) :-
    kept(http_current_session(Id, Data)).

%!  session_data(?Id, ?Data) is nondet.
%!  current_session(?Id, ?Peer) is nondet.
%!  last_used(?Id, ?Time) is nondet.
%
%   The facts of all sessions.

session_data(Id, Data) :-
    typescript(session_data(Id, Data)).

current_session(Id, Peer) :-
    typescript(current_session(Id, Peer)).

last_used(Id, Time) :-
    typescript(last_used(Id, Time)).

%   Sessions are kept by the program, or by the host.

kept(Goal) :-
    hooked,
    !,
    '$hooked'(Goal).
kept(Goal0) :-
    chosen(_),
    of_session(Goal0, Id, Goal),
    !,
    http_session_id(Id),
    typescript(Goal).
kept(Goal) :-
    typescript(Goal).

of_session(http_session_assert(Data), Id, http_session_assert(Data, Id)).
of_session(http_session_asserta(Data), Id, http_session_asserta(Data, Id)).
of_session(http_session_data(Data), Id, http_session_data(Data, Id)).
of_session(http_session_retract(Data), Id, http_session_retract(Data, Id)).
of_session(http_session_retractall(Data), Id, http_session_retractall(Data, Id)).
of_session(http_set_session(Setting), Id, http_set_session(Id, Setting)).

:- include(http_session_hooks).
