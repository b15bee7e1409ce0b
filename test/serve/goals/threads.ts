/** What programs use of threads, within one. */
import type { Topic } from '../../support/prolog-outcomes.ts';

export const threads: Topic = {
  name: 'threads, mutexes and message queues',
  program: `
:- use_module(library(thread)).
:- thread_local fact/1.
:- thread_local([other/1, another/2]).
:- volatile fact/1.

twice(X, Y) :- Y is 2*X.
`,
  goals: String.raw`
thread_self(X)
thread_self(main)
with_mutex(m, X = 1)
with_mutex(m, member(X, [1, 2]))
with_mutex(m, fail)
with_mutex(m, throw(x))
with_mutex(m, with_mutex(m, X = 1))
\+ \+ ( mutex_create(M), mutex_lock(M), mutex_unlock(M), mutex_destroy(M) )
mutex_create(M, [alias(my)]), mutex_destroy(my)
mutex_create(m1), mutex_lock(m1), mutex_lock(m1), mutex_unlock(m1), mutex_unlock(m1), mutex_destroy(m1)
mutex_create(m2), mutex_unlock(m2)
mutex_trylock(m3), mutex_property(m3, status(S))
mutex_property(m3, status(locked(Who, N))), mutex_unlock(m3)
mutex_property(m3, status(S))
mutex_lock(m4), mutex_unlock(m4)
mutex_create(m5), mutex_create(m5)
mutex_lock(X)
mutex_lock(1)
mutex_destroy(nonexist)
mutex_lock(m6), mutex_unlock_all, mutex_property(m6, status(S))
\+ \+ ( message_queue_create(Q), thread_send_message(Q, a), thread_get_message(Q, X), message_queue_destroy(Q) )
message_queue_create(Q, [alias(q1)])
thread_send_message(q1, a(1)), thread_send_message(q1, b(2)), thread_send_message(q1, a(3))
thread_peek_message(q1, b(X))
thread_get_message(q1, b(X))
thread_get_message(q1, a(X))
thread_peek_message(q1, a(X))
thread_peek_message(q1, b(X))
thread_get_message(q1, a(X)), \+ thread_peek_message(q1, _)
thread_get_message(q1, x, [timeout(0)])
thread_get_message(q1, x, [timeout(0.01)])
thread_send_message(q1, f(X, Y, X)), thread_get_message(q1, T)
message_queue_property(q1, size(S))
message_queue_property(Q, alias(q1)), Q = q1
message_queue_destroy(q1)
thread_send_message(q1, a)
thread_get_message(q1, a)
thread_peek_message(q1, a)
message_queue_destroy(q1)
message_queue_create(q2), message_queue_create(q2)
message_queue_create(q3, [max_size(10)]), message_queue_property(q3, max_size(S))
thread_send_message(main, hello), thread_get_message(X)
thread_self(Me), thread_send_message(Me, hello(1)), thread_get_message(hello(X))
thread_send_message(main, hello), thread_peek_message(X), thread_get_message(_)
thread_peek_message(X)
thread_send_message(_, x)
thread_send_message(nobody, x)
assertz(fact(1)), fact(X), retract(fact(X))
fact(X)
is_thread(main)
is_thread(foo)
thread_property(main, status(S))
thread_property(main, detached(S))
concurrent_maplist([X]>>(X > 0), [1, 2])
concurrent_maplist([X, Y]>>(Y is X*2), [1, 2, 3], L)
concurrent_maplist(twice, [1, 2, 3], L)
concurrent_maplist([X, Y, Z]>>(Z is X+Y), [1, 2], [3, 4], L)
concurrent_forall(member(X, [1, 2]), X > 0)
concurrent_forall(member(X, [1, 2]), X > 1)
concurrent(2, [X = 1, Y = 2], [])
concurrent(2, [X = 1, fail], [])
concurrent(2, [X = 1, throw(oops)], [])
\+ \+ ( first_solution(X, [member(X, [a, b]), X = c], []), memberchk(X, [a, c]) )
first_solution(X, [fail], [])
setof(X-Y, concurrent_and(member(X, [1, 2, 3]), Y is X*X), Found)
call_in_thread(main, true)
`,
};
