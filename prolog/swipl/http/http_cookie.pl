/*  Cookies of requests to other servers: what one sets is sent with the next.
*/

:- module(http_cookie,
          [ cookie_remove_client/1,
            cookie_remove_all_clients/0,
            cookie_current_cookie/4
          ]).
:- use_module(library(apply)).
:- use_module(library(error)).
:- use_module(library(lists)).
:- use_module(library(option)).
:- use_module(library(uri)).

:- multifile(http:cookies_for/3).
:- multifile(http:cookies_from/3).

:- dynamic(cookie/5). % client, lower case name, name, value, options

%!  http:cookies_for(+URL, +Options, -Value) is semidet.
%!  http:cookies_from(+URL, +Options, +Value) is det.
%
%   What http_open/3 sends as Cookie, and gets as Set-Cookie. The option client(Client) tells apart whose cookies they are.

http:cookies_for(URL, Options, Value) :-
    option(client(Client), Options, default),
    http_cookie:place(URL, Host, Path),
    findall(Pair, http_cookie:sent(Client, Host, Path, Pair), Pairs),
    Pairs \== [],
    atomic_list_concat(Pairs, '; ', Value).

http:cookies_from(URL, Options, Value) :-
    option(client(Client), Options, default),
    http_cookie:place(URL, Host, _),
    http_cookie:told(Value, Name, Text, CookieOptions),
    http_cookie:kept(Client, Host, Name, Text, CookieOptions).

place(URL, Host, Path) :-
    uri_components(URL, Components),
    uri_data(path, Components, Path),
    uri_data(authority, Components, Authority),
    uri_authority_components(Authority, Server),
    uri_authority_data(host, Server, Host).

sent(Client, Host, Path, Pair) :-
    cookie(Client, _, Name, Value, Options),
    memberchk(host=Of, Options),
    downcase_atom(Host, Lower),
    downcase_atom(Of, Lower),
    forall(memberchk(path=Root, Options), sub_atom(Path, 0, _, _, Root)),
    \+ has_expired(Options),
    format(atom(Pair), '~w=~w', [Name, Value]).

has_expired(Options) :-
    memberchk(expire=Time, Options),
    get_time(Now),
    Now > Time.

kept(Client, Host, Name, Value, Options) :-
    downcase_atom(Name, Lower),
    forall(( cookie(Client, Lower, Name0, Value0, Options0),
             memberchk(host=Host, Options0)
           ),
           retract(cookie(Client, Lower, Name0, Value0, Options0))),
    assertz(cookie(Client, Lower, Name, Value, [host=Host|Options])).

%   The text of a field Set-Cookie: `name=value; path=/; …`.

told(Text, Name, Value, Options) :-
    split_string(Text, ";", " ", [Pair|Parts]),
    name_value(Pair, Name, Value),
    convlist(cookie_option, Parts, Options).

name_value(Pair, Name, Value) :-
    sub_string(Pair, Before, 1, After, "="),
    !,
    sub_atom(Pair, 0, Before, _, Name),
    sub_atom(Pair, _, After, 0, Value).

cookie_option(Part, Option) :-
    name_value(Part, Name0, Value),
    !,
    downcase_atom(Name0, Name),
    (   Name == expires
    ->  parse_time(Value, rfc_1123, Time),
        Option = (expire=Time)
    ;   Name == 'max-age'
    ->  atom_number(Value, Seconds),
        get_time(Now),
        Time is Now + Seconds,
        Option = (expire=Time)
    ;   Option = (Name=Value)
    ).
cookie_option(Part, Name=true) :-
    Part \== "",
    downcase_atom(Part, Name).

%!  cookie_remove_client(+Client) is det.
%!  cookie_remove_all_clients is det.
%
%   What happens when a browser is left: cookies without a time when they expire are gone.

cookie_remove_client(Client) :-
    must_be(nonvar, Client),
    forall(( cookie(Client, Lower, Name, Value, Options),
             \+ memberchk(expire=_, Options)
           ),
           retract(cookie(Client, Lower, Name, Value, Options))).

cookie_remove_all_clients :-
    findall(Client, cookie(Client, _, _, _, _), Clients0),
    sort(Clients0, Clients),
    maplist(cookie_remove_client, Clients).

%!  cookie_current_cookie(?Client, ?Name, ?Value, ?Options) is nondet.
%
%   The cookies; upper and lower case in names are the same.

cookie_current_cookie(Client, Name, Value, Options) :-
    (   nonvar(Name)
    ->  downcase_atom(Name, Lower),
        cookie(Client, Lower, _, Value, Options)
    ;   cookie(Client, _, Name, Value, Options)
    ).
