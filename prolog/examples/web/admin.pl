% An admin page: who is here, and a button to send them away. Events of sessions are heard and kept in a log.
%
%     ?- server(8080).

:- module(admin, [server/1]).
:- use_module(library(http/thread_httpd)).
:- use_module(library(http/http_dispatch)).
:- use_module(library(http/http_parameters)).
:- use_module(library(http/http_session)).
:- use_module(library(http/html_write)).
:- use_module(library(broadcast)).
:- use_module(library(option)).
:- use_module(library(http/http_authenticate)).

:- dynamic event/1.

:- listen(http_session(begin(_, _)), assertz(event(begin))).
:- listen(http_session(end(Id, _)), ended(Id)).

%   The facts of the session are still there when its end is told.

ended(Id) :-
    ( http_session_data(name(Name), Id) -> true ; Name = nobody ),
    assertz(event(end(Name))).

server(Port) :-
    http_server(http_dispatch, [port(Port)]).

:- http_handler(root(hello),     hello, []).
:- http_handler(root(admin),     sessions, [role(boss)]).
:- http_handler(root(admin/end), end,  [role(boss), method(post)]).
:- http_handler(root(admin/log), log,  [role(staff)]).

%   staff(?User, ?Role): their passwords are in the file passwd.

staff(ada,   boss).
staff(ada,   staff).
staff(grace, staff).

:- prolog_load_context(directory, Dir),
   asserta(user:file_search_path(admin, Dir)).

:- http_request_expansion(guard, 100).

guard(Request, [user(User)|Request], Options) :-
    option(role(Role), Options),
    absolute_file_name(admin(passwd), Passwords, [access(read)]),
    (   http_authenticate(basic(Passwords), Request, [User|_])
    ->  (   staff(User, Role)
        ->  true
        ;   memberchk(path(Path), Request),
            throw(http_reply(forbidden(Path)))
        )
    ;   throw(http_reply(authorise(basic, 'Staff')))
    ).

hello(Request) :-
    http_parameters(Request, [ name(Name, [default(nobody)]) ]),
    http_session_retractall(name(_)),
    http_session_assert(name(Name)),
    format('Content-type: text/plain; charset=UTF-8~n~n'),
    format('Hello, ~w~n', [Name]).

sessions(Request) :-
    memberchk(user(User), Request),
    findall(Name-Id, http_current_session(Id, name(Name)), Pairs),
    keysort(Pairs, Sorted),
    reply_html_page(
        title('Sessions'),
        [ h1([User, ': sessions']),
          table(class([zebra, wide]), [ tr([th('Name'), th('')]) | \rows(Sorted) ])
        ]).

rows([]) --> [].
rows([Name-Id|Pairs]) -->
    html(tr([ td(Name),
              td(form([action(location_by_id(end)), method(post)],
                      button([name(id), value(Id)], 'Send away')))
            ])),
    rows(Pairs).

end(Request) :-
    http_parameters(Request, [ id(Id, []) ]),
    (   http_current_session(Id, _)
    ->  http_close_session(Id),
        http_redirect(see_other, location_by_id(sessions), Request)
    ;   throw(http_reply(bad_request(existence_error(http_session, Id))))
    ).

log(_Request) :-
    format('Content-type: text/plain~n~n'),
    forall(event(Event), format('~q~n', [Event])).
