/*  The resource `jquery` of pages: a file of the path `js`, which the setting jquery:version names.
*/

:- module(jquery, []).
:- use_module(library(broadcast)).
:- use_module(library(settings)).
:- use_module(library(http/html_head)).
:- use_module(library(http/http_server_files), []).

:- setting(version, atom, 'jquery.min.js', 'The file of the resource jquery').

:- multifile(user:file_search_path/2).

user:file_search_path(js, '/usr/share/javascript/jquery').

%   Other programs may have said already what jquery is.

declare :-
    setting(version, Version),
    file_named(Version, File),
    html_resource(jquery, [virtual(true), requires([js(File)])]).

%   The setting was a number of a version once.

file_named(Version, File) :-
    sub_atom(Version, 0, 1, _, First),
    char_type(First, digit),
    !,
    atomic_list_concat(['jquery-', Version, '.js'], File).
file_named(File, File).

:- if(\+ html_current_resource(jquery)).
:- initialization(declare).
:- listen(settings(changed(jquery:version, _, _)), declare).
:- endif.
