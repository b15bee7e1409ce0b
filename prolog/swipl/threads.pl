/*  What programs say of threads. There is one: what works within one thread is here, for all programs, and what needs
    another is an error where it is called.
*/

:- module(threads, []).
:- use_module(library(error)).
:- use_module(library(lists)).
:- use_module(library(option)).

:- dynamic
    mutex/2,    % name, how often it is locked
    queue/2,    % name, greatest size
    message/2.  % queue, term

named(Name, Prefix) :-
    flag(threads, Last, Last + 1),
    Next is Last + 1,
    format(atom(Name), '<~w>(~d)', [Prefix, Next]).

%!  refused(+Name, +Arity, +Error) is erroneous.
%
%   What needs another thread.

refused(Name, Arity, Error) :-
    throw(error(Error, context(system:Name/Arity, 'clausal runs one handler at a time'))).

system:thread_create(Goal, _, _) :-
    refused(thread_create, 3, permission_error(create, thread, Goal)).

system:thread_create_in_pool(_, Goal, _, _) :-
    refused(thread_create_in_pool, 4, permission_error(create, thread, Goal)).

system:thread_exit(_) :-
    refused(thread_exit, 1, permission_error(exit, thread, main)).

system:thread_join(Thread, _) :-
    check_thread(Thread),
    refused(thread_join, 2, permission_error(join, thread, Thread)).

system:thread_detach(Thread) :-
    check_thread(Thread).

system:thread_alias(_) :-
    permission_error('re-alias', thread, main).

system:thread_signal(Thread, Goal) :-
    check_thread(Thread),
    call(Goal).

system:thread_statistics(Thread, Key, Value) :-
    check_thread(Thread),
    statistics(Key, Value).

system:thread_setconcurrency(1, _).

system:is_thread(Thread) :-
    Thread == main.

system:thread_wait(Goal) :-
    system:thread_wait(Goal, []).

system:thread_wait(Goal, _) :-
    (   call(Goal)
    ->  true
    ;   refused(thread_wait, 2, permission_error(wait, thread, main))
    ).

system:thread_update(Goal, _) :-
    once(Goal).

:- meta_predicate
    system:thread_create(0, -, +),
    system:thread_create_in_pool(+, 0, -, +),
    system:thread_signal(+, 0),
    system:thread_wait(0),
    system:thread_wait(0, :),
    system:thread_update(0, :).

check_thread(Thread) :-
    var(Thread),
    !,
    instantiation_error(Thread).
check_thread(main) :-
    !.
check_thread(Thread) :-
    existence_error(thread, Thread).

%   What keeps other threads and signals out calls goals by C, where nothing can wait: here there is nothing to keep out.
%   sig_atomic/1 is what setup_call_cleanup/3 calls its setup by.

:- redefine_system_predicate(system:sig_atomic(_)),
   assertz((system:sig_atomic(Goal) :- once(Goal))),
   meta_predicate(system:sig_atomic(0)),
   redefine_system_predicate(system:with_mutex(_, _)),
   assertz((system:with_mutex(Mutex, MutexGoal) :- threads:must_be_mutex(Mutex), once(MutexGoal))),
   meta_predicate(system:with_mutex(+, 0)),
   compile_predicates([system:sig_atomic/1, system:with_mutex/2]).

%   Mutexes, which nobody else ever holds. A name that is locked becomes one.

system:mutex_create(Mutex) :-
    (   var(Mutex)
    ->  named(Mutex, mutex)
    ;   atom(Mutex)
    ->  true
    ;   type_error(mutex, Mutex)
    ),
    (   mutex(Mutex, _)
    ->  permission_error(create, mutex, Mutex)
    ;   assertz(mutex(Mutex, 0))
    ).

system:mutex_create(Mutex, Options) :-
    (   option(alias(Alias), Options)
    ->  must_be(atom, Alias),
        Mutex = Alias
    ;   true
    ),
    system:mutex_create(Mutex).

system:mutex_destroy(Mutex) :-
    (   known_mutex(Mutex, _)
    ->  retractall(mutex(Mutex, _))
    ).

system:mutex_lock(Mutex) :-
    must_be_mutex(Mutex),
    (   retract(mutex(Mutex, Count0))
    ->  Count is Count0 + 1
    ;   Count = 1
    ),
    assertz(mutex(Mutex, Count)).

