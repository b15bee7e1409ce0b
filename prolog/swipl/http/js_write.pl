/*  JavaScript in pages: calls with arguments made of terms, and quasi quotations in which variables of Prolog stand for
    JavaScript expressions.
*/

:- module(javascript,
          [ js_script//1,
            js_call//1,
            js_new//2,
            js_expression//1,
            js_arg_list//1,
            js_arg//1,
            js_args//1,
            javascript/4
          ]).
:- use_module(library(apply)).
:- use_module(library(dcg/basics)).
:- use_module(library(error)).
:- use_module(library(floats)).
:- use_module(library(lists)).
:- use_module(library(quasi_quotations)).
:- use_module(library(http/html_write)).
:- use_module(library(http/js_grammar)).
:- use_module(library(http/json)).

:- html_meta
    js_script(html, ?, ?).

:- quasi_quotation_syntax(javascript).

%!  js_script(+Content)// is det.
%
%   An element `script` with that content.

js_script(Content) -->
    html(script(type('text/javascript'), Content)).

%!  javascript(+Content, +Variables, +Dict, -DOM) is det.
%
%   The quasi quotation `{|javascript(X, Y)||…|}`: identifiers that are named as the variables become what js_expression//1
%   makes of these.

javascript(Content, Variables, Dict, \Parts) :-
    include(is_given(Variables), Dict, Given),
    phrase_from_quasi_quotation(parts(Given, Parts), Content).

is_given(Variables, _=Variable) :-
    member(Each, Variables),
    Each == Variable,
    !.

parts(Given, Parts) -->
    rest(Start),
    parts_from(Start, Given, Parts).

%   From the start of a piece of text that is kept as it is.

parts_from(Start, Given, Parts) -->
    rest(End),
    js_token(Token),
    !,
    (   { Token = identifier(Name),
          memberchk(Name=Variable, Given)
        }
    ->  { text_between(Start, End, Text),
          Parts = [Text, \js_expression(Variable)|More]
        },
        parts(Given, More)
    ;   parts_from(Start, Given, Parts)
    ).
parts_from(Start, _, [Text]) -->
    rest(End),
    { text_between(Start, End, Text) }.

rest(Codes, Codes, Codes).

text_between(Start, End, Text) :-
    codes_between(Start, End, Codes),
    atom_codes(Text, Codes).

codes_between(Start, End, []) :-
    Start == End,
    !.
codes_between([Code|Start], End, [Code|Codes]) :-
    codes_between(Start, End, Codes).

%!  js_call(+Call)// is det.
%
%   A call as a statement: 'x.y'(a, 1) is `x.y("a", 1);`.

js_call(Call) -->
    { Call =.. [Function|Args] },
    html(Function),
    js_arg_list(Args),
    [';\n'].

%!  js_new(+Name, +Call)// is det.
%
%   A variable with a new object.

js_new(Name, Call) -->
    { Call =.. [Function|Args] },
    html(['var ', Name, ' = new ', Function]),
    js_arg_list(Args),
    [';\n'].

js_arg_list(Args) -->
    ['('],
    js_args(Args),
    [')'].

js_args([]) -->
    [].
js_args([Arg|Args]) -->
    js_expression(Arg),
    (   { Args == [] }
    ->  []
    ;   html(', '),
        js_args(Args)
    ).

%!  js_expression(+Term)// is det.
%!  js_arg(+Term)// is semidet.
%
%   A term as an expression: variables are `null`; numbers, atoms and strings are literals; lists are arrays; object(Pairs),
%   {Key:Value, …} and dicts are objects; json(Term) is JSON; @(Name) and symbol(Name) are identifiers.
%
%   @error type_error(js(expression), Term) from js_expression//1

js_expression(Term) -->
    js_arg(Term),
    !.
js_expression(Term) -->
    { type_error(js(expression), Term) }.

js_arg(Variable) -->
    { var(Variable) },
    !,
    [null].
js_arg(object(Pairs)) -->
    { is_list(Pairs) },
    !,
    html(['{', \pairs(Pairs), '}']).
js_arg({Pairs}) -->
    !,
    html(['{', \comma_pairs(Pairs), '}']).
js_arg(@(Name)) -->
    identifier(Name).
js_arg(symbol(Name)) -->
    identifier(Name).
js_arg(json(Term)) -->
    { with_output_to(string(Text), json_write(current_output, json(Term), [width(0)])) },
    [Text].
js_arg(Dict) -->
    { is_dict(Dict),
      !,
      with_output_to(string(Text), json_write_dict(current_output, Dict, [width(0)]))
    },
    [Text].
js_arg(List) -->
    { is_list(List) },
    !,
    html(['[', \js_args(List), ']']).
js_arg(Number) -->
    { float(Number),
      !,
      float_text(Number, Text)
    },
    [Text].
js_arg(Number) -->
    { number(Number) },
    !,
    [Number].
js_arg(Text) -->
    { atomic(Text),
      quoted(Text, Quoted)
    },
    ['"', Quoted, '"'].

comma_pairs((Pair, Pairs)) -->
    !,
    pair(Pair),
    html(', '),
    comma_pairs(Pairs).
comma_pairs(Pair) -->
    pair(Pair).

pairs([]) -->
    [].
pairs([Pair|Pairs]) -->
    (   pair(Pair)
    ->  []
    ;   { type_error(javascript_key_value, Pair) }
    ),
    (   { Pairs == [] }
    ->  []
    ;   html(', '),
        pairs(Pairs)
    ).

pair(Pair) -->
    { key_value(Pair, Key, Value) },
    key(Key),
    [:],
    js_expression(Value).

key_value(Key:Value, Key, Value) :-
    !.
key_value(Key-Value, Key, Value) :-
    !.
key_value(Key=Value, Key, Value) :-
    !.
key_value(Pair, Key, Value) :-
    compound(Pair),
    Pair =.. [Key, Value].

key(Key) -->
    { must_be(atom, Key),
      is_identifier(Key)
    },
    !,
    [Key].
key(Key) -->
    { quoted(Key, Quoted) },
    html(['\'', Quoted, '\'']).

identifier(Name) -->
    { must_be(atom, Name),
      (   is_identifier(Name)
      ->  true
      ;   domain_error(js(identifier), Name)
      )
    },
    [Name].

is_identifier(Name) :-
    sub_atom(Name, 0, 1, _, First),
    char_type(First, csymf),
    forall(sub_atom(Name, _, 1, _, Char), char_type(Char, csym)).

%   Text within quotes. An end tag does not end a script.

quoted(Text, Quoted) :-
    atom_codes(Text, Codes),
    phrase(quoted_codes(Codes), QuotedCodes),
    atom_codes(Quoted, QuotedCodes).

quoted_codes([]) -->
    [].
quoted_codes([0'\r, 0'\n|Codes]) -->
    !,
    "\\n",
    quoted_codes(Codes).
quoted_codes([0'<, 0'/|Codes]) -->
    !,
    "<\\/",
    quoted_codes(Codes).
quoted_codes([Code|Codes]) -->
    (   { escape(Code, Letter) }
    ->  [0'\\, Letter]
    ;   [Code]
    ),
    quoted_codes(Codes).

escape(0'\', 0'\').
escape(0'", 0'").
escape(0'\\, 0'\\).
escape(0'\n, 0'n).
escape(0'\r, 0'r).
escape(0'\t, 0't).
