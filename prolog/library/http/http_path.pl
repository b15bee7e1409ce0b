/*  Locations of a server by names: root(login) is a path, whatever is in front of all of them. Programs add clauses of
    http:location(Alias, Location, Options), of which the one of the highest priority counts.
*/

:- module(http_path,
          [ http_absolute_location/3,
            http_absolute_uri/2,
            http_clean_location_cache/0
          ]).
:- use_module(library(error)).
:- use_module(library(lists)).
:- use_module(library(option)).
:- use_module(library(pairs)).
:- use_module(library(settings)).
:- use_module(library(uri)).
:- use_module(library(http/http_host)).

:- multifile
    http:location/3,
    prolog:message//1.
:- dynamic
    known/3.                    % spec, base, path

:- setting(http:prefix, atom, '', 'What all locations of the server begin with').

http:location(root, Root, [priority(-100)]) :-
    setting(http:prefix, Prefix),
    ( Prefix == '' -> Root = (/) ; Root = Prefix ).

%!  http_absolute_location(+Spec, -Path, +Options) is det.
%
%   The path of Alias(Relative), of a path as seen from that of the option relative_to(Path), or of a whole URI.
%
%   @error existence_error(http_alias, Alias), instantiation_error

http_absolute_location(Spec, Path, Options) :-
    must_be(ground, Spec),
    option(relative_to(Base), Options, /),
    absolute(Spec, Base, Path).

absolute(Spec, Base, Path) :-
    (   known(Spec, Base, Known)
    ->  Path = Known
    ;   located(Spec, Base, Located),
        assertz(known(Spec, Base, Located)),
        Path = Located
    ).

located(Spec, Base, Path) :-
    atomic(Spec),
    !,
    (   uri_components(Spec, Components),
        uri_data(scheme, Components, Scheme),
        atom(Scheme)
    ->  Path = Spec
    ;   seen_from(Base, Spec, Path)
    ).
located(Spec, _, Path) :-
    Spec =.. [Alias, Relative],
    alias_location(Alias, Location),
    absolute(Location, /, Folder),
    segments(Relative, Segments, []),
    atomic_list_concat(Segments, /, Local),
    (   ( Folder == '' ; sub_atom(Folder, _, _, 0, /) )
    ->  atom_concat(Folder, Local, Path)
    ;   atomic_list_concat([Folder, Local], /, Path)
    ).

alias_location(Alias, Location) :-
    findall(Priority-Found, candidate(Alias, Found, Priority), Pairs),
    sort(0, @>=, Pairs, Sorted),
    (   Sorted = []
    ->  existence_error(http_alias, Alias)
    ;   Sorted = [Priority-Location|Others],
        (   Others = [Priority-_|_]
        ->  pairs_values(Sorted, Locations),
            print_message(warning, http(ambiguous_location(Alias, Locations)))
        ;   true
        )
    ).

candidate(Alias, Location, Priority) :-
    http:location(Alias, Location, Options),
    option(priority(Priority), Options, 0).
candidate(prefix, Location, 0) :-
    setting(http:prefix, Prefix),
    (   Prefix == ''
    ->  Location = (/)
    ;   sub_atom(Prefix, 0, _, _, /)
    ->  Location = Prefix
    ;   atom_concat(/, Prefix, Location)
    ).

segments(Spec, Segments, Rest) :-
    (   Spec = Folder/Name
    ->  segments(Folder, Segments, Rest0),
        segments(Name, Rest0, Rest)
    ;   Spec == '.'
    ->  Segments = Rest
    ;   must_be(atomic, Spec),
        Segments = [Spec|Rest]
    ).

%   A path as seen from another one.

seen_from(/, Path, Path) :-
    !.
seen_from(_, Path, Path) :-
    sub_atom(Path, 0, _, _, /),
    !.
seen_from(Base, Local, Path) :-
    sub_atom(Base, 0, _, _, /),
    !,
    atomic_list_concat(BaseSegments, /, Base),
    append(Folder, [_], BaseSegments),
    atomic_list_concat(LocalSegments, /, Local),
    append(Folder, LocalSegments, [First|Segments0]),
    exclude(says_nothing, Segments0, Segments1),
    without_parents(Segments1, Segments),
    ( First == '' -> Path0 = [First|Segments] ; Path0 = Segments ),
    atomic_list_concat(Path0, /, Path).
seen_from(Base, Local, Path) :-
    uri_normalized(Local, Base, Path).

says_nothing('').
says_nothing('.').

without_parents([], []).
without_parents(['..'|Segments0], Segments) :-
    !,
    without_parents(Segments0, Segments).
without_parents([_, '..'|Segments0], Segments) :-
    !,
    without_parents(Segments0, Segments).
without_parents([Segment|Segments0], [Segment|Segments]) :-
    without_parents(Segments0, Segments).

%!  http_absolute_uri(+Spec, -URI) is det.

http_absolute_uri(Spec, URI) :-
    http_public_host(_, Host, Port, [global(true)]),
    http_absolute_location(Spec, Path, []),
    (   setting(http:public_scheme, Scheme)
    ->  true
    ;   default_port(Scheme, Port)
    ->  true
    ;   Scheme = http
    ),
    (   default_port(Scheme, Port)
    ->  atomic_list_concat([Scheme, '://', Host, Path], URI)
    ;   atomic_list_concat([Scheme, '://', Host, :, Port, Path], URI)
    ).

default_port(http, 80).
default_port(https, 443).

http_clean_location_cache :-
    retractall(known(_, _, _)).

:- listen(settings(changed(http:prefix, _, _)), http_clean_location_cache).

prolog:message(http(ambiguous_location(Spec, Paths))) -->
    [ 'http_absolute_location/2: ambiguous specification: ~q: ~p'-[Spec, Paths] ].
