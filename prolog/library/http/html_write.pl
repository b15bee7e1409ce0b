/*  Pages in HTML from terms. What is known of a term is text at once, which the host makes; the rest, such as \Rule, is a
    goal that is called where it stands. A page is a list of tokens: texts, nl(Lines), and mailboxes, by which content gets
    from one place to another before it is printed.
*/

:- module(html_write,
          [ reply_html_page/2,
            reply_html_page/3,
            page//1,
            page//2,
            page//3,
            html//1,
            html_set_options/1,
            html_current_option/1,
            html_post//2,
            html_receive//1,
            html_receive//2,
            html_root_attribute//2,
            html_begin//1,
            html_end//1,
            html_quoted//1,
            html_quoted_attribute//1,
            print_html/1,
            print_html/2,
            html_print_length/2,
            (html_meta)/1,
            op(1150, fx, html_meta)
          ]).
:- use_module(library(error)).
:- use_module(library(lists)).
:- use_module(library(pairs)).
:- use_module(library(uri)).

:- meta_predicate
    reply_html_page(:, :),
    reply_html_page(+, :, :),
    page(:, ?, ?),
    page(:, :, ?, ?),
    page(+, :, :, ?, ?),
    html(:, ?, ?),
    html_post(+, :, ?, ?),
    html_receive(+, 3, ?, ?),
    rule(2, ?, ?).

:- multifile
    expand//1,
    expand_attribute_value//1,
    html_header_hook/1,
    html_head_expansion/2,
    prolog:message//1.
:- dynamic
    expand//1,
    expand_attribute_value//1,
    html_header_hook/1,
    html_head_expansion/2,
    chosen/2.

%!  html_set_options(+Options) is det.
%!  html_current_option(?Option) is nondet.
%
%   Options are dialect(Dialect), html5 or html4, doctype(Text) and content_type(Type). Pages in XHTML are not made.
%
%   @error domain_error(html_option, Option)

html_set_options(Options) :-
    must_be(list, Options),
    set_each(Options).

set_each([]).
set_each([Option|Options]) :-
    set_one(Option),
    set_each(Options).

set_one(dialect(Dialect0)) :-
    !,
    must_be(oneof([html, html4, html5]), Dialect0),
    ( Dialect0 == html -> Dialect = html4 ; Dialect = Dialect0 ),
    choose(dialect, Dialect).
set_one(Option) :-
    nonvar(Option),
    ( Option = doctype(Value), Kind = doctype ; Option = content_type(Value), Kind = content_type ),
    !,
    must_be(atom, Value),
    option_of(dialect, Dialect),
    choose(Kind-Dialect, Value).
set_one(Option) :-
    domain_error(html_option, Option).

choose(Key, Value) :-
    retractall(chosen(Key, _)),
    assertz(chosen(Key, Value)).

html_current_option(dialect(Dialect)) :-
    option_of(dialect, Dialect).
html_current_option(doctype(Text)) :-
    option_of(dialect, Dialect),
    option_of(doctype-Dialect, Text).
html_current_option(content_type(Type)) :-
    option_of(dialect, Dialect),
    option_of(content_type-Dialect, Type).

option_of(Key, Value) :-
    chosen(Key, Chosen),
    !,
    Value = Chosen.
option_of(Key, Value) :-
    default(Key, Value).

default(dialect, html5).
default(doctype-html4,
        'HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd"').
default(doctype-html5, html).
default(content_type-_, 'text/html; charset=UTF-8').

%!  reply_html_page(:Head, :Body) is det.
%!  reply_html_page(+Style, :Head, :Body) is det.
%
%   What a handler replies: a header and a page.

reply_html_page(Head, Body) :-
    reply_html_page(default, Head, Body).

reply_html_page(Style, Head, Body) :-
    html_current_option(content_type(Type)),
    phrase(page(Style, Head, Body), Tokens),
    forall(html_header_hook(Style), true),
    format('Content-type: ~w~n~n', [Type]),
    print_html(Tokens).

%!  page(:Content)// is det.
%!  page(:Head, :Body)// is det.
%!  page(+Style, :Head, :Body)// is det.
%
%   A whole page. A program may have a frame of its own for the pages of a style: user:head(Style, Head)//,
%   user:body(Style, Body)//, or the same without Style.

page(Content) -->
    doctype,
    html(html(Content)).

page(Head, Body) -->
    page(default, Head, Body).

page(Style, Head, Body) -->
    doctype,
    content_type,
    html_begin(html),
    framed_head(Style, Head),
    framed_body(Style, Body),
    html_end(html).

doctype -->
    { html_current_option(doctype(Text)) },
    (   { Text == '' }
    ->  []
    ;   ['<!DOCTYPE ', Text, '>']
    ).

content_type -->
    { html_current_option(content_type(Type)) },
    html_post(head, meta(['http-equiv'('content-type'), content(Type)], [])).

framed_head(Style, Head) -->
    user:head(Style, Head),
    !.
framed_head(_, Head) -->
    user:head(Head),
    !.
