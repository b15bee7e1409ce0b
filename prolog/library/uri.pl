% library(uri) and library(url): the parts of URIs that are terms already.

uri_data(scheme, uri_components(Scheme, _, _, _, _), Scheme).
uri_data(authority, uri_components(_, Authority, _, _, _), Authority).
uri_data(path, uri_components(_, _, Path, _, _), Path).
uri_data(search, uri_components(_, _, _, Search, _), Search).
uri_data(fragment, uri_components(_, _, _, _, Fragment), Fragment).

uri_data(scheme, uri_components(_, A, P, S, F), Scheme, uri_components(Scheme, A, P, S, F)).
uri_data(authority, uri_components(C, _, P, S, F), Authority, uri_components(C, Authority, P, S, F)).
uri_data(path, uri_components(C, A, _, S, F), Path, uri_components(C, A, Path, S, F)).
uri_data(search, uri_components(C, A, P, _, F), Search, uri_components(C, A, P, Search, F)).
uri_data(fragment, uri_components(C, A, P, S, _), Fragment, uri_components(C, A, P, S, Fragment)).

uri_authority_data(user, uri_authority(User, _, _, _), User).
uri_authority_data(password, uri_authority(_, Password, _, _), Password).
uri_authority_data(host, uri_authority(_, _, Host, _), Host).
uri_authority_data(port, uri_authority(_, _, _, Port), Port).

uri_file_name(URI, File) :-
    nonvar(URI),
    !,
    uri_components(URI, uri_components(file, _, Path, _, _)),
    uri_encoded(path, File, Path).
uri_file_name(URI, File) :-
    absolute_file_name(File, Absolute),
    uri_encoded(path, Absolute, Path),
    uri_components(URI, uri_components(file, '', Path, _, _)).

%   parse_url(?URL, ?Parts): protocol(P), host(H), port(N), path(P), search(NameValues), fragment(F).

parse_url(URL, Parts) :-
    nonvar(URL),
    !,
    uri_components(URL, uri_components(Scheme0, Authority0, Path0, Search, Fragment)),
    (   var(Scheme0)
    ->  \+ sub_atom(Path0, 0, _, _, /),
        atom_concat('http://', URL, Whole),
        uri_components(Whole, uri_components(Scheme, Authority, Path, _, _))
    ;   Scheme = Scheme0,
        Authority = Authority0,
        Path = Path0
    ),
    '$url_authority'(Authority, Parts, Parts1, Scheme),
    uri_encoded(path, Decoded, Path),
    (   Decoded == ''
    ->  Parts1 = [path(/)|Parts2]
    ;   Parts1 = [path(Decoded)|Parts2]
    ),
    (   var(Search)
    ->  Parts3 = Parts2
    ;   uri_query_components(Search, Pairs),
        Parts2 = [search(Pairs)|Parts3]
    ),
    (   var(Fragment)
    ->  Parts3 = []
    ;   uri_encoded(fragment, Text, Fragment),
        Parts3 = [fragment(Text)]
    ).
parse_url(URL, Parts) :-
    must_be(list, Parts),
    '$url_part'(protocol(Scheme), Parts, _),
    (   '$url_part'(host(Host), Parts, none)
    ->  true
    ;   true
    ),
    (   Host == none
    ->  true
    ;   '$url_part'(port(Port), Parts, none),
        (   ( Port == none ; Port == 80, ( var(Scheme) ; Scheme == http ) )
        ->  Authority = Host
        ;   uri_authority_components(Authority, uri_authority(_, _, Host, Port))
        )
    ),
    '$url_part'(path(Path0), Parts, /),
    uri_encoded(path, Path0, Path),
    (   memberchk(search(Pairs), Parts),
        Pairs \== []
    ->  uri_query_components(Search, Pairs)
    ;   true
    ),
    (   memberchk(fragment(Text), Parts)
    ->  uri_encoded(fragment, Text, Fragment)
    ;   true
    ),
    uri_components(URL, uri_components(Scheme, Authority, Path, Search, Fragment)).

parse_url(URL, Base, Parts) :-
    (   atomic(Base)
    ->  BaseURL = Base
    ;   parse_url(BaseURL, Base)
    ),
    uri_resolve(URL, BaseURL, Whole),
    parse_url(Whole, Parts).

'$url_authority'(Authority, [protocol(Scheme)|Parts], Rest, Scheme) :-
    (   var(Authority)
    ->  Parts = Rest
    ;   uri_authority_components(Authority, uri_authority(_, _, Host, Port)),
        (   var(Port)
        ->  Parts = [host(Host)|Rest]
        ;   Parts = [host(Host), port(Port)|Rest]
        )
    ).

'$url_part'(Part, Parts, Default) :-
    (   memberchk(Part, Parts)
    ->  true
    ;   arg(1, Part, Default)
    ).

global_url(URL, Base, Global) :-
    uri_resolve(URL, Base, Global).

is_absolute_url(URL) :-
    uri_is_global(URL).

parse_url_search(Codes, Pairs) :-
    (   var(Codes)
    ->  uri_query_components(Text, Pairs),
        atom_codes(Text, Codes)
    ;   uri_query_components(Codes, Pairs)
    ).