system:mutex_trylock(Mutex) :-
    system:mutex_lock(Mutex).

system:mutex_unlock(Mutex) :-
    known_mutex(Mutex, Count0),
    (   Count0 > 0
    ->  Count is Count0 - 1,
        retractall(mutex(Mutex, _)),
        assertz(mutex(Mutex, Count))
    ;   permission_error(unlock, mutex, Mutex)
    ).

system:mutex_unlock_all :-
    findall(Mutex, retract(mutex(Mutex, _)), Mutexes),
    forall(member(Mutex, Mutexes), assertz(mutex(Mutex, 0))).

system:mutex_property(Mutex, Property) :-
    (   var(Mutex)
    ->  mutex(Mutex, Count)
    ;   known_mutex(Mutex, Count)
    ),
    mutex_property_(Property, Count).

mutex_property_(status(Status), Count) :-
    (   Count == 0
    ->  Status = unlocked
    ;   Status = locked(main, Count)
    ).

must_be_mutex(Mutex) :-
    var(Mutex),
    !,
    instantiation_error(Mutex).
must_be_mutex(Mutex) :-
    atom(Mutex),
    !.
must_be_mutex(Mutex) :-
    type_error(mutex, Mutex).

known_mutex(Mutex, Count) :-
    must_be_mutex(Mutex),
    (   mutex(Mutex, Found)
    ->  Count = Found
    ;   existence_error(mutex, Mutex)
    ).

%   Queues. A message that is waited for has to be there: nobody can send it meanwhile.

system:message_queue_create(Queue) :-
    system:message_queue_create(Queue, []).

system:message_queue_create(Queue, Options) :-
    option(max_size(Most), Options, 0),
    must_be(integer, Most),
    (   option(alias(Alias), Options)
    ->  must_be(atom, Alias),
        Queue = Alias
    ;   var(Queue)
    ->  named(Queue, message_queue)
    ;   atom(Queue)
    ->  true
    ;   type_error(message_queue, Queue)
    ),
    (   queue(Queue, _)
    ->  permission_error(create, message_queue, Queue)
    ;   assertz(queue(Queue, Most))
    ).

system:message_queue_destroy(Queue) :-
    check_queue(Queue),
    retractall(queue(Queue, _)),
    retractall(message(Queue, _)).

system:message_queue_property(Queue, Property) :-
    (   var(Queue)
    ->  queue(Queue, Most)
    ;   check_queue(Queue),
        queue(Queue, Most)
    ),
    queue_property(Property, Queue, Most).

queue_property(alias(Queue), Queue, _) :-
    \+ sub_atom(Queue, 0, _, _, <).
queue_property(size(Size), Queue, _) :-
    findall(x, message(Queue, _), Found),
    length(Found, Size).
queue_property(max_size(Most), _, Most) :-
    Most > 0.

system:message_queue_set(Queue, max_size(Most)) :-
    check_queue(Queue),
    retractall(queue(Queue, _)),
    assertz(queue(Queue, Most)).

system:thread_send_message(Queue, Message) :-
    system:thread_send_message(Queue, Message, []).

system:thread_send_message(Queue, Message, _) :-
    check_queue(Queue),
    (   queue(Queue, Most),
        Most > 0,
        queue_property(size(Size), Queue, Most),
        Size >= Most
    ->  refused(thread_send_message, 2, permission_error(wait, message_queue, Queue))
    ;   assertz(message(Queue, Message))
    ).

system:thread_get_message(Message) :-
    system:thread_get_message(main, Message, []).

system:thread_get_message(Queue, Message) :-
    system:thread_get_message(Queue, Message, []).

system:thread_get_message(Queue, Message, Options) :-
    check_queue(Queue),
    (   retract(message(Queue, Message))
    ->  true
    ;   ( option(timeout(_), Options) ; option(deadline(_), Options) )
    ->  fail
    ;   refused(thread_get_message, 2, permission_error(wait, message_queue, Queue))
    ).

system:thread_peek_message(Message) :-
    system:thread_peek_message(main, Message).

system:thread_peek_message(Queue, Message) :-
    check_queue(Queue),
    once(message(Queue, Message)).

check_queue(Queue) :-
    var(Queue),
    !,
    instantiation_error(Queue).
check_queue(main) :-
    !.
check_queue(Queue) :-
    queue(Queue, _),
    !.
check_queue(Queue) :-
    existence_error(message_queue, Queue).