framed_head(_, Head) -->
    html(head(Head)).

framed_body(Style, Body) -->
    user:body(Style, Body),
    !.
framed_body(_, Body) -->
    user:body(Body),
    !.
framed_body(_, Body) -->
    html(body(Body)).

%!  html(:Spec)// is det.
%
%   The tokens of a term: text; a list; Tag(Content), Tag(Attributes, Content); Format-Arguments; \Rule for what a rule of
%   the program has, \List for text as it is; &(Entity).
%
%   @error instantiation_error

html(Module:Spec, S0, S) :-
    (   var(Spec)
    ->  instantiation_error(Spec)
    ;   is_hooked(Hooked),
        '$html'(Module:Spec, Hooked, S0, S, Goal),
        call(Goal)
    ).

is_hooked(Hooked) :-
    (   clause(expand(_, _, _), _)
    ->  Hooked = true
    ;   Hooked = false
    ).

%   What '$html'/5 leaves to be called.

rule(Goal, S0, S) :-
    (   call(Goal, S0, S)
    ->  true
    ;   Goal = _:Rule,
        expand_failed(\Rule, S0, S)
    ).

expand_failed(Term) -->
    { print_message(error, html(expand_failed(Term))) }.

hooked(_:Spec) -->
    { nonvar(Spec) },
    expand(Spec),
    !.
hooked(Spec, S0, S) :-
    '$html'(Spec, element, S0, S, Goal),
    call(Goal).

formatted(Format, Arguments) -->
    { format(string(Text), Format, Arguments) },
    html_quoted(Text).

with_warning(Term) -->
    { print_message(warning, format('Using empty element with content: ~p', [Term])) }.

%   Attributes of which something was not known.

attributes(Attributes) -->
    { var(Attributes) },
    !,
    { Attributes = [] }.
attributes(Attributes, S0, S) :-
    '$html_attributes'(Attributes, S0, S, Goal),
    call(Goal).

attribute_value(Value) -->
    { var(Value) },
    !,
    { instantiation_error(Value) }.
attribute_value([]) -->
    !.
attribute_value([Value|Values]) -->
    !,
    single_value(Value),
    other_values(Values).
attribute_value(Value) -->
    single_value(Value).

other_values(Values) -->
    { Values == [] },
    !.
other_values([Value|Values]) -->
    [' '],
    single_value(Value),
    other_values(Values).

single_value(Value) -->
    { var(Value) },
    !,
    { instantiation_error(Value) }.
single_value(A+B) -->
    !,
    attribute_value(A),
    (   { B == [] }
    ->  []
    ;   { is_list(B) }
    ->  ['?'],
        parameters(B)
    ;   attribute_value(B)
    ).
single_value(encode(Value)) -->
    !,
    { uri_encoded(query_value, Value, Encoded) },
    [Encoded].
single_value(Value) -->
    expand_attribute_value(Value),
    !.
single_value(Format-Arguments) -->
    !,
    { format(string(Text), Format, Arguments) },
    html_quoted_attribute(Text).
single_value(Value) -->
    html_quoted_attribute(Value).

parameters([Parameter|Parameters]) -->
    { parameter(Parameter, Name, Value),
      www_form_encode(Value, Encoded)
    },
    [Name, =, Encoded],
    (   { Parameters == [] }
    ->  []
    ;   ['&amp;'],
        parameters(Parameters)
    ).

parameter(Parameter, _, _) :-
    var(Parameter),
    !,
    instantiation_error(Parameter).
parameter(Name=Value, Name, Value) :-
    !.
parameter(Parameter, Name, Value) :-
    compound(Parameter),
    Parameter =.. [Name, Value],
    !.
parameter(Parameter, _, _) :-
    domain_error(search_parameter, Parameter).

%   Text as it is, in \List and in elements of which the content is no HTML.

cdata(Element, Content, Module) -->
    { phrase(raw(Content, Module), Tokens) },
    [cdata(Element, Tokens)].

raw(Content, _) -->
    { var(Content) },
    !,
    { instantiation_error(Content) }.
raw([], _) -->
    !.
raw([Item|Items], Module) -->
    !,
    raw_item(Item, Module),
    raw(Items, Module).
raw(Item, Module) -->
    raw_item(Item, Module).

raw_item(Item, _) -->
    { var(Item) },
    !,
    { instantiation_error(Item) }.
raw_item(\List, Module) -->
    { is_list(List) },
    !,
    raw(List, Module).
raw_item(\Goal, Module) -->
    !,
    call(Module:Goal).
raw_item(Module:Item, _) -->
    !,
    raw_item(Item, Module).
raw_item(Format-Arguments, _) -->
    !,
    { format(string(Text), Format, Arguments) },
    [Text].
raw_item(Text, _) -->
    { must_be(atomic, Text) },
    [Text].

%!  html_begin(+Element)// is det.
%!  html_end(+Name)// is det.
%
%   The tags of Name(Attribute, …).

