% What the predicates of library(http/http_session) do where a program keeps sessions itself: it defines
% http_session:hooked/0, and the clauses of http_session:hook/1 for what it is asked.

'$hooked'(http_session_assert(Data)) :-
    http_session_id(Id),
    hook(assertz(session_data(Id, Data))).
'$hooked'(http_session_asserta(Data)) :-
    http_session_id(Id),
    hook(asserta(session_data(Id, Data))).
'$hooked'(http_session_retract(Data)) :-
    http_session_id(Id),
    hook(retract(session_data(Id, Data))).
'$hooked'(http_session_retractall(Data)) :-
    http_session_id(Id),
    hook(retractall(session_data(Id, Data))).
'$hooked'(http_session_data(Data)) :-
    http_session_id(Id),
    hook(session_data(Id, Data)).
'$hooked'(http_session_assert(Data, Id)) :-
    must_be(atom, Id),
    hook(assertz(session_data(Id, Data))).
'$hooked'(http_session_asserta(Data, Id)) :-
    must_be(atom, Id),
    hook(asserta(session_data(Id, Data))).
'$hooked'(http_session_retract(Data, Id)) :-
    must_be(atom, Id),
    hook(retract(session_data(Id, Data))).
'$hooked'(http_session_retractall(Data, Id)) :-
    must_be(atom, Id),
    hook(retractall(session_data(Id, Data))).
'$hooked'(http_session_data(Data, Id)) :-
    must_be(atom, Id),
    hook(session_data(Id, Data)).
'$hooked'(http_current_session(Id, Data)) :-
    hook(current_session(Id, Data)).
'$hooked'(http_close_session(Id)) :-
    forall(hook(close_session(Id)), true).
'$hooked'(http_set_session(Setting)) :-
    http_session_id(Id),
    '$local_setting'(Setting),
    hook(set_session_option(Id, Setting)).
'$hooked'(http_set_session(Id, Setting)) :-
    '$local_setting'(Setting),
    hook(set_session_option(Id, Setting)).

'$local_setting'(Setting) :-
    nonvar(Setting),
    functor(Setting, Name, 1),
    memberchk(Name, [timeout, absolute_timeout]),
    !.
'$local_setting'(Setting) :-
    permission_error(set, http_session, Setting).
