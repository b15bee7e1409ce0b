/*  Requests to other servers, which the host makes while the program waits.
*/

:- module(http_open,
          [ http_open/3,
            http_set_authorization/2,
            http_close_keep_alive/1
          ]).
:- use_module(library(apply)).
:- use_module(library(base64)).
:- use_module(library(error)).
:- use_module(library(lists)).
:- use_module(library(memfile)).
:- use_module(library(option)).
:- use_module(library(readutil)).
:- use_module(library(typescript)).
:- use_module(library(uri)).
:- use_module(library(http/post_data)).

:- multifile(iostream:open_hook/6).
:- multifile(http:cookies_for/3).
:- multifile(http:cookies_from/3).
:- dynamic(http:cookies_for/3).
:- dynamic(http:cookies_from/3).
:- dynamic(authorization/2).

:- meta_predicate
    http_open(+, -, :).

%!  http_open(+URL, -In, :Options) is det.
%
%   Opens what a server answers as a stream of bytes. URL is text, or a list of parts: scheme(_), user(_), password(_),
%   host(_), port(_), path(_), search(_), query_string(_). Options:
%
%     - method(Method), post(Data): `get` unless given, `post` where there are data. These are codes(_), codes(Type, _),
%       string(_), string(Type, _), atom(_), atom(Type, _), bytes(Type, _), form(_), form_data(_), file(_), file(Type, _),
%       json(_), prolog(_), or what http:post_data_hook/3 knows
%     - request_header(Name=Value), authorization(basic(User, Password)), authorization(bearer(Token)), user_agent(Name),
%       range(Unit(From, To))
%     - redirect(false), max_redirect(Count), timeout(Seconds)
%     - status_code(-Code): then no code is an error
%     - header(Name, -Value), headers(-Fields), size(-Bytes), final_url(-URL), version(-Version)
%
%   Those on connections, proxies, certificates and sockets mean nothing here.
%
%   @error existence_error(url, URL), permission_error(url, URL), …, for other codes than 200

http_open(URL, In, QualifiedOptions) :-
    meta_options(is_goal, QualifiedOptions, Options),
    address(URL, Text, Login),
    append(Options, Login, AllOptions),
    opened(Text, AllOptions, [Text], In).

is_goal(cert_verify_hook).
is_goal(pem_password_hook).

%   Visited are the addresses so far, the newest first.

opened(URL, Options, Visited, In) :-
    check_other_server(URL),
    method(Options, Method),
    sent(Options, URL, Fields, Body),
    option(timeout(Timeout), Options, infinite),
    typescript(http_open/6, [URL, Method, Fields, Body, Timeout, Reply]),
    Reply = reply(Code, _, Received, _),
    forall(( member(set_cookie(Cookie), Received),
             http:cookies_from(URL, Options, Cookie)
           ),
           true),
    (   redirection(Code, Received, Options, URL, Next)
    ->  check_redirection(Next, Visited, Options),
        without_post(Options, NextOptions),
        opened(Next, NextOptions, [Next|Visited], In)
    ;   accepted(Reply, URL, Options, In)
    ).

%   Handlers run one after the other, so that one would wait for itself.

check_other_server(URL) :-
    current_predicate(httpd_wrapper:http_current_request/1),
    httpd_wrapper:http_current_request(Request),
    memberchk(host(Own), Request),
    uri_components(URL, uri_components(_, Authority, _, _, _)),
    uri_authority_components(Authority, uri_authority(_, _, Host, Port0)),
    ( Host == Own ; memberchk(Host, [localhost, '127.0.0.1', '[::1]']) ),
    ( memberchk(port(OwnPort), Request) -> true ; OwnPort = 80 ),
    ( var(Port0) -> Port = 80 ; Port = Port0 ),
    Port == OwnPort,
    !,
    Message = 'handlers run one after the other: one that asks its own server would wait for itself',
    throw(error(permission_error(open, url, URL), context(http_open:http_open/3, Message))).
check_other_server(_).

redirection(Code, Fields, Options, Base, URL) :-
    memberchk(Code, [301, 302, 303, 307]),
    option(redirect(true), Options, true),
    memberchk(location(Location), Fields),
    uri_resolve(Location, Base, URL).

