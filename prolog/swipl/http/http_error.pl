/*  Errors of handlers with the stack at which they came, in the reply and as a message.
*/

:- module(http_error, []).
:- use_module(library(broadcast)).
:- use_module(library(debug)).
:- use_module(library(lists)).
:- use_module(library(prolog_stack), []).
:- use_module(library(settings)).
:- use_module(library(http/http_exception), []).

:- setting(http:client_backtrace, boolean, true,
           'Whether clients are shown the stack of an error').

:- debug(http(error)).

:- dynamic
    open_request/2,
    suppress_code/1.

:- listen(http(Event), told(Event)).

told(_) :-
    \+ debugging(http(error)),
    !.
told(request_start(Id, Request)) :-
    asserta(open_request(Id, Request)).
told(request_finished(Id, Code, Status, _, _)) :-
    retract(open_request(Id, Request)),
    !,
    (   Code >= 400,
        \+ suppress_code(Code)
    ->  memberchk(path(Path), Request),
        memberchk(method(Method0), Request),
        upcase_atom(Method0, Method),
        summary(Status, Summary),
        debug(http(error), '~w ~w: [~w] ~w', [Method, Path, Code, Summary])
    ;   true
    ).

summary(Status, Reply) :-
    http_exception:thrown_reply(Status, Reply),
    !.
summary(Status, Text) :-
    Status = error(_, _),
    !,
    message_to_string(Status, Text).
summary(Status, Status).

:- multifile(prolog_stack:stack_guard/1).
:- dynamic(prolog_stack:stack_guard/1).

prolog_stack:stack_guard(httpd_wrapper:handler_with_output_to/5).
