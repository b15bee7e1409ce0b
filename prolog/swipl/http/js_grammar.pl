/*  The tokens of JavaScript, as far as one has to know them to find the identifiers in a text.
*/

:- module(javascript_grammar, [js_token//1]).
:- use_module(library(dcg/basics)).
:- use_module(library(pure_input)).

:- set_prolog_flag(double_quotes, codes).

%!  js_token(-Token)// is semidet.
%
%   The next token: `comment`, `string`, `number`, identifier(Name), `regex`, `ws` or punct(Char). Keywords are punctuation
%   letter by letter.
%
%   @error syntax_error(What) for comments and strings that do not end

js_token(comment) -->
    comment,
    !.
js_token(string) -->
    string_literal,
    !.
js_token(number) -->
    number_literal,
    !.
js_token(identifier(Name)) -->
    identifier(Name),
    !.
js_token(regex) -->
    regex_literal,
    !.
js_token(ws) -->
    blank,
    !,
    blanks.
js_token(punct(Char)) -->
    [Code],
    { char_code(Char, Code) }.

comment -->
    "/*",
    !,
    (   string(_), "*/"
    ->  []
    ;   syntax_error(eof_in_comment)
    ).
comment -->
    "//",
    (   string(_), eol
    ->  []
    ;   remainder(_)
    ).

string_literal -->
    [Quote],
    { Quote == 0'" ; Quote == 0'\' },
    !,
    (   quoted, [Quote]
    ->  []
    ;   syntax_error(eof_in_string)
    ).

quoted -->
    [].
quoted -->
    quoted_char,
    quoted.

quoted_char -->
    "\\",
    !,
    escaped.
quoted_char -->
    eol,
    !,
    { fail }.
quoted_char -->
    [_].

escaped -->
    [Code],
    { memberchk(Code, "'\"\\bfnrtv") },
    !.
escaped -->
    "x",
    !,
    hex_digit,
    hex_digit.
escaped -->
    "u",
    !,
    hex_digit,
    hex_digit,
    hex_digit,
    hex_digit.
escaped -->
    eol,
    !.

%   What follows a number at once makes it a wrong one.

number_literal -->
    number_text,
    (   name_start
    ->  syntax_error(js(illegal_number))
    ;   digit(_)
    ->  syntax_error(js(illegal_number))
    ;   []
    ).

number_text -->
    decimal_integer, ".", digits(_), exponent,
    !.
number_text -->
    ".", digits([_|_]), exponent,
    !.
number_text -->
    decimal_integer, exponent,
    !.

decimal_integer -->
    "0",
    !.
decimal_integer -->
    [Code],
    { code_type(Code, digit) },
    digits(_).

exponent -->
    ( "e" ; "E" ),
    ( "+" ; "-" ; "" ),
    digits([_|_]),
    !.
exponent -->
    [].

hex_digit -->
    [Code],
    { code_type(Code, xdigit(_)) }.

regex_literal -->
    "/",
    regex_part(Code),
    { Code \== 0'* },
    regex_parts,
    "/",
    !,
    name_rest(_).

regex_parts -->
    regex_part(_),
    !,
    regex_parts.
regex_parts -->
    [].

regex_part(0'\\) -->
    "\\",
    !,
    not_eol(_).
regex_part(0'[) -->
    "[",
    !,
    class_parts,
    "]".
regex_part(Code) -->
    not_eol(Code),
    { Code \== 0'/ }.

class_parts -->
    not_eol(Code),
    { \+ memberchk(Code, "]\\") },
    !,
    class_parts.
class_parts -->
    [].

not_eol(_) -->
    eol,
    !,
    { fail }.
not_eol(Code) -->
    [Code].

identifier(Name) -->
    [First],
    { is_name_start(First) },
    !,
    name_rest(Rest),
    { atom_codes(Name, [First|Rest]),
      \+ keyword(Name)
    }.

name_start -->
    [Code],
    { is_name_start(Code) }.

name_rest([Code|Codes]) -->
    [Code],
    { is_name_part(Code) },
    !,
    name_rest(Codes).
name_rest([]) -->
    [].

is_name_start(0'$) :-
    !.
is_name_start(Code) :-
    code_type(Code, prolog_var_start),
    !.
is_name_start(Code) :-
    code_type(Code, prolog_atom_start).

is_name_part(0'$) :-
    !.
is_name_part(Code) :-
    code_type(Code, prolog_identifier_continue).

keyword(Name) :-
    keywords(Names),
    memberchk(Name, Names).

keywords([ break, case, catch, class, const, continue, debugger, default, delete, do, else, enum, export, extends, finally,
           for, function, if, implements, import, in, instanceof, interface, let, new, package, private, protected, public,
           return, static, super, switch, this, throw, try, typeof, var, void, while, with, yield
         ]).
