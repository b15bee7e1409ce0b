% The Lantern and the Library: a small adventure.
%
% The map is made of facts of this program. What a player does is made of facts of the player's session: here(Place),
% holds(Thing), moved(Thing) and lit. So everybody plays a game of their own, and it goes on where it was left as long
% as the session lives.
%
%     ?- play(look, Lines).
%     ?- play(take(lantern), Lines).
%     ?- play(go(north), Lines).
%
% Lines are what a page shows; say/1 writes them at a prompt.

:- use_module(library(http/http_session)).
:- use_module(library(lists)).

%   place(Place, Description)

place(gate,    "You stand at a rusty gate. An owl pretends not to look at you.").
place(garden,  "A garden of clipped hedges, each in the shape of a parenthesis.").
place(hall,    "A hall of cold stone. The doors are open, but the dark behind the eastern one is not.").
place(library, "Shelves up to the ceiling. Every book here begins with its ending.").
place(tower,   "The top of a tower. The whole garden lies below, and it balances.").

%   path(From, Direction, To): ways are walked in both directions.

path(gate,   north, garden).
path(garden, north, hall).
path(hall,   east,  library).
path(hall,   up,    tower).

way(From, Direction, To) :-
    path(From, Direction, To).
way(From, Back, To) :-
    path(To, Direction, From),
    opposite(Direction, Back).

opposite(north, south).
opposite(east, west).
opposite(up, down).

%   thing(Thing, Place, Description): where it is as long as nobody has moved it.

thing(lantern, garden,  "a lantern, full of oil").
thing(matches, gate,    "a box of matches").
thing(key,     tower,   "a silver key").
thing(book,    library, "a locked book").

dark(library).

%   The state of the game. Whoever has no place yet begins at the gate.

here(Place) :-
    http_session_data(here(Place)),
    !.
here(gate).

holds(Thing) :-
    http_session_data(holds(Thing)).

lies(Thing, Place) :-
    thing(Thing, Place, _),
    \+ http_session_data(moved(Thing)).
lies(Thing, Place) :-
    http_session_data(dropped(Thing, Place)).

can_see(Place) :-
    (   dark(Place)
    ->  http_session_data(lit),
        holds(lantern)
    ;   true
    ).

%   play(+Command, -Lines): what happens, and what the player is told. There is always an answer.

play(Command, Lines) :-
    (   does(Command, Answer)
    ->  Lines = Answer
    ;   Lines = ["You ponder this, and leave it."]
    ).

does(look, Lines) :-
    here(Place),
    view(Place, Lines).
does(go(Direction), Lines) :-
    here(Place),
    (   way(Place, Direction, Next)
    ->  http_session_retractall(here(_)),
        http_session_assert(here(Next)),
        view(Next, Lines)
    ;   Lines = ["There is no way there."]
    ).
does(take(Thing), Lines) :-
    here(Place),
    (   can_see(Place),
        lies(Thing, Place)
    ->  http_session_retractall(dropped(Thing, _)),
        http_session_assert(moved(Thing)),
        http_session_assert(holds(Thing)),
        thing(Thing, _, Description),
        Lines = ["You take", Description]
    ;   Lines = ["You see no such thing."]
    ).
does(drop(Thing), ["It lies at your feet."]) :-
    http_session_retract(holds(Thing)),
    here(Place),
    http_session_assert(dropped(Thing, Place)).
does(inventory, Lines) :-
    findall(Description, ( holds(Thing), thing(Thing, _, Description) ), Things),
    (   Things == []
    ->  Lines = ["Your hands are in your pockets."]
    ;   Lines = ["You carry"|Things]
    ).
does(light(lantern), Lines) :-
    (   holds(lantern),
        holds(matches)
    ->  http_session_retractall(lit),
        http_session_assert(lit),
        Lines = ["The lantern burns. The shadows step back and apologise."]
    ;   Lines = ["With what?"]
    ).
does(open(book), Lines) :-
    (   holds(book),
        holds(key)
    ->  http_session_retractall(won),
        http_session_assert(won),
        Lines = ["The lock clicks. The first page says: yes.", "You have won."]
    ;   holds(book)
    ->  Lines = ["It is locked, and smiles."]
    ;   Lines = ["You have no book."]
    ).
does(restart, Lines) :-
    forall(member(Fact, [here(_), holds(_), moved(_), dropped(_, _), lit, won]), http_session_retractall(Fact)),
    does(look, Lines).

view(Place, Lines) :-
    (   can_see(Place)
    ->  place(Place, Description),
        findall(Thing, ( lies(Name, Place), thing(Name, _, Thing) ), Things),
        findall(Direction, way(Place, Direction, _), Directions),
        (   Things == []
        ->  Seen = ["You can go"|Directions]
        ;   append(["You see"|Things], ["You can go"|Directions], Seen)
        ),
        Lines = [Description|Seen]
    ;   Lines = ["It is dark. Something turns a page."]
    ).

%   say(+Command): plays, and writes what happens, for a prompt.

say(Command) :-
    play(Command, Lines),
    forall(member(Line, Lines), ( write(Line), nl )).
