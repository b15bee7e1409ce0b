/*  The log of requests: a file of facts.
*/

:- module(http_log,
          [ http_log_stream/1,
            http_log/2,
            http_log_close/1,
            post_data_encoded/2,
            http_logrotate/1,
            http_schedule_logrotate/2
          ]).
:- use_module(library(base64)).
:- use_module(library(broadcast)).
:- use_module(library(memfile)).
:- use_module(library(option)).
:- use_module(library(settings)).
:- use_module(library(zlib)).
:- use_module(library(http/field_values)).
:- use_module(library(http/http_exception), []).

:- setting(http:logfile, callable, 'httpd.log',
           'File in which to log HTTP requests').
:- setting(http:log_post_data, integer, 0,
           'Log POST data up to N bytes long').
:- setting(http:on_log_error, any, retry,
           'Action if logging fails').

:- multifile
    nolog/1,
    password_field/1,
    nolog_post_content_type/1.

:- dynamic
    nolog_post_content_type/1,
    log_stream/2. % stream or [], since when

:- listen(settings(changed(http:logfile, _, New)), http_log_close(changed(New))).
:- listen(logrotate, http_log_close(logrotate)).
:- listen(http(request_start(Id, Request)), http_log:logged(started(Id, Request))).
:- listen(http(request_finished(Id, Code, Status, CPU, Bytes)),
          http_log:logged(finished(Id, Code, Status, CPU, Bytes))).

%!  http_log_stream(-Out) is semidet.
%
%   The stream of the log, which is opened if need be: the file that the setting http:logfile names. Fails if that is
%   empty, or could not be opened within the last minute. Before, http_log_open(File) is broadcast.

http_log_stream(Out) :-
    log_stream(Out0, Since),
    (   Out0 \== []
    ->  !,
        Out = Out0
    ;   get_time(Now),
        Now - Since =< 60
    ->  !,
        fail
    ;   retractall(log_stream(_, _)),
        fail
    ).
http_log_stream(Out) :-
    setting(http:logfile, Spec),
    Spec \== '',
    broadcast(http_log_open(Spec)),
    get_time(Now),
    (   catch(opened(Spec, Out0), Error, log_error(Error))
    ->  format(Out0, 'server(started, ~0f).~n', [Now]),
        assertz(log_stream(Out0, Now)),
        at_halt(http_log_close(stopped)),
        Out = Out0
    ;   assertz(log_stream([], Now)),
        fail
    ).

opened(Spec, Out) :-
    absolute_file_name(Spec, File, [access(append)]),
    open(File, append, Out, [encoding(utf8), buffer(line)]).

%   The setting http:on_log_error says what an error does: `retry`, or exit(Status).

log_error(Error) :-
    print_message(error, Error),
    setting(http:on_log_error, Action),
    (   Action = exit(Status)
    ->  halt(Status)
    ;   Action == exit
    ->  halt(1)
    ;   http_log_close(error),
        fail
    ).

%!  http_log_close(+Reason) is det.
%
%   Closes the log, with a line that says why. What is logged next opens it again.

http_log_close(Reason) :-
    (   retract(log_stream(Out, _)),
        is_stream(Out)
    ->  get_time(Now),
        catch(( format(Out, 'server(~q, ~0f).~n', [Reason, Now]),
                close(Out)
              ),
              Error,
              print_message(warning, Error))
    ;   true
    ).

%!  http_log(+Format, +Args) is det.
%
%   Writes to the log, if there is one.

http_log(Format, Args) :-
    (   http_log_stream(Out)
    ->  system:format(Out, Format, Args)
    ;   true
    ).

logged(Event) :-
    (   http_log_stream(Out)
    ->  catch(log_event(Event, Out), Error, ignore(log_error(Error)))
    ;   true
    ).

log_event(started(Id, Request0), Out) :-
    get_time(Now),
    with_post_data(Request0, Request1),
    shown(Request1, Request),
    format_time(string(Date), '%+', Now),
    format(Out, '/*~s*/ request(~q, ~3f, ~q).~n', [Date, Id, Now, Request]).
log_event(finished(Id, Code, Status, CPU, Bytes), Out) :-
    (   Status == ok
    ->  format(Out, 'completed(~q, ~q, ~q, ~q, ok).~n', [Id, CPU, Bytes, Code])
    ;   outcome(Status, Term),
        Written = [quoted(true), ignore_ops(true), blobs(portray), portray_goal(http_log:write_blob)],
        format(Out, 'completed(~q, ~q, ~q, ~q, ~W).~n', [Id, CPU, Bytes, Code, Term, Written])
    ).

:- public(write_blob/2).

write_blob(Blob, _) :-
    format(string(Text), '~q', [Blob]),
    writeq(blob(Text)).

outcome(http_reply(bytes(Type, Bytes), _), bytes(Type, Length)) :-
    !,
    string_length(Bytes, Length).
