/*  The handlers that there are, ready for finding the one of a path: prefixes within prefixes, with the options that pass
    on from them to what is below, and the identifiers by which pages name handlers.
*/

:- module(http_handlers,
          [ compiled_handler/4,
            forget_handlers/0,
            handler_of/3,
            remembered/2,
            http_location_by_id/2
          ]).
:- use_module(library(apply)).
:- use_module(library(error)).
:- use_module(library(lists)).
:- use_module(library(option)).
:- use_module(library(settings)).
:- use_module(library(uri)).
:- use_module(library(http/http_path)).

:- dynamic
    generation/1,
    known/2,                    % what is the same for all requests
    found_before/3,             % path, closure, options: of paths that are no prefixes
    location_found_before/4.    % id, arguments, segments, path

generation(0).

%!  forget_handlers is det.
%
%   What was found before counts no longer.

forget_handlers :-
    retract(generation(Generation0)),
    Generation is Generation0+1,
    assertz(generation(Generation)),
    retractall(known(_, _)),
    retractall(found_before(_, _, _)),
    retractall(location_found_before(_, _, _, _)).

%!  remembered(+Key, -Value) is det.
%
%   What http_dispatch:to_remember/2 says, which is asked once.

remembered(Key, Value) :-
    known(Key, Known),
    !,
    Value = Known.
remembered(Key, Value) :-
    http_dispatch:to_remember(Key, Value),
    assertz(known(Key, Value)).

%!  compiled_handler(+Path, :Closure, +Options, -Clause) is det.
%
%   The clause of http_dispatch:handler/4 for a handler.

compiled_handler(Path0, Module:Closure, Options0,
                 http_dispatch:handler(Path, Module:Closure, IsPrefix, Options)) :-
    checked_path(Path0, Path, Pattern),
    ( memberchk(id(Id), Options0) -> must_be(atom, Id) ; true ),
    (   Pattern \== []
    ->  IsPrefix = true,
        Options1 = Options0
    ;   selectchk(prefix, Options0, Options1)
    ->  IsPrefix = true
    ;   IsPrefix = false,
        Options1 = Options0
    ),
    partition(ground, Options1, Options2, FromRequest),
    maplist(qualified(Module), Options2, Options3),
    with_methods_together(Options3, Options4),
    (   FromRequest == []
    ->  Extract = []
    ;   Extract = ['$extract'(FromRequest)]
    ),
    append([Pattern, Extract, Options4], Options).

qualified(Module, condition(Goal), condition(Module:Goal)) :-
    Goal \= _:_,
    !.
qualified(_, Option, Option).

%   method(M) and methods(Ms) are one methods(Ms), which is `*` where any will do.

with_methods_together(Options0, Options) :-
    partition(says_methods, Options0, Saying, Others),
    (   Saying == []
    ->  Options = Options0
    ;   maplist(methods_said, Saying, Lists),
        append(Lists, All),
        sort(All, Methods0),
        ( memberchk(*, Methods0) -> Methods = (*) ; Methods = Methods0 ),
        Options = [methods(Methods)|Others]
    ).

says_methods(method(_)).
says_methods(methods(_)).

methods_said(method(Method), [Method]) :-
    ( Method == (*) -> true ; must_be_method(Method) ).
methods_said(methods(Methods), Methods) :-
    must_be(list, Methods),
    maplist(must_be_method, Methods).

must_be_method(Method) :-
    must_be(atom, Method),
    (   memberchk(Method, [get, put, head, post, delete, patch, options, trace])
    ->  true
    ;   domain_error(http_method, Method)
    ).

%!  checked_path(+Path0, -Path, -Pattern) is det.
%
%   A path without variables; what follows from the first variable on is in Pattern, [segment_pattern(Segments)].

checked_path(Path, Path, []) :-
    atom(Path),
    !,
    (   sub_atom(Path, 0, _, _, /)
    ->  true
    ;   domain_error(absolute_http_location, Path)
    ).
