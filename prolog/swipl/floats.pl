/*  Floats as SWI-Prolog 9 writes them: 100000.0, where later versions in WebAssembly write 1.0e+05, whatever the flag
    float_format says. What is left are those below 0.0001 and from 1.0e15 up within terms.
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
    ->  format(string(Plain), '~0h', [Float]),
        with_exponent(Plain, Text)
    ;   format(string(Text), '~14h', [Float])
    ).

%   8039003127210485.0 is 8.039003127210485e+15.

with_exponent(Plain, Text) :-
    (   sub_string(Plain, 0, 1, _, "-")
    ->  Sign = 1
    ;   Sign = 0
    ),
    sub_string(Plain, Before, 2, 0, ".0"),
    Exponent is Before-Sign-1,
    Exponent >= 15,
    !,
    Point is Sign+1,
    sub_string(Plain, 0, Point, _, First),
    sub_string(Plain, Point, Exponent, _, Others),
    format(string(Text), '~s.~se+~d', [First, Others, Exponent]).
with_exponent(Text, Text).

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
:- format_predicate(p, floats:printed_by_program(_, _)).
:- format_predicate('W', floats:written_with(_, _, _)).

:- public
    written/2,
    quoted/2,
    printed_by_program/2,
    written_with/3.

%   The first argument is the numeric one of the directive, which means nothing.

written(_, Term) :-
    write(Term).

quoted(_, Term) :-
    writeq(Term).

printed_by_program(_, Term) :-
    print(Term).

written_with(_, Term, Options) :-
    write_term(Term, Options).

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

%   Whoever asks for a format gets that.

:- wrap_predicate(system:write_term(Term, Options), floats, Written,
                  (   floats:asks(Options)
                  ->  Written
                  ;   float(Term)
                  ->  write(Term)
                  ;   write_term(Term, [float_format('~14h')|Options])
                  )).
:- wrap_predicate(system:write_term(Out, Term, Options), floats, Written,
                  (   floats:asks(Options)
                  ->  Written
                  ;   float(Term)
                  ->  write(Out, Term)
                  ;   write_term(Out, Term, [float_format('~14h')|Options])
                  )).
:- wrap_predicate(system:print(Term), floats, Written,
                  ( floats:is_extreme(Term) -> floats:printed(current_output, Term) ; Written )).
:- wrap_predicate(system:print(Out, Term), floats, Written,
                  ( floats:is_extreme(Term) -> floats:printed(Out, Term) ; Written )).
:- wrap_predicate(system:write_canonical(Term), floats, Written,
                  ( float(Term) -> write(Term) ; Written )).
:- wrap_predicate(system:write_canonical(Out, Term), floats, Written,
                  ( float(Term) -> write(Out, Term) ; Written )).

is_extreme(Float) :-
    float(Float),
    Size is abs(Float),
    (   Size < 0.0001
    ->  Size > 0
    ;   Size >= 1.0e15
    ).

printed(Out, Float) :-
    (   current_predicate(user:portray/1),
        with_output_to(string(Text), user:portray(Float))
    ->  write(Out, Text)
    ;   write(Out, Float)
    ).

%   What is wrong with options is for the system to say.

asks(Options) :-
    (   \+ is_list(Options)
    ->  true
    ;   memberchk(float_format(_), Options)
    ).
