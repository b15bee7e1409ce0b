/*  JSON as library(http/json) of SWI-Prolog 9 reads and writes it: the layout of what is written is another one in later
    versions, of which the reader is taken.
*/

:- module(http_json_text,
          [ json_read/2,
            json_read/3,
            json_read_dict/2,
            json_read_dict/3,
            json_write/2,
            json_write/3,
            json_write_dict/2,
            json_write_dict/3,
            atom_json_term/3,
            atom_json_dict/3,
            is_json_term/1,
            is_json_term/2
          ]).
:- use_module(library(error)).
:- use_module(library(floats)).
:- use_module(library(lists)).
:- use_module(library(option)).
:- use_module(library(json), [is_json_term/1, is_json_term/2]).
:- reexport(library(json), [is_json_term/1, is_json_term/2]).

%!  json_read(+In, -Term) is det.
%!  json_read(+In, -Term, +Options) is det.
%!  json_read_dict(+In, -Dict) is det.
%!  json_read_dict(+In, -Dict, +Options) is det.
%
%   Read a value: objects as json([Name=Value, …]) and the constants as @(null), @(true) and @(false), or as dicts and
%   `null`, `true` and `false`.

json_read(In, Term) :-
    json:json_read(In, Term).

json_read(In, Term, Options) :-
    json:json_read(In, Term, Options).

json_read_dict(In, Dict) :-
    json_read_dict(In, Dict, []).

json_read_dict(In, Dict, Options0) :-
    with_open_tag(Options0, Options),
    json:json_read_dict(In, Dict, Options).

%   Dicts without a tag: later versions give them one.

with_open_tag(Options, [default_tag(_)|Options]) :-
    \+ memberchk(default_tag(_), Options),
    !.
with_open_tag(Options, Options).

%!  atom_json_term(?Text, ?Term, +Options) is det.
%!  atom_json_dict(?Text, ?Dict, +Options) is det.
%
%   Between text and terms. Text that is written is what the option as(Type) says: `atom`, `string`, `codes` or `chars`.

atom_json_term(Text, Term, Options) :-
    ground(Text),
    !,
    json:atom_json_term(Text, Term, Options).
atom_json_term(Text, Term, Options0) :-
    sink(Text, Options0, Sink, Options),
    with_output_to(Sink, json_write(current_output, Term, Options)).

atom_json_dict(Text, Dict, Options0) :-
    ground(Text),
    !,
    with_open_tag(Options0, Options),
    json:atom_json_dict(Text, Dict, Options).
atom_json_dict(Text, Dict, Options0) :-
    sink(Text, Options0, Sink, Options),
    with_output_to(Sink, json_write_dict(current_output, Dict, Options)).

sink(Text, Options0, Sink, Options) :-
    select_option(as(Type), Options0, Options, atom),
    must_be(oneof([atom, string, codes, chars]), Type),
    Sink =.. [Type, Text].

%!  json_write(+Out, +Term) is det.
%!  json_write(+Out, +Term, +Options) is det.
%!  json_write_dict(+Out, +Dict) is det.
%!  json_write_dict(+Out, +Dict, +Options) is det.
%
%   Write a value in lines of at most width(72) characters, as long as its parts can be made so short, where each level is
%   indented by step(2). With tab(8) an indentation is tabs, and spaces for the rest. Other options: null(_), true(_),
%   false(_), tag(Name) for the tags of dicts, and serialize_unknown(true) to write terms that are no values as strings.
%
%   The hooks json:json_write_hook/4 and json:json_dict_pairs/2 are asked.

json_write(Out, Term) :-
    json_write(Out, Term, []).

json_write(Out, Term, Options) :-
    styled(Options, @(null), @(true), @(false), Style),
    written(Term, Out, Style).

json_write_dict(Out, Dict) :-
    json_write_dict(Out, Dict, []).

json_write_dict(Out, Dict, Options) :-
    styled(Options, null, true, false, Style),
    written(Dict, Out, Style).

%   style(Step, Tab, Unknown, Null, True, False, Tag) does not change while a value is written; width and indentation do.

styled([], Null, True, False, shape(72, 0, style(2, 8, false, Null, True, False, ''))) :-
    !.
styled(Given, Null0, True0, False0, shape(Width, Indent, style(Step, Tab, Unknown, Null, True, False, Tag))) :-
    reverse(Given, Options), % of several the last one counts
    number_option(width, Options, nonneg, 72, Width),
    number_option(indent, Options, nonneg, 0, Indent),
    number_option(step, Options, positive_integer, 2, Step),
    number_option(tab, Options, positive_integer, 8, Tab),
    option(serialize_unknown(Unknown), Options, false),
    must_be(boolean, Unknown),
    option(null(Null), Options, Null0),
    option(true(True), Options, True0),
    option(false(False), Options, False0),
    option(tag(Tag), Options, '').