checked_path(Spec, Path, Pattern) :-
    compound(Spec),
    Spec =.. [Alias, Relative],
    !,
    checked_relative(Relative, Local, Pattern),
    (   sub_atom(Local, 0, _, _, /)
    ->  domain_error(relative_location, Relative)
    ;   Path =.. [Alias, Local]
    ).
checked_path(Spec, _, _) :-
    type_error(path_or_alias, Spec).

checked_relative(Relative, Relative, []) :-
    atom(Relative),
    !.
checked_relative(Relative, Local, Pattern) :-
    segments(Relative, Segments, []),
    (   append(Before, [Variable|Rest], Segments),
        var(Variable)
    ->  append(Before, [''], Atoms),
        Pattern = [segment_pattern([Variable|Rest])]
    ;   Atoms = Segments,
        Pattern = []
    ),
    atomic_list_concat(Atoms, /, Local).

segments(Path, [Path|Rest], Rest) :-
    var(Path),
    !.
segments(Folder/Name, Segments, Rest) :-
    !,
    segments(Folder, Segments, Rest0),
    segments(Name, Rest0, Rest).
segments(Name, [Name|Rest], Rest) :-
    must_be(atom, Name).

%!  handler_of(+Path, -Closure, -Options) is semidet.
%
%   The handler that a path has, with the longest prefix where it has none of its own.

handler_of(Path, Closure, Options) :-
    found_before(Path, Closure0, Options0),
    !,
    Closure = Closure0,
    Options = Options0.
handler_of(Path, Closure, Options) :-
    tree(Tree),
    found(Tree, Path, Closure0, Options0, Own),
    ( Own == true -> assertz(found_before(Path, Closure0, Options0)) ; true ),
    copy_term(Closure0-Options0, Closure-Options). % variables of the tree stay free

%   The tree is a list of below(Prefix, Patterns, Closure, Options, Tree) and at(Path, Closure, Options).

found([Entry|_], Path, Closure, Options, Own) :-
    found_in(Entry, Path, Closure, Options, Own),
    !.
found([Entry|_], Path, _, _, _) :-
    Entry = below(Prefix, _, _, _, _),
    sub_atom(Path, 0, _, _, Prefix),
    !,
    fail.
found([_|Tree], Path, Closure, Options, Own) :-
    found(Tree, Path, Closure, Options, Own).

found_in(at(Path, Closure, Options), Path, Closure, Options, true).
found_in(below(Prefix, Patterns, Closure0, Options0, Tree), Path, Closure, Options, Own) :-
    sub_atom(Path, 0, _, After, Prefix),
    (   option(hide_children(false), Options0, false),
        found(Tree, Path, Closure, Options, Own)
    ->  true
    ;   member(Pattern, Patterns),
        copy_term(Pattern, pattern(Segments, Closure, Options)),
        matches(Segments, After, Path)
    ->  Own = false
    ;   Closure0 \== none,
        Closure = Closure0,
        Own = false,
        (   After =:= 0
        ->  Options = [prefix(true)|Options0]
        ;   sub_atom(Path, _, After, 0, Info),
            Options = [path_info(Info), prefix(true)|Options0]
        )
    ).

matches([Last], After, Path) :-
    !,
    sub_atom(Path, _, After, 0, Last).
matches(Segments, After, Path) :-
    sub_atom(Path, _, After, 0, Rest),
    atomic_list_concat(Given, /, Rest),
    matches_each(Segments, Given).

matches_each([], []).
matches_each([Last], Given) :-
    !,
    atomic_list_concat(Given, /, Last).
matches_each([Segment|Segments], [Segment|Given]) :-
    matches_each(Segments, Given).

%!  tree(-Tree) is det.
%
%   Is made when it is needed and there are other handlers than before.

