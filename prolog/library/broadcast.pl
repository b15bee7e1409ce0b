% library(broadcast): what listen/2,3 and broadcast/1, which are predicates of the host, leave over.

broadcast_request(Event) :-
    listening(_, Event, Goal),
    call(Goal).
