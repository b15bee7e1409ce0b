% A chat: what somebody says is a fact of their session, and the log is a query over the sessions of all.
%
%     ?- server(8080).

:- use_module(library(http/thread_httpd)).
:- use_module(library(http/http_dispatch)).
:- use_module(library(http/http_parameters)).
:- use_module(library(http/http_session)).
:- use_module(library(http/http_json)).
:- use_module(library(http/html_write)).
:- use_module(library(http/js_write)).
:- use_module(library(aggregate)).
:- use_module(library(solution_sequences)).

:- dynamic said/1.

server(Port) :-
    http_set_session_options([cookie(chat), timeout(300)]),
    http_server(http_dispatch, [port(Port)]).

:- http_handler(root(.),      page,  []).
:- http_handler(root(join),   join,  [method(post)]).
:- http_handler(root(say),    say,   [method(post)]).
:- http_handler(root(log),    log,   [method(get)]).
:- http_handler(root(people), people, []).
:- http_handler(root(leave),  leave, [method(post)]).

page(_Request) :-
    ( http_session_data(name(Name)) -> true ; Name = somebody ),
    findall(Line, line(_, Line), Lines),
    reply_html_page(
        title('Chat'),
        [ h1(['Hello ', Name]),
          div(id(log), \log_lines(Lines)),
          form([action('/say'), method(post)], [ input(name(text)), button('Say') ]),
          \js_script({|javascript(Name)||
                        const me = Name;
                        setInterval(() => fetch("/log").then(show), 2000);
                      |})
        ]).

log_lines([]) --> [].
log_lines([Name-Text|Lines]) -->
    html(p([b(Name), ': ', Text])),
    log_lines(Lines).

%   line(-Number, -NameAndText): of all sessions that live, the oldest first.

line(Number, Name-Text) :-
    order_by([asc(Number)],
             ( http_current_session(Session, said(Number, Text)),
               http_current_session(Session, name(Name))
             )).

join(Request) :-
    http_parameters(Request, [ name(Name, [length > 1, length < 20]) ]),
    (   http_current_session(_, name(Name))
    ->  reply_json_dict(_{error:"taken", name:Name}, [status(409)])
    ;   http_session_retractall(name(_)),
        http_session_assert(name(Name)),
        reply_json_dict(_{name:Name})
    ).

say(Request) :-
    http_parameters(Request, [ text(Text, []) ]),
    (   http_session_data(name(_))
    ->  with_mutex(chat, next_number(Number)),
        http_session_assert(said(Number, Text)),
        http_redirect(see_other, location_by_id(page), Request)
    ;   throw(http_reply(forbidden('/say')))
    ).

next_number(Number) :-
    ( retract(said(Last)) -> true ; Last = 0 ),
    Number is Last + 1,
    assertz(said(Number)).

log(Request) :-
    http_parameters(Request, [ after(After, [integer, default(0)]) ]),
    findall(_{n:N, name:Name, text:Text}, ( line(N, Name-Text), N > After ), Lines),
    reply_json_dict(Lines).

people(_Request) :-
    findall(Name-Count, lines_of(Name, Count), Pairs),
    keysort(Pairs, Sorted),
    dict_pairs(Dict, people, Sorted),
    reply_json_dict(Dict).

lines_of(Name, Count) :-
    http_current_session(Session, name(Name)),
    aggregate_all(count, http_current_session(Session, said(_, _)), Count).

leave(_Request) :-
    http_session_id(Id),
    http_close_session(Id),
    format('Content-type: text/plain~n~n'),
    format('Bye~n').
