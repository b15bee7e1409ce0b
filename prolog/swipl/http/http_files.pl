/*  Folders of files as handlers.
*/

:- module(http_files, [http_reply_from_files/3]).
:- use_module(library(filesex)).
:- use_module(library(lists)).
:- use_module(library(option)).
:- use_module(library(http/http_dispatch)).
:- use_module(library(http/http_dirindex)).

%!  http_reply_from_files(+Folder, +Options, +Request) is semidet.
%
%   The handler of a prefix that replies the files of a folder, and of folders their index: the first file there is of the
%   option indexes(Names), or a list of what is in it. Fails where there is nothing.

http_reply_from_files(Folder, Options, Request) :-
    option(path_info(Info), Request, ''),
    http_safe_file(Info, []),
    located(Folder, Info, Options, Found),
    !,
    reply(Found, Options, Request).

reply(file(Path), Options, Request) :-
    http_reply_file(Path, [unsafe(true)|Options], Request).
reply(folder(Path), Options, Request) :-
    http_reply_dirindex(Path, [unsafe(true)|Options], Request).
reply(folder_without_slash, _, Request) :-
    memberchk(path(Path), Request),
    atom_concat(Path, /, Location),
    http_redirect(moved_temporary, Location, Request).

located(Folder, Info, Options, Found) :-
    absolute_file_name(Folder, Root, [file_type(directory), access(read), solutions(all)]),
    directory_file_path(Root, Info, Path),
    (   exists_file(Path)
    ->  Found = file(Path)
    ;   exists_directory(Path),
        in_folder(Path, Options, Found)
    ).

in_folder(Path, _, folder_without_slash) :-
    \+ sub_atom(Path, _, _, 0, /),
    !.
in_folder(Path, Options, file(Index)) :-
    option(indexes(Names), Options, ['index.html']),
    member(Name, Names),
    directory_file_path(Path, Name, Index),
    exists_file(Index),
    !.
in_folder(Path, _, folder(Path)).
