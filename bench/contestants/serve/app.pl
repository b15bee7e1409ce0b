% What both serve: plain text, a counter in the session, a page with a table, and JSON.

:- module(app, [server/1]).
:- use_module(library(http/html_write)).
:- use_module(library(http/http_dispatch)).
:- use_module(library(http/http_json)).
:- use_module(library(http/http_session)).
:- use_module(library(http/thread_httpd)).

:- http_handler(root(plain), plain, []).
:- http_handler(root(counter), counter, []).
:- http_handler(root(page), page, []).
:- http_handler(root(json), json, []).

server(Port) :-
    http_server(http_dispatch, [port(localhost:Port), workers(4), silent(true)]).

plain(_) :-
    format('Content-type: text/plain~n~nrow~n').

counter(_) :-
    (   http_session_data(count(Count0))
    ->  true
    ;   Count0 = 0
    ),
    Count is Count0 + 1,
    http_session_retractall(count(_)),
    http_session_assert(count(Count)),
    format('Content-type: text/plain~n~nrow ~d~n', [Count]).

page(_) :-
    numlist(1, 20, Numbers),
    reply_html_page(title('Numbers'),
                    [ h1('Numbers and their squares'),
                      table(class(squares), \rows(Numbers))
                    ]).

rows([]) -->
    [].
rows([N|Ns]) -->
    { Square is N * N },
    html(tr([td(class(row), N), td(Square)])),
    rows(Ns).

json(_) :-
    reply_json_dict(_{ name: "row", tags: ["a", "b", "c"], price: 12.5, stock: _{ shop: 3, store: 40 } }).
