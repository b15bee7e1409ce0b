% library(ctypes): kinds of character codes.

is_alnum(Code) :- '$is_code'(Code, alnum).
is_alpha(Code) :- '$is_code'(Code, alpha).
is_ascii(Code) :- '$is_code'(Code, ascii).
is_cntrl(Code) :- '$is_code'(Code, cntrl).
is_csym(Code) :- '$is_code'(Code, csym).
is_csymf(Code) :- '$is_code'(Code, csymf).
is_digit(Code) :- between(0'0, 0'9, Code).
is_endfile(-1).
is_endline(Code) :- memberchk(Code, [10, 11, 12, 13]).
is_graph(Code) :- '$is_code'(Code, graph).
is_lower(Code) :- '$is_code'(Code, lower).
is_newline(10).
is_newpage(12).
is_paren(0'(, 0')).
is_paren(0'[, 0']).
is_paren(0'{, 0'}).
is_period(Code) :- memberchk(Code, `.?!`).
is_print(Code) :- '$is_code'(Code, print).
is_punct(Code) :- '$is_code'(Code, punct).
is_quote(Code) :- memberchk(Code, `'"\``).
is_space(Code) :- '$is_code'(Code, space).
is_upper(Code) :- '$is_code'(Code, upper).
is_white(Code) :- memberchk(Code, ` \t`).

'$is_code'(Code, Type) :-
    code_type(Code, Type),
    !.

is_digit(Code, Base, Weight) :-
    code_type(Code, xdigit(Weight0)),
    Weight0 < Base,
    !,
    Weight = Weight0.

to_lower(Upper, Lower) :-
    '$code_in_case'(downcase_atom, Upper, Lower).

to_upper(Lower, Upper) :-
    '$code_in_case'(upcase_atom, Lower, Upper).

upper_lower(Upper, Lower) :-
    (   nonvar(Upper)
    ->  '$code_in_case'(downcase_atom, Upper, Lower)
    ;   '$code_in_case'(upcase_atom, Lower, Upper)
    ).

'$code_in_case'(Change, Code0, Code) :-
    char_code(Char0, Code0),
    call(Change, Char0, Char),
    char_code(Char, Code).