check_redirection(URL, Visited, Options) :-
    option(max_redirect(Most), Options, 10),
    length(Visited, Count),
    Most \== infinite,
    Count > Most,
    !,
    format(atom(Message), 'max_redirect (~w) limit exceeded', [Most]),
    throw(error(permission_error(redirect, http, URL), context(_, Message))).
check_redirection(URL, Visited, _) :-
    include(==(URL), Visited, Same),
    length(Same, Count),
    Count > 2,
    !,
    throw(error(permission_error(redirect, http, URL), context(_, 'Redirection loop'))).
check_redirection(_, _, _).

without_post(Options0, Options) :-
    exclude(is_of_post, Options0, Options).

is_of_post(post(_)).
is_of_post(method(Method)) :-
    \+ memberchk(Method, [get, head, delete]).

accepted(reply(Code, _, Fields, Body), URL, Options, In) :-
    (   option(status_code(Code0), Options)
    ->  Code0 = Code
    ;   between(200, 299, Code)
    ),
    !,
    maplist(returned(URL, Fields), Options),
    open_bytes(Body, In),
    set_stream(In, file_name(URL)).
accepted(reply(Code, Comment, _, _), URL, _, _) :-
    (   memberchk(Code, [401, 403, 405, 407])
    ->  Error = permission_error(url, URL)
    ;   Error = existence_error(url, URL)
    ),
    throw(error(Error, context(_, status(Code, Comment)))).

%   What options ask for.

returned(URL, _, final_url(Final)) :-
    var(Final),
    !,
    Final = URL.
returned(_, Fields, header(Name, Value)) :-
    !,
    Field =.. [Name, Found],
    (   memberchk(Field, Fields)
    ->  Value = Found
    ;   Value = ''
    ).
returned(_, Fields, headers(Wanted)) :-
    !,
    Wanted = Fields.
returned(_, Fields, size(Size)) :-
    memberchk(content_length(Length), Fields),
    !,
    Size = Length.
returned(_, _, version(Version)) :-
    !,
    Version = 1-1.
returned(_, _, _).

open_bytes(Bytes, In) :-
    new_memory_file(File),
    setup_call_cleanup(
        open_memory_file(File, write, Out, [encoding(octet)]),
        write(Out, Bytes),
        close(Out)),
    open_memory_file(File, read, In, [encoding(octet), free_on_close(true)]).

%   What is asked, of whom.

