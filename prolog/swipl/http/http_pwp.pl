/*  Pages of library(pwp): XML with goals in it, as a server of a folder of them or one by one.
*/

:- module(http_pwp,
          [ pwp_handler/2,
            reply_pwp_page/3
          ]).
:- use_module(library(error)).
:- use_module(library(lists)).
:- use_module(library(option)).
:- use_module(library(pwp)).
:- use_module(library(sgml)).
:- use_module(library(sgml_write)).
:- use_module(library(http/http_dispatch)).

:- meta_predicate
    pwp_handler(:, +),
    reply_pwp_page(:, +, +).

:- multifile(user:file_search_path/2).
:- dynamic
    user:file_search_path/2,
    page_folder/1.

%   Goals of a page find files beside it.

user:file_search_path(pwp, Folder) :-
    page_folder(Folder).

%!  pwp_handler(:Options, +Request) is det.
%
%   Replies with what the path_info of the request names: a page, any other file as it is, or the index of a folder.
%   Options: path_alias(Alias) where files are looked for, index(Name) instead of index.pwp, index_hook(:Goal) for folders
%   without one, called as Goal(Folder, Options, Request), view(true) to show sources to those who ask by ?view=source,
%   hide_extensions(Extensions) instead of `pl`, and those of reply_pwp_page/3.

pwp_handler(Qualified, Request) :-
    meta_options(is_goal, Qualified, Options),
    ( memberchk(path_info(Info), Request) -> true ; Info = '.' ),
    ( option(path_alias(Alias), Options) -> Spec =.. [Alias, Info] ; Spec = Info ),
    http_safe_file(Spec, Options),
    (   absolute_file_name(Spec, Folder, [file_type(directory), access(read), file_errors(fail)])
    ->  reply_index(Folder, Options, Request)
    ;   absolute_file_name(Spec, File, [access(read)]),
        reply_file(File, Options, Request)
    ).

is_goal(index_hook).

reply_index(Folder, Options, Request) :-
    (   memberchk(index(_), Options)
    ->  member(index(Name), Options)
    ;   Name = 'index.pwp'
    ),
    directory_file_path(Folder, Name, File),
    access_file(File, read),
    !,
    reply_file(File, Options, Request).
reply_index(Folder, Options, Request) :-
    option(index_hook(Hook), Options),
    call(Hook, Folder, Options, Request),
    !.
reply_index(_, _, Request) :-
    memberchk(path(Path), Request),
    permission_error(index, http_location, Path).

reply_file(File, Options, Request) :-
    file_name_extension(_, pwp, File),
    !,
    (   option(view(true), Options),
        memberchk(search(Search), Request),
        memberchk(view=source, Search)
    ->  http_reply_file(File, [mime_type(text/plain), unsafe(true)], Request)
    ;   merge_options(Options, [pwp_module(true)], PageOptions),
        reply_pwp_page(File, [unsafe(true)|PageOptions], Request)
    ).
reply_file(File, Options, Request) :-
    file_name_extension(_, Extension, File),
    option(hide_extensions(Hidden), Options, [pl]),
    (   memberchk(Extension, Hidden)
    ->  memberchk(path(Path), Request),
        permission_error(read, http_location, Path)
    ;   http_reply_file(File, [unsafe(true)|Options], Request)
    ).

%!  reply_pwp_page(:File, +Options, +Request) is det.
%
%   Replies with the page. Options: pwp_module(true) to run its goals in a module of its own, mime_type(Type), dtd(DTD) to
%   read it by, and those of http_safe_file/2.

reply_pwp_page(Module:Spec, Options, Request) :-
    http_safe_file(Spec, Options),
    absolute_file_name(Spec, File, [access(read)]),
    file_directory_name(File, Folder),
    findall(dtd(DTD), option(dtd(DTD), Options), DTDs),
    load_structure(File, Page, [dialect(xml)|DTDs]),
    findall(Name=Value, context(Request, Name, Value), Context),
    ( option(pwp_module(true), Options) -> PageModule = File ; PageModule = Module ),
    memberchk(method(Method), Request),
    setup_call_cleanup(
        asserta(page_folder(Folder), Clause),
        pwp_xml(PageModule:Page, Elements, ['REQUEST_METHOD'=Method, 'SCRIPT_DIRECTORY'=Folder|Context]),
        erase(Clause)),
    forall(header_field(Elements, Name, Value), format('~w: ~w~n', [Name, Value])),
    accepted_type(Request, Accepted),
    option(mime_type(Type), Options, Accepted),
    format('Content-type: ~w~n~n', [Type]),
    (   Type == text/html
    ->  html_write(current_output, Elements, [])
    ;   xml_write(current_output, Elements, [])
    ).

%   context(+Request, -Name, -Value): what pages can use by these names.

context(Request, 'REMOTE_USER', User) :-
    memberchk(user(User), Request).
context(Request, 'QUERY', Search) :-
    memberchk(search(Search), Request).
context(Request, 'SCRIPT_NAME', Path) :-
    memberchk(path(Path), Request).
context(Request, 'CONTENT_TYPE', Type) :-
    memberchk(content_type(Type), Request).
context(Request, 'CONTENT_LENGTH', Length) :-
    memberchk(content_length(Length), Request).

%   header_field(+Elements, -Name, -Value): of `<meta http-equiv="Name" content="Value">` in the head of the page.

header_field(Elements, Name, Value) :-
    memberchk(element(html, _, InHtml), Elements),
    memberchk(element(head, _, InHead), InHtml),
    member(element(meta, Attributes, []), InHead),
    memberchk('http-equiv'=Name, Attributes),
    memberchk(content=Value, Attributes).

accepted_type(Request, Type) :-
    memberchk(accept(Accept), Request),
    member(media(Type, _, _, _), Accept),
    Type == application/'xhtml+xml',
    !.
accepted_type(_, text/html).
