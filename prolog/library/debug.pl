% library(debug): messages on topics that are off until somebody asks for them, and assertions.

debug(Topic) :-
    '$set_topic'(Topic, true).

nodebug(Topic) :-
    '$set_topic'(Topic, false).

'$set_topic'(Topic, IsOn) :-
    must_be(nonvar, Topic),
    '$remembered'('$debugging', Topics, []),
    '$without_topic'(Topics, Topic, Others),
    nb_setval('$debugging', [Topic-IsOn|Others]).

'$without_topic'([], _, []).
'$without_topic'([Other-IsOn|Topics], Topic, Others) :-
    (   Other =@= Topic
    ->  Others = Topics
    ;   Others = [Other-IsOn|More],
        '$without_topic'(Topics, Topic, More)
    ).

debugging(Topic) :-
    debugging(Topic, true).

debugging(Topic, IsOn) :-
    nb_current('$debugging', Topics),
    member(Topic-IsOn, Topics).

%   debug(+Topic, +Format, :Arguments)

debug(Topic, Format, Arguments) :-
    debugging(Topic, true),
    !,
    format(user_error, "% ", []),
    format(user_error, Format, Arguments),
    format(user_error, "~n", []).
debug(_, _, _).

%   assertion(:Goal): says so and throws if Goal is not true.

assertion(Goal) :-
    \+ \+ catch(Goal, Error, '$assertion_failed'(Error, Goal)),
    !.
assertion(Goal) :-
    '$assertion_failed'(fail, Goal).

'$assertion_failed'(Reason, Goal) :-
    format(user_error, "ERROR: Assertion failed: ~q~n", [user:Goal]),
    throw(error(assertion_error(Reason, user:Goal), _)).
