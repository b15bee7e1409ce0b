/*  What a program uses, found without running it: for a report of what of it runs here.
*/

:- module(porting, [uses/2]).
:- use_module(library(lists)).
:- use_module(library(prolog_xref)).
:- use_module(library(typescript)).

%!  uses(+Files, -Uses) is det.
%
%   What the files use, and those of the program's own that they load. Uses is a list of
%
%     - file(File)
%     - syntax_error(Formal, File, Line)
%     - library(Spec, File, Found): Found tells whether there is one
%     - missing(Spec, File): a file that is no library
%     - predicate(PI, File, Line, Found): Found is `program`, `here`, or `nowhere`

uses(Files, Uses) :-
    files_uses(Files, [], Uses).

files_uses([], _, []).
files_uses([File|Files], Seen, Uses) :-
    memberchk(File, Seen),
    !,
    files_uses(Files, Seen, Uses).
files_uses([File|Files], Seen, [file(File)|Uses]) :-
    typescript:refusals(prolog_xref:xref_source(File, [comments(ignore)]), Refused),
    forall(xref_uses_file(File, library(Library), _), known(library(Library))),
    findall(Use, ( member(Refusal, Refused), refusal(Refusal, Use) ; use(File, Use) ), Uses0),
    sort(Uses0, Uses1),
    findall(Path, own_file(File, Path), Paths),
    append(Files, Paths, Others),
    append(Uses1, Uses2, Uses),
    files_uses(Others, [File|Seen], Uses2).

%   Libraries that are compiled tell what they export only when they are loaded.

known(Library) :-
    (   exists_source(Library)
    ->  catch(load_files(porting:Library, [if(not_loaded), imports([]), silent(true)]), _, true)
    ;   true
    ).

refusal(refused(syntax_error(Error), File, Line), syntax_error(syntax_error(Error), File, Line)).

own_file(File, Path) :-
    xref_uses_file(File, _, Path),
    atom(Path),
    exists_file(Path),
    \+ typescript:is_system_file(Path).

use(File, Use) :-
    xref_uses_file(File, Spec, Path),
    (   Spec = library(_)
    ->  ( exists_source(Spec) -> Found = true ; Found = false ),
        format(atom(Name), '~w', [Spec]),
        Use = library(Name, File, Found)
    ;   \+ ( atom(Path), exists_file(Path) ),
        format(atom(Name), '~q', [Spec]),
        Use = missing(Name, File)
    ).
use(File, predicate(Name/Arity, File, Line, Found)) :-
    xref_called(File, Goal0, _, Condition, Line0),
    Condition == true,
    plain(Goal0, Goal),
    functor(Goal, Name, Arity),
    ( integer(Line0) -> Line = Line0 ; Line = 0 ),
    found(File, Goal, Found).

%   Calls of other modules are theirs to know.

plain(Goal0, Goal) :-
    Goal0 \= _:_,
    callable(Goal0),
    Goal = Goal0.

found(File, Goal, Found) :-
    (   xref_defined(File, Goal, How)
    ->  defined(How, Found)
    ;   is_here(Goal)
    ->  Found = here
    ;   Found = nowhere
    ).

defined(How, Found) :-
    (   How = imported(From),
        typescript:is_system_file(From)
    ->  Found = here
    ;   Found = program
    ).

is_here(Goal) :-
    predicate_property(system:Goal, defined),
    !.
is_here(Goal) :-
    predicate_property(user:Goal, defined),
    !.
is_here(Goal) :-
    functor(Goal, Name, Arity),
    '$find_library'(user, Name, Arity, _, _),
    !.
is_here(Goal) :-
    module_property(Module, file(File)),
    typescript:is_below_system(File),
    predicate_property(Module:Goal, exported),
    !.
is_here(Goal) :-
    xref_hook(Goal).

xref_hook(Goal) :-
    prolog_xref:hook(Goal).
xref_hook(Goal) :-
    prolog_xref:hook(_:Goal).
