% Nim against the computer, as JSON: take 1 to 3 matches from one heap; who takes the last one wins. Which positions are
% lost is a recursive definition, made quick by tabling; the game is an assoc of heaps in the session.
%
%     POST /game   {"heaps": [3, 4, 5]}        GET /game        POST /move   {"heap": 2, "take": 1}

:- use_module(library(http/thread_httpd)).
:- use_module(library(http/http_dispatch)).
:- use_module(library(http/http_json)).
:- use_module(library(http/http_session)).
:- use_module(library(assoc)).
:- use_module(library(pairs)).
:- use_module(library(lists)).

server(Port) :-
    http_server(http_dispatch, [port(Port)]).

:- http_handler(root(game), game(Method), [method(Method), methods([get, post])]).
:- http_handler(root(move), move, [method(post)]).
:- http_handler(root(hint), hint, [method(get)]).

:- table lost/1.

%   lost(+Heaps): whoever is to move loses. Heaps are sorted and none is empty.

lost(Heaps) :-
    \+ winning_move(Heaps, _, _, _).

%   winning_move(+Heaps, -Size, -Take, -Rest)

winning_move(Heaps, Size, Take, Rest) :-
    sort(Heaps, Sizes),
    member(Size, Sizes),
    between(1, 3, Take),
    Take =< Size,
    taken(Heaps, Size, Take, Rest),
    lost(Rest).

taken(Heaps, Size, Take, Rest) :-
    selectchk(Size, Heaps, Others),
    Left is Size - Take,
    ( Left =:= 0 -> Rest = Others ; msort([Left|Others], Rest) ).

game(post, Request) :-
    http_read_json_dict(Request, Dict),
    must_be(list(between(1, 9)), Dict.heaps),
    length(Dict.heaps, Count),
    must_be(between(1, 5), Count),
    numlist(1, Count, Numbers),
    pairs_keys_values(Pairs, Numbers, Dict.heaps),
    list_to_assoc(Pairs, Game),
    save(Game),
    reply_game(Game, _{}, 201).
game(get, _Request) :-
    game(Game),
    reply_game(Game, _{}, 200).

move(Request) :-
    http_read_json_dict(Request, Move),
    game(Game0),
    (   _{heap:Heap, take:Take} :< Move,
        integer(Take), between(1, 3, Take),
        get_assoc(Heap, Game0, Size), Take =< Size
    ->  Left is Size - Take,
        put_assoc(Heap, Game0, Left, Game1),
        answer(Game1, Game, Extra),
        save(Game),
        reply_game(Game, Extra, 200)
    ;   reply_json_dict(_{error:"no such move", move:Move}, [status(422)])
    ).

%   answer(+Game0, -Game, -Extra): the computer's move, the best one that there is.

answer(Game, Game, _{winner:"you"}) :-
    heaps(Game, []),
    !.
answer(Game0, Game, Extra) :-
    heaps(Game0, Heaps),
    ( winning_move(Heaps, Size, Take, Rest) -> true ; Heaps = [Size|_], Take = 1, taken(Heaps, Size, Take, Rest) ),
    once(gen_assoc(Heap, Game0, Size)),
    Left is Size - Take,
    put_assoc(Heap, Game0, Left, Game),
    Extra0 = _{move:_{heap:Heap, take:Take}},
    ( Rest == [] -> Extra = Extra0.put(winner, "computer") ; Extra = Extra0 ).

hint(_Request) :-
    game(Game),
    heaps(Game, Heaps),
    findall(_{from:Size, take:Take}, winning_move(Heaps, Size, Take, _), Moves),
    reply_json_dict(_{good_moves:Moves}).

heaps(Game, Heaps) :-
    assoc_to_values(Game, Values),
    exclude(=(0), Values, Left),
    msort(Left, Heaps).

game(Game) :-
    http_session_data(game(Game)),
    !.
game(_) :-
    throw(http_reply(not_found('/game'))).

save(Game) :-
    http_session_retractall(game(_)),
    http_session_assert(game(Game)).

reply_game(Game, Extra, Status) :-
    assoc_to_values(Game, Values),
    reply_json_dict(Extra.put(_{heaps:Values}), [status(Status)]).
