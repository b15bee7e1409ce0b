/*  Floats as SWI-Prolog 9 writes them: 100000.0, where later versions in WebAssembly write 1.0e+05, whatever the flag
    float_format says. What is left are conversions between floats and text, such as atom_number/2, and tiny floats within
    terms.
*/

:- module(floats, [float_text/2]).

%!  float_text(+Float, -Text) is det.

float_text(Float, Text) :-
    Size is abs(Float),
    (   Size < 0.0001,
        Size > 0
    ->  format(string(Padded), '~0h', [Float]),
        without_padding(Padded, Text)
    ;   Size >= 1.0e15
    ->  format(string(Text), '~0h', [Float])
    ;   format(string(Text), '~14h', [Float])
    ).

%   1.0e-05 is 1.0e-5.

without_padding(Padded, Text) :-
    sub_string(Padded, Before, 3, After, "e-0"),
    !,
    sub_string(Padded, 0, Before, _, Mantissa),
    sub_string(Padded, _, After, 0, Digits),
    string_concat(Mantissa, "e-", Start),
    string_concat(Start, Digits, Text).
without_padding(Text, Text).

:- set_prolog_flag(print_write_options,
                   [portray(true), numbervars(true), quoted(true), float_format('~14h')]).

:- format_predicate(w, floats:written(_, _)).
:- format_predicate(q, floats:quoted(_, _)).

:- public
    written/2,
    quoted/2.

%   The first argument is the numeric one of the directive, which means nothing.

written(_, Term) :-
    write(Term).

quoted(_, Term) :-
    writeq(Term).

%   Text is what is written most, and needs no options.

:- redefine_system_predicate(system:write(_)),
   redefine_system_predicate(system:write(_, _)),
   redefine_system_predicate(system:writeln(_)),
   redefine_system_predicate(system:writeln(_, _)),
   redefine_system_predicate(system:writeq(_)),
   redefine_system_predicate(system:writeq(_, _)).

system:write(Term) :-
    (   ( atom(Term) ; string(Term) )
    ->  format('~a', [Term])
    ;   float(Term)
    ->  floats:float_text(Term, Text),
        format('~a', [Text])
    ;   write_term(Term, [numbervars(true), float_format('~14h')])
    ).

system:write(Out, Term) :-
    (   ( atom(Term) ; string(Term) )
    ->  format(Out, '~a', [Term])
    ;   float(Term)
    ->  floats:float_text(Term, Text),
        format(Out, '~a', [Text])
    ;   write_term(Out, Term, [numbervars(true), float_format('~14h')])
    ).

system:writeln(Term) :-
    write(Term),
    nl.

system:writeln(Out, Term) :-
    write(Out, Term),
    nl(Out).

system:writeq(Term) :-
    float(Term),
    !,
    write(Term).
system:writeq(Term) :-
    write_term(Term, [quoted(true), numbervars(true), float_format('~14h')]).

system:writeq(Out, Term) :-
    float(Term),
    !,
    write(Out, Term).
system:writeq(Out, Term) :-
    write_term(Out, Term, [quoted(true), numbervars(true), float_format('~14h')]).

:- compile_predicates([ system:write/1, system:write/2, system:writeln/1, system:writeln/2, system:writeq/1,
                        system:writeq/2 ]).