outcome(Status, Reply) :-
    http_exception:thrown_reply(Status, Reply),
    !.
outcome(Status, error(Text)) :-
    message_to_string(Status, Text).

%   A request without what is nobody's business.

shown([], []).
shown([search(Search0)|Request0], [search(Search)|Request]) :-
    !,
    without_passwords(Search0, Search),
    shown(Request0, Request).
shown([Field|Request0], Request) :-
    nolog(Field),
    !,
    shown(Request0, Request).
shown([Field|Request0], [Field|Request]) :-
    shown(Request0, Request).

without_passwords([], []).
without_passwords([Name=Value0|Pairs0], [Name=Value|Pairs]) :-
    (   password_field(Name)
    ->  Value = xxx
    ;   Value = Value0
    ),
    without_passwords(Pairs0, Pairs).

%!  password_field(+Name) is semidet.
%!  nolog(+Field) is semidet.
%!  nolog_post_content_type(+Type) is semidet.
%
%   Parameters, fields of requests and content types that do not get into the log. Programs may add more.

password_field(password).
password_field(pwd0).
password_field(pwd1).
password_field(pwd2).

nolog(input(_)).
nolog(accept(_)).
nolog(accept_language(_)).
nolog(accept_encoding(_)).
nolog(accept_charset(_)).
nolog(pool(_)).
nolog(protocol(_)).
nolog(referer(Referer)) :-
    sub_atom(Referer, _, _, _, password),
    !.

with_post_data(Request, [post_data(Encoded)|Request]) :-
    setting(http:log_post_data, Most),
    integer(Most),
    Most > 0,
    memberchk(input(In), Request),
    memberchk(content_length(Length), Request),
    Length =< Most,
    memberchk(content_type(Text), Request),
    media_type(Text, media(Type, _)),
    \+ nolog_post_content_type(Type),
    catch(peek_string(In, Length, Data), _, fail),
    !,
    post_data_encoded(Data, Encoded).
with_post_data(Request, Request).

%!  post_data_encoded(?Bytes, ?Encoded) is det.
%
%   Bytes as text for the log: compressed, in base64.

post_data_encoded(Bytes, Encoded) :-
    nonvar(Bytes),
    !,
    setup_call_cleanup(
        new_memory_file(File),
        ( setup_call_cleanup(
              ( open_memory_file(File, write, Out, [encoding(octet)]),
                zopen(Out, Compressed, [])
              ),
              write(Compressed, Bytes),
              close(Compressed)),
          memory_file_to_codes(File, Codes, octet)
        ),
        free_memory_file(File)),
    phrase(base64(Codes), EncodedCodes),
    string_codes(Encoded, EncodedCodes).
post_data_encoded(Bytes, Encoded) :-
    string_codes(Encoded, EncodedCodes),
    phrase(base64(Codes), EncodedCodes),
    string_codes(Text, Codes),
    setup_call_cleanup(
        ( open_string(Text, In),
          zopen(In, Plain, [])
        ),
        read_string(Plain, _, Bytes),
        close(Plain)).

%!  http_logrotate(+Options) is semidet.
%
%   Begins a new log: `httpd.log` becomes `httpd-1.log`, and so on. Fails where there is none. Options: min_size(Bytes), one
%   megabyte unless given, and keep_logs(Count), 10 unless given. Logs are not compressed.

http_logrotate(Options) :-
    option(min_size(Least), Options, 1048576),
    option(keep_logs(Count), Options, 10),
    setting(http:logfile, Spec),
    absolute_file_name(Spec, File, [access(exist), file_errors(fail)]),
    exists_file(File),
    size_file(File, Size),
    (   Size >= Least
    ->  file_name_extension(Base, Extension, File),
        rotate(Count, Base, Extension),
        http_log_close(logrotate)
    ;   true
    ).

rotate(0, _, _) :-
    !.
rotate(Number, Base, Extension) :-
    Before is Number - 1,
    log_name(Before, Base, Extension, Old),
    log_name(Number, Base, Extension, New),
    (   exists_file(Old)
    ->  rename_file(Old, New)
    ;   true
    ),
    rotate(Before, Base, Extension).

log_name(0, Base, Extension, File) :-
    !,
    file_name_extension(Base, Extension, File).
log_name(Number, Base, Extension, File) :-
    atomic_list_concat([Base, -, Number], Numbered),
    file_name_extension(Numbered, Extension, File).

%!  http_schedule_logrotate(+When, +Options) is det.
%
%   Nobody keeps a schedule here: rotate by http_logrotate/1, or have logs rotated by the system.

http_schedule_logrotate(When, _) :-
    throw(error(permission_error(schedule, logrotate, When),
                context(http_log:http_schedule_logrotate/2, 'call http_logrotate/1 instead'))).
