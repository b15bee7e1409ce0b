/*  Logins by the field Authorization, against files of passwords as Apache has them.
*/

:- module(authenticate,
          [ http_authenticate/3,
            http_authorization_data/2,
            http_current_user/3,
            http_read_passwd_file/2,
            http_write_passwd_file/2
          ]).
:- use_module(library(apply)).
:- use_module(library(base64)).
:- use_module(library(crypt)).
:- use_module(library(error)).
:- use_module(library(lists)).
:- use_module(library(readutil)).

:- dynamic
    authenticated/5,    % text, file, user, time, fields
    password/4,         % path, user, hash, fields
    read_at/2.          % path, time stamp of the file

:- multifile(http:authenticate/3).

%!  http_authenticate(+Type, +Request, -Fields) is semidet.
%
%   Whether a request carries a login that is in a file: Type is basic(File), and Fields is the user and what is behind the
%   password. A login that was right is remembered for a minute.

http_authenticate(basic(File), Request, [User|Fields]) :-
    memberchk(authorization(Text), Request),
    (   remembered(Text, File, User0, Fields0)
    ->  User = User0,
        Fields = Fields0
    ;   http_authorization_data(Text, basic(User, Password)),
        entry(File, User, Hash, Fields),
        crypt(Password, Hash),
        get_time(Now),
        assertz(authenticated(Text, File, User, Now, Fields))
    ).

remembered(Text, File, User, Fields) :-
    get_time(Now),
    forall(( authenticated(Text0, File0, _, Time0, _),
             Now - Time0 > 60
           ),
           retractall(authenticated(Text0, File0, _, Time0, _))),
    authenticated(Text, File, User, _, Fields).

%!  http_authorization_data(+Text, ?Data) is semidet.
%
%   The value of the field as Method(User, Password), with the method in small letters and the password as codes.

http_authorization_data(Text, Data) :-
    split_string(Text, " \t", " \t", Parts0),
    exclude(==(""), Parts0, [Method0, Encoded]),
    downcase_atom(Method0, Method),
    functor(Data, Method, 2),
    string_codes(Encoded, EncodedCodes),
    phrase(base64(Codes), EncodedCodes),
    append(UserCodes, [0':|Password], Codes),
    !,
    atom_codes(User, UserCodes),
    Data =.. [Method, User, Password].

%!  http_current_user(+File, ?User, ?Fields) is nondet.
%
%   The users of a file; the first of the fields is the hash of the password.

http_current_user(File, User, [Hash|Fields]) :-
    entry(File, User, Hash, Fields).

entry(File, User, Hash, Fields) :-
    absolute_file_name(File, Path, [access(read)]),
    time_file(Path, Stamp),
    (   read_at(Path, Stamp)
    ->  true
    ;   read_again(Path, Stamp)
    ),
    password(Path, User, Hash, Fields).

read_again(Path, Stamp) :-
    http_read_passwd_file(Path, Entries),
    forget(Path),
    forall(member(passwd(User, Hash, Fields), Entries),
           assertz(password(Path, User, Hash, Fields))),
    assertz(read_at(Path, Stamp)).

forget(Path) :-
    retractall(read_at(Path, _)),
    retractall(password(Path, _, _, _)).

%!  http_read_passwd_file(+Path, -Entries) is det.
%
%   A list of passwd(User, Hash, Fields), where Hash is a string and fields are numbers or atoms. Lines that are no entries
%   are passed over.

http_read_passwd_file(Path, Entries) :-
    read_file_to_string(Path, Text, []),
    split_string(Text, "\n", "\r", Lines),
    convlist(line_entry, Lines, Entries).

line_entry(Line, passwd(User, Hash, Fields)) :-
    split_string(Line, ":", "", [UserText, Hash|FieldTexts]),
    atom_string(User, UserText),
    maplist(field_value, FieldTexts, Fields).

field_value(Text, Value) :-
    string_codes(Text, Codes),
    name(Value, Codes).

%!  http_write_passwd_file(+File, +Entries) is det.

http_write_passwd_file(File, Entries) :-
    must_be(list, Entries),
    maplist(check_entry, Entries),
    setup_call_cleanup(
        open(File, write, Out, [encoding(utf8)]),
        maplist(write_entry(Out), Entries),
        close(Out)),
    forget(File).

check_entry(passwd(User, Hash, Fields)) :-
    !,
    must_be(list, Fields),
    maplist(check_field, [User, Hash|Fields]).
check_entry(Entry) :-
    type_error(passwd_entry, Entry).

check_field(Field) :-
    must_be(atomic, Field),
    (   sub_string(Field, _, _, _, ":")
    ->  representation_error(passwd_field)
    ;   true
    ).

write_entry(Out, passwd(User, Hash, Fields)) :-
    atomic_list_concat([User, Hash|Fields], :, Line),
    format(Out, '~w~n', [Line]).

%!  http:authenticate(+Data, +Request, -Options) is det.
%
%   Handlers with the option authentication(basic(File, Realm)) find user(User) in the request, and user_details(Fields)
%   where the file has more.
%
%   @throws http_reply(authorise(basic, Realm))

http:authenticate(basic(File, Realm), Request, [user(User)|Details]) :-
    (   http_authenticate(basic(File), Request, [User|Fields])
    ->  (   Fields == []
        ->  Details = []
        ;   Details = [user_details(Fields)]
        )
    ;   throw(http_reply(authorise(basic, Realm)))
    ).
