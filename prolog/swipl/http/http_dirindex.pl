/*  Pages that list what is in a folder.
*/

:- module(http_dirindex,
          [ http_reply_dirindex/3,
            directory_index//2
          ]).
:- use_module(library(apply)).
:- use_module(library(lists)).
:- use_module(library(option)).
:- use_module(library(pairs)).
:- use_module(library(uri)).
:- use_module(library(http/html_head)).
:- use_module(library(http/html_write)).
:- use_module(library(http/http_dispatch)).
:- use_module(library(http/http_path)).
:- use_module(library(http/http_server_files)).
:- use_module(library(http/mimetype)).

:- meta_predicate
    http_reply_dirindex(+, :, +),
    directory_index(+, :, ?, ?).

:- multifile(http:mime_type_icon/2).

:- html_resource(http_dirindex, [virtual(true), requires([css('dirindex.css')])]).

%!  http_reply_dirindex(+Folder, :Options, +Request) is det.
%
%   Replies with a page. Where the path of the request does not end in `/`, it is one that does that the client is told of.
%   Options: title(HTML), order_by(Key) with `name`, `size` or `time`, order(Order) with `ascending` or `descending`,
%   name(:HTML) to write the name of a file otherwise, and those of http_safe_file/2.

http_reply_dirindex(Spec, Qualified, Request) :-
    meta_options(is_goal, Qualified, Options),
    http_safe_file(Spec, Options),
    absolute_file_name(Spec, Folder, [file_type(directory), access(read)]),
    memberchk(path(Path), Request),
    (   atom_concat(Name, /, Path)
    ->  option(title(Title), Options, ['Index of ', Name]),
        reply_html_page(dir_index(Folder, Title),
                        title(Title),
                        [ h1(Title), \directory_index(Folder, Options) ])
    ;   atom_concat(Path, /, Location),
        throw(http_reply(moved(Location)))
    ).

is_goal(name).

%!  directory_index(+Folder, :Options)// is det.
%
%   A table of what is in a folder, folders first.

directory_index(Folder, Qualified) -->
    { meta_options(is_goal, Qualified, Options),
      atom_concat(Folder, '/*', Pattern),
      expand_file_name(Pattern, Entries),
      partition(exists_directory, Entries, Folders, Files0),
      sorted(Files0, Options, Files)
    },
    html_requires(http_dirindex),
    html(table(class(dirindex),
               [ tr(class(dirindex_header),
                    [ th(class(icon), ''),
                      th(class(name), 'Name'),
                      th(class(modified), 'Last modified'),
                      th(class(size), 'Size')
                    ]),
                 tr([ \icon('back.png', '[UP]'),
                      td(class(name), a(href(..), 'Up')),
                      td(class(modified), -),
                      td(class(size), -)
                    ]),
                 \rows(Folders, folder, odd, Next, Options),
                 \rows(Files, file, Next, _, Options)
               ])).

sorted(Files0, Options, Files) :-
    option(order_by(Key), Options, name),
    (   Key == name
    ->  Files1 = Files0
    ;   map_list_to_pairs(key(Key), Files0, Pairs),
        keysort(Pairs, Sorted),
        pairs_values(Sorted, Files1)
    ),
    (   option(order(ascending), Options, ascending)
    ->  Files = Files1
    ;   reverse(Files1, Files)
    ).

key(size, File, Size) :-
    size_file(File, Size).
key(time, File, Time) :-
    time_file(File, Time).

rows([], _, Class, Class, _) -->
    [].
rows([Entry|Entries], Kind, Class0, Class, Options) -->
    { other(Class0, Class1) },
    row(Kind, Entry, Class0, Options),
    rows(Entries, Kind, Class1, Class, Options).

other(odd, even).
other(even, odd).

row(folder, Folder, Class, _) -->
    html(tr(class(Class),
            [ \icon('folder.png', '[DIR]'),
              td(class(name), \name(Folder, [])),
              \modified(Folder),
              td(class(size), -)
            ])).
row(file, File, Class, Options) -->
    { file_base_name(File, Name),
      file_mime_type(File, Type),
      icon_of(Type, Icon),
      size_file(File, Size)
    },
    html(tr(class(Class),
            [ \icon(Icon, '[FILE]'),
              td(class(name), \name(Name, Options)),
              \modified(File),
              td(class(size), '~D'-[Size])
            ])).

icon(Name, Alt) -->
    { http_absolute_location(icons(Name), Icon, []) },
    html(td(class(icon), img([src(Icon), alt(Alt)]))).

name(File, Options) -->
    { option(name(Goal), Options) },
    !,
    call(Goal, File).
name(File, _) -->
    { file_base_name(File, Name),
      uri_encoded(path, Name, Reference)
    },
    html(a(href(Reference), Name)).

modified(File) -->
    { time_file(File, Time),
      format_time(string(Date), '%+', Time)
    },
    html(td(class(modified), Date)).

icon_of(Type, Icon) :-
    (   http:mime_type_icon(Type, Icon0)
    ->  Icon = Icon0
    ;   Icon = 'generic.png'
    ).

%!  http:mime_type_icon(+Type, -Icon) is nondet.
%
%   Icons of content types, to which programs may add.

http:mime_type_icon(application/pdf, 'layout.png').
http:mime_type_icon(text/csrc, 'c.png').
http:mime_type_icon(application/'x-gzip', 'compressed.png').
http:mime_type_icon(application/'x-gtar', 'compressed.png').
http:mime_type_icon(application/zip, 'compressed.png').
