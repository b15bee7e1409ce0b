% A to-do list: each visitor has one, in the session. Items have UUIDs, so that a form can say which one is meant.
%
%     ?- server(8080).

:- use_module(library(http/thread_httpd)).
:- use_module(library(http/http_dispatch)).
:- use_module(library(http/http_parameters)).
:- use_module(library(http/http_session)).
:- use_module(library(http/html_write)).
:- use_module(library(http/html_head)).
:- use_module(library(uuid)).
:- use_module(library(apply)).

server(Port) :-
    http_server(http_dispatch, [port(Port)]).

:- http_handler(root(.),    list,   []).
:- http_handler(root(add),  add,    [method(post)]).
:- http_handler(root(done), done,   [method(post)]).
:- http_handler(root(tidy), tidy,   [method(post)]).
:- http_handler(root('todo.css'), style, [id(todo_css)]).

:- html_resource(todo,
                 [ virtual(true),
                   requires([ root('todo.css'), root('print.css') ])
                 ]).
:- html_resource(root('print.css'), [ requires(root('todo.css')) ]).

list(_Request) :-
    findall(item(Id, State, Text), http_session_data(todo(Id, State, Text)), Items),
    reply_html_page(
        title('To do'),
        [ \html_requires(todo),
          h1('To do'),
          \summary(Items),
          ul(class(todo), \items(Items)),
          \form(add, [ input([name(text), required(true), autofocus(true)]), ' ', \submit('Add') ]),
          \form(tidy, \submit('Forget what is done'))
        ]).

summary(Items) -->
    { include([item(_, open, _)]>>true, Items, Open),
      length(Items, All),
      length(Open, Count)
    },
    html(p('~D of ~D still to do'-[Count, All])).

items([]) -->
    html(li(class(none), 'nothing at all')).
items([Item|Items]) -->
    item(Item),
    more(Items).

more([]) --> [].
more([Item|Items]) --> item(Item), more(Items).

item(item(_, done, Text)) -->
    html(li(class(done), del(Text))).
item(item(Id, open, Text)) -->
    html(li(\form(done, [ input([type(hidden), name(id), value(Id)]), Text, ' ', \submit('Done') ]))).

form(Handler, Content) -->
    html(form([action(location_by_id(Handler)), method('POST')], Content)).

submit(Label) -->
    html(button(type(submit), Label)).

add(Request) :-
    http_parameters(Request, [ text(Text, [length > 2]) ]),
    uuid(Id),
    http_session_assert(todo(Id, open, Text)),
    http_redirect(see_other, location_by_id(list), Request).

done(Request) :-
    http_parameters(Request, [ id(Id, []) ]),
    (   http_session_retract(todo(Id, open, Text))
    ->  http_session_assert(todo(Id, done, Text)),
        http_redirect(see_other, location_by_id(list), Request)
    ;   http_404([], Request)
    ).

tidy(Request) :-
    http_session_retractall(todo(_, done, _)),
    http_redirect(see_other, location_by_id(list), Request).

style(_Request) :-
    format('Content-type: text/css~n~n'),
    format('.done { color: gray }~n').
