% Replies of every kind, each by a handler of a line or two, and what a request is. Terms are shown in a way of our own,
% as versions of SWI-Prolog quote otherwise.

:- use_module(library(http/http_server)).
:- use_module(library(http/http_files)).
:- use_module(library(http/http_authenticate)).
:- use_module(library(http/http_client)).
:- use_module(library(http/http_digest)).
:- use_module(library(http/http_wrapper)).

:- prolog_load_context(directory, Dir),
   asserta(user:file_search_path(here, Dir)).

:- http_handler(root(reply),    reply,    []).
:- http_handler(root(request),  request,  []).
:- http_handler(root('under/'), under,    [prefix]).
:- http_handler(root(header),   header,   []).
:- http_handler(root(cookies),  cookies,  []).
:- http_handler(root(status),   status,   []).
:- http_handler(root(length),   size,     []).
:- http_handler(root(chunked),  chunked,  []).
:- http_handler(root(binary),   binary,   []).
:- http_handler(root(latin),    latin,    []).
:- http_handler(root(nothing),  nothing,  []).
:- http_handler(root(headless), headless, []).
:- http_handler(root(halfway),  halfway,  []).
:- http_handler(root(failing),  failing,  []).
:- http_handler(root(absent),   absent,   []).
:- http_handler(root(deep),     deep,     []).
:- http_handler(root(slow),     slow,     [time_limit(1)]).
:- http_handler(root(big),      big,      []).
:- http_handler(root(post),     post,     []).
:- http_handler(root(parameters), parameters, []).
:- http_handler(root(redirect), redirect, []).
:- http_handler(root(moved),    http_redirect(moved, root(request)), []).
:- http_handler(root(file),     file,     []).
:- http_handler(root('files/'), http_reply_from_files(here('../files'), []), [prefix]).
:- http_handler(root(secret),   plain,    [authentication(basic('../../../prolog/examples/web/passwd', club))]).
:- http_handler(root(digest),   logged_in, [authentication(digest(digests, club))]).
:- http_handler(root(nonces),   nonces,   []).
:- http_handler(root(gone),     plain,    [condition(fail)]).
:- http_handler(root(sent),     sent([]), []).
:- http_handler(root(chunks),   sent([]), [chunked]).
:- http_handler(root(keep),     keep,     []).
:- http_handler(root(kept),     kept,     []).
:- http_handler(root('kept/'),  kept_below, [prefix]).
:- http_handler(root(once/A/and/B), pair(A, B), []).

server(Port, Folder) :-
    asserta(user:file_search_path(kept, Folder)),
    asserta(user:file_search_path(http_gzip_cache, Folder)),
    http_server([port(Port)]).

text :-
    format('Content-type: text/plain; charset=UTF-8~n~n').

plain(_) :-
    text, format('plain~n').

logged_in(Request) :-
    memberchk(user(User), Request),
    ( memberchk(user_details(Details), Request) -> true ; Details = none ),
    http:authenticate(digest(digests, club), Request, Again),
    text, show(User-Details), show(Again).

nonces(Request) :-
    http_parameters(Request, [ timeout(Timeout, [integer]) ]),
    set_setting(http_digest:nonce_timeout, Timeout),
    plain(Request).

%   show(+Term): letters and digits as they are, other characters by their code.

show(Term) :-
    shown(Term), nl.

shown(Var) :-
    var(Var),
    !,
    write('_').
shown(List) :-
    is_list(List),
    !,
    write('['), each(List), write(']').
shown(Term) :-
    compound(Term),
    !,
    compound_name_arguments(Term, Name, Arguments),
    letters(Name), write('('), each(Arguments), write(')').
shown(String) :-
    string(String),
    !,
    write('"'), letters(String), write('"').
shown(Float) :-
    float(Float),
    !,
    format('~15e', [Float]).
shown(Atomic) :-
    letters(Atomic).

each([]).
each([X|Xs]) :-
    shown(X),
    forall(member(Y, Xs), ( write(' '), shown(Y) )).

letters(Atomic) :-
    atom_codes(Atomic, Codes),
    forall(member(Code, Codes),
           (   code_type(Code, csym), Code < 128
           ->  format('~c', [Code])
           ;   memberchk(Code, `.-+/`)
           ->  format('~c', [Code])
           ;   format('{~16r}', [Code])
           )).

%   reply(Request): throws what the query says.

reply(Request) :-
    http_parameters(Request, [ t(Text, []), h(Headers, [default('[]')]) ]),
    term_to_atom(Term, Text),
    term_to_atom(Extra, Headers),
    throw(http_reply(Term, Extra)).

