/*  Floats that are made text of by conversions, as SWI-Prolog 9 has them. What is left are those that atom_concat/3,
    atomic_list_concat/2,3 and the like, which have to be fast, take as text, and the directive ~a, which takes none.
*/

:- module(float_conversions, []).
:- use_module(library(floats)).

:- wrap_predicate(system:term_to_atom(Term, Atom), float_conversions, Made,
                  (   var(Atom),
                      nonvar(Term),
                      float_conversions:has_float(Term)
                  ->  format(atom(Atom), '~W', [Term, [quoted(true)]])
                  ;   Made
                  )).
:- wrap_predicate(system:term_string(Term, String), float_conversions, Made,
                  (   var(String),
                      nonvar(Term),
                      float_conversions:has_float(Term)
                  ->  format(string(String), '~W', [Term, [quoted(true)]])
                  ;   Made
                  )).
:- wrap_predicate(system:atom_number(Atom, Number), float_conversions, Made,
                  (   var(Atom),
                      float(Number)
                  ->  floats:float_text(Number, Text),
                      atom_string(Atom, Text)
                  ;   Made
                  )).
:- wrap_predicate(system:number_codes(Number, Codes), float_conversions, Made,
                  (   float(Number),
                      var(Codes)
                  ->  floats:float_text(Number, Text),
                      string_codes(Text, Codes)
                  ;   Made
                  )).
:- wrap_predicate(system:atom_string(Atom, String), float_conversions, Made,
                  (   float(Atom)
                  ->  floats:float_text(Atom, Text),
                      atom_string(Text, String)
                  ;   float(String)
                  ->  floats:float_text(String, Text),
                      atom_string(Atom, Text)
                  ;   Made
                  )).
:- wrap_predicate(system:atom_length(Atom, Length), float_conversions, Measured,
                  (   float(Atom)
                  ->  floats:float_text(Atom, Text),
                      atom_length(Text, Length)
                  ;   Measured
                  )).

has_float(Term) :-
    float(Term),
    !.
has_float(Term) :-
    compound(Term),
    compound_name_arguments(Term, _, Arguments),
    has_float_among(Arguments).

has_float_among([Argument|Arguments]) :-
    (   has_float(Argument)
    ->  true
    ;   has_float_among(Arguments)
    ).
