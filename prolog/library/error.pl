% library(error): errors by name, and checks of arguments.

instantiation_error(_Term) :-
    throw(error(instantiation_error, _)).
uninstantiation_error(Culprit) :-
    throw(error(uninstantiation_error(Culprit), _)).
type_error(Type, Culprit) :-
    throw(error(type_error(Type, Culprit), _)).
domain_error(Domain, Culprit) :-
    throw(error(domain_error(Domain, Culprit), _)).
existence_error(Type, Culprit) :-
    throw(error(existence_error(Type, Culprit), _)).
existence_error(Type, Culprit, Place) :-
    throw(error(existence_error(Type, Culprit, Place), _)).
permission_error(Action, Type, Culprit) :-
    throw(error(permission_error(Action, Type, Culprit), _)).
representation_error(Limit) :-
    throw(error(representation_error(Limit), _)).
resource_error(Resource) :-
    throw(error(resource_error(Resource), _)).
syntax_error(Message) :-
    throw(error(syntax_error(Message), _)).

%   must_be(+Type, @Term): true if Term is of the Type; an error that says why, if not.

must_be(Type, Term) :-
    (   nonvar(Type),
        '$is_of_type'(Type, Term)
    ->  true
    ;   '$is_not_of_type'(Type, Term)
    ).

%   is_of_type(+Type, @Term)

is_of_type(Type, Term) :-
    (   var(Type)
    ->  instantiation_error(Type)
    ;   '$is_of_type'(Type, Term)
    ->  true
    ).

'$is_not_of_type'(Type, Term) :-
    (   var(Type)
    ->  instantiation_error(Type)
    ;   \+ '$is_type'(Type)
    ->  existence_error(type, Type)
    ;   '$type_of_elements'(Type, Of)
    ->  '$is_no_list_of'(Of, Type, Term)
    ;   Type == var
    ->  uninstantiation_error(Term)
    ;   Type == cyclic
    ->  domain_error(cyclic_term, Term)
    ;   Type == acyclic
    ->  domain_error(acyclic_term, Term)
    ;   var(Term)
    ->  instantiation_error(Term)
    ;   Type == list,
        '$is_partial_list'(Term)
    ->  instantiation_error(Term)
    ;   Type == list_or_partial_list
    ->  type_error(list, Term)
    ;   '$is_type_of_ground'(Type),
        \+ ground(Term)
    ->  instantiation_error(Term)
    ;   type_error(Type, Term)
    ).

'$is_no_list_of'(Of, Type, Term) :-
    (   is_list(Term)
    ->  '$must_all_be'(Term, Of)
    ;   '$is_partial_list'(Term)
    ->  instantiation_error(Term)
    ;   type_error(list(Of), Term)
    ).

'$must_all_be'([], _).
'$must_all_be'([Term|Terms], Type) :-
    must_be(Type, Term),
    '$must_all_be'(Terms, Type).

'$is_partial_list'(Term) :-
    var(Term).
'$is_partial_list'(Term) :-
    nonvar(Term),
    Term = [_|Rest],
    '$is_partial_list'(Rest).

'$type_of_elements'(list(Type), Type).
'$type_of_elements'(chars, char).
'$type_of_elements'(codes, code).

'$is_type_of_ground'(ground).
'$is_type_of_ground'(text).
'$is_type_of_ground'(string).
'$is_type_of_ground'(rational).
'$is_type_of_ground'(stream).
'$is_type_of_ground'(oneof(_)).

'$is_type'(Type) :-
    '$is_library_type'(Type),
    !.
'$is_type'(Type) :-
    clause(has_type(Type, _), _),
    !.

%   A program may add clauses has_type(Type, Term) for types of its own.

has_type(_, _) :-
    fail.

'$is_library_type'(Type) :-
    memberchk(Type, [any, atom, atomic, between(_, _), boolean, callable, char, code, chars, codes, text, compound,
                     constant, float, ground, cyclic, acyclic, integer, nonneg, positive_integer, negative_integer,
                     nonvar, number, oneof(_), pair, proper_list, list, list_or_partial_list, symbol, var, rational,
                     string, stream, encoding, dict, list(_), type, assoc]).

'$is_of_type'(any, _).
'$is_of_type'(atom, X) :- atom(X).
'$is_of_type'(atomic, X) :- atomic(X).
'$is_of_type'(between(Low, High), X) :-
    (   integer(Low),
        integer(High)
    ->  integer(X)
    ;   number(X)
    ),
    X >= Low,
    X =< High.
'$is_of_type'(boolean, X) :- ( X == true -> true ; X == false ).
'$is_of_type'(callable, X) :- callable(X).
'$is_of_type'(char, X) :- atom(X), atom_length(X, 1).
'$is_of_type'(code, X) :- integer(X), X >= 0, X =< 0x10ffff.
'$is_of_type'(chars, X) :- is_list(X), '$all_of_type'(X, char).
'$is_of_type'(codes, X) :- is_list(X), '$all_of_type'(X, code).
'$is_of_type'(text, X) :-
    (   atom(X)
    ;   string(X)
    ;   is_list(X),
        ( '$all_of_type'(X, code) ; '$all_of_type'(X, char) )
    ),
    !.
'$is_of_type'(compound, X) :- compound(X).
'$is_of_type'(constant, X) :- atomic(X).
'$is_of_type'(float, X) :- float(X).
'$is_of_type'(ground, X) :- ground(X).
'$is_of_type'(cyclic, X) :- cyclic_term(X).
'$is_of_type'(acyclic, X) :- acyclic_term(X).
'$is_of_type'(integer, X) :- integer(X).
'$is_of_type'(nonneg, X) :- integer(X), X >= 0.
'$is_of_type'(positive_integer, X) :- integer(X), X > 0.
'$is_of_type'(negative_integer, X) :- integer(X), X < 0.
'$is_of_type'(nonvar, X) :- nonvar(X).
'$is_of_type'(number, X) :- number(X).
'$is_of_type'(oneof(Values), X) :- ground(X), \+ \+ memberchk(X, Values).
'$is_of_type'(pair, X) :- nonvar(X), X = _-_.
'$is_of_type'(proper_list, X) :- is_list(X).
'$is_of_type'(list, X) :- is_list(X).
'$is_of_type'(list_or_partial_list, X) :- ( is_list(X) -> true ; '$is_partial_list'(X) -> true ).
'$is_of_type'(symbol, X) :- atom(X).
'$is_of_type'(var, X) :- var(X).
'$is_of_type'(rational, X) :- rational(X).
'$is_of_type'(string, X) :- string(X).
'$is_of_type'(stream, X) :- nonvar(X), is_stream(X).
'$is_of_type'(encoding, X) :-
    member(X, [octet, ascii, iso_latin_1, text, utf8, unicode_be, unicode_le, utf16be, utf16le, wchar_t]).
'$is_of_type'(list(Type), X) :- is_list(X), '$all_of_type'(X, Type).
'$is_of_type'(type, X) :- ground(X), '$is_type'(X).
'$is_of_type'(assoc, X) :- is_assoc(X).
'$is_of_type'(Type, X) :- has_type(Type, X).

'$all_of_type'([], _).
'$all_of_type'([X|Xs], Type) :-
    must_be(nonvar, Type),
    '$is_of_type'(Type, X),
    !,
    '$all_of_type'(Xs, Type).

%   '$no_matching_rule'(+Module, +Head): what a predicate says to arguments that it is not made for.

'$no_matching_rule'(Module, Head) :-
    functor(Head, Name, Arity),
    throw(error(existence_error(matching_rule, Module:Head), context(Module:Name/Arity, _))).
