/*  Cross-origin resource sharing: the fields that let pages of other sites use what a handler answers.
*/

:- module(http_cors,
          [ cors_enable/0,
            cors_enable/2
          ]).
:- use_module(library(apply)).
:- use_module(library(option)).
:- use_module(library(settings)).
:- use_module(library(http/header_fields), []).

:- setting(http:cors, list(atom), [],
           'Enable CORS for the listed domains.  Use [*] for all domains').

%!  cors_enable is det.
%!  cors_enable(+Request, +Options) is det.
%
%   Write the fields, if the setting http:cors is not empty. With options those of the reply to a request by OPTIONS, too:
%   methods(List), `[get]` unless given, and headers(List), those that are asked for unless given.

cors_enable :-
    (   write_origins
    ->  true
    ;   true
    ).

cors_enable(Request, Options) :-
    (   write_origins
    ->  option(methods(Methods), Options, [get]),
        write_methods(Methods),
        write_fields(Request, Options)
    ;   true
    ).

write_origins :-
    setting(http:cors, Domains),
    Domains \== [],
    atomic_list_concat(Domains, ' ', Text),
    format('Access-Control-Allow-Origin: ~w~n', [Text]).

write_methods([]) :-
    !.
write_methods(Methods) :-
    atomic_list_concat(Methods, ', ', Text0),
    upcase_atom(Text0, Text),
    format('Access-Control-Allow-Methods: ~w~n', [Text]).

write_fields(_, Options) :-
    option(headers(Names), Options),
    !,
    write_names(Names).
write_fields(Request, _) :-
    option(access_control_request_headers(Asked), Request),
    !,
    format('Access-Control-Allow-Headers: ~w~n', [Asked]).
write_fields(_, _).

write_names([]) :-
    !.
write_names(Names) :-
    maplist(header_fields:written_name, Names, Texts),
    atomic_list_concat(Texts, ', ', Text),
    format('Access-Control-Allow-Headers: ~w~n', [Text]).
