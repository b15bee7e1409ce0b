/*  The values of fields that tell what content is: media types and dispositions, with their parameters.
*/

:- module(field_values,
          [ media_type/2,
            disposition/2,
            read_fields/2
          ]).
:- use_module(library(dcg/basics)).
:- use_module(library(readutil)).

%!  media_type(+Value, -Media) is semidet.
%
%   The value of a Content-Type field as media(Type/SubType, Parameters), where Parameters is a list of Name=Value. What
%   is such a term already stays what it is.

media_type(Media0, Media) :-
    subsumes_term(media(_, _), Media0),
    !,
    Media = Media0.
media_type(Text, media(Type/SubType, Parameters)) :-
    text_codes(Text, Codes),
    phrase(( blanks, media_range(Type), "/", media_range(SubType), blanks, parameters(Parameters) ), Codes).

%!  disposition(+Value, -Disposition) is semidet.
%
%   The value of a Content-Disposition field as disposition(Name, Parameters).

disposition(Text, disposition(Name, Parameters)) :-
    text_codes(Text, Codes),
    phrase(( blanks, token(Name), blanks, parameters(Parameters) ), Codes).

%!  read_fields(+In, -Fields) is det.
%
%   The fields up to the empty line, as Name(Value) with `_` for `-`, where the values are atoms.

read_fields(In, Fields) :-
    read_line_to_string(In, Line),
    (   ( Line == end_of_file ; Line == "" )
    ->  Fields = []
    ;   sub_string(Line, Before, 1, After, ":")
    ->  sub_string(Line, 0, Before, _, Name0),
        sub_string(Line, _, After, 0, Value0),
        field_name(Name0, Name),
        normalize_space(atom(Value), Value0),
        Field =.. [Name, Value],
        Fields = [Field|More],
        read_fields(In, More)
    ;   read_fields(In, Fields)
    ).

field_name(Text, Name) :-
    string_lower(Text, Lower),
    split_string(Lower, "-", "", Parts),
    atomic_list_concat(Parts, '_', Name).

text_codes(Text, Codes) :-
    is_list(Text),
    !,
    Codes = Text.
text_codes(Text, Codes) :-
    atom_codes(Text, Codes).

media_range(_) -->
    "*",
    !.
media_range(Name) -->
    token(Name).

parameters([Parameter|Parameters]) -->
    ";",
    !,
    blanks,
    token(Name),
    blanks,
    (   "="
    ->  blanks,
        parameter_value(Value),
        { Parameter = (Name=Value) }
    ;   { Parameter = Name }
    ),
    blanks,
    parameters(Parameters).
parameters([]) -->
    [].

parameter_value(Value) -->
    token(Value),
    !.
parameter_value(Value) -->
    "\"",
    quoted_codes(Codes),
    { atom_codes(Value, Codes) }.

quoted_codes([]) -->
    "\"",
    !.
quoted_codes([Code|Codes]) -->
    (   "\\"
    ->  []
    ;   []
    ),
    [Code],
    quoted_codes(Codes).

token(Name) -->
    token_code(Code),
    token_codes(Codes),
    { atom_codes(Name, [Code|Codes]) }.

token_codes([Code|Codes]) -->
    token_code(Code),
    !,
    token_codes(Codes).
token_codes([]) -->
    [].

token_code(Code) -->
    [Code],
    { Code > 32,
      Code \== 127,
      \+ memberchk(Code, `()<>@,;:\\"/[]?={}`)
    }.
