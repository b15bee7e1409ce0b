% library(option): lists of Name(Value) or Name=Value.

option(Option, Options) :-
    functor(Option, Name, Arity),
    (   is_list(Options)
    ->  true
    ;   '$no_matching_rule'(swi_option, option(Option, Options))
    ),
    functor(Found, Name, Arity),
    '$find_option'(Found, Options),
    !,
    Option = Found.

option(Option, Options, Default) :-
    functor(Option, Name, Arity),
    functor(Found, Name, Arity),
    (   '$find_option'(Found, Options)
    ->  Option = Found
    ;   arg(1, Option, Value)
    ->  Value = Default
    ).

%   As a term, or else with an equals sign.

'$find_option'(Option, Options) :-
    memberchk(Option, Options),
    !.
'$find_option'(Option, Options) :-
    compound(Option),
    Option =.. [Name, Value],
    memberchk(Name=Value, Options).

select_option(Option, Options, Rest) :-
    '$select_option'(Option, Options, Found, Others),
    !,
    Option = Found,
    Rest = Others.

select_option(Option, Options, Rest, Default) :-
    (   '$select_option'(Option, Options, Found, Others)
    ->  Option = Found,
        Rest = Others
    ;   arg(1, Option, Default),
        Rest = Options
    ).

'$select_option'(Option, Options, Found, Rest) :-
    functor(Option, Name, Arity),
    functor(Found, Name, Arity),
    is_list(Options),
    (   selectchk(Found, Options, Rest)
    ->  true
    ;   Found =.. [Name, Value],
        selectchk(Name=Value, Options, Rest)
    ).

%   merge_options(+New, +Old, -Merged): where both have an option, that of New counts.

merge_options(New, Old, Merged) :-
    '$canonical_options'(New, NewOptions),
    '$canonical_options'(Old, OldOptions),
    (   NewOptions == []
    ->  Merged = OldOptions
    ;   OldOptions == []
    ->  Merged = NewOptions
    ;   '$by_option'(NewOptions, NewKeyed),
        '$by_option'(OldOptions, OldKeyed),
        msort(NewKeyed, NewSorted),
        msort(OldKeyed, OldSorted),
        '$merge_options'(NewSorted, OldSorted, Merged)
    ).

'$canonical_options'(Options, Canonical) :-
    (   var(Options)
    ->  Options = [], Canonical = []
    ;   must_be(list, Options),
        '$canonical'(Options, Canonical)
    ).

'$canonical'([], []).
'$canonical'([Option|Options], [Canonical|Others]) :-
    (   nonvar(Option),
        Option = (Name=Value)
    ->  Canonical =.. [Name, Value]
    ;   Canonical = Option
    ),
    '$canonical'(Options, Others).

'$by_option'([], []).
'$by_option'([Option|Options], [Name/Arity-Option|Keyed]) :-
    functor(Option, Name, Arity),
    '$by_option'(Options, Keyed).

'$merge_options'([], Old, Merged) :- !,
    pairs_values(Old, Merged).
'$merge_options'(New, [], Merged) :- !,
    pairs_values(New, Merged).
'$merge_options'([Key-Option|New], [OldKey-OldOption|Old], [First|Merged]) :-
    compare(Order, Key, OldKey),
    (   Order = (<)
    ->  First = Option,
        '$merge_options'(New, [OldKey-OldOption|Old], Merged)
    ;   Order = (>)
    ->  First = OldOption,
        '$merge_options'([Key-Option|New], Old, Merged)
    ;   First = Option,
        '$merge_options'(New, Old, Merged)
    ).
