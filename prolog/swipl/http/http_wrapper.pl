/*  Requests and their replies: a handler writes a header, an empty line and a body to its output, or throws what is to be
    replied instead.
*/

:- module(httpd_wrapper,
          [ http_current_request/1,
            http_peer/2,
            http_relative_path/2,
            http_send_header/1
          ]).
:- use_module(library(apply)).
:- use_module(library(broadcast)).
:- use_module(library(lists)).
:- use_module(library(http/http_exception)).
:- use_module(library(http/header_fields)).
:- use_module(library(http/http_status)).
:- use_module(library(http/status_codes)).

:- multifile(http:request_expansion/2).

:- dynamic
    reply_stream/1,
    empty_stream/1.

%!  answer(:Closure, +Queue, +Request, +HasBody, -Reply) is det.
%
%   What the host calls for a request. Reply is written(Encoding) when the handler has written it; what
%   thrown(Error, Reply) has is sent when a handler threw or failed, and what it wrote is not.

answer(Closure, Queue, [session(Session), Protocol, Peer|Fields], HasBody, Reply) :-
    reply_stream_ready(Out),
    request_stream(HasBody, In),
    nb_setval(http_session_id, []),
    Request0 = [Protocol, Peer, pool(client(Queue, Closure, In, Out)), input(In)|Fields],
    ( Session == [] -> Request = Request0 ; Request = [session(Session)|Request0] ),
    next_request(Id, IsTold),
    current_output(Before),
    set_output(Out),
    handler_with_output_to(Closure, Id-IsTold, Request, Out, Error0),
    set_output(Before),
    nb_setval(http_session_id, []), % what the handler chose is for nobody else
    flushed(Out, Encoding, Error0, Error),
    ( HasBody == true -> close(In, [force(true)]) ; true ),
    finished(Error, Encoding, Request, Reply),
    ( IsTold == true -> told(Id, Error, Reply) ; true ).

finished(ok, Encoding, _, written(Encoding)) :-
    !.
finished(Error, _, Request, thrown(Kind, Reply)) :-
    ( is_http_reply(Error) -> Kind = http_reply ; Kind = error ),
    reply_to_error(Error, Request, Reply).

%   Output that nobody takes any more is given up, with its stream.

flushed(Out, Encoding, Error0, Error) :-
    is_stream(Out),
    !,
    stream_property(Out, encoding(Encoding)),
    catch(flush_output(Out), Unsent, true),
    (   var(Unsent)
    ->  Error = Error0
    ;   give_up_output,
        ( Error0 == ok -> Error = Unsent ; Error = Error0 )
    ).
flushed(_, utf8, Error, Error).

give_up_output :-
    forall(retract(reply_stream(Out)), ignore(catch(close(Out, [force(true)]), _, true))).

is_http_reply(Error) :-
    nonvar(Error),
    functor(Error, http_reply, _).

%!  reply_to_error(+Error, +Request, -Reply) is det.
%
%   The reply to an exception; where that cannot be made, to the exception of that.

reply_to_error(Error, Request, Reply) :-
    map_exception_to_http_status(Error, Status, Fields0, Context),
    keep_as_asked(Fields0, Request, Fields),
    catch(reply(Status, Fields, Context, Request, Reply), Error1, true),
    (   var(Error1)
    ->  true
    ;   map_exception_to_http_status(Error1, Status1, Fields1, Context1),
        reply(Status1, Fields1, Context1, Request, Reply)
    ).

keep_as_asked(Fields0, Request, Fields) :-
    selectchk(connection(Connection), Fields0, connection(close), Fields),
    Connection \== close,
    wants_close(Request),
    !.
keep_as_asked(Fields, _, Fields).

wants_close(Request) :-
    memberchk(connection(Connection), Request),
    !,
    Connection == close.
wants_close(Request) :-
    \+ memberchk(http_version(1-_), Request).

%!  redirected(+Status, +Location, -Reply) is semidet.
%
%   The reply to a handler that wrote a field Location.

redirected(Status, Location, Reply) :-
    status_code(Kind, Status),
    memberchk(Kind, [moved, moved_temporary, see_other]),
    Redirection =.. [Kind, Location],
    reply(Redirection, [], [], [method(get)], Reply).

%!  refused(+Error, -Reply) is det.
%
%   The reply to a request that no handler gets, or that was ended by the host.

refused(Error, Reply) :-
    nb_setval(http_session_id, []),
    give_up_output,
    reply_to_error(Error, [], Reply).

