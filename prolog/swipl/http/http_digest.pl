/*  library(http/http_digest): logins that do not send the password, by RFC 2617. Without TLS they are better than basic
    ones; with it they are worse, as the hashes of MD5 that are kept for them are as good as passwords.
*/

:- module(http_digest,
          [ http_digest_challenge//2,
            http_digest_password_hash/4,
            http_parse_digest_challenge/2,
            http_digest_response/5
          ]).
:- use_module(library(apply)).
:- use_module(library(error)).
:- use_module(library(lists)).
:- use_module(library(option)).
:- use_module(library(settings)).
:- use_module(library(dcg/basics)).
:- use_module(library(http/digest_nonces)).
:- use_module(library(http/http_authenticate)).

:- multifile(http:authenticate/3).

:- setting(nonce_timeout, number, 3600,
           'Seconds for which clients may use a nonce').

%!  http:authenticate(+Digest, +Request, -Fields) is semidet.
%
%   Handlers with the option authentication(digest(File, Realm)), or digest(File, Realm, Options) with options as for
%   http_digest_challenge//2, find user(User) in the request, and user_details(Fields) where the file has more.
%
%   @throws http_reply(authorise(digest(Challenge)))

http:authenticate(digest(File, Realm), Request, Fields) :-
    http:authenticate(digest(File, Realm, []), Request, Fields).
http:authenticate(digest(File, Realm, Options), Request, Fields) :-
    ( login(Request, File, Fields0, IsStale0) -> IsStale = IsStale0 ; IsStale = none ),
    (   IsStale == false
    ->  Fields = Fields0
    ;   ( IsStale == true -> Options1 = [stale(true)|Options] ; Options1 = Options ),
        ( option(nonce(Nonce-Made), Options1) -> Options2 = Options1 ; Options2 = [nonce(Nonce-Made)|Options1] ),
        phrase(http_digest_challenge(Realm, Options2), Codes),
        string_codes(Challenge, Codes),
        remember_nonce(Nonce, Made),
        throw(http_reply(authorise(digest(Challenge))))
    ).

%   A count is used once; a handler may ask again in the same request.

login(Request, File, Fields, IsStale) :-
    memberchk(authorization(Text), Request),
    (   nb_current(http_digest_login, login(Text, File, Fields0))
    ->  Fields = Fields0,
        IsStale = false
    ;   option(method(Method), Request, get),
        valid(Text, File, Method, User, Details, IsStale),
        ( Details == [] -> Fields = [user(User)] ; Fields = [user(User), user_details(Details)] ),
        ( IsStale == false -> b_setval(http_digest_login, login(Text, File, Fields)) ; true )
    ).

valid(Text, File, Method, User, Details, IsStale) :-
    string_codes(Text, Codes),
    phrase(digest(Said), Codes, _),
    maplist(said_among(Said),
            [ username(User), realm(_), nonce(Nonce), uri(URI), qop(Quality), nc(Count), cnonce(ClientNonce),
              response(Response)
            ]),
    http_current_user(File, User, [Hash|Details]),
    response(Hash, Nonce, Count, ClientNonce, Quality, Method, URI, Expected),
    atom_string(Response, ResponseText),
    ResponseText == Expected,
    !,
    use_nonce(Nonce, Count, IsStale).

said_among(Said, Field) :-
    memberchk(Field, Said).

response(Hash, Nonce, Count, ClientNonce, Quality, Method0, URI, Response) :-
    string_upper(Method0, Method),
    md5_of([Method, URI], What),
    md5_of([Hash, Nonce, Count, ClientNonce, Quality, What], Response).

%!  http_digest_challenge(+Realm, +Options)// is det.
%
%   What is behind `Digest` in a field WWW-Authenticate. Options are domain(URIs), opaque(Text), stale(Bool), and
%   nonce(Nonce-Time), which tells the nonce and when it was made.
%
%   @error domain_error(Name, Value)

