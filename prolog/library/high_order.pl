% library(dcg/high_order) and library(utf8): grammars of grammars.

sequence(OnElem, List, S0, S) :-
    '$sequence'(OnElem, List, S0, S).

'$sequence'(OnElem, [Item|Items]) -->
    call(OnElem, Item),
    '$sequence'(OnElem, Items).
'$sequence'(_, []) -->
    [].

sequence(OnElem, OnSep, List, S0, S) :-
    '$sequence'(OnElem, OnSep, List, S0, S).

'$sequence'(OnElem, OnSep, [Item|Items]) -->
    call(OnElem, Item),
    '$sequence_rest'(OnElem, OnSep, Items).
'$sequence'(_, _, []) -->
    [].

'$sequence_rest'(OnElem, OnSep, [Item|Items]) -->
    OnSep,
    !,
    call(OnElem, Item),
    '$sequence_rest'(OnElem, OnSep, Items).
'$sequence_rest'(_, _, []) -->
    [].

sequence(Start, OnElem, OnSep, End, List) -->
    Start,
    '$sequence'(OnElem, OnSep, List),
    End,
    !.

optional(Match, _) -->
    Match,
    !.
optional(_, Default) -->
    Default.

foreach(Generator, Element, S0, S) :-
    findall(Element, Generator, Elements),
    '$phrases'(Elements, [], S0, S).

foreach(Generator, Element, Separator, S0, S) :-
    findall(Element, Generator, Elements),
    '$phrases'(Elements, Separator, S0, S).

'$phrases'([], _) -->
    [].
'$phrases'([Element|Elements], Separator) -->
    Element,
    (   { Elements == [] }
    ->  []
    ;   Separator,
        '$phrases'(Elements, Separator)
    ).