html_begin(Element, S0, S) :-
    '$html_begin'(Element, S0, S, Goal),
    call(Goal).

html_end(Name, S0, S) :-
    '$html_end'(Name, S0, S).

%!  html_quoted(+Text)// is det.
%!  html_quoted_attribute(+Text)// is det.

html_quoted(Text) -->
    { xml_quote_cdata(Text, Quoted, utf8) },
    [Quoted].

html_quoted_attribute(Text) -->
    { xml_quote_attribute(Text, Quoted, utf8) },
    [Quoted].

html_root_attribute(Name, Value) -->
    html_post(html_begin, \(html_write:one_attribute(Name=Value))).

one_attribute(Attribute) -->
    attributes([Attribute]).

%!  html_post(+Id, :Content)// is det.
%!  html_receive(+Id)// is det.
%!  html_receive(+Id, :Handler)// is det.
%
%   Content that is posted is printed where it is received, in the order of terms, or as call(Handler, Contents, …) says.

html_post(Id, Module:Content) -->
    [mailbox(Id, post(Module, Content))].

html_receive(Id) -->
    html_receive(Id, html_write:sorted_html).

html_receive(Id, Handler) -->
    [mailbox(Id, accept(Handler, _))].

sorted_html(Contents) -->
    { sort(Contents, Sorted) },
    html(Sorted).

head_html(Contents) -->
    { list_to_set(Contents, Set),
      expanded_head(Set, Expanded)
    },
    html(Expanded).

expanded_head(Contents, Expanded) :-
    html_head_expansion(Contents, Contents1),
    Contents1 \== Contents,
    !,
    expanded_head(Contents1, Expanded).
expanded_head(Contents, Contents).

%!  delivered(+Tokens) is det.
%
%   Has all that is posted received, the head last, since what others receive may post to it.

delivered(Tokens) :-
    '$html_boxes'(Tokens, Boxes),
    member(_-accept(_, Received), Boxes),
    !,
    (   var(Received)
    ->  grouped(Boxes, Groups0),
        last_of(Groups0, script, Groups1),
        last_of(Groups1, head, Groups),
        (   deliver(Groups)
        ->  true
        ;   print_message(error, html(cyclic_mailboxes))
        )
    ;   true
    ).
delivered(_).

grouped(Boxes, Groups) :-
    keysort(Boxes, Sorted),
    group_pairs_by_key(Sorted, Groups).

last_of(Groups0, Id, Groups) :-
    (   selectchk(Id-Boxes, Groups0, Others)
    ->  append(Others, [Id-Boxes], Groups)
    ;   Groups = Groups0
    ).

%   In another order when something is posted to what has received already.

deliver([]).
deliver(Groups) :-
    select(Id-Boxes, Groups, Others0),
    received(Id, Boxes, New),
    added(New, Others0, Others),
    deliver(Others).

received(Id, Boxes, New) :-
    posts(Boxes, Contents, Receivers),
    (   Receivers = [accept(Handler, Received)]
    ->  call(Handler, Contents, Received, []),
        '$html_boxes'(Received, Posted),
        grouped(Posted, New)
    ;   New = [],
        (   Receivers = [ignore(_, _)|_]
        ->  true
        ;   Receivers = [_, _|_]
        ->  print_message(error, html(multiple_receivers(Id)))
        ;   print_message(error, html(no_receiver(Id)))
        )
    ).

posts([], [], []).
posts([post(Module, Content)|Boxes], [Module:Content|Contents], Receivers) :-
    !,
    posts(Boxes, Contents, Receivers).
posts([Receiver|Boxes], Contents, [Receiver|Receivers]) :-
    posts(Boxes, Contents, Receivers).

added([], Groups, Groups).
added([Id-Boxes|New], Groups0, Groups) :-
    append(Before, [Id-Others|After], Groups0),
    !,
    append(Others, Boxes, All),
    append(Before, [Id-All|After], Groups1),
    added(New, Groups1, Groups).

%!  print_html(+Tokens) is det.
%!  print_html(+Stream, +Tokens) is det.
%!  html_print_length(+Tokens, -Length) is det.

print_html(Tokens) :-
    delivered(Tokens),
    '$html_text'(Tokens, Text),
    write(Text).

print_html(Stream, Tokens) :-
    delivered(Tokens),
    '$html_text'(Tokens, Text),
    write(Stream, Text),
    flush_output(Stream).

html_print_length(Tokens, Length) :-
    delivered(Tokens),
    '$html_text'(Tokens, Text),
    string_length(Text, Length).

%!  html_meta(+Heads) is det.
%
%   Says which arguments are HTML, which means nothing where there is one name space.

html_meta(_).

prolog:message(html(expand_failed(Term))) -->
    [ 'Failed to translate to HTML: ~p'-[Term] ].
prolog:message(html(multiple_receivers(Id))) -->
    [ 'html_post//2: multiple receivers for: ~p'-[Id] ].
prolog:message(html(no_receiver(Id))) -->
    [ 'html_post//2: no receivers for: ~p'-[Id] ].
