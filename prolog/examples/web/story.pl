% A teller of stories: a grammar over a world of dicts. The same seed tells the same story, and each visitor may rename
% the hero.
%
%     http://localhost:8080/story?seed=7&length=3

:- use_module(library(http/thread_httpd)).
:- use_module(library(http/http_dispatch)).
:- use_module(library(http/http_parameters)).
:- use_module(library(http/http_session)).
:- use_module(library(http/http_json)).
:- use_module(library(http/html_write)).
:- use_module(library(lists)).

server(Port) :-
    http_server(http_dispatch, [port(Port)]).

:- http_handler(root(story),        story,      []).
:- http_handler(root('story.json'), story_json, []).
:- http_handler(root(hero/Name),    hero(Name), [method(post)]).
:- http_handler(root(world),        world_json, []).

world(_{ hero: _{name:"Ottilie", kind:"owl"},
         places: ["the moor", "a lighthouse", "the reading room"],
         things: [_{name:"lantern", article:"a"}, _{name:"umbrella", article:"an"}, _{name:"map", article:"a"}],
         moods: ["grumpy", "cheerful", "curious"]
       }).

%   current_world(-World): with the hero of the visitor.

current_world(World) :-
    world(World0),
    (   http_session_data(hero(Name))
    ->  World = World0.put(hero/name, Name)
    ;   World = World0
    ).

%   Sentences are made by a grammar on the sequence of random numbers.

story(_, 0) --> !, [].
story(World, N) -->
    sentence(World, Sentence),
    { M is N - 1 },
    emit(Sentence),
    story(World, M).

sentence(World, Sentence) -->
    one_of(World.moods, Mood),
    one_of(World.places, Place),
    one_of(World.things, Thing),
    { format(string(Sentence), "~w, the ~w ~w, found ~w ~w in ~w.",
             [World.hero.name, Mood, World.hero.kind, Thing.article, Thing.name, Place])
    }.

one_of(List, X), [State, Out] -->
    [State0, Out],
    { State is (State0 * 75 + 74) mod 65537,
      length(List, Length),
      Index is State mod Length,
      nth0(Index, List, X)
    }.

emit(Sentence), [State, Rest] -->
    [State, [Sentence|Rest]].

told(Request, Seed, Sentences) :-
    http_parameters(Request,
                    [ seed(Seed, [nonneg, default(1)]),
                      length(Length, [between(1, 20), default(3)])
                    ]),
    current_world(World),
    phrase(story(World, Length), [Seed, Sentences], [_, []]).

story(Request) :-
    told(Request, Seed, Sentences),
    reply_html_page(
        title('Story ~d'-[Seed]),
        [ h1('Once upon a time'), \paragraphs(Sentences) ]).

paragraphs([]) --> html(p(i('The end.'))).
paragraphs([S|Ss]) --> html(p(S)), paragraphs(Ss).

story_json(Request) :-
    told(Request, Seed, Sentences),
    length(Sentences, Length),
    reply_json_dict(_{seed:Seed, length:Length, sentences:Sentences}).

hero(Name, _Request) :-
    http_session_retractall(hero(_)),
    http_session_assert(hero(Name)),
    current_world(World),
    reply_json_dict(World.hero).

world_json(_Request) :-
    current_world(World),
    dict_pairs(World, _, Pairs),
    pairs_keys(Pairs, Keys),
    reply_json_dict(_{keys:Keys, hero:World.get(hero), villain:World.get(villain, null)}).
