/*  What is sent with requests, read as terms: form data, JSON, or text. And the other way round, requests to other servers
    and what they answer.
*/

:- module(http_client,
          [ http_get/3,
            http_delete/3,
            http_post/4,
            http_put/4,
            http_patch/4,
            http_read_data/3,
            http_disconnect/1
          ]).
:- use_module(library(error)).
:- use_module(library(lists)).
:- use_module(library(memfile)).
:- use_module(library(option)).
:- use_module(library(uri)).
:- use_module(library(http/field_values)).
:- use_module(library(http/http_open)).
:- use_module(library(http/http_stream)).
:- use_module(library(http/post_data)).

:- multifile(http_convert_data/4). % In, Fields, Data, Options
:- multifile(http:post_data_hook/3).

:- meta_predicate
    http_read_data(+, -, :).

%!  http_read_data(+Request, -Data, :Options) is det.
%
%   What was sent with a request. Options:
%
%     - to(Format): `atom`, `string`, `codes` or stream(Out), whatever the content type
%     - content_type(Type): another one than the request says
%     - input_encoding(Encoding)
%     - form_data(As), on_filename(:Goal): see `http_multipart_plugin.pl`
%     - those of whoever defines http_client:http_convert_data(+In, +Fields, -Data, +Options) for other content types
%
%   Without `to`, form data is a list of Name=Value, application/x-prolog a term, and what nobody knows an atom.

http_read_data(Fields, Data, QualifiedOptions) :-
    meta_options(is_goal, QualifiedOptions, Options),
    memberchk(input(In), Fields),
    (   read_data(In, Fields, Data, Options)
    ->  true
    ;   throw(error(failed(http_read_data), _))
    ).

is_goal(on_filename).

read_data(In, Fields0, Data, Options) :-
    select(transfer_encoding(chunked), Fields0, Fields),
    !,
    setup_call_cleanup(
        http_chunked_open(In, Chunks, []),
        read_data(Chunks, Fields, Data, Options),
        close(Chunks)).
read_data(In, Fields, Data, Options) :-
    option(to(Format), Options),
    !,
    read_text(Format, In, Fields, Options, Data).
read_data(In, Fields, Data, _) :-
    option(content_type(Type), Fields),
    is_media_type(Type, 'application/x-www-form-urlencoded'),
    !,
    read_text(string, In, Fields, [], Text),
    uri_query_components(Text, Data).
read_data(In, Fields0, Data, Options0) :-
    (   select_option(content_type(Type), Options0, Options)
    ->  delete(Fields0, content_type(_), Fields),
        http_convert_data(In, [content_type(Type)|Fields], Data, Options)
    ;   http_convert_data(In, Fields0, Data, Options0)
    ),
    !.
read_data(In, Fields, Data, Options) :-
    read_text(atom, In, Fields, Options, Data).

read_text(stream(Out), In, Fields, _, _) :-
    !,
    copy(In, Out, Fields).
read_text(Format, In, Fields, Options, Text) :-
    must_be(oneof([atom, string, codes]), Format),
    encoding(Fields, Options, Encoding),
    setup_call_cleanup(
        new_memory_file(File),
        ( setup_call_cleanup(
              open_memory_file(File, write, Out, [encoding(octet)]),
              copy(In, Out, Fields),
              close(Out)),
          memory_file_text(Format, File, Encoding, Text0)
        ),
        free_memory_file(File)),
    Text = Text0.

copy(In, Out, Fields) :-
    (   memberchk(content_length(Bytes), Fields)
    ->  copy_stream_data(In, Out, Bytes)
    ;   copy_stream_data(In, Out)
    ).

memory_file_text(atom, File, Encoding, Text) :-
    memory_file_to_atom(File, Text, Encoding).
memory_file_text(string, File, Encoding, Text) :-
    memory_file_to_string(File, Text, Encoding).
memory_file_text(codes, File, Encoding, Text) :-
    memory_file_to_codes(File, Text, Encoding).

encoding(_, Options, Encoding) :-
    option(input_encoding(Encoding0), Options),
    !,
    Encoding = Encoding0.
encoding(Fields, _, utf8) :-
    memberchk(content_type(Type), Fields),
    says_utf8(Type),
    !.
encoding(_, _, octet).

http_convert_data(In, Fields, Data, Options) :-
    memberchk(content_type(Type), Fields),
    is_media_type(Type, 'application/x-prolog'),
    !,
    with_content(In, Fields, 'HTTP:DATA', Content, read_term(Content, Data, Options)).

%!  with_content(+In, +Fields, +Name, -Content, :Goal) is semidet.
%
%   Calls a goal with the content as a stream of UTF-8 that ends where the content does.

:- public(with_content/5).
:- meta_predicate with_content(+, +, +, -, 0).

with_content(In, Fields, Name, Content, Goal) :-
    memberchk(content_length(Bytes), Fields),
    !,
    setup_call_cleanup(
        stream_range_open(In, Content, [size(Bytes)]),
        ( set_stream(Content, encoding(utf8)),
          set_stream(Content, file_name(Name)),
          call(Goal)
        ),
        close(Content)).
with_content(Content, _, _, Content, Goal) :-
    set_stream(Content, encoding(utf8)),
    call(Goal).

%!  http:post_data_hook(+Data, +Out, +Fields) is semidet.
%
%   A term to be sent is prolog(Term).

http:post_data_hook(prolog(Term), Out, Fields) :-
    Written = [quoted(true), ignore_ops(true), fullstop(true), nl(true)],
    with_output_to(string(Text), write_term(Term, Written)),
    http_post_data(string('application/x-prolog', Text), Out, Fields).

%!  http_get(+URL, -Data, +Options) is det.
%!  http_delete(+URL, -Data, +Options) is det.
%!  http_post(+URL, +Sent, -Data, +Options) is det.
%!  http_put(+URL, +Sent, -Data, +Options) is det.
%!  http_patch(+URL, +Sent, -Data, +Options) is det.
%
%   What another server answers, read as by http_read_data/3. Options are those of http_open/3 and of http_read_data/3, and
%   reply_header(-Fields).

http_get(URL, Data, Options0) :-
    (   option(headers(Fields0), Options0)
    ->  Options = Options0
    ;   Options = [headers(Fields0)|Options0]
    ),
    option(reply_header(Fields0), Options0, _),
    http_open(URL, In, Options),
    delete(Fields0, transfer_encoding(_), Fields),
    setup_call_cleanup(
        true,
        http_read_data([input(In)|Fields], Data, Options0),
        close(In)).

http_delete(URL, Data, Options) :-
    http_get(URL, Data, [method(delete)|Options]).

http_post(URL, Sent, Data, Options) :-
    http_get(URL, Data, [post(Sent)|Options]).

http_put(URL, Sent, Data, Options) :-
    http_post(URL, Sent, Data, [method(put)|Options]).

http_patch(URL, Sent, Data, Options) :-
    http_post(URL, Sent, Data, [method(patch)|Options]).

%!  http_disconnect(+All) is det.
%
%   The host keeps the connections.

http_disconnect(all) :-
    http_close_keep_alive(_).
