/*  The parameters of requests, from the query or from a form that was posted, with types and defaults.
*/

:- module(http_parameters,
          [ http_parameters/2,
            http_parameters/3,
            http_convert_parameter/4,
            http_convert_parameters/2,
            http_convert_parameters/3
          ]).
:- use_module(library(error)).
:- use_module(library(lists)).
:- use_module(library(option)).
:- use_module(library(http/field_values)).
:- use_module(library(http/http_client)).
:- use_module(library(http/http_multipart_plugin)).

:- multifile(http:convert_parameter/3).
:- dynamic(http:convert_parameter/3).
:- multifile(form_data_content_type/1).

:- meta_predicate
    http_parameters(+, ?, :),
    http_convert_parameters(+, ?, 2).

%!  http_parameters(+Request, ?Parameters) is det.
%!  http_parameters(+Request, ?Parameters, :Options) is det.
%
%   Parameters is a list of Name(Value, Types), or of Name(Value) where the option attribute_declarations(:Goal) gives the
%   types, by call(Goal, Name, Types), or of group(Parameters, _). The option form_data(-Data) is unified with all that was
%   sent, as Name=Value.
%
%   The query counts, where there is one; else the form that was posted, which can be read once.
%
%   @error existence_error(http_parameter, Name)
%   @error type_error(Type, Text), with the context http_parameter(Name)

http_parameters(Request, Parameters) :-
    http_parameters(Request, Parameters, []).

http_parameters(Request, Parameters, Options) :-
    must_be(list, Parameters),
    meta_options(is_goal, Options, Qualified),
    option(attribute_declarations(Goal), Qualified, undeclared),
    sent(Request, Data),
    filled(Parameters, Data, Goal),
    (   memberchk(form_data(Wanted), Qualified)
    ->  Wanted = Data
    ;   true
    ).

is_goal(attribute_declarations).

undeclared(_, _) :-
    fail.

sent(Request, Data) :-
    memberchk(search(Data0), Request),
    !,
    Data = Data0.
sent(Request, Data) :-
    memberchk(method(Method), Request),
    Method == post,
    memberchk(content_type(Type), Request),
    form_data_content_type(Type),
    !,
    posted(Request, Data).
sent(_, []).

%   The content types of forms, of which others may tell.

form_data_content_type(Type) :-
    is_media_type(Type, 'application/x-www-form-urlencoded').

%   The input is another one for each request.

posted(Request, _) :-
    memberchk(input(In), Request),
    nb_current(http_post_data, Read),
    In == Read,
    !,
    option(request_uri(URI), Request),
    throw(error(permission_error('re-read', 'POST data', URI),
                context(_, 'Attempt to re-read POST data'))).
posted(Request, Data) :-
    http_read_data(Request, Data, []),
    memberchk(input(In), Request),
    nb_setval(http_post_data, In).

%!  http_convert_parameters(+Data, ?Parameters) is det.
%!  http_convert_parameters(+Data, ?Parameters, :Goal) is det.
%
%   As http_parameters/2,3, of what was sent as Name=Value.

http_convert_parameters(Data, Parameters) :-
    filled(Parameters, Data, http_parameters:undeclared).

http_convert_parameters(Data, Parameters, Goal) :-
    filled(Parameters, Data, Goal).

filled([], _, _).
filled([Parameter|Parameters], Data, Goal) :-
    filled_one(Parameter, Data, Goal),
    filled(Parameters, Data, Goal).

filled_one(Parameter, _, _) :-
    var(Parameter),
    !,
    instantiation_error(Parameter).
filled_one(group(Parameters, _), Data, Goal) :-
    is_list(Parameters),
    !,
    filled(Parameters, Data, Goal).
filled_one(Parameter, Data, _) :-
    Parameter =.. [Name, Value, Types],
    !,
    value(Types, Name, Data, Value).
filled_one(Parameter, Data, Goal) :-
    Parameter =.. [Name, Value],
    (   Goal \= _:(-),
        call(Goal, Name, Types)
    ->  value(Types, Name, Data, Value)
    ;   existence_error(attribute_declaration, Name)
    ).

value(Types, Name, Data, Values) :-
    memberchk(zero_or_more, Types),
    !,
    values(Data, Name, Types, Values).
value(Types, Name, Data, Values) :-
    memberchk(list(Type), Types),
    !,
    values(Data, Name, [Type|Types], Values).
value(Types, Name, Data, Value) :-
    memberchk(Name=Text, Data),
    Text \== '',
    !,
    http_convert_parameter(Types, Name, Text, Value).
value(Types, _, _, Value) :-
    memberchk(default(Value), Types),
    !.
value(Types, _, _, _) :-
    memberchk(optional(true), Types),
    !.
value(_, Name, _, _) :-
    existence_error(http_parameter, Name).

values([], _, _, []).
values([Name=Text|Data], Name, Types, [Value|Values]) :-
    !,
    http_convert_parameter(Types, Name, Text, Value),
    values(Data, Name, Types, Values).
