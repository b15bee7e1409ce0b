/*  Libraries of SWI-Prolog that are not there: whoever loads one is told why.
*/

:- module(missing_libraries, []).
:- use_module(library(typescript)).

:- multifile(user:prolog_load_file/2).

%!  user:prolog_load_file(+Spec, +Options) is failure.
%
%   @error existence_error(source_sink, library(Library))

user:prolog_load_file(_:library(Library), _) :-
    ground(Library),
    format(atom(Name), '~w', [Library]),
    typescript:typescript(missing_library/2, [Name, Why]),
    \+ exists_source(library(Library)), % the program may have one of its own
    throw(error(existence_error(source_sink, library(Library)), context(_, Why))).
