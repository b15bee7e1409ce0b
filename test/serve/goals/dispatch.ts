/** library(http/http_dispatch) and library(http/http_path): which handler a path has, and which path a handler. */
import type { Topic } from '../../support/prolog-outcomes.ts';

export const dispatch: Topic = {
  name: 'dispatch',
  program: `
:- use_module(library(http/http_dispatch)).
:- use_module(library(http/http_path)).
:- use_module(library(http/http_host)).
:- multifile http:location/3.
:- dynamic http:location/3.
http:location(app, root(app), []).
http:location(deep, app('a/b'), [priority(10)]).
http:location(slash, root('slash/'), []).

:- http_handler(root(.), home, []).
:- http_handler(root(one), one, [id(uno)]).
:- http_handler(app(two), two(extra), []).
:- http_handler(deep(three), three, [method(post)]).
:- http_handler('/four', four, [methods([get, post])]).
:- http_handler(root('pre/'), prefixed, [prefix]).
:- http_handler(root('pre/inner/'), inner, [prefix, priority(5)]).
:- http_handler(root(five), first, [priority(1)]).
:- http_handler(root(five), second, [priority(2)]).
:- http_handler(root(six), six_a, []).
:- http_handler(root(six), six_b, []).
:- http_handler(root(user/User), user(User), []).
:- http_handler(root(user/default), default_user, []).
:- http_handler(root(user/User/friends/Friend), friend(User, Friend), [id(friend)]).
:- http_handler(root(any/Method), any(Method), [method(Method)]).
:- http_handler(root(limited), limited, [time_limit(2), content_type('text/plain'), hide_children(true)]).

home(R) :- said(home, R).
one(R) :- said(one, R).
two(X, R) :- said(two(X), R).
three(R) :- said(three, R).
four(R) :- said(four, R).
prefixed(R) :- said(prefixed, R).
inner(R) :- said(inner, R).
first(R) :- said(first, R).
second(R) :- said(second, R).
six_a(R) :- said(six_a, R).
six_b(R) :- said(six_b, R).
user(U, R) :- said(user(U), R).
default_user(R) :- said(default_user, R).
friend(U, F, R) :- said(friend(U, F), R).
any(M, P, R) :- said(any(M, P), R).
any(M, R) :- said(any(M), R).
limited(R) :- said(limited, R).
failing(_) :- fail.
said(What, Request) :-
    ( memberchk(path_info(Info), Request) -> true ; Info = none ),
    writeq(What-Info).

at(Path) :- at(get, Path).
at(Method, Path) :-
    http_dispatch([method(Method), path(Path), request_uri(Path), protocol(http), peer(ip(127,0,0,1))]).
`,
  goals: `
at(/)
at('/one')
at('/one/')
at('/app/two')
at('/app/a/b/three')
at(post, '/app/a/b/three')
at(head, '/app/a/b/three')
at('/four')
at(post, '/four')
at(put, '/four')
at(head, '/four')
at(options, '/four')
at('/pre')
at('/pre/')
at('/pre/x')
at('/pre/x/y z')
at('/pre/inner')
at('/pre/inner/')
at('/pre/inner/x')
at('/pre/innerx')
at('/five')
at('/six')
at('/user/jan')
at('/user/default')
at('/user/')
at('/user')
at('/user/jan/friends/piet')
at('/user/default/friends/piet')
at('/user/jan/enemies')
at('/user/jan/friends')
at('/user/jan/friends/piet/more')
at('/any/x')
at(delete, '/any/x')
at('/limited')
at('/nowhere')
at('')
at('one')
http_location_by_id(home, L)
http_location_by_id(uno, L)
http_location_by_id(one, L)
http_location_by_id(two, L)
http_location_by_id(three, L)
http_location_by_id(user(jan), L)
http_location_by_id(user('a b/ü'), L)
http_location_by_id(friend(a, b), L)
http_location_by_id(friend, L)
http_location_by_id(nobody, L)
http_location_by_id(user:one, L)
http_location_by_id(_, L)
http_link_to_id(uno, [], L)
http_link_to_id(uno, [a=1], L)
http_link_to_id(uno, [a(1), b('x y&z'), c="ü"], L)
http_link_to_id(user(jan), [q=1], L)
http_link_to_id(home, path_postfix(more), L)
http_link_to_id(prefixed, path_postfix('a/b c'), L)
http_link_to_id(nobody, [], L)
http_current_handler('/one', C)
http_current_handler('/nowhere', C)
http_current_handler('/pre/x', C)
http_current_handler('/limited', C, O), memberchk(time_limit(T), O), O = []
http_current_handler(P, user:one)
forall(http_current_handler(P, C), (writeq(P-C), nl))
http_reload_with_parameters([path('/one'), search([a=b, c=d])], [a=x], L)
http_reload_with_parameters([path('/one'), search([a=b])], [c='y z'], L)
http_reload_with_parameters([path('/one')], [], L)
http_delete_handler(path('/six')), at('/six')
http_delete_handler(id(uno)), at('/one')
http_absolute_location(root(x), L, [])
http_absolute_location(app(x), L, [])
http_absolute_location(deep(x), L, [])
http_absolute_location(deep('x y/z'), L, [])
http_absolute_location(slash(x), L, [])
http_absolute_location(slash('/x'), L, [])
http_absolute_location(app(.), L, [])
http_absolute_location(app(''), L, [])
http_absolute_location(app(x/y), L, [])
http_absolute_location('/plain', L, [])
http_absolute_location('rel', L, [])
http_absolute_location('rel', L, [relative_to('/a/b')])
http_absolute_location('../rel', L, [relative_to('/a/b/c')])
http_absolute_location('http://h/x', L, [])
http_absolute_location(nope(x), L, [])
http_absolute_location(css('x.css'), L, [])
http_absolute_location(icons('x.png'), L, [])
http_absolute_location(js('x.js'), L, [])
http_absolute_location(_, L, [])
http_clean_location_cache
http_switch_protocol(x, [])
http_safe_file('a/b', [])
http_safe_file('../b', [])
http_safe_file('a/../b', [])
http_safe_file('/b', [])
http_safe_file(x('a/b'), [])
http_safe_file(x('../b'), [])
http_safe_file('../b', [unsafe(true)])
http_current_host([host(h), port(80)], H, P, [])
http_current_host([host(h), port(81)], H, P, [])
http_current_host([host('h:82')], H, P, [])
http_current_host([host(h)], H, P, [])
http_current_host([x_forwarded_host('a:9, b'), host(h)], H, P, [])
http_redirect(see_other, '/x', [path('/a/b')])
http_redirect(moved, 'x', [path('/a/b')])
http_redirect(moved_temporary, '../x', [path('/a/b/c')])
http_redirect(moved, root(x), [path('/a')])
http_redirect(see_other, location_by_id(home), [path('/a')])
http_redirect(see_other, #(home), [path('/a')])
http_redirect(wrong, '/x', [path('/a')])
http_404([], [path('/gone')])
http_404([index(root(one))], [path('/gone')])
http_404([index(root(one))], [path('/')])
http_handler(root(new), home, []), at('/new')
http_handler(root(bad), home, [priority(a)]), at('/bad')
http_handler(root(bad2), home, [foo]), at('/bad2')
http_handler(root(failing), failing, []), at('/failing')
http_handler(root(absent), absent, []), at('/absent')
http_handler(nope(x), home, [])
http_handler(root(thing), _, [])
`,
};