request(Request) :-
    text,
    forall(( member(X, Request), \+ X = pool(_), \+ X = input(_) ), show(X)).

under(Request) :-
    ( memberchk(path_info(Info), Request) -> true ; Info = none ),
    text, show(Info).

header(_) :-
    format('X-Own: a~nx-own: b~nCache-Control: no-cache~nContent-type: text/plain~n~nbody~n').

cookies(_) :-
    format('Set-Cookie: a=b; Path=/; HttpOnly~nSet-Cookie: c="d e"; Max-Age=60~nContent-type: text/plain~n~nbody~n').

status(Request) :-
    http_parameters(Request, [ s(Status, []) ]),
    format('Status: ~w~nContent-type: text/plain~n~nbody~n', [Status]).

size(_) :-
    format('Content-type: text/plain~nContent-length: 5~n~nbody~n').

chunked(_) :-
    format('Transfer-encoding: chunked~nContent-type: text/plain~n~n'),
    forall(between(1, 3, X), ( format('line ~d~n', [X]), flush_output )).

binary(_) :-
    format('Content-type: application/octet-stream~n~n'),
    set_stream(current_output, encoding(octet)),
    forall(between(0, 255, Byte), put_byte(Byte)).

latin(_) :-
    format('Content-type: text/plain; charset=iso-8859-1~n~n'),
    set_stream(current_output, encoding(iso_latin_1)),
    format('caf\u00e9~n').

nothing(_).

headless(_) :-
    format('no header~n').

halfway(_) :-
    text, format('half~n'),
    X = foo, Y is X + 1,
    print(Y).

failing(_) :-
    text, format('half~n'),
    fail.

deep(_) :-
    atom_length(L, L).

slow(_) :-
    repeat,
    fail.

big(_) :-
    text,
    forall(between(1, 30_000, X), format('line ~d~n', [X])).

post(Request) :-
    http_read_data(Request, Data, []),
    text, show(Data).

parameters(Request) :-
    http_parameters(Request,
                    [ atom(Atom, [optional(true)]),
                      string(String, [string, default("none")]),
                      integer(Integer, [integer, default(0)]),
                      float(Float, [float, default(0.5)]),
                      number(Number, [number, optional(true)]),
                      boolean(Boolean, [boolean, default(false)]),
                      choice(Choice, [oneof([a, b, name]), optional(true)]),
                      range(Range, [between(-5, 5), optional(true)]),
                      list(List, [list(integer)]),
                      length(Length, [length > 1, optional(true)])
                    ],
                    [ form_data(Data) ]),
    text,
    show([Atom, String, Integer, Float, Number, Boolean, Choice, Range, List, Length]),
    show(Data).

redirect(Request) :-
    http_parameters(Request, [ how(How, [oneof([moved, moved_temporary, see_other])]), to(To, []) ]),
    http_redirect(How, To, Request).

file(Request) :-
    http_parameters(Request, [ name(Name, []), options(Text, [default('[]')]) ]),
    term_to_atom(Options, Text),
    http_reply_file(here(Name), Options, Request).

%   sent(Request): fields that are sent at once, written, and sent after some of the content; then what is thrown.

sent(_, Request) :-
    http_parameters(Request,
                    [ first(First, [default('[]')]), written(Written, [list(atom)]),
                      later(Later, [default('[]')]), thrown(Thrown, [default('')]) ]),
    sent_fields(First),
    forall(member(Line, Written), format('~w~n', [Line])),
    ( Thrown == '' -> true ; term_to_atom(Ball, Thrown), throw(Ball) ),
    format('Content-type: text/plain~n~nsome~n'),
    flush_output,
    sent_fields(Later),
    format('more~n').

sent_fields(Text) :-
    term_to_atom(Fields, Text),
    forall(member(Field, Fields), http_send_header(Field)).

%   keep(Request): makes a file of the body; kept(Request): replies such a file.

keep(Request) :-
    http_parameters(Request, [ name(Name, []) ], [form_data(_)]),
    absolute_file_name(kept(Name), Path),
    memberchk(input(In), Request),
    memberchk(content_length(Length), Request),
    setup_call_cleanup(
        open(Path, write, Out, [type(binary)]),
        copy_stream_data(In, Out, Length),
        close(Out)),
    plain(Request).

kept(Request) :-
    http_parameters(Request, [ name(Name, []), options(Text, [default('[]')]) ]),
    term_to_atom(Options, Text),
    http_reply_file(kept(Name), Options, Request).

kept_below(Request) :-
    http_reply_from_files(kept(.), [cached_gzip(true)], Request).

pair(A, B, _) :-
    text, show(A-B).