%!  handler_with_output_to(:Closure, +Id, +Request, +Output, -Status) is det.
%
%   Status is `ok`, or what was thrown, also for a handler that fails.

handler_with_output_to(Closure, Id, Request, _, Status) :-
    (   catch(call_handler(Closure, Id, Request), Status, true)
    ->  ended(Status)
    ;   Status = error(goal_failed(Closure), _)
    ).

%   halt/0,1 are for the host.

ended(Status) :-
    var(Status),
    !,
    Status = ok.
ended(Status) :-
    (   Status = unwind(halt(_))
    ->  throw(Status)
    ;   true
    ).

call_handler(Closure, Id-IsTold, Request0) :-
    b_setval(http_request, Request0),
    expanded(Request0, Request),
    b_setval(http_request, Request),
    ( IsTold == true -> tell(request_start(Id, Request)) ; true ),
    call(Closure, Request).

expanded(Request0, Request) :-
    http:request_expansion(Request0, Request1),
    Request1 \== Request0,
    !,
    expanded(Request1, Request).
expanded(Request, Request).

%   Events are told to listeners in Prolog only: there are streams and stacks in them.

tell(Event) :-
    typescript:heard(http(Event)).

told(Id, Error, Reply) :-
    code_and_length(Reply, Code, Length),
    tell(request_finished(Id, Code, Error, 0.0, Length)).

code_and_length(thrown(_, sent(Code, _, Content)), Code, Length) :-
    !,
    (   Content = text(_, _, Text)
    ->  string_length(Text, Length)
    ;   Length = 0
    ).
code_and_length(_, 200, 0).

next_request(Id, true) :-
    listening(_, http(_), _),
    !,
    flag(http_request, Id0, Id0+1),
    Id is Id0+1.
next_request(0, false).

%   The stream that the host reads, as it is for each request.

reply_stream_ready(Out) :-
    (   reply_stream(Out0),
        is_stream(Out0)
    ->  Out = Out0,
        set_stream(Out, encoding(utf8)),
        set_stream(Out, line_position(0))
    ;   retractall(reply_stream(_)),
        open('/dev/clausal-reply', write, Out, [encoding(utf8), newline(posix), close_on_abort(false)]),
        set_stream(Out, buffer(full)),
        assertz(reply_stream(Out))
    ).

request_stream(true, In) :-
    !,
    open('/clausal-request', read, In, [encoding(octet)]).
request_stream(_, In) :-
    empty_stream(In),
    is_stream(In),
    !.
request_stream(_, In) :-
    retractall(empty_stream(_)),
    open_string("", In),
    assertz(empty_stream(In)).

%!  http_current_request(-Request) is semidet.
%
%   The request that is answered now.

http_current_request(Request) :-
    nb_current(http_request, Request0),
    Request0 = [_|_],
    Request = Request0.

%!  http_send_header(+Field) is det.
%
%   Adds a field, Name(Value), to the header of the reply, before those that are written.

http_send_header(Field) :-
    header_line(Field, Name, Text0),
    text_to_string(Text0, Text),
    '$clausal'(sent(Name, Text), _).

%!  http_peer(+Request, -Address) is semidet.
%
%   The address that a request comes from: an atom. What proxies say is believed.

http_peer(Request, Address) :-
    ( memberchk(fastly_client_ip(Address0), Request) ; memberchk(x_real_ip(Address0), Request) ),
    !,
    Address = Address0.
http_peer(Request, Address) :-
    memberchk(x_forwarded_for(Forwarded), Request),
    !,
    atomic_list_concat(Addresses, ', ', Forwarded),
    last(Addresses, Address).
http_peer(Request, Address) :-
    memberchk(peer(ip(A, B, C, D)), Request),
    atomic_list_concat([A, B, C, D], '.', Address).

%!  http_relative_path(+Path, -Relative) is det.
%
%   A path as seen from the one of the request.

http_relative_path(Path, Relative) :-
    http_current_request(Request),
    memberchk(path(From), Request),
    !,
    atomic_list_concat(To, /, Path),
    atomic_list_concat(Here, /, From),
    without_common(To, Here, Down, [_|Up]),
    findall('..', member(_, Up), Dots),
    append(Dots, Down, Parts),
    atomic_list_concat(Parts, /, Relative).
http_relative_path(Path, Path).

without_common([Part|To0], [Part|From0], To, From) :-
    From0 = [_|_],
    !,
    without_common(To0, From0, To, From).
without_common(To, From, To, From).
