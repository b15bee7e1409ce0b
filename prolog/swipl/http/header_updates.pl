/*  The header of a reply as it is sent, made of the one that a handler gave and of what the request wants.
*/

:- module(header_updates,
          [ http_join_headers/3,
            http_update_encoding/3,
            http_update_connection/4,
            http_update_transfer/4
          ]).
:- use_module(library(apply)).
:- use_module(library(lists)).
:- use_module(library(settings)).
:- use_module(library(http/field_values)).

:- multifile(http:mime_type_encoding/2).

:- setting(http:chunked_transfer, oneof([never,on_request,if_possible]), on_request,
           'When replies are sent in pieces: as far as http_update_transfer/4 says').

%!  http_join_headers(+Fields, +Others, -Header) is det.
%
%   Fields that are not among the others, and the others.

http_join_headers(Fields, Others, Header) :-
    exclude(is_among(Others), Fields, New),
    append(New, Others, Header).

is_among(Others, Field) :-
    functor(Field, Name, Arity),
    functor(Other, Name, Arity),
    memberchk(Other, Others).

%!  http_update_encoding(+Header0, -Encoding, -Header) is det.
%
%   What a reply is encoded as. Text is UTF-8, and the type of the content says so.

http_update_encoding(Header0, utf8, [content_type(Type)|Header]) :-
    selectchk(content_type(Type0), Header0, Header),
    sub_atom(Type0, 0, _, _, 'text/'),
    !,
    atomic_list_concat([Bare|_], ;, Type0),
    atom_concat(Bare, '; charset=UTF-8', Type).
http_update_encoding(Header, Encoding, Header) :-
    memberchk(content_type(Type), Header),
    (   says_utf8(Type)
    ->  Encoding = utf8
    ;   http:mime_type_encoding(Type, Encoding)
    ->  true
    ;   is_text_type(Type)
    ->  Encoding = utf8
    ),
    !.
http_update_encoding(Header, octet, Header).

is_text_type('application/json').
is_text_type('application/jsonrequest').
is_text_type('application/x-prolog').
is_text_type('application/n-quads').
is_text_type('application/n-triples').
is_text_type('application/sparql-query').
is_text_type('application/trig').

%!  http_update_connection(+Header0, +Request, -Connection, -Header) is det.
%
%   Whether the connection is kept: if both the handler and the client want that.

http_update_connection(Header0, Request, Connection, [connection(Connection)|Header]) :-
    wanted_connection(Request, Wanted),
    (   selectchk(connection(Given), Header0, Header)
    ->  ( keeps(Given), keeps(Wanted) -> Connection = 'Keep-Alive' ; Connection = close )
    ;   Header = Header0,
        Connection = Wanted
    ).

wanted_connection(Request, Wanted) :-
    memberchk(connection(Wanted0), Request),
    !,
    Wanted = Wanted0.
wanted_connection(Request, 'Keep-Alive') :-
    is_modern(Request),
    !.
wanted_connection(_, close).

keeps(Connection) :-
    downcase_atom(Connection, 'keep-alive').

is_modern(Request) :-
    memberchk(http_version(1-Minor), Request),
    Minor >= 1.

%!  http_update_transfer(+Request, +Header0, -Transfer, -Header) is det.
%
%   Whether the content is sent in pieces: Transfer is `chunked` or `none`. The setting http:chunked_transfer says when.

http_update_transfer(Request, Header0, Transfer, Header) :-
    setting(http:chunked_transfer, When),
    (   When \== never,
        \+ memberchk(location(_), Header0),
        takes_transfer(Request, Taken)
    ->  true
    ;   Taken = none
    ),
    (   When == if_possible,
        \+ memberchk(transfer_encoding(_), Header0)
    ->  Transfer = Taken
    ;   Taken == chunked,
        memberchk(transfer_encoding(chunked), Header0)
    ->  Transfer = chunked
    ;   Transfer = none
    ),
    exclude(is_transfer, Header0, Header1),
    (   Transfer == none
    ->  Header = Header1
    ;   Header = [transfer_encoding(Transfer)|Header1]
    ).

takes_transfer(Request, Taken) :-
    memberchk(transfer_encoding(Taken0), Request),
    !,
    Taken = Taken0.
takes_transfer(Request, chunked) :-
    is_modern(Request).

is_transfer(transfer_encoding(_)).
