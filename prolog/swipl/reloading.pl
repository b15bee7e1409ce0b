/*  The files of a program, which are loaded again when they are changed. What was asserted stays, as make/0 has it.
*/

:- module(reloading,
          [ program_files/1,
            load_again/3
          ]).
:- use_module(library(lists)).
:- use_module(library(typescript)).

%!  program_files(-Files) is det.
%
%   The files that are loaded, and those that they include, but for those of the system.

program_files(Files) :-
    findall(File, program_file(File), Files0),
    sort(Files0, Files).

program_file(File) :-
    loaded_file(Loaded),
    (   File = Loaded
    ;   source_file_property(Loaded, includes(File, _))
    ).

loaded_file(File) :-
    source_file(File),
    \+ typescript:is_system_file(File),
    exists_file(File).

%!  load_again(+File, +Text, -Refused) is det.
%
%   Loads a file again, or those that include it, in the modules that loaded it. Text is the one that it shall have, or an
%   atom for the one that it has: `file`, or `anyway` where its errors are those of before, which are told of only then.
%   Refused is as for typescript:load_file/2, with the errors of directives, but what was loaded stays.

load_again(File, Text, Refused) :-
    findall(Owner, owner(File, Owner), Owners),
    ( atom(Text) -> Way = Text ; Way = text ),
    setup_call_cleanup(
        nb_setval(reloading, Way),
        typescript:refusals(reloading:forall(member(Owner, Owners), load_owner(Owner, File, Text)), Refused),
        nb_setval(reloading, [])),
    forget_handlers.

:- multifile(user:message_hook/3).

user:message_hook(error(Formal, _), error, _) :-
    reloading([file, text]),
    source_location(File, Line),
    assertz(typescript:refused(Formal, File, Line)).
user:message_hook(_, warning, _) :-
    reloading([text, anyway]),
    source_location(_, _).

reloading(Ways) :-
    nb_current(reloading, Way),
    memberchk(Way, Ways).

%   Nobody tells of the directives that a file has no longer.

forget_handlers :-
    (   current_predicate(http_handlers:forget_handlers/0)
    ->  http_handlers:forget_handlers
    ;   true
    ).

owner(File, File) :-
    source_file(File),
    !.
owner(File, Owner) :-
    loaded_file(Owner),
    source_file_property(Owner, includes(File, _)).

load_owner(File, File, Text) :-
    string(Text),
    !,
    (   module_property(_, file(File))
    ->  Imports = [imports([])]
    ;   Imports = []
    ),
    setup_call_cleanup(
        open_string(Text, In),
        load_files(user:File, [stream(In), silent(true)|Imports]),
        close(In)).
load_owner(Owner, _, _) :-
    users(Owner, [User|Users]),
    load_files(User:Owner, [if(true), silent(true)]),
    forall(member(Other, Users),
           load_files(Other:Owner, [if(not_loaded), silent(true)])).

%   What is exported by now is for those who use a module, too.

users(File, Users) :-
    module_property(Module, file(File)),
    !,
    findall(User, user_of(Module, User), Users0),
    ( Users0 == [] -> Users = [user] ; sort(Users0, Users) ).
users(_, [user]).

user_of(Module, User) :-
    module_property(Module, exports(Exports)),
    member(Name/Arity, Exports),
    functor(Head, Name, Arity),
    current_module(User),
    User \== Module,
    module_property(User, class(user)),
    predicate_property(User:Head, imported_from(Module)).
