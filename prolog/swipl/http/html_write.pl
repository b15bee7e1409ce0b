/*  SWI-Prolog's library(http/html_write), with what programs say in html//1 and reply_html_page/2,3 expanded when they are
    loaded, as far as it is known then, and with text printed at once. What is printed is the same.
*/

:- module(html_write_expansion, []).
:- reexport('/swipl/library/ext/http/http/html_write').
:- use_module(library(apply)).
:- use_module(library(gensym)).
:- use_module(library(lists)).

:- multifile(system:goal_expansion/2).
:- dynamic(system:goal_expansion/2).

system:goal_expansion(html(Spec, S0, S), Goal) :-
    html_write_expansion:is_html(html(_, _, _)),
    html_write_expansion:expanded(Spec, S0, S, Goal).
system:goal_expansion(reply_html_page(Head, Body0), reply_html_page(Head, Body)) :-
    html_write_expansion:is_html(reply_html_page(_, _)),
    html_write_expansion:expanded_body(Body0, Body).
system:goal_expansion(reply_html_page(Style, Head, Body0), reply_html_page(Style, Head, Body)) :-
    html_write_expansion:is_html(reply_html_page(_, _, _)),
    html_write_expansion:expanded_body(Body0, Body).

%!  is_html(+Head) is semidet.
%
%   Whether a goal of the program is one of html_write, as it is without hooks.

is_html(Head) :-
    prolog_load_context(module, Module),
    predicate_property(Module:Head, imported_from(html_write)),
    html_write:html_current_option(dialect(html5)),
    \+ clause(html_write:expand(_, _, _), _).

%!  expanded(+Spec, ?S0, ?S, -Goal) is semidet.
%
%   The goal that html//1 comes to. Fails where nothing is gained.

expanded(Spec, S0, S, Goal) :-
    nonvar(Spec),
    \+ is_plain_call(Spec),
    prolog_load_context(module, Module),
    phrase(spec(Spec, Module), Items0),
    joined(Items0, Items),
    items_goal(Items, S0, S, Goal).

is_plain_call(\Goal) :-
    var(Goal).

%   The body of a page becomes a predicate of its own.

expanded_body(Body0, \Aux) :-
    nonvar(Body0),
    \+ Body0 = \_,
    \+ functor(Body0, body, _),
    prolog_load_context(module, Module),
    expanded(Body0, S0, S, Goal),
    term_variables(Body0, Variables),
    gensym('__html', Name),
    Aux =.. [Name|Variables],
    append([Name|Variables], [S0, S], List),
    Head =.. List,
    compile_aux_clauses([(Module:Head :- Goal)]).

%   Items are text(Atom), nl(N) and goal(Goal, S0, S).

spec(Spec, Module) -->
    { var(Spec) },
    !,
    later(Spec, Module).
spec([], _) -->
    !.
spec([Spec|Specs], Module) -->
    !,
    spec(Spec, Module),
    spec(Specs, Module).
spec(\Goal, Module) -->
    !,
    called(Goal, Module).
spec(Module:Spec, _) -->
    { atom(Module) },
    !,
    spec(Spec, Module).
spec(&(Entity), _) -->
    { ( integer(Entity) ; atom(Entity) ) },
    !,
    { ( integer(Entity) -> Format = '&#~d;' ; Format = '&~w;' ),
      format(atom(Text), Format, [Entity])
    },
    [ text(Text) ].
spec(Text, _) -->
    { atomic(Text) },
    !,
    { xml_quote_cdata(Text, Quoted, utf8) },
    [ text(Quoted) ].
spec(Element, Module) -->
    { element(Element, Name, Attributes, Content),
      atom(Name),
      \+ memberchk(Name, [html, head, script, style, element])
    },
    !,
    element(Name, Attributes, Content, Element, Module).
spec(Spec, Module) -->
    left(Spec, Module).