number_option(Name, Options, Type, Default, Value) :-
    Option =.. [Name, Value],
    option(Option, Options, Default),
    must_be(Type, Value).

written(Term, Stream, shape(Width, Indent, Style)) :-
    stream_pair(Stream, _, Out),
    measured(Term, Style, Value, Length),
    line_position(Out, Column),
    (   ( Column == 0 ; Column == Indent )
    ->  write_value(Value, Length, Out, Width, Indent, Style)
    ;   write_spaced(Value, Length, Out, Width, Indent, Style)
    ).

%   measured(+Term, +Style, -Value, -Length): Value is object(Pairs), with pair(Name, Value, Length) for each, array(Items),
%   with item(Value, Length) for each, or simple(Term). Length is that on one line, where characters that are escaped count
%   as one.

measured(Variable, _, _, _) :-
    var(Variable),
    !,
    instantiation_error(Variable).
measured(json(Pairs), Style, object(Measured), Length) :-
    !,
    must_be(list, Pairs),
    measured_pairs(Pairs, Style, Measured, 0, Length).
measured(Dict, Style, object(Measured), Length) :-
    is_dict(Dict, Tag),
    !,
    pairs(Dict, Pairs0),
    arg(7, Style, Name),
    (   Name \== '',
        nonvar(Tag)
    ->  Pairs = [Name-Tag|Pairs0]
    ;   Pairs = Pairs0
    ),
    measured_pairs(Pairs, Style, Measured, 0, Length).
measured(List, Style, array(Measured), Length) :-
    is_list(List),
    !,
    measured_items(List, Style, Measured, 0, Length).
measured(Term, Style, simple(Term), Length) :-
    simple_length(Term, Style, Length).

measured_pairs([], _, [], 0, 2).
measured_pairs([], _, [], Length, Length) :-
    Length > 0.
measured_pairs([Pair|Pairs], Style, [pair(Name, Value, Length)|Measured], Length0, AllLength) :-
    name_value(Pair, Name, Value0),
    text_length(Name, NameLength),
    measured(Value0, Style, Value, Length),
    Length1 is Length0 + NameLength + 2 + Length + 2,
    measured_pairs(Pairs, Style, Measured, Length1, AllLength).

measured_items([], _, [], 0, 2).
measured_items([], _, [], Length, Length) :-
    Length > 0.
measured_items([Item|Items], Style, [item(Value, Length)|Measured], Length0, AllLength) :-
    measured(Item, Style, Value, Length),
    Length1 is Length0 + Length + 2,
    measured_items(Items, Style, Measured, Length1, AllLength).

name_value(Pair, _, _) :-
    var(Pair),
    !,
    type_error(pair, Pair).
name_value(Name=Value, Name, Value) :-
    !.
name_value(Name-Value, Name, Value) :-
    !.
name_value(Pair, Name, Value) :-
    compound(Pair),
    compound_name_arguments(Pair, Name, [Value]),
    !.
name_value(Pair, _, _) :-
    type_error(pair, Pair).

pairs(Dict, Pairs) :-
    json:json_dict_pairs(Dict, Pairs),
    !.
pairs(Dict, Pairs) :-
    dict_pairs(Dict, _, Pairs).

simple_length(String, _, Length) :-
    string(String),
    !,
    text_length(String, Length).
simple_length(Integer, _, Length) :-
    integer(Integer),
    !,
    atom_length(Integer, Length).
simple_length(Constant, Style, Length) :-
    constant(Constant, Style, Name),
    !,
    atom_length(Name, Length).
simple_length(Atom, _, Length) :-
    atom(Atom),
    !,
    text_length(Atom, Length).
simple_length(Number, _, Length) :-
    number(Number),
    !,
    number_text(Number, Text),
    string_length(Text, Length).
simple_length(@(Name), _, Length) :-
    atom(Name),
    !,
    atom_length(Name, Length).
simple_length(Term, _, Length) :-
    write_length(Term, Inner, []),
    Length is Inner + 2.

text_length(Text, Length) :-
    string_length(Text, Inner),
    Length is Inner + 2.

constant(Constant, style(_, _, _, Null, True, False, _), Name) :-
    constant(Constant, Null, True, False, Name).

constant(Constant, _, Constant, _, true) :-
    !.
constant(Constant, _, _, Constant, false) :-
    !.
constant(Constant, Constant, _, _, null).

%   write_value(+Value, +Length, +Out, +Width, +Indent, +Style): all on one line where the width is 0.

write_value(simple(Term), _, Out, _, _, Style) :-
    write_simple(Term, Out, Style).