method(Options, Name) :-
    (   option(post(_), Options)
    ->  Default = post
    ;   Default = get
    ),
    option(method(Method), Options, Default),
    upcase_atom(Method, Name),
    (   memberchk(Name, ['DELETE', 'GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'OPTIONS'])
    ->  true
    ;   domain_error(method, Method)
    ).

%   The text of an address, and the login in it, as options.

address(URL, Text, Login) :-
    (   atomic(URL)
    ->  uri_components(URL, uri_components(Scheme0, Authority, Path, Search, _))
    ;   parts_components(URL, uri_components(Scheme0, Authority, Path, Search, _))
    ),
    (   nonvar(Authority),
        uri_authority_components(Authority, uri_authority(User, Password, Host, Port)),
        nonvar(Host)
    ->  true
    ;   domain_error(url, URL)
    ),
    (   nonvar(Scheme0)
    ->  Scheme = Scheme0
    ;   Scheme = http
    ),
    uri_authority_components(Server, uri_authority(_, _, Host, Port)),
    (   ( var(Path) ; Path == '' )
    ->  AbsolutePath = (/)
    ;   AbsolutePath = Path
    ),
    uri_components(Text, uri_components(Scheme, Server, AbsolutePath, Search, _)),
    (   nonvar(User),
        nonvar(Password)
    ->  uri_encoded(query_value, UserName, User),
        uri_encoded(query_value, Secret, Password),
        Login = [authorization(basic(UserName, Secret))]
    ;   stored_authorization(Text, Authorization)
    ->  Login = [authorization(Authorization)]
    ;   Login = []
    ).

parts_components(Parts, uri_components(Scheme, Authority, Path, Search, _)) :-
    must_be(list, Parts),
    (   option(scheme(Scheme), Parts)
    ->  true
    ;   option(protocol(Scheme), Parts, http)
    ),
    ignore(option(user(User), Parts)),
    ignore(option(password(Password), Parts)),
    ignore(option(host(Host), Parts)),
    ignore(option(port(Port), Parts)),
    uri_authority_components(Authority, uri_authority(User, Password, Host, Port)),
    option(path(Path), Parts, /),
    (   option(query_string(Search), Parts)
    ->  true
    ;   option(search(Fields), Parts)
    ->  uri_query_components(Search, Fields)
    ;   true
    ).

%   The fields and the bytes that are sent.

sent(Options, URL, Fields, Body) :-
    option(user_agent(Agent), Options, 'SWI-Prolog'),
    convlist(sent_field, Options, Given),
    (   option(post(Data), Options)
    ->  posted(Data, OfData, Body)
    ;   OfData = [],
        Body = ""
    ),
    (   http:cookies_for(URL, Options, Cookies)
    ->  OfCookies = ['Cookie'-Cookies]
    ;   OfCookies = []
    ),
    append([['User-Agent'-Agent, 'Connection'-close], Given, OfCookies, OfData], Fields).

sent_field(request_header(Name=Value), Name-Value).
sent_field(authorization(Given), 'Authorization'-Value) :-
    authorization_value(Given, Value).
sent_field(range(Range), 'Range'-Value) :-
    Range =.. [Unit, From, To],
    (   To == end
    ->  format(atom(Value), '~w=~d-', [Unit, From])
    ;   must_be(integer, To),
        format(atom(Value), '~w=~d-~d', [Unit, From, To])
    ).

authorization_value(basic(User, Password), Value) :-
    !,
    format(codes(Plain), '~w:~w', [User, Password]),
    phrase(base64(Plain), Encoded),
    format(atom(Value), 'Basic ~s', [Encoded]).
authorization_value(bearer(Token), Value) :-
    !,
    atom_concat('Bearer ', Token, Value).
authorization_value(Other, _) :-
    domain_error(authorization, Other).

%   Data as http_post_data/3 writes them: fields, an empty line, and bytes.

posted(Data, Fields, Body) :-
    setup_call_cleanup(
        new_memory_file(File),
        ( setup_call_cleanup(
              open_memory_file(File, write, Out, [encoding(octet)]),
              http_post_data(Data, Out, []),
              close(Out)),
          setup_call_cleanup(
              open_memory_file(File, read, In, [encoding(octet)]),
              ( read_field_lines(In, Fields),
                read_string(In, _, Body)
              ),
              close(In))
        ),
        free_memory_file(File)).

read_field_lines(In, Fields) :-
    read_line_to_string(In, Line),
    (   sub_string(Line, Before, 2, After, ": ")
    ->  sub_atom(Line, 0, Before, _, Name),
        sub_atom(Line, _, After, 0, Value),
        Fields = [Name-Value|More],
        read_field_lines(In, More)
    ;   Fields = []
    ).

%!  http_set_authorization(+URL, +Authorization) is det.
%
%   Has requests to all that begins with URL carry basic(User, Password); `-` for no longer.

http_set_authorization(URL, Authorization) :-
    must_be(atom, URL),
    retractall(authorization(URL, _)),
    (   Authorization == (-)
    ->  true
    ;   must_be(compound, Authorization),
        assertz(authorization(URL, Authorization))
    ).

stored_authorization(URL, Authorization) :-
    authorization(Prefix, Authorization),
    sub_atom(URL, 0, _, _, Prefix),
    !.

%!  http_close_keep_alive(+Address) is det.
%
%   The host keeps the connections.

http_close_keep_alive(_).

%   What opens files opens addresses, too.

iostream:open_hook(URL, read, In, close(In), Options, Options) :-
    ( atom(URL) ; string(URL) ),
    uri_is_global(URL),
    uri_components(URL, uri_components(Scheme, _, _, _, _)),
    memberchk(Scheme, [http, https]),
    !,
    http_open(URL, In, Options).
