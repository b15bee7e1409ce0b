% library(lists): the relations between lists that SWI-Prolog has.

append([], List, List).
append([Item|Items], List, [Item|Rest]) :-
    append(Items, List, Rest).