values([_|Data], Name, Types, Values) :-
    values(Data, Name, Types, Values).

%!  http_convert_parameter(+Types, +Name, +Text, -Value) is det.
%
%   The value of a parameter, as each type makes it in turn. The hook http:convert_parameter(+Type, +Text, -Value) is asked
%   first; what is no type is passed over.

http_convert_parameter([], _, Value, Value).
http_convert_parameter([Type|Types], Name, Value0, Value) :-
    (   converted(Type, Value0, Value1)
    ->  catch(http_convert_parameter(Types, Name, Value1, Value),
              error(Formal, _),
              throw(error(Formal, context(_, http_parameter(Name)))))
    ;   throw(error(type_error(Type, Value0), context(_, http_parameter(Name))))
    ).

converted(Type, Value0, Value) :-
    http:convert_parameter(Type, Value0, Value),
    !.
converted(Type, Value0, Value) :-
    of_type(Type, Value0, Value).

of_type((A;B), Value0, Value) :-
    !,
    (   converted(A, Value0, Value)
    ->  true
    ;   converted(B, Value0, Value)
    ).
of_type(string, Value, String) :-
    !,
    (   string(Value)
    ->  String = Value
    ;   ( atom(Value) ; number(Value) )
    ->  format(string(String), '~w', [Value])
    ).
of_type(number, Value, Number) :-
    !,
    number_of(Value, Number).
of_type(integer, Value, Integer) :-
    !,
    number_of(Value, Integer),
    integer(Integer).
of_type(nonneg, Value, Integer) :-
    !,
    number_of(Value, Integer),
    integer(Integer),
    Integer >= 0.
of_type(float, Value, Float) :-
    !,
    number_of(Value, Number),
    Float is float(Number).
of_type(between(Low, High), Value0, Value) :-
    !,
    number_of(Value0, Number),
    (   ( float(Low) ; float(High) )
    ->  Value is float(Number)
    ;   Value = Number
    ),
    is_of_type(between(Low, High), Value).
of_type(boolean, Value, Boolean) :-
    !,
    truth(Value, Boolean).
of_type(Type, Value, Value) :-
    is_right(Type, Value).

number_of(Value, Number) :-
    number(Value),
    !,
    Number = Value.
number_of(Value, Number) :-
    atom(Value),
    atom_number(Value, Number).

is_right(oneof(Values), Value) :-
    !,
    memberchk(Value, Values).
is_right(length > Limit, Value) :-
    !,
    atom_length(Value, Length),
    Length > Limit.
is_right(length >= Limit, Value) :-
    !,
    atom_length(Value, Length),
    Length >= Limit.
is_right(length < Limit, Value) :-
    !,
    atom_length(Value, Length),
    Length < Limit.
is_right(length =< Limit, Value) :-
    !,
    atom_length(Value, Length),
    Length =< Limit.
is_right(_, _).

truth(true, true).
truth('TRUE', true).
truth(yes, true).
truth('YES', true).
truth(on, true).
truth('ON', true).
truth('1', true).
truth(false, false).
truth('FALSE', false).
truth(no, false).
truth('NO', false).
truth(off, false).
truth('OFF', false).
truth('0', false).

%   Messages, which are what a client that sent something else reads.

:- multifile(prolog:error_message//1).
:- multifile(prolog:message//1).

prolog:error_message(existence_error(http_parameter, Name)) -->
    [ 'Missing value for parameter "~w".'-[Name] ].

prolog:message(error(type_error(Type, Value), context(_, http_parameter(Name)))) -->
    { atom(Name) },
    [ 'Parameter "~w" must be '-[Name] ],
    expected(Type),
    [ '.  Found "~w".'-[Value] ].

expected(length > Limit) -->
    !,
    [ 'longer than ~D characters'-[Limit] ].
expected(length >= Limit) -->
    !,
    [ 'at least ~D characters'-[Limit] ].
expected(length < Limit) -->
    !,
    [ 'shorter than ~D characters'-[Limit] ].
expected(length =< Limit) -->
    !,
    [ 'at most ~D characters'-[Limit] ].
expected(between(Low, High)) -->
    { float(Low) ; float(High) },
    !,
    [ 'a number between ~w and ~w'-[Low, High] ].
expected(between(Low, High)) -->
    !,
    [ 'an integer between ~w and ~w'-[Low, High] ].
expected(oneof([Value])) -->
    !,
    [ '"~w"'-[Value] ].
expected(oneof(Values)) -->
    !,
    [ 'one of '-[] ],
    alternatives(Values).
expected(Type) -->
    [ 'of type ~p'-[Type] ].

alternatives([]) -->
    [].
alternatives([Value, Last]) -->
    !,
    [ '"~w"'-[Value], ' or "~w"'-[Last] ].
alternatives([Last]) -->
    !,
    [ '"~w"'-[Last] ].
alternatives([Value|Values]) -->
    [ '"~w"'-[Value], ', '-[] ],
    alternatives(Values).