tree(Tree) :-
    generation(Generation),
    (   nb_current(http_handlers, Generation-Tree0)
    ->  Tree = Tree0
    ;   new_tree(Tree),
        nb_setval(http_handlers, Generation-Tree)
    ).

new_tree(Tree) :-
    findall(Prefix-Handler, prefix_handler(Prefix, Handler), Prefixes),
    findall(at(Path, Priority, Closure, Options), plain_handler(Path, Priority, Closure, Options), Plain),
    findall(Prefix, member(Prefix-_, Prefixes), Names0),
    sort(Names0, Names),
    folders(Names, Prefixes, Plain, [], Tree0, Rest),
    leaves(Rest, [], Leaves),
    append(Tree0, Leaves, Tree).

%   Of names in order, those that begin with the first one follow it.

folders([], _, Plain, _, [], Plain).
folders([Prefix|Names0], Prefixes, Plain0, Inherited, [Folder|Folders], Plain) :-
    begin_with(Names0, Prefix, Below, Names),
    partition(is_below(Prefix), Plain0, PlainBelow, Plain1),
    findall(Handler, member(Prefix-Handler, Prefixes), Handlers),
    folder(Handlers, Inherited, Patterns, Closure, Options),
    exclude(own_option, Options, ToInherit),
    folders(Below, Prefixes, PlainBelow, ToInherit, Tree0, PlainHere),
    leaves(PlainHere, ToInherit, Leaves),
    append(Tree0, Leaves, Tree),
    Folder = below(Prefix, Patterns, Closure, Options, Tree),
    folders(Names, Prefixes, Plain1, Inherited, Folders, Plain).

begin_with([Name|Names0], Prefix, [Name|Below], Names) :-
    sub_atom(Name, 0, _, _, Prefix),
    !,
    begin_with(Names0, Prefix, Below, Names).
begin_with(Names, _, [], Names).

is_below(Prefix, at(Path, _, _, _)) :-
    sub_atom(Path, 0, _, _, Prefix).

own_option(id(_)).
own_option('$extract'(_)).

%   Of several handlers of a prefix those of the highest priority count: patterns with more segments first.

folder(Handlers0, Inherited, Patterns, Closure, Options) :-
    sort(1, @>=, Handlers0, Handlers1),
    Handlers1 = [prefix(Priority-_, _, _)|_],
    include(of_priority(Priority), Handlers1, Handlers),
    patterns(Handlers, Patterns, Closure),
    last(Handlers, prefix(_, _, Options0)),
    merge_options(Options0, Inherited, Options).

of_priority(Priority, prefix(Priority-_, _, _)).

patterns([], [], none).
patterns([prefix(_-0, Closure, _)|_], [], Closure) :-
    !.
patterns([prefix(_, Closure0, Options)|Handlers], [pattern(Segments, Closure0, Options)|Patterns], Closure) :-
    memberchk(segment_pattern(Segments), Options),
    patterns(Handlers, Patterns, Closure).

%   Of several handlers of a path the last one of the highest priority counts.

leaves([], _, []).
leaves([at(Path, Priority, Closure, Options)|Plain], Inherited, Leaves) :-
    partition(of_path(Path), Plain, Same, Others),
    foldl(prevailing, Same, h(Priority, Closure, Options), h(_, Closure1, Options1)),
    merge_options(Options1, Inherited, Merged),
    Leaves = [at(Path, Closure1, Merged)|Rest],
    leaves(Others, Inherited, Rest).

of_path(Path, at(Path, _, _, _)).

prevailing(at(_, Priority, Closure, Options), h(Priority0, Closure0, Options0), Prevailing) :-
    (   Priority >= Priority0
    ->  Prevailing = h(Priority, Closure, Options)
    ;   Prevailing = h(Priority0, Closure0, Options0)
    ).

