/*  Whole replies that are written to streams of bytes, as http_status.pl says them.
*/

:- module(reply_streams,
          [ http_reply/2,
            http_reply/3,
            http_reply/4,
            http_reply/5,
            http_reply/6,
            http_reply_header/3,
            http_status_reply/4,
            http_status_reply/5
          ]).
:- use_module(library(apply)).
:- use_module(library(error)).
:- use_module(library(lists)).
:- use_module(library(option)).
:- use_module(library(typescript)).
:- use_module(library(http/header_fields)).
:- use_module(library(http/header_updates)).
:- use_module(library(http/http_exception)).
:- use_module(library(http/http_status)).
:- use_module(library(http/post_data)).
:- use_module(library(http/status_codes)).

:- multifile(prolog:error_message//1).

%!  http_reply(+Reply, +Out) is det.
%!  http_reply(+Reply, +Out, +Fields) is det.
%!  http_reply(+Reply, +Out, +Fields, -Code) is det.
%!  http_reply(+Reply, +Out, +Fields, +Context, -Code) is det.
%!  http_reply(+Reply, +Out, +Fields, +Context, +Request, -Code) is det.
%
%   Writes a reply, with more fields in its header: what may be thrown as http_reply(Reply), which is content or a status.
%   A field content_length(Length) says what the length is, or asks for it. What is wrong with content is replied.
%
%   @error domain_error(http_reply, Reply)
%   @error http_write_short(Reply, Sent)

http_reply(Reply, Out) :-
    http_reply(Reply, Out, [connection(close)]).

http_reply(Reply, Out, Fields) :-
    http_reply(Reply, Out, Fields, _).

http_reply(Reply, Out, Fields, Code) :-
    http_reply(Reply, Out, Fields, [], Code).

http_reply(Reply, Out, Fields, Context, Code) :-
    http_reply(Reply, Out, Fields, Context, [method(get)], Code).

http_reply(Reply, Out, Fields, Context, Request, Code) :-
    must_be(nonvar, Reply),
    (   is_status(Reply)
    ->  http_status_reply(Reply, Out, Fields, Context, Request, Code)
    ;   byte_count(Out, Before),
        catch(written(Reply, Out, Fields, Context, Request, Code), Error, true),
        (   var(Error)
        ->  true
        ;   Error = error(io_error(write, _), _)
        ->  byte_count(Out, After),
            Sent is After-Before,
            throw(error(http_write_short(Reply, Sent), _))
        ;   map_exception_to_http_status(Error, Status, StatusFields, StatusContext),
            http_status_reply(Status, Out, StatusFields, StatusContext, Request, Code)
        )
    ).

%!  http_status_reply(+Status, +Out, +Fields, -Code) is det.
%!  http_status_reply(+Status, +Out, +Fields, +Context, -Code) is det.
%
%   The same for a status only: a reply that is no content of the program's own.
%
%   @error domain_error(http_reply, Status)

http_status_reply(Status, Out, Fields, Code) :-
    http_status_reply(Status, Out, Fields, [], Code).

http_status_reply(Status, Out, Fields, Context, Code) :-
    http_status_reply(Status, Out, Fields, Context, [method(get)], Code).

http_status_reply(Status, Out, Fields, Context, Request, Code) :-
    must_be(nonvar, Status),
    (   Status = switching_protocols(_, Options)
    ->  ( option(headers(More), Options) -> true ; option(header(More), Options, []) ),
        http_join_headers(Fields, More, All),
        http_reply_header(Out, status(switching_protocols), All),
        flush_output(Out),
        Code = 101
    ;   is_status(Status)
    ->  written(Status, Out, Fields, Context, Request, Code)
    ;   domain_error(http_reply, Status)
    ).

is_status(Reply) :-
    \+ ( functor(Reply, Name, Arity),
         content(Name/Arity)
       ).

content(html/1).
content(file/2).
content(file/3).
content(gzip_file/2).
content(tmp_file/2).
content(bytes/2).
content(stream/2).
content(cgi_stream/2).

written(Reply, Out, Fields, Context, Request, Code) :-
    reply(Reply, Fields, Context, Request, sent(Code, Lines, Content)),
    write_head(Out, Code, Lines, Fields, Content),
    (   memberchk(method(head), Request)
    ->  true
    ;   write_content(Content, Out)
    ),
    flush_output(Out).

%!  http_reply_header(+Out, +What, +Fields) is det.
%
%   The header only, of content, of cgi_data(Length), chunked_data, string(Text) or string(Type, Text), of status(Name), or
%   of a status with body(Type, Encoding, Text) as its last argument.
%
%   @error domain_error(http_reply, What)

http_reply_header(Out, What, Fields) :-
    must_be(nonvar, What),
    headed(What, Fields, Kind, Content),
    !,
    lines(Fields, Lines),
    ( memberchk(status(Code), Fields) -> true ; status_code(Kind, Code) ),
    write_head(Out, Code, Lines, Fields, Content).
http_reply_header(Out, What, Fields) :-
    functor(What, Name, Arity),
    content(Name/Arity),
    !,
    reply(What, Fields, [], [], sent(Code, Lines, Content)),
    write_head(Out, Code, Lines, Fields, Content).
http_reply_header(Out, What, Fields) :-
    What =.. [Name|Arguments0],
    append(Arguments, [body(Type, Encoding, Text)], Arguments0),
    !,
    Status =.. [Name|Arguments],
    reply(Status, Fields, [], [], sent(Code, Lines, _)),
    write_head(Out, Code, Lines, Fields, text(Type, Encoding, Text)).
http_reply_header(_, What, _) :-
    domain_error(http_reply, What).

headed(cgi_data(Length), _, ok, length(Length)).
headed(chunked_data, Fields, ok, pieces(Encoding)) :-
    ( memberchk(transfer_encoding(_), Fields) -> Encoding = said ; Encoding = chunked ).
headed(string(Text), _, ok, text(text/plain, utf8, Text)).
headed(string(Type, Text), _, ok, text(Type, utf8, Text)).
headed(status(Kind), _, Kind, none).

%   Replies without content have no date.

write_head(Out, Code, Lines0, Fields, Content) :-
    typescript(http_reason/2, [Code, Reason]),
    format(Out, 'HTTP/1.1 ~d ~w\r\n', [Code, Reason]),
    (   Content == none
    ->  true
    ;   get_time(Now),
        http_timestamp(Now, Date),
        format(Out, 'Date: ~w\r\n', [Date])
    ),
    findall(Line, content_line(Content, Line), Lines1),
    with_length(Fields, Lines1, Lines2),
    append(Lines0, Lines2, Lines),
    forall(member(Name-Text, Lines), format(Out, '~w: ~w\r\n', [Name, Text])),
    format(Out, '\r\n', []).

with_length(Fields, Lines0, Lines) :-
    memberchk(content_length(Length), Fields),
    !,
    (   select('Content-Length'-Own, Lines0, 'Content-Length'-Length, Lines)
    ->  ( var(Length) -> Length = Own ; true )
    ;   Lines = Lines0
    ).
with_length(_, Lines, Lines).

content_line(part(_, Path, From, To), 'Content-Range'-Range) :-
    part(Path, To, Size, Last),
    format(atom(Range), 'bytes ~d-~d/~d', [From, Last, Size]).
content_line(Content, 'Content-Length'-Length) :-
    content_length(Content, Length).
content_line(Content, 'Content-Type'-Type) :-
    content_type(Content, Type),
    Type \== ''.
content_line(pieces(chunked), 'Transfer-Encoding'-chunked).
content_line(file(_, _, Encoding), 'Content-Encoding'-Encoding) :-
    Encoding \== none.

content_length(length(Length), Length).
content_length(text(_, Encoding, Text), Length) :-
    bytes(Encoding, Text, Bytes),
    string_length(Bytes, Length).
content_length(file(_, Path, _), Length) :-
    size_file(Path, Length).
content_length(part(_, Path, From, To), Length) :-
    part(Path, To, _, Last),
    Length is Last+1-From.

part(Path, To, Size, Last) :-
    size_file(Path, Size),
    ( To == end -> Last is Size-1 ; Last is min(To, Size-1) ).

content_type(text(Type0, utf8, _), Type) :-
    format(atom(Type), '~w; charset=UTF-8', [Type0]).
content_type(text(Type, octet, _), Type).
content_type(file(Type, _, _), Type).
content_type(part(Type, _, _, _), Type).

write_content(none, _).
write_content(text(_, Encoding, Text), Out) :-
    bytes(Encoding, Text, Bytes),
    write(Out, Bytes).
write_content(file(_, Path, _), Out) :-
    copied(Path, 0, all, Out).
write_content(part(_, Path, From, To), Out) :-
    part(Path, To, _, Last),
    Length is max(0, Last+1-From),
    copied(Path, From, Length, Out).

copied(Path, From, Length, Out) :-
    setup_call_cleanup(
        open(Path, read, In, [type(binary)]),
        (   seek(In, From, bof, _),
            ( Length == all -> copy_stream_data(In, Out) ; copy_stream_data(In, Out, Length) )
        ),
        close(In)).

prolog:error_message(http_write_short(Reply, Sent)) -->
    { functor(Reply, Name, _) },
    [ 'http_reply/2: no more of ~w could be written after ~D bytes'-[Name, Sent] ].
