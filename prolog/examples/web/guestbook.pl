% A guest book that outlives the server: entries are kept by library(persistency). Whoever wrote one may take it back as
% long as their session lives.
%
%     ?- server(8080, 'guestbook.db').

:- module(guestbook, [server/2]).
:- use_module(library(http/thread_httpd)).
:- use_module(library(http/http_dispatch)).
:- use_module(library(http/http_parameters)).
:- use_module(library(http/http_session)).
:- use_module(library(http/html_write)).
:- use_module(library(http/html_quasiquotations)).
:- use_module(library(persistency)).
:- use_module(library(settings)).

:- persistent
    entry(number:positive_integer, name:atom, text:string).

:- setting(per_page, positive_integer, 3, 'Entries on a page').

server(Port, File) :-
    db_attach(File, [sync(close)]),
    http_server(http_dispatch, [port(Port)]).

:- http_handler(root(.),      book,   []).
:- http_handler(root(sign),   sign,   [method(post)]).
:- http_handler(root(revoke), revoke, [method(post)]).

book(Request) :-
    http_parameters(Request, [ page(Page, [between(1, 1000), default(1)]) ]),
    findall(Number-entry(Name, Text), entry(Number, Name, Text), Entries0),
    sort(1, @>=, Entries0, Entries),
    setting(per_page, Size),
    length(Entries, All),
    Pages is max(1, ceiling(All / Size)),
    page_of(Entries, Page, Size, Shown),
    reply_html_page(
        title('Guest book'),
        [ \head(All),
          \entries(Shown),
          \pages(1, Pages, Page),
          \form
        ]).

page_of(Entries, Page, Size, Shown) :-
    Skipped is (Page - 1) * Size,
    findall(Entry, limit(Size, offset(Skipped, member(Entry, Entries))), Shown).

head(All) -->
    html({|html(All)||<h1>Guest book</h1><p class="count">There are <b>All</b> entries.</p>|}).

entries([]) -->
    html(p(em('Nobody has been here.'))).
entries([Entry|Entries]) -->
    html(dl(\each([Entry|Entries]))).

each([]) -->
    [].
each([Number-entry(Name, Text)|Entries]) -->
    { split_string(Text, "\n", "\r", Lines) },
    html([ dt([a(name(Number), '#~d'-[Number]), ' ', Name]), dd([\lines(Lines), \button(Number)]) ]),
    each(Entries).

lines([Line])       --> html(Line).
lines([Line,L|Ls])  --> html([Line, br([])]), lines([L|Ls]).

button(Number) -->
    { http_session_data(wrote(Number)) },
    !,
    html(form([action(#(revoke)), method(post)], button([name(number), value(Number)], 'Take back'))).
button(_) -->
    [].

pages(N, Last, _) -->
    { N > Last },
    !.
pages(N, Last, Page) -->
    page_link(N, Page),
    { Next is N + 1 },
    pages(Next, Last, Page).

page_link(Page, Page) --> !, html([' ', strong(Page)]).
page_link(N, _)       --> html([' ', a(href('/' + [page(N)]), N)]).

form -->
    html(form([action(#(sign)), method(post)],
              [ input([name(name), placeholder('Your name')]), textarea(name(text), []), button('Write') ])).

sign(Request) :-
    http_parameters(Request, [ name(Name, [default(somebody)]), text(Text, [string, length > 2]) ]),
    with_mutex(guestbook, next(Number, Name, Text)),
    http_session_assert(wrote(Number)),
    format(atom(Location), '/#~d', [Number]),
    http_redirect(see_other, Location, Request).

next(Number, Name, Text) :-
    aggregate_all(max(N), ( N = 0 ; entry(N, _, _) ), Last),
    Number is Last + 1,
    assert_entry(Number, Name, Text).

revoke(Request) :-
    http_parameters(Request, [ number(Number, [integer]) ]),
    (   http_session_retract(wrote(Number))
    ->  retract_entry(Number, _, _),
        http_redirect(see_other, #(book), Request)
    ;   throw(http_reply(forbidden('/revoke')))
    ).