write_value(object(Pairs), Length, Out, Width, Indent, Style) :-
    put_char(Out, '{'),
    write_parts(Pairs, Length, Out, Width, Indent, Style),
    put_char(Out, '}').
write_value(array(Items), Length, Out, Width, Indent, Style) :-
    put_char(Out, '['),
    write_parts(Items, Length, Out, Width, Indent, Style),
    put_char(Out, ']').

write_parts(Parts, Length, Out, Width, Indent, Style) :-
    (   fits(Length, Width, Indent)
    ->  write_on_line(Parts, Out, Indent, Style)
    ;   below(Indent, Style, Inner),
        write_lines(Parts, Out, Width, Inner, Style),
        new_line(Out, Indent, Style)
    ).

fits(Length, Width, Indent) :-
    (   Width == 0
    ->  true
    ;   Indent + Length =< Width
    ).

write_on_line([], _, _, _).
write_on_line([Part|Parts], Out, Indent, Style) :-
    write_part(Part, Out, 0, Indent, Style),
    (   Parts \== []
    ->  put_char(Out, ','),
        put_char(Out, ' '),
        write_on_line(Parts, Out, Indent, Style)
    ;   Part = item(_, _)
    ->  put_char(Out, ' ')
    ;   true
    ).

write_lines([], _, _, _, _).
write_lines([Part|Parts], Out, Width, Indent, Style) :-
    new_line(Out, Indent, Style),
    write_part(Part, Out, Width, Indent, Style),
    (   Parts == []
    ->  true
    ;   put_char(Out, ','),
        write_lines(Parts, Out, Width, Indent, Style)
    ).

write_part(pair(Name, Value, Length), Out, Width, Indent, Style) :-
    json:json_write_string(Out, Name),
    put_char(Out, :),
    write_spaced(Value, Length, Out, Width, Indent, Style).
write_part(item(Value, Length), Out, Width, Indent, Style) :-
    (   Width > 0,
        is_at_margin(Indent, Style)
    ->  write_value(Value, Length, Out, Width, Indent, Style)
    ;   write_spaced(Value, Length, Out, Width, Indent, Style)
    ).

%   Objects and arrays stand at the margin, or behind a space.

write_spaced(Value, Length, Out, Width, Indent, Style) :-
    (   Value = simple(Term)
    ->  write_simple(Term, Out, Style)
    ;   put_char(Out, ' '),
        write_value(Value, Length, Out, Width, Indent, Style)
    ).

new_line(Out, Indent, Style) :-
    arg(2, Style, Tab),
    json:json_write_indent(Out, Indent, Tab).

%   Whatever a tab is for the indentation, it is eight columns wide for whoever looks where the margin is.

is_at_margin(Indent, Style) :-
    arg(2, Style, Tab),
    (   Tab == 8
    ->  true
    ;   Indent =:= Indent // Tab * 8 + Indent mod Tab
    ).

below(Indent0, Style, Indent) :-
    arg(1, Style, Step),
    Indent is Indent0 + Step.

write_simple(Term, Out, Style) :-
    json:json_write_hook(Term, Out, Style, []),
    !.
write_simple(String, Out, _) :-
    string(String),
    !,
    json:json_write_string(Out, String).
write_simple(Integer, Out, _) :-
    integer(Integer),
    !,
    format(Out, '~d', [Integer]).
write_simple(Constant, Out, Style) :-
    constant(Constant, Style, Name),
    !,
    write(Out, Name).
write_simple(Atom, Out, _) :-
    atom(Atom),
    !,
    json:json_write_string(Out, Atom).
write_simple(Number, Out, _) :-
    number(Number),
    !,
    number_text(Number, Text),
    format(Out, '~a', [Text]).
write_simple(#(Term), Out, _) :-
    !,
    (   is_text(Term)
    ->  json:json_write_string(Out, Term)
    ;   write_quoted(Term, Out)
    ).
write_simple(Term, Out, Style) :-
    arg(3, Style, true),
    !,
    write_quoted(Term, Out).
write_simple(Term, _, _) :-
    type_error(json_term, Term).

%   Rational numbers are written as floats.

number_text(Number, Text) :-
    Float is float(Number),
    float_text(Float, Text).

write_quoted(Term, Out) :-
    term_string(Term, Text),
    json:json_write_string(Out, Text).

is_text(Text) :-
    (   atom(Text)
    ->  true
    ;   string(Text)
    ).

%   Messages as they were, but for two that have words of their own.

:- multifile(prolog:error_message//1).

prolog:error_message(syntax_error(json(What))) -->
    { \+ memberchk(What, [illegal_comment, illegal_string_escape]) },
    [ 'Syntax error: ~p'-[json(What)] ].
