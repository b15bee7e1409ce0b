/*  How values are printed at a prompt that is not SWI-Prolog's: what that cannot write as SWI-Prolog does.
*/

:- module(portraying, ['$portrayed'/3]).
:- use_module(library(apply)).
:- use_module(library(lists)).
:- use_module(library(yall)).

%!  '$portrayed'(+Terms, -Values, -Texts) is det.
%
%   Values are the terms, in which variables stand for dicts and for what the program's portray/1 writes. Texts is a list of
%   Variable-Text for these.

'$portrayed'(Terms, Values, Texts) :-
    phrase(values(Terms, Values), Texts).

values([], []) -->
    [].
values([Term|Terms], [Value|Values]) -->
    value(Term, Value),
    values(Terms, Values).

value(Term, Value) -->
    { nonvar(Term),
      written(Term, Text)
    },
    !,
    [Value-Text].
value(Term, Value) -->
    { compound(Term),
      !,
      compound_name_arguments(Term, Name, Terms)
    },
    values(Terms, Values),
    { compound_name_arguments(Value, Name, Values) }.
value(Term, Term) -->
    [].

written(Term, Text) :-
    current_predicate(user:portray/1),
    with_output_to(string(Text), user:portray(Term)),
    !.
written(Term, Text) :-
    is_dict(Term),
    term_variables(Term, Variables),
    findall('_', member(_, Variables), Names),
    maplist([Name, Variable, Name=Variable]>>true, Names, Variables, Named),
    format(string(Text), '~W',
           [ Term,
             [ quoted(true),
               portray(true),
               numbervars(true),
               spacing(next_argument),
               variable_names(Named)
             ]
           ]).