prefix_handler(Prefix, prefix(Priority-Length, Closure, Options)) :-
    http_dispatch:handler(Spec, Closure, true, Options),
    option(priority(Priority), Options, 0),
    option(segment_pattern(Segments), Options, []),
    length(Segments, Length),
    location(Spec, Prefix, warning).

plain_handler(Path, Priority, Closure, Options) :-
    http_dispatch:handler(Spec, Closure, false, Options),
    option(priority(Priority), Options, 0),
    location(Spec, Path, error).

location(Spec, Path, Kind) :-
    catch(http_absolute_location(Spec, Path, []), Error,
          ( print_message(Kind, Error), fail )).

%!  http_location_by_id(+Id, -Location) is det.
%
%   The path of the handler that has an identifier: an option id(Id), or the name of its predicate, also with its module.
%   Id(Argument, …) is for paths with variables.
%
%   @error existence_error(http_handler_id, Id)

http_location_by_id(Id, _) :-
    \+ ground(Id),
    !,
    instantiation_error(Id).
http_location_by_id(Module:Id, Location) :-
    callable(Id),
    must_be(atom, Module),
    !,
    name_and_arguments(Id, Name, Arguments),
    location_by_id(Module:Name, Arguments, Location).
http_location_by_id(Id, Location) :-
    callable(Id),
    !,
    name_and_arguments(Id, Name, Arguments),
    location_by_id(Name, Arguments, Location).
http_location_by_id(Id, _) :-
    type_error(location_id, Id).

name_and_arguments(Id, Id, none) :-
    atom(Id),
    !.
name_and_arguments(Id, Name, Arguments) :-
    compound_name_arguments(Id, Name, Arguments).

location_by_id(Id, Arguments, Location) :-
    location_found_before(Id, Arguments, Segments, Path),
    !,
    with_segments(Path, Segments, Location).
location_by_id(Id, Arguments, Location) :-
    findall(t(Priority, Variables, Segments, Path),
            candidate(Id, Arguments, Variables, Segments, Path, Priority),
            Found),
    (   Found == []
    ->  existence_error(http_handler_id, Id)
    ;   sort(1, @>=, Found, [t(Priority, Variables, Segments, Path)|Others])
    ),
    (   Others = [t(Priority, _, _, _)|_]
    ->  print_message(warning, http_dispatch(ambiguous_id(Id, Found, Path)))
    ;   true
    ),
    assertz(location_found_before(Id, Variables, Segments, Path)),
    Arguments = Variables,
    with_segments(Path, Segments, Location).

candidate(Id, Arguments, Variables, Segments, Path, Priority) :-
    http_dispatch:handler(Spec, Module:Closure, _, Options),
    identified(Id, Module:Closure, Options, Priority),
    option(segment_pattern(Pattern), Options, []),
    (   Arguments == none
    ->  Segments = [],
        Variables = none
    ;   include(var, Pattern, Variables),
        same_length(Arguments, Variables),
        Segments = Pattern
    ),
    path_of(Spec, Path).

%   An explicit identifier goes before the name of a predicate.

identified(Id, _, Options, Priority) :-
    option(id(Id), Options),
    option(priority(Priority0), Options, 0),
    Priority is Priority0+1000.
identified(Id, Module:Closure, Options, Priority) :-
    functor(Closure, Name, _),
    ( Id = Module:Name -> true ; Id = Name ),
    option(priority(Priority), Options, 0).

path_of(Spec, Path) :-
    atom(Spec),
    !,
    (   catch(setting(http:prefix, Prefix), _, fail),
        Prefix \== ''
    ->  atom_concat(Prefix, Spec, Path)
    ;   Path = Spec
    ).
path_of(Spec, Path) :-
    http_absolute_location(Spec, Path, []).

with_segments(Path, [], Path) :-
    !.
with_segments(Path, Segments, Location) :-
    maplist(uri_encoded(path), Segments, Encoded),
    atomic_list_concat(Encoded, /, Rest),
    atom_concat(Path, Rest, Location).
