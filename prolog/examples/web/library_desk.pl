% The desk of a lending library, as a REST service: books are resources, and only who knows the password may lend them.
%
%     GET /books    GET /books/Isbn    PUT /books/Isbn {"title": …}    DELETE /books/Isbn    POST /books/Isbn/loans

:- use_module(library(http/thread_httpd)).
:- use_module(library(http/http_dispatch)).
:- use_module(library(http/http_parameters)).
:- use_module(library(http/http_json)).
:- use_module(library(http/http_cors)).
:- use_module(library(settings)).
:- use_module(library(lists)).
:- use_module(library(solution_sequences)).
:- use_module(library(base64)).

:- set_setting_default(http:cors, [*]).      % pages of any site may ask

:- dynamic book/2, loan/2.

server(Port) :-
    http_server(http_dispatch, [port(Port)]).

:- http_handler(root(books),            books,            [methods([get, options])]).
:- http_handler(root(books/Isbn),       book(Method, Isbn), [method(Method), methods([get, put, delete])]).
:- http_handler(root(books/Isbn/loans), lend(Isbn),       [method(post)]).
:- http_handler(root(health),           health,           [time_limit(infinite), priority(10)]).
:- http_handler(root(health),           http_redirect(moved, '/books'), []).

book('0-262-19338-8', "The Art of Prolog").
book('3-540-00678-8', "Programming in Prolog").

books(Request) :-
    memberchk(method(options), Request),
    !,
    cors_enable(Request, [methods([get])]),
    format('~n').
books(Request) :-
    http_parameters(Request,
                    [ title(Part, [string, default("")]),
                      order(Order, [oneof([asc, desc]), default(asc)]),
                      limit(Limit, [nonneg, default(10)])
                    ]),
    findall(Title-Isbn, ( book(Isbn, Title), once(sub_string(Title, _, _, _, Part)) ), Pairs),
    ( Order == asc -> Compare = (@=<) ; Compare = (@>=) ),
    sort(1, Compare, Pairs, Sorted),
    length(Sorted, All),
    findall(_{isbn:Isbn, title:Title}, limit(Limit, member(Title-Isbn, Sorted)), Books),
    cors_enable,
    reply_json_dict(_{count:All, books:Books}).

book(get, Isbn, Request) :-
    known(Isbn, Request),
    book(Isbn, Title),
    aggregate_all(count, loan(Isbn, _), Loans),
    reply_json_dict(_{isbn:Isbn, title:Title, loans:Loans}).
book(put, Isbn, Request) :-
    http_read_json_dict(Request, Book, [value_string_as_atom(false)]),
    must_be(string, Book.title),
    ( retract(book(Isbn, _)) -> Status = 200 ; Status = 201 ),
    assertz(book(Isbn, Book.title)),
    reply_json_dict(Book.put(isbn, Isbn), [status(Status)]).
book(delete, Isbn, Request) :-
    known(Isbn, Request),
    retractall(book(Isbn, _)),
    retractall(loan(Isbn, _)),
    throw(http_reply(no_content)).

known(Isbn, Request) :-
    ( book(Isbn, _) -> true ; http_404([], Request) ).

lend(Isbn, Request) :-
    known(Isbn, Request),
    reader(Request, Reader),
    (   loan(Isbn, Other)
    ->  reply_json(json([error=lent, to=Other]), [status(409)])
    ;   assertz(loan(Isbn, Reader)),
        memberchk(path(Path), Request),
        throw(http_reply(created(Path)))
    ).

%   reader(+Request, -Name): by HTTP's basic authentication; the password is the name backwards.

reader(Request, Reader) :-
    memberchk(authorization(Text), Request),
    atom_concat('Basic ', Encoded, Text),
    base64(Plain, Encoded),
    atomic_list_concat([Reader, Password], :, Plain),
    atom_codes(Reader, Codes),
    reverse(Codes, Reversed),
    atom_codes(Password, Reversed),
    !.
reader(_, _) :-
    throw(http_reply(authorise(basic, 'Lending desk'))).

health(_Request) :-
    format('Status: 503~n'),
    format('Retry-after: 60~n'),
    format('Content-type: text/plain~n~n'),
    format('closed on Sundays~n').
