% library(dcg/basics): white space, numbers and strings in lists of character codes.

%   White space, to the end of a line or beyond.

white --> [Code], { nonvar(Code), memberchk(Code, [0' , 0'\t]) }.

whites --> white, !, whites.
whites --> [].

blank --> [Code], { '$is_blank'(Code) }.

blanks --> blank, !, blanks.
blanks --> [].

nonblank(Code) --> [Code], { integer(Code), \+ '$is_blank'(Code) }.

nonblanks([Code|Codes]) --> nonblank(Code), !, nonblanks(Codes).
nonblanks([]) --> [].

%   The rest of a line, if it is blank.

blanks_to_nl --> [Code], { Code \== 0'\n, '$is_blank'(Code) }, !, blanks_to_nl.
blanks_to_nl --> "\n", !.
blanks_to_nl, [] --> eos.

'$is_blank'(Code) :-
    integer(Code),
    code_type(Code, space).

eos([], []).

eol --> "\n", !.
eol --> "\r\n", !.
eol --> eos.

%   string(-Codes): as few as possible first.

string([]) --> [].
string([Code|Codes]) --> [Code], string(Codes).

%   string_without(+Ends, -Codes): as many as possible, up to one of Ends.

string_without(Ends, Codes) -->
    { string(Ends) },
    !,
    { string_codes(Ends, EndCodes) },
    '$string_without'(EndCodes, Codes).
string_without(Ends, Codes) -->
    '$string_without'(Ends, Codes).

'$string_without'(Ends, [Code|Codes]) -->
    [Code],
    { \+ memberchk(Code, Ends) },
    !,
    '$string_without'(Ends, Codes).
'$string_without'(_, []) --> [].

remainder(List, List, []).

alpha_to_lower(Lower) -->
    [Code],
    {   nonvar(Code)
    ->  code_type(Code, alpha),
        code_type(Code, to_upper(Upper)),
        Lower = Upper
    ;   Lower = Code
    }.

%   Digits and numbers. They are read where there is text, and written where there is a number.

digits([Code|Codes]) --> digit(Code), !, digits(Codes).
digits([]) --> [].

digit(Code) --> [Code], { integer(Code), Code >= 0'0, Code =< 0'9 }.

integer(Number, Head, Tail) :-
    nonvar(Number),
    !,
    Value is Number,
    number_codes(Value, Codes),
    append(Codes, Tail, Head).
integer(Number) -->
    '$integer_codes'(Codes),
    { number_codes(Number, Codes) }.

'$integer_codes'([0'-,Code|Codes]) --> "-", !, digit(Code), digits(Codes).
'$integer_codes'([Code|Codes]) --> "+", !, digit(Code), digits(Codes).
'$integer_codes'([Code|Codes]) --> digit(Code), digits(Codes).

float(Number, Head, Tail) :-
    float(Number),
    !,
    number_codes(Number, Codes),
    append(Codes, Tail, Head).
float(Number) -->
    number(Found),
    { float(Found), Number = Found }.

number(Number, Head, Tail) :-
    nonvar(Number),
    !,
    must_be(number, Number),
    number_codes(Number, Codes),
    append(Codes, Tail, Head).
number(Number) -->
    '$integer_codes'(Whole),
    (   ".", digit(First), digits(Digits)
    ->  { Fraction = [0'.,First|Digits] }
    ;   { Fraction = [] }
    ),
    (   [Code], { nonvar(Code), memberchk(Code, [0'e, 0'E]) }
    ->  '$integer_codes'(Exponent),
        { '$float_codes'(Whole, Fraction, Exponent, Codes) }
    ;   { append(Whole, Fraction, Codes) }
    ),
    { number_codes(Number, Codes) }.

'$float_codes'(Whole, Fraction, Exponent, Codes) :-
    (   Fraction == []
    ->  append(Whole, [0'.,0'0,0'e|Exponent], Codes)
    ;   append(Fraction, [0'e|Exponent], Rest),
        append(Whole, Rest, Codes)
    ).

xinteger(Number, Head, Tail) :-
    integer(Number),
    !,
    '$hexadecimal'(Number, [], Codes),
    append(Codes, Tail, Head).
xinteger(Number) -->
    xdigit(First),
    xdigits(Digits),
    { foldl([Digit, N0, N]>>( N is N0*16 + Digit ), Digits, First, Number) }.

'$hexadecimal'(Number, After, Codes) :-
    Digit is Number mod 16,
    More is Number // 16,
    (   Digit < 10
    ->  Code is 0'0 + Digit
    ;   Code is 0'a + Digit - 10
    ),
    (   More =:= 0
    ->  Codes = [Code|After]
    ;   '$hexadecimal'(More, [Code|After], Codes)
    ).

xdigits([Weight|Weights]) --> xdigit(Weight), !, xdigits(Weights).
xdigits([]) --> [].

xdigit(Weight) --> [Code], { integer(Code), '$xdigit'(Code, Weight) }.

'$xdigit'(Code, Weight) :-
    (   Code >= 0'0, Code =< 0'9
    ->  Weight is Code - 0'0
    ;   Code >= 0'a, Code =< 0'f
    ->  Weight is Code - 0'a + 10
    ;   Code >= 0'A, Code =< 0'F
    ->  Weight is Code - 0'A + 10
    ).

prolog_var_name(Name) -->
    [Code],
    { integer(Code), code_type(Code, prolog_var_start) },
    '$name_codes'(Codes),
    { atom_codes(Name, [Code|Codes]) }.

'$name_codes'([Code|Codes]) -->
    [Code],
    { integer(Code), code_type(Code, prolog_identifier_continue) },
    !,
    '$name_codes'(Codes).
'$name_codes'([]) --> [].

%   atom(+Atomic): its text.

atom(Atomic, Head, Tail) :-
    must_be(nonvar, Atomic),
    atom_codes(Atomic, Codes),
    append(Codes, Tail, Head).