http_digest_challenge(Realm, Options) -->
    quoted(realm, Realm),
    domain(Options),
    { new_nonce(Nonce, Made),
      option(nonce(Nonce-Made), Options, _)
    },
    ", ", quoted(nonce, Nonce),
    (   { option(opaque(Opaque), Options) }
    ->  ", ", quoted(opaque, Opaque)
    ;   []
    ),
    (   { option(stale(true), Options) }
    ->  ", stale=true"
    ;   []
    ),
    ", qop=\"auth,auth-int\"".

domain(Options) -->
    { option(domain(Domain), Options) },
    !,
    { ( atomic(Domain), Domain \== [] -> Domains = [Domain] ; Domains = Domain ),
      must_be(list(atomic), Domains),
      atomic_list_concat(Domains, ' ', Text)
    },
    ", ", quoted(domain, Text).
domain(_) -->
    [].

quoted(Name, Value) -->
    { ( sub_atom(Value, _, _, _, '"') -> domain_error(Name, Value) ; true ) },
    atom(Name), "=\"", atom(Value), "\"".

%!  http_digest_password_hash(+User, +Realm, +Password, -Hash) is det.
%
%   What a file of passwords has for a user.

http_digest_password_hash(User, Realm, Password, Hash) :-
    md5_of([User, Realm, Password], Hash0),
    atom_string(Hash, Hash0).

%!  http_parse_digest_challenge(+Challenge, -Fields) is semidet.
%
%   The value of a field WWW-Authenticate as a list of Name(Value).

http_parse_digest_challenge(Challenge, Fields) :-
    string_codes(Challenge, Codes),
    phrase(digest(Fields), Codes).

digest(Fields) -->
    "Digest", whites,
    said(Fields).

said([Field|Fields]) -->
    string_without(`=`, NameCodes), "=",
    { atom_codes(Name, NameCodes) },
    said_value(Name, Value),
    !,
    { Field =.. [Name, Value] },
    whites,
    (   ","
    ->  whites,
        said(Fields)
    ;   { Fields = [] }
    ).

said_value(Name, Value) -->
    "\"",
    !,
    string_without(`"`, Codes), "\"",
    { value(Name, Codes, Value) }.
said_value(stale, Value) -->
    !,
    ( "true" -> { Value = true } ; "false", { Value = false } ).
said_value(Name, Value) -->
    string_without(`, `, Codes),
    { value(Name, Codes, Value) }.

value(domain, Codes, URIs) :-
    !,
    string_codes(Text, Codes),
    atomic_list_concat(URIs, ' ', Text).
value(Name, Codes, Value) :-
    memberchk(Name, [realm, username, response, nonce, stale]),
    !,
    atom_codes(Value, Codes).
value(_, Codes, Value) :-
    string_codes(Value, Codes).

%!  http_digest_response(+Fields, +User, +Password, -Response, +Options) is semidet.
%
%   What a client answers to a challenge: the value of a field Authorization. Options are path(Path), `/` unless given,
%   method(Method), `'GET'`, and nc(Count), 1, which counts the answers to the same challenge.

http_digest_response(Fields, User, Password, Response, Options) :-
    memberchk(nonce(Nonce), Fields),
    memberchk(realm(Realm), Fields),
    option(path(Path), Options, /),
    option(method(Method), Options, 'GET'),
    option(nc(Number), Options, 1),
    format(string(Count), '~`0t~16r~8|', [Number]),
    Random is random(1<<32),
    format(string(ClientNonce), '~`0t~16r~8|', [Random]),
    http_digest_password_hash(User, Realm, Password, Hash),
    response(Hash, Nonce, Count, ClientNonce, auth, Method, Path, Answer),
    phrase(( "Digest ", quoted(username, User), ", ", quoted(realm, Realm), ", ", quoted(nonce, Nonce), ", ",
             quoted(uri, Path), ", qop=auth, nc=", atom(Count), ", ", quoted(cnonce, ClientNonce), ", ",
             quoted(response, Answer),
             ( { memberchk(opaque(Opaque), Fields) } -> ", ", quoted(opaque, Opaque) ; [] )
           ), Codes),
    string_codes(Response, Codes).
