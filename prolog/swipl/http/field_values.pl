/*  The fields that tell what content is: media types and dispositions, with their parameters, and the tokens and quoted
    texts that other fields are made of, too.
*/

:- module(field_values,
          [ media_type/2,
            is_media_type/2,
            says_utf8/1,
            disposition/2,
            read_fields/2,
            field_name/2,
            media_type//1,
            parameters//1,
            parameter_value//1,
            token//1,
            quoted//1,
            is_token_code/1
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
    phrase(( blanks, media_type(Type/SubType), blanks, parameters(Parameters) ), Codes).

%!  is_media_type(+Text, +Wanted) is semidet.
%
%   Whether the value of a Content-Type field is that one, with parameters or without.

is_media_type(Text, Wanted) :-
    sub_atom(Text, 0, Length, After, Wanted),
    (   After == 0
    ->  true
    ;   sub_atom(Text, Length, 1, _, ;)
    ).

%!  says_utf8(+Text) is semidet.
%
%   Whether the value of a Content-Type field has that as its charset.

says_utf8(Text) :-
    ( sub_atom(Text, _, _, _, 'UTF-8') ; sub_atom(Text, _, _, _, 'utf-8') ),
    !.

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

%!  field_name(+Text, -Name) is det.
%
%   Content-Type is content_type.

field_name(Text, Name) :-
    string_lower(Text, Lower),
    split_string(Lower, "-", " \t", Parts),
    atomic_list_concat(Parts, '_', Name).

text_codes(Text, Codes) :-
    is_list(Text),
    !,
    Codes = Text.
text_codes(Text, Codes) :-
    atom_codes(Text, Codes).

media_type(Type/SubType) -->
    media_range(Type), "/", media_range(SubType).

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
    quoted(Value).

quoted(Value) -->
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
    { is_token_code(Code) }.

is_token_code(Code) :-
    Code > 32,
    Code \== 127,
    \+ memberchk(Code, `()<>@,;:\\"/[]?={}`).
