% A quiz: the questions come in an order that a seed decides, so that a teacher can give the same quiz to two classes.
%
%     http://localhost:8080/quiz?seed=42

:- use_module(library(http/thread_httpd)).
:- use_module(library(http/http_dispatch)).
:- use_module(library(http/http_parameters)).
:- use_module(library(http/http_session)).
:- use_module(library(http/html_write)).
:- use_module(library(lists)).

server(Port) :-
    http_server(http_dispatch, [port(Port)]).

:- http_handler(root(.),      http_redirect(see_other, '/quiz?seed=1'), []).
:- http_handler(root(quiz),   quiz,   []).
:- http_handler(root(answer), answer, [method(post)]).
:- http_handler(root(score),  score,  []).

%   question(?Id, ?Text, ?Right, ?Wrong)

question(1, "Who wrote the first Prolog system?", "Alain Colmerauer", ["Bjarne Stroustrup", "Grace Hopper"]).
question(2, "What is the value of 2 ** -1 in SWI-Prolog?", "0.5", ["an error", "1"]).
question(3, "What does =.. make of foo(a, b)?", "[foo,a,b]", ["foo/2", "[a,b]"]).
question(4, "How many solutions has append(X, Y, [a, b])?", "3", ["2", "4"]).
question(5, "Which bird is the logo of SWI-Prolog?", "an owl", ["a raven", "an ostrich"]).

quiz(Request) :-
    http_parameters(Request, [ seed(Seed, [integer]) ]),
    findall(Id, question(Id, _, _, _), Ids),
    shuffled(Ids, Seed, Order, Next),
    http_session_retractall(quiz(_, _, _)),
    http_session_assert(quiz(Order, Next, 0)),
    ask(Request).

%   shuffled(+List, +State0, -Shuffled, -State): numbers that look random, the same on all machines.

shuffled([], State, [], State) :- !.
shuffled(List, State0, [X|Xs], State) :-
    State1 is (State0 * 1103515245 + 12345) mod 2 ** 31,
    length(List, Length),
    Index is (State1 >> 16) mod Length,
    nth0(Index, List, X, Rest),
    shuffled(Rest, State1, Xs, State).

ask(_Request) :-
    http_session_data(quiz([Id|_], State, _)),
    !,
    question(Id, Text, Right, Wrong),
    shuffled([Right|Wrong], State, Choices, _),
    reply_html_page(
        title('Quiz'),
        [ h2(Text),
          form([method(post), action(location_by_id(answer))],
               [ input([type(hidden), name(id), value(Id)]),
                 \choices(Choices)
               ])
        ]).
ask(Request) :-
    http_redirect(see_other, location_by_id(score), Request).

choices([]) -->
    [].
choices([Choice|Choices]) -->
    html(p(button([name(choice), value(Choice)], Choice))),
    choices(Choices).

answer(Request) :-
    http_parameters(Request, [ id(Id, [integer]), choice(Choice, [string]) ]),
    (   http_session_retract(quiz([Id|Ids], State, Points0))
    ->  question(Id, _, Right, _),
        ( Choice == Right -> Points is Points0 + 1 ; Points = Points0 ),
        http_session_assert(quiz(Ids, State, Points))
    ;   true                            % the answer to another question: they went back
    ),
    ask(Request).

score(_Request) :-
    ( http_session_data(quiz(Left, _, Points)) -> true ; Left = [], Points = 0 ),
    length(Left, Count),
    reply_html_page(title('Score'), [ h1('~d points'-[Points]), p(\left(Count)) ]).

left(0) --> !, html('That was the last question.').
left(1) --> !, html('One question is left.').
left(N) --> html(['~d questions'-[N], ' are ', em(left), '.']).
