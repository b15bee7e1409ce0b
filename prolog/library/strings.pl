% library(strings): lines of text, and text with values in it.

string_lines(String, Lines) :-
    (   var(String)
    ->  must_be(list, Lines),
        append(Lines, [""], Ended),
        '$join_lines'(Ended, String)
    ;   split_string(String, "\n", "", Lines0),
        (   append(Lines1, [""], Lines0)
        ->  Lines = Lines1
        ;   Lines = Lines0
        )
    ).

'$join_lines'(Lines, String) :-
    atomic_list_concat(Lines, '\n', Atom),
    atom_string(Atom, String).

%   interpolate_string(+In, -Out, +Map, +Options): {Name}, with the name of a variable, is the value of Name in Map.

interpolate_string(In, Out, Map, Options) :-
    option(goal(Goal), Options, '$map_value'(Map)),
    string_chars(In, Chars),
    phrase('$interpolated'(Goal, Parts), Chars),
    atomic_list_concat(Parts, Atom),
    atom_string(Atom, Out).

'$map_value'(Map, Name, Value) :-
    (   member(Pair, Map),
        ( Pair = (Name = Value) ; Pair = Name-Value ; Pair =.. [Name, Value] )
    ->  true
    ;   existence_error(template_var, Name)
    ).

'$interpolated'(Goal, Parts) -->
    '$until_brace'(Chars),
    (   ['{'],
        '$until_close'(NameChars),
        { atom_chars(Name, NameChars), '$is_name'(Name) }
    ->  { atom_chars(Before, Chars),
          call(Goal, Name, Value),
          format(atom(Text), "~w", [Value]),
          Parts = [Before, Text|More]
        },
        '$interpolated'(Goal, More)
    ;   ['{']
    ->  { atom_chars(Before, Chars),
          Parts = [Before, '{'|More]
        },
        '$interpolated'(Goal, More)
    ;   { atom_chars(Before, Chars),
          Parts = [Before]
        }
    ).

'$until_brace'([Char|Chars]) -->
    [Char],
    { Char \== '{' },
    !,
    '$until_brace'(Chars).
'$until_brace'([]) -->
    [].

'$until_close'([]) -->
    ['}'],
    !.
'$until_close'([Char|Chars]) -->
    [Char],
    '$until_close'(Chars).

'$is_name'(Name) :-
    atom_codes(Name, [First|Codes]),
    ( First == 0'_ ; code_type(First, upper) ),
    !,
    forall(member(Code, Codes), code_type(Code, csym)).

%   dedent_lines(+In, -Out, +Options): without the indentation that all lines have.

dedent_lines(In, Out, Options) :-
    option(tab(Tab), Options, 8),
    split_string(In, "\n", "", Lines),
    findall(Indent, ( member(Line, Lines), '$line_indent'(Line, Tab, Indent) ), Indents),
    (   min_list(Indents, Least)
    ->  true
    ;   Least = 0
    ),
    findall(Text, ( member(Line, Lines), '$dedented'(Line, Least, Text) ), Texts),
    '$join_lines'(Texts, Out).

'$line_indent'(Line, Tab, Indent) :-
    string_codes(Line, Codes),
    '$blanks'(Codes, Tab, 0, Indent, Rest),
    Rest \== [].

'$blanks'([0' |Codes], Tab, Column0, Column, Rest) :-
    !,
    Column1 is Column0 + 1,
    '$blanks'(Codes, Tab, Column1, Column, Rest).
'$blanks'([0'\t|Codes], Tab, Column0, Column, Rest) :-
    !,
    Column1 is (Column0 // Tab + 1) * Tab,
    '$blanks'(Codes, Tab, Column1, Column, Rest).
'$blanks'(Rest, _, Column, Column, Rest).

'$dedented'(Line, Least, Text) :-
    (   '$line_indent'(Line, 8, _)
    ->  string_codes(Line, Codes),
        '$without_blanks'(Least, Codes, Left),
        string_codes(Text, Left)
    ;   Text = ""
    ).

'$without_blanks'(0, Codes, Codes) :- !.
'$without_blanks'(N0, [_|Codes0], Codes) :-
    N is N0 - 1,
    '$without_blanks'(N, Codes0, Codes).

indent_lines(Prefix, In, Out) :-
    indent_lines('$is_no_blank_line', Prefix, In, Out).

indent_lines(Filter, Prefix, In, Out) :-
    split_string(In, "\n", "", Lines),
    findall(Text,
            (   member(Line, Lines),
                (   call(Filter, Line)
                ->  string_concat(Prefix, Line, Text)
                ;   Text = Line
                )
            ),
            Texts),
    '$join_lines'(Texts, Out).

'$is_no_blank_line'(Line) :-
    split_string(Line, "", " \t", [Text]),
    Text \== "".