element(Element, Name, Attributes, Content) :-
    compound(Element),
    \+ is_dict(Element),
    \+ is_operator(Element),
    (   Element = element(Name, Attributes, Content)
    ->  true
    ;   compound_name_arguments(Element, Name, [Argument])
    ->  (   html_write:html_no_content(Name)
        ->  Attributes = Argument,
            Content = none
        ;   Attributes = [],
            Content = Argument
        )
    ;   compound_name_arguments(Element, Name, [Attributes, Content]),
        \+ html_write:html_no_content(Name)
    ).

is_operator(_-_).
is_operator(_:_).
is_operator(&(_)).

element(Name, Attributes, Content, _, Module) -->
    layout(open, before, Name),
    { atom_concat(<, Name, Begin) },
    [ text(Begin) ],
    attributes(Attributes, Name),
    [ text(>) ],
    layout(open, behind, Name),
    (   { Content == none ; html_write:html_no_content(Name) }
    ->  []
    ;   spec(Content, Module),
        layout(close, before, Name),
        { atomic_list_concat(['</', Name, >], End) },
        [ text(End) ],
        layout(close, behind, Name)
    ).

layout(open, before, Name) -->
    { html_write:layout(Name, N-_, _) },
    !,
    [ nl(N) ].
layout(open, behind, Name) -->
    { html_write:layout(Name, _-N, _) },
    !,
    [ nl(N) ].
layout(close, before, Name) -->
    { html_write:layout(Name, _, Layout),
      Layout = N-_
    },
    !,
    [ nl(N) ].
layout(close, behind, Name) -->
    { html_write:layout(Name, _, Layout),
      Layout = _-N
    },
    !,
    [ nl(N) ].
layout(_, _, _) -->
    [].

%   Attributes whose values are known are text.

attributes(Attributes, _) -->
    { var(Attributes) },
    !,
    [ goal(html_write:attributes(Attributes, S0, S), S0, S) ].
attributes([], _) -->
    !.
attributes([Attribute|Attributes], Name) -->
    !,
    attribute(Attribute),
    attributes(Attributes, Name).
attributes(Attribute, _) -->
    attribute(Attribute).

attribute(Attribute) -->
    { named(Attribute, Name, Value) },
    !,
    { atomic_list_concat([' ', Name, '="'], Begin) },
    [ text(Begin) ],
    value(Value),
    [ text('"') ].
attribute(Attribute) -->
    { atom(Attribute) },
    !,
    { atom_concat(' ', Attribute, Text) },
    [ text(Text) ].
attribute(Attribute) -->
    [ goal(html_write:attribute(Attribute, S0, S), S0, S) ].

named(Attribute, Name, Value) :-
    nonvar(Attribute),
    (   Attribute = (Name0=Value0)
    ->  Name = Name0,
        Value = Value0
    ;   compound(Attribute),
        compound_name_arguments(Attribute, Name, [Value])
    ),
    atom(Name).

value(Value) -->
    { known_value(Value, Texts) },
    !,
    { maplist(quoted_attribute, Texts, Quoted),
      atomic_list_concat(Quoted, ' ', Text)
    },
    [ text(Text) ].
value(Value) -->
    [ goal(html_write:attribute_value(Value, S0, S), S0, S) ].

known_value(Value, [Value]) :-
    atomic(Value),
    \+ Value == [].
known_value(Values, Values) :-
    is_list(Values),
    maplist(atomic, Values).

quoted_attribute(Text, Quoted) :-
    xml_quote_attribute(Text, Quoted, utf8).

%   What is only known when it is printed.

called(Goal, Module) -->
    { callable(Goal),
      strip_module(Module:Goal, Module1, Goal1),
      atom(Module1),
      callable(Goal1),
      \+ is_list(Goal1),
      \+ is_control(Goal1)
    },
    !,
    { Goal1 =.. List0,
      append(List0, [S0, S], List),
      Called =.. List,
      prolog_load_context(module, Here),
      ( Module1 == Here -> Qualified = Called ; Qualified = Module1:Called )
    },
    [ goal(Qualified, S0, S) ].
called(Goal, Module) -->
    left(\Goal, Module).

