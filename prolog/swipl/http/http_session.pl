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

:- multifile(http:request_expansion/2).

%   Handlers find the session in their request, too.

http:request_expansion(Request, [session(Id)|Request]) :-
    \+ memberchk(session(_), Request),
    http_in_session(Id).

http_session_id(Id) :-
    typescript(http_session_id/1, [Id]).

http_in_session(Id) :-
    typescript(http_in_session/1, [Id]).

http_session_cookie(Cookie) :-
    typescript(http_session_cookie/1, [Cookie]).

http_open_session(Id, Options) :-
    typescript(http_open_session/2, [Id, Options]).

http_close_session(Id) :-
    kept(http_close_session(Id)).

http_set_session_options(Options) :-
    typescript(http_set_session_options/1, [Options]).

http_session_option(Option) :-
    typescript(http_session_option/1, [Option]).

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
    typescript(session_data/2, [Id, Data]).

current_session(Id, Peer) :-
    typescript(current_session/2, [Id, Peer]).

last_used(Id, Time) :-
    typescript(last_used/2, [Id, Time]).

%   Sessions are kept by the program, or by the host.

kept(Goal) :-
    hooked,
    !,
    hooked(Goal).
kept(Goal) :-
    compound_name_arguments(Goal, Name, Args),
    compound_name_arity(Goal, Name, Arity),
    typescript(Name/Arity, Args).

%   What is done where a program keeps sessions itself.

hooked(http_session_assert(Data)) :-
    http_session_id(Id),
    hook(assertz(session_data(Id, Data))).
hooked(http_session_asserta(Data)) :-
    http_session_id(Id),
    hook(asserta(session_data(Id, Data))).
hooked(http_session_retract(Data)) :-
    http_session_id(Id),
    hook(retract(session_data(Id, Data))).
hooked(http_session_retractall(Data)) :-
    http_session_id(Id),
    hook(retractall(session_data(Id, Data))).
hooked(http_session_data(Data)) :-
    http_session_id(Id),
    hook(session_data(Id, Data)).
hooked(http_session_assert(Data, Id)) :-
    must_be(atom, Id),
    hook(assertz(session_data(Id, Data))).
hooked(http_session_asserta(Data, Id)) :-
    must_be(atom, Id),
    hook(asserta(session_data(Id, Data))).
hooked(http_session_retract(Data, Id)) :-
    must_be(atom, Id),
    hook(retract(session_data(Id, Data))).
hooked(http_session_retractall(Data, Id)) :-
    must_be(atom, Id),
    hook(retractall(session_data(Id, Data))).
hooked(http_session_data(Data, Id)) :-
    must_be(atom, Id),
    hook(session_data(Id, Data)).
hooked(http_current_session(Id, Data)) :-
    hook(current_session(Id, Data)).
hooked(http_close_session(Id)) :-
    forall(hook(close_session(Id)), true).
hooked(http_set_session(Setting)) :-
    http_session_id(Id),
    local_setting(Setting),
    hook(set_session_option(Id, Setting)).
hooked(http_set_session(Id, Setting)) :-
    local_setting(Setting),
    hook(set_session_option(Id, Setting)).

local_setting(Setting) :-
    nonvar(Setting),
    functor(Setting, Name, 1),
    memberchk(Name, [timeout, absolute_timeout]),
    !.
local_setting(Setting) :-
    permission_error(set, http_session, Setting).
