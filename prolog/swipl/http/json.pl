/*  JSON as library(http/json) of SWI-Prolog 9 reads and writes it: the reader is that of later versions, and the text of
    what is written, which has another layout in these, is made in TypeScript.
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
:- use_module(library(apply)).
:- use_module(library(error)).
:- use_module(library(floats)).
:- use_module(library(lists)).
:- use_module(library(option)).
:- use_module(library(typescript)).
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
    reading(In, json:json_read(In, Term)).

json_read(In, Term, Options) :-
    reading(In, json:json_read(In, Term, Options)).

json_read_dict(In, Dict) :-
    json_read_dict(In, Dict, []).

json_read_dict(In, Dict, Options0) :-
    with_open_tag(Options0, Options),
    reading(In, json:json_read_dict(In, Dict, Options)).

%   What begins as a number and is none, such as `1e`, is an error of the text that is read: later versions have one of the number.

reading(In, Goal) :-
    catch(Goal, error(syntax_error(operator_expected), string(_, _)), illegal_number(In)).

illegal_number(In) :-
    line_count(In, Line),
    line_position(In, LinePosition),
    character_count(In, Character),
    throw(error(syntax_error(illegal_number), stream(In, Line, LinePosition, Character))).

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
    setup_call_cleanup(open_string(Text, In), json_read(In, Term, Options), close(In)).
atom_json_term(Text, Term, Options) :-
    text_of_type(Term, Options, terms, Text).

atom_json_dict(Text, Dict, Options) :-
    ground(Text),
    !,
    setup_call_cleanup(open_string(Text, In), json_read_dict(In, Dict, Options), close(In)).
atom_json_dict(Text, Dict, Options) :-
    text_of_type(Dict, Options, dicts, Text).

text_of_type(Value, Options0, Values, Text) :-
    select_option(as(Type), Options0, Options, atom),
    must_be(oneof([atom, string, codes, chars]), Type),
    json_text(Value, Options, Values, 0, String),
    typed(Type, String, Text).

typed(atom, String, Text) :-
    atom_string(Text, String).
typed(string, Text, Text).
typed(codes, String, Text) :-
    string_codes(String, Text).
typed(chars, String, Text) :-
    string_chars(String, Text).

%!  json_write(+Out, +Term) is det.
%!  json_write(+Out, +Term, +Options) is det.
%!  json_write_dict(+Out, +Dict) is det.
%!  json_write_dict(+Out, +Dict, +Options) is det.
%
%   Write a value in lines of at most width(72) characters, as long as its parts can be made so short, where each level is
%   indented by step(2) from indent(0) on. With tab(8) an indentation is tabs, and spaces for the rest. Other options:
%   null(_), true(_), false(_), tag(Name) for the tags of dicts, and serialize_unknown(true) to write terms that are no
%   values as strings.
%
%   The hooks json:json_write_hook/4 and json:json_dict_pairs/2 are asked. Nothing is written of what is no value.
%
%   @error instantiation_error, type_error(json_term, Term), type_error(pair, Pair), type_error(json_pair, Pair),
%          type_error(text, Name)

json_write(Out, Term) :-
    written(Out, Term, [], terms).

json_write(Out, Term, Options) :-
    written(Out, Term, Options, terms).

json_write_dict(Out, Dict) :-
    written(Out, Dict, [], dicts).

json_write_dict(Out, Dict, Options) :-
    written(Out, Dict, Options, dicts).

written(Stream, Value, Options, Values) :-
    stream_pair(Stream, _, Out),
    line_position(Out, Column),
    json_text(Value, Options, Values, Column, Text),
    format(Out, '~a', [Text]).

%   json_text(+Value, +Options, +Values, +Column, -Text): Values says what the constants are, `terms` or `dicts`. Values that
%   TypeScript has no terms for, or no text, are prepared; an error of what was to be written is the same one then.

json_text(Value, Options, Values, Column, Text) :-
    \+ is_hooked,
    catch(typescript_value(json_text(Value, Options, Values, Column), Text), error(Formal, _), is_to_prepare(Formal)),
    !.
json_text(Value, Options, Values, Column, Text) :-
    prepared(Value, Options, Values, Column, Prepared),
    typescript_value(prepared_json_text(Prepared, Options, Values, Column), Text).

is_to_prepare(Formal) :-
    Formal = resource_error(_),
    throw(error(Formal, _)).

is_hooked :-
    has_clauses(json:json_write_hook(_, _, _, _)),
    !.
is_hooked :-
    has_clauses(json:json_dict_pairs(_, _)).

has_clauses(Head) :-
    '$get_predicate_attribute'(Head, number_of_clauses, Count),
    Count > 0.

%   prepared(+Value, +Options, +Values, +Column, -Prepared): terms that are no values, and what the hooks know, become
%   '$json'(Kind, Text, Like): a string or JSON, which is taken to be as long as Like.

prepared(Value, Options, Values, Column, Prepared) :-
    (   acyclic_term(Value)
    ->  true
    ;   representation_error(cyclic_term)
    ),
    constants(Values, Options, Constants),
    (   option_value(serialize_unknown, Options, Given)
    ->  Unknown = Given
    ;   Unknown = false
    ),
    part(Value, state(Column, Constants, Unknown), Prepared).

constants(Values, Options, [Null, True, False]) :-
    default_constants(Values, Null0, True0, False0),
    constant(null, Options, Null0, Null),
    constant(true, Options, True0, True),
    constant(false, Options, False0, False).

default_constants(terms, @(null), @(true), @(false)).
default_constants(dicts, null, true, false).

constant(Name, Options, Default, Constant) :-
    (   option_value(Name, Options, Constant0)
    ->  Constant = Constant0
    ;   Constant = Default
    ).

%   Of several options the last one counts.

option_value(Name, Options, Value) :-
    Option =.. [Name, Value],
    is_list(Options),
    reverse(Options, Reversed),
    memberchk(Option, Reversed).

part(Variable, _, Variable) :-
    var(Variable),
    !.
part(json(Pairs), State, json(Prepared)) :-
    is_list(Pairs),
    !,
    inside(State, Inside),
    maplist(pair(Inside), Pairs, Prepared).
part(Dict, State, '$dict'(Tag, Prepared)) :-
    is_dict(Dict, Tag),
    !,
    dict_parts(Dict, Pairs),
    inside(State, Inside),
    maplist(pair(Inside), Pairs, Prepared).
part(List, State, Prepared) :-
    is_list(List),
    !,
    inside(State, Inside),
    maplist(item(Inside), List, Prepared).
part(Term, State, '$json'(json, Text, Like)) :-
    hooked(Term, State, Text),
    !,
    like(Term, State, Like).
part(Term, State, Term) :-
    is_simple(Term, State),
    !.
part(Rational, _, '$json'(json, Text, @(Name))) :-
    rational(Rational),
    !,
    Float is float(Rational),
    float_text(Float, Text),
    term_to_atom(Rational, Name).
part(Term, State, '$json'(string, Text, Like)) :-
    (   Term = #(Inner)
    ->  ( is_text(Inner) -> atom_string(Inner, Text) ; term_text(Inner, Text) )
    ;   arg(3, State, Unknown),
        Unknown == true
    ->  term_text(Term, Text)
    ;   type_error(json_term, Term)
    ),
    like(Term, State, Like).

%   What is within others is at no margin.

inside(state(_, Constants, Unknown), state(1, Constants, Unknown)).

item(State, Item, Prepared) :-
    part(Item, State, Prepared).

pair(_, Pair, Pair) :-
    var(Pair),
    !.
pair(State, Name=Value, Name=Prepared) :-
    !,
    part(Value, State, Prepared).
pair(State, Name-Value, Name-Prepared) :-
    !,
    part(Value, State, Prepared).
pair(State, Pair, Prepared) :-
    compound(Pair),
    compound_name_arguments(Pair, Name, [Value]),
    !,
    part(Value, State, PreparedValue),
    compound_name_arguments(Prepared, Name, [PreparedValue]).
pair(_, Pair, Pair).

dict_parts(Dict, Pairs) :-
    json:json_dict_pairs(Dict, Pairs),
    !.
dict_parts(Dict, Pairs) :-
    dict_pairs(Dict, _, Pairs).

%   The hook writes to a stream of its own, at the same column.

hooked(Term, state(Column, Constants, Unknown), Text) :-
    with_output_to(string(Padded),
                   ( current_output(Out),
                     format(Out, '~*c', [Column, 0'\s]),
                     json:json_write_hook(Term, Out, json(Constants, Unknown), [])
                   )),
    sub_string(Padded, Column, _, 0, Text).

is_simple(Term, _) :-
    ( string(Term) ; integer(Term) ; float(Term) ),
    !.
is_simple(Atom, _) :-
    is_text(Atom),
    !.
is_simple(Term, state(_, Constants, _)) :-
    memberchk(Term, Constants).

is_text(Text) :-
    (   string(Text)
    ->  true
    ;   blob(Text, Kind),
        memberchk(Kind, [text, ucs_text])
    ).

%   Terms that are no values are measured as write/1 writes them.

like(Term, State, Term) :-
    is_simple(Term, State),
    !.
like(@(Name), _, @(Name)) :-
    is_text(Name),
    !.
like(#(Term), _, Like) :- % an operator in later versions
    !,
    format(string(Like), '#(~W)', [Term, [float_format('~14h')]]).
like(Term, _, Like) :-
    format(string(Like), '~W', [Term, [float_format('~14h')]]).

term_text(Term, Text) :-
    format(string(Text), '~W', [Term, [quoted(true), float_format('~14h')]]).

%   Messages as they were, but for two that have words of their own.

:- multifile(prolog:error_message//1).

prolog:error_message(syntax_error(json(What))) -->
    { \+ memberchk(What, [illegal_comment, illegal_string_escape]) },
    [ 'Syntax error: ~p'-[json(What)] ].