is_control((_, _)).
is_control((_ ; _)).
is_control((_ -> _)).
is_control(\+ _).
is_control({_}).
is_control(!).

later(Spec, Module) -->
    [ goal(html_write_expansion:content(Spec, Module, S0, S), S0, S) ].

left(Spec, Module) -->
    [ goal(html_write:html(Module:Spec, S0, S), S0, S) ].

%!  content(+Spec, +Module)// is det.
%
%   What html//1 does, for text first.

content(Text, _) -->
    { atomic(Text),
      Text \== []
    },
    !,
    { xml_quote_cdata(Text, Quoted, utf8) },
    [ Quoted ].
content(Spec, Module) -->
    html_write:html(Module:Spec).

%   Text that follows text is one text, with the lines between; of lines that follow each other the most count, and no line
%   is nothing.

joined([], []).
joined([nl(0)|Items], Joined) :-
    !,
    joined(Items, Joined).
joined([nl(N), nl(M)|Items], Joined) :-
    !,
    Most is max(N, M),
    joined([nl(Most)|Items], Joined).
joined([text(A), text(B)|Items], Joined) :-
    !,
    atom_concat(A, B, Text),
    joined([text(Text)|Items], Joined).
joined([text(A), nl(0)|Items], Joined) :-
    !,
    joined([text(A)|Items], Joined).
joined([text(A), nl(N), nl(M)|Items], Joined) :-
    !,
    Most is max(N, M),
    joined([text(A), nl(Most)|Items], Joined).
joined([text(A), nl(N), text(B)|Items], Joined) :-
    !,
    length(Lines, N),
    maplist(=('\n'), Lines),
    append([[A], Lines, [B]], Parts),
    atomic_list_concat(Parts, Text),
    joined([text(Text)|Items], Joined).
joined([Item|Items], [Item|Joined]) :-
    joined(Items, Joined).

items_goal(Items, S0, S, Goal) :-
    tokens(Items, Tokens, Rest, Tail),
    (   Rest = [goal(Called, S1, S2)|Items1]
    ->  Tail = S1,
        (   Items1 == []
        ->  S2 = S,
            More = Called
        ;   items_goal(Items1, S2, S, Goal1),
            More = (Called, Goal1)
        )
    ;   Tail = S,
        More = true
    ),
    (   Tokens == Tail
    ->  S0 = Tail,
        Goal = More
    ;   More == true
    ->  Goal = (S0 = Tokens)
    ;   Goal = (S0 = Tokens, More)
    ).

tokens([text(Text)|Items], [Text|Tokens], Rest, Tail) :-
    !,
    tokens(Items, Tokens, Rest, Tail).
tokens([nl(N)|Items], [nl(N)|Tokens], Rest, Tail) :-
    !,
    tokens(Items, Tokens, Rest, Tail).
tokens(Rest, Tail, Rest, Tail).

%   The layout is that of SWI-Prolog 9, in which an input stays in its line.

:- findall(layout(Name, Open, Close), html_write:layout(Name, Open, Close), Layouts0),
   selectchk(layout(input, _, Close), Layouts0, layout(input, 0-0, Close), Layouts),
   abolish(html_write:layout/3),
   multifile(html_write:layout/3),
   dynamic(html_write:layout/3),
   forall(member(Layout, Layouts), assertz(html_write:Layout)).

%   Printing.

:- abolish(html_write:print_html/1).
:- abolish(html_write:write_html/2).

html_write:print_html(Tokens) :-
    current_output(Out),
    (   html_write_expansion:texts(Tokens, Texts, [], Boxes, [])
    ->  html_write_expansion:delivered(Boxes),
        html_write_expansion:print(Texts, Out)
    ;   html_write:mailman(Tokens),
        html_write:write_html(Tokens, Out)
    ).

html_write:write_html(Tokens, Out) :-
    html_write_expansion:without_mail(Tokens),
    html_write_expansion:texts(Tokens, Texts, [], _, []),
    html_write_expansion:print(Texts, Out).

