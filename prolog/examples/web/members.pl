% A page for members: passwords are kept as hashes, forms carry a token that only the session knows (CSRF), and whoever
% logs in gets a session of a new id, so that an id that somebody planted is worth nothing.
%
%     ?- server(8080).

:- module(members, [server/1]).
:- use_module(library(http/thread_httpd)).
:- use_module(library(http/http_dispatch)).
:- use_module(library(http/http_parameters)).
:- use_module(library(http/http_session)).
:- use_module(library(http/html_write)).
:- use_module(library(crypto)).

server(Port) :-
    http_set_session_options([create(noauto), timeout(1200)]),
    http_server(http_dispatch, [port(Port)]).

:- http_handler(root(.),      http_redirect(moved_temporary, location_by_id(members)), []).
:- http_handler(root(members), members, [id(members)]).
:- http_handler(root(login),  login(Method), [id(login), method(Method), methods([get, post])]).
:- http_handler(root(logout), logout, [method(post)]).
:- http_handler(root(motto),  motto, [method(post)]).

%   member_of_club(?Name, -Hash): as crypto_password_hash/2 makes them.

member_of_club(ada,   '$pbkdf2-sha512$t=16384$M8Bq2nbrKbSRR+VZLUfUnA$jrEx4i08SwjKBHx5SiNdXjQvFH5zNV+pIgGxjX+P+X83CNVLJM4lBTcw2D+4nTtEfRIsTe4LA65V3zKQyMZ+bg').
member_of_club(grace, '$pbkdf2-sha512$t=16384$y6vxjllrV1+Z05CbuiVp/g$oUDQio8or9vBoPZV+nKjjGBqhsSC/s3fa81MsoOjQXxQmLNw4MtLtrL8XM6sv4alzCo1brEVaJV69eqT9IJnGw').

members(Request) :-
    current_member(Request, Name),
    ( http_session_data(motto(Motto)) -> true ; Motto = '(no motto yet)' ),
    reply_html_page(
        title('Members only'),
        [ h1(['Welcome, ', Name]),
          blockquote(Motto),
          \form(motto, [ input([name(motto), size(40)]), input([type(submit), value('Change')]) ]),
          \form(logout, [ input([type(submit), value('Log out')]) ])
        ]).

%   current_member(+Request, -Name): those who are not logged in are sent to the login.

current_member(_, Name) :-
    http_in_session(_),
    http_session_data(member(Name)),
    !.
current_member(Request, _) :-
    memberchk(request_uri(Here), Request),
    http_link_to_id(login, [return_to(Here)], Login),
    http_redirect(see_other, Login, Request).

login(get, Request) :-
    http_parameters(Request, [ return_to(Return, [default('/members')]), failed(Failed, [boolean, default(false)]) ]),
    http_open_session(_, []),
    reply_html_page(
        title('Login'),
        [ \failure(Failed),
          \form(login,
                [ input([type(hidden), name(return_to), value(Return)]),
                  p(label(['Name ', input(name(name))])),
                  p(label(['Password ', input([name(password), type(password)])])),
                  input([type(submit), value('Login')])
                ])
        ]).

login(post, Request) :-
    form_parameters(Request, [ name(Name, []), password(Password, []), return_to(Return, []) ]),
    (   member_of_club(Name, Hash),
        crypto_password_hash(Password, Hash),
        own_path(Return)
    ->  http_open_session(_, [renew(true)]),
        http_session_assert(member(Name)),
        http_redirect(see_other, Return, Request)
    ;   http_link_to_id(login, [failed(true), return_to(Return)], Again),
        http_redirect(see_other, Again, Request)
    ).

%   own_path(+Path): of this site; others could send a link to a login that leads to theirs.

own_path(Path) :-
    sub_atom(Path, 0, _, _, /),
    \+ sub_atom(Path, 0, _, _, //).

failure(true)  --> html(p(class(error), 'Wrong name or password')).
failure(false) --> [].

logout(Request) :-
    form_parameters(Request, []),
    http_session_id(Id),
    http_close_session(Id),
    http_redirect(see_other, location_by_id(login), Request).

motto(Request) :-
    current_member(Request, _),
    form_parameters(Request, [ motto(Motto, []) ]),
    http_session_retractall(motto(_)),
    http_session_assert(motto(Motto)),
    http_redirect(see_other, location_by_id(members), Request).

%   form(+Handler, +Content)//: a form with the token of the session.

form(Handler, Content) -->
    { token(Token) },
    html(form([action(location_by_id(Handler)), method(post)],
              [ input([type(hidden), name(token), value(Token)]) | Content ])).

token(Token) :-
    http_session_data(token(Token)),
    !.
token(Token) :-
    crypto_n_random_bytes(16, Bytes),
    hex_bytes(Token, Bytes),
    http_session_assert(token(Token)).

%   form_parameters(+Request, :Parameters): of a form that has the token.

form_parameters(Request, Parameters) :-
    http_parameters(Request, [ token(Token, [default('')]) | Parameters ]),
    (   http_in_session(_),
        http_session_data(token(Token))
    ->  true
    ;   memberchk(path(Path), Request),
        throw(http_reply(forbidden(Path)))
    ).
