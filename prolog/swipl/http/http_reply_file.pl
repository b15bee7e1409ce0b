/*  Replies that are files, and which files may be asked for.
*/

:- module(http_reply_file,
          [ http_reply_file/3,
            http_safe_file/2
          ]).
:- use_module(library(error)).
:- use_module(library(lists)).
:- use_module(library(option)).
:- use_module(library(zlib)).
:- use_module(library(http/header_fields)).
:- use_module(library(http/mimetype)).

%!  http_reply_file(+File, +Options, +Request) is det.
%
%   Replies a file. Options:
%
%     - cache(Bool): whether the client may keep it, true by default
%     - mime_type(Type): what it is, when its name does not say so
%     - static_gzip(Bool): whether File.gz is sent where the client takes that and it is not older
%     - cached_gzip(Bool): the same with files that are made when they are needed, where http_gzip_cache(Name) is
%     - unsafe(Bool): whether File may be anywhere
%     - headers(List): more fields of the header, Name(Value)
%
%   @throws http_reply(Reply, Headers)

http_reply_file(File, Options, Request) :-
    http_safe_file(File, Options),
    absolute_file_name(File, Path, [access(read)]),
    (   option(cache(true), Options, true)
    ->  cached_reply(Path, Type, Options, Request, Reply)
    ;   Reply = tmp_file(Type, Path)
    ),
    content_type(Path, Options, Type),
    option(headers(Headers), Options, []),
    throw(http_reply(Reply, Headers)).

cached_reply(Path, _, _, Request, _) :-
    memberchk(if_modified_since(Since), Request),
    time_file(Path, Time),
    http_timestamp(Time, Since),
    !,
    throw(http_reply(not_modified)).
cached_reply(Path, Type, _, Request, file(Type, Path, Range)) :-
    memberchk(range(Range), Request),
    !.
cached_reply(Path, Type, Options, Request, gzip_file(Type, Compressed)) :-
    accepts(gzip, Request),
    compressed(Path, Options, Compressed),
    !.
cached_reply(Path, Type, _, _, file(Type, Path)).

compressed(Path, Options, Compressed) :-
    option(static_gzip(true), Options),
    file_name_extension(Path, gz, Compressed),
    access_file(Compressed, read),
    is_current(Compressed, Path).
compressed(Path, Options, Compressed) :-
    option(cached_gzip(true), Options),
    variant_sha1(Path, Name),
    (   absolute_file_name(http_gzip_cache(Name), Compressed, [access(read), file_errors(fail)]),
        is_current(Compressed, Path)
    ->  true
    ;   absolute_file_name(http_gzip_cache(Name), Compressed, [access(write), file_errors(fail)]),
        compress(Path, Compressed)
    ).

is_current(Compressed, Path) :-
    time_file(Path, Time),
    time_file(Compressed, CompressedTime),
    CompressedTime >= Time.

compress(Path, Compressed) :-
    setup_call_cleanup(
        open(Path, read, In, [type(binary)]),
        setup_call_cleanup(
            gzopen(Compressed, write, Out, [type(binary)]),
            copy_stream_data(In, Out),
            close(Out)),
        close(In)).

accepts(Encoding, Request) :-
    memberchk(accept_encoding(Accepted), Request),
    split_string(Accepted, ",", " ", Parts),
    member(Part, Parts),
    split_string(Part, ";", " ", [Name|_]),
    atom_string(Encoding, Name),
    !.

content_type(Path, Options, Type) :-
    option(mime_type(Given), Options),
    !,
    file_content_type(Path, Given, Type).
content_type(Path, _, Type) :-
    file_content_type(Path, Type),
    !.
content_type(_, _, text/plain).

%!  http_safe_file(+File, +Options) is det.
%
%   True when a file is below the folder that is current, or below one of the folders of an alias.
%
%   @error permission_error(read, file, File)

http_safe_file(File, _) :-
    var(File),
    !,
    instantiation_error(File).
http_safe_file(_, Options) :-
    option(unsafe(true), Options, false),
    !.
http_safe_file(File, _) :-
    compound(File),
    compound_name_arguments(File, _, [Name]),
    !,
    must_be_below(Name, File).
http_safe_file(File, _) :-
    (   is_absolute_file_name(File)
    ->  permission_error(read, file, File)
    ;   must_be_below(File, File)
    ).

must_be_below(Name, File) :-
    must_be(atom, Name),
    prolog_to_os_filename(OsName, Name),
    split_string(OsName, "/", "", Parts),
    (   memberchk("..", Parts)
    ->  permission_error(read, file, File)
    ;   true
    ).