%   What has got nothing by now, as its mail could not be delivered, gets none.

without_mail([]).
without_mail([Token|Tokens]) :-
    (   Token = mailbox(_, accept(_, Accepted))
    ->  ( var(Accepted) -> Accepted = [] ; without_mail(Accepted) )
    ;   Token = cdata(_, Data)
    ->  without_mail(Data)
    ;   true
    ),
    without_mail(Tokens).

print(Texts, Out) :-
    atomics_to_string(Texts, Text),
    write(Out, Text).

%!  texts(+Tokens, -Texts, ?Rest, -Boxes, ?RestOfBoxes) is semidet.
%
%   The text of tokens, piece by piece, and their mailboxes: box(Box, Start, End), where the texts of what a box accepts go
%   between Start and End. Fails where a script has to wait for its mail.

texts([], Texts, Texts, Boxes, Boxes).
texts([Token|Tokens], Texts, Rest, Boxes, RestOfBoxes) :-
    (   atomic(Token),
        Token \== []
    ->  Texts = [Token|Texts1],
        texts(Tokens, Texts1, Rest, Boxes, RestOfBoxes)
    ;   texts_of(Token, Tokens, Texts, Rest, Boxes, RestOfBoxes)
    ).

texts_of(nl(N), Tokens, Texts, Rest, Boxes, RestOfBoxes) :-
    !,
    lines_after(Tokens, N, Texts, Rest, Boxes, RestOfBoxes).
texts_of(mailbox(Id, Box), Tokens, Texts, Rest, Boxes, RestOfBoxes) :-
    !,
    (   Box = accept(_, Accepted)
    ->  (   var(Accepted)
        ->  Boxes = [box(mailbox(Id, Box), Texts, Texts1)|Boxes1]
        ;   texts(Accepted, Texts, Texts1, _, []),
            Boxes = Boxes1
        )
    ;   Boxes = [box(mailbox(Id, Box), Texts, Texts)|Boxes1],
        Texts1 = Texts
    ),
    texts(Tokens, Texts1, Rest, Boxes1, RestOfBoxes).
texts_of(cdata(Element, Data), Tokens, [Text|Texts], Rest, Boxes, RestOfBoxes) :-
    !,
    texts(Data, Parts, [], Boxes, Boxes1),
    ground(Parts),
    atomics_to_string(Parts, Text),
    html_write:valid_cdata(Element, Text),
    texts(Tokens, Texts, Rest, Boxes1, RestOfBoxes).
texts_of(Token, Tokens, [Text|Texts], Rest, Boxes, RestOfBoxes) :-
    format(string(Text), '~w', [Token]),
    texts(Tokens, Texts, Rest, Boxes, RestOfBoxes).

lines_after([nl(M)|Tokens], N, Texts, Rest, Boxes, RestOfBoxes) :-
    !,
    Most is max(N, M),
    lines_after(Tokens, Most, Texts, Rest, Boxes, RestOfBoxes).
lines_after(Tokens, N, Texts, Rest, Boxes, RestOfBoxes) :-
    lines(N, Texts, Texts1),
    texts(Tokens, Texts1, Rest, Boxes, RestOfBoxes).

lines(0, Texts, Texts) :- !.
lines(1, ['\n'|Texts], Texts) :- !.
lines(2, ['\n\n'|Texts], Texts) :- !.
lines(N, ['\n'|Texts], Rest) :-
    N1 is N-1,
    lines(N1, Texts, Rest).

%!  delivered(+Boxes) is det.
%
%   Brings what was posted to where it is accepted.

delivered([]) :-
    !.
delivered(Boxes) :-
    maplist(mailbox, Boxes, Mailboxes),
    html_write:mailman(Mailboxes),
    maplist(filled, Boxes).

mailbox(box(Mailbox, _, _), Mailbox).

filled(box(mailbox(_, Box), Start, End)) :-
    (   Box = accept(_, Accepted)
    ->  texts(Accepted, Start, End, _, [])
    ;   true
    ).
