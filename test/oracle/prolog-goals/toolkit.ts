/** Smaller libraries: graphs, heaps, trees, strings, terms within terms, goals as terms, and older names. */
import type { Topic } from '../../support/prolog-outcomes.ts';

export const toolkit: Topic = {
  name: 'smaller libraries',
  program: `
:- use_module(library(heaps)).
:- use_module(library(ugraphs)).
:- use_module(library(rbtrees)).
:- use_module(library(occurs)).
:- use_module(library(varnumbers)).
:- use_module(library(prolog_code)).
:- use_module(library(strings)).
:- use_module(library(ctypes)).
:- use_module(library(random)).
:- use_module(library(main)).
:- use_module(library(terms)).
:- use_module(library(dcg/high_order)).
:- use_module(library(dcg/basics)).
:- use_module(library(backcomp)).
:- use_module(library(thread)).
:- use_module(library(time)).
:- use_module(library(ordsets)).
:- use_module(library(settings)).
:- setting(port, nonneg, 8080, 'The port').
:- setting(title, atom, 'My shop', 'The title').
:- setting(rate, float, 0.5, 'A rate').
graph(G) :- vertices_edges_to_ugraph([e], [a-b, a-c, b-d, c-d], G).
double(X, Y) :- Y is X * 2.
num(N) --> integer(N).
ab(a, b).
count_a(a, N0, N) :- N is N0 + 1.
`,
  goals: String.raw`
list_to_heap([3-c, 1-a, 2-b], H), heap_to_list(H, L), heap_size(H, N), H = _, print(L-N), fail
list_to_heap([3-c, 1-a, 2-b], H), get_from_heap(H, P, K, H2), min_of_heap(H2, P2, K2), print([P, K, P2, K2]), fail
list_to_heap([3-c, 1-a, 2-b], H), min_of_heap(H, P, K, P2, K2), print([P, K, P2, K2]), fail
list_to_heap([3-c, 1-a], A), list_to_heap([2-b], B), merge_heaps(A, B, C), heap_to_list(C, L), print(L), fail
list_to_heap([3-c, 1-a, 2-b], A), delete_from_heap(A, P, b, B), heap_to_list(B, L), print(P-L), fail
empty_heap(H), \+ get_from_heap(H, _, _, _), is_heap(H), heap_size(H, N), print(N), fail
singleton_heap(H, 1, a), add_to_heap(H, 0, b, H2), heap_to_list(H2, L), print(L), fail
graph(G)
graph(G), vertices(G, V), edges(G, E)
graph(G), add_vertices(G, [a, z], H)
graph(G), del_vertices(G, [a, d], H)
graph(G), add_edges(G, [d-e, a-d], H)
graph(G), del_edges(G, [a-b, c-d], H)
graph(G), neighbours(a, G, N), neighbors(d, G, M)
graph(G), neighbours(z, G, N)
graph(G), transpose_ugraph(G, H)
graph(G), reachable(a, G, R)
graph(G), reachable(z, G, R)
graph(G), transitive_closure(G, H)
vertices_edges_to_ugraph([], [a-b, b-c], G), top_sort(G, L)
vertices_edges_to_ugraph([], [a-b, b-a], G), top_sort(G, L)
graph(G), vertices_edges_to_ugraph([], [x-y, a-d], H), ugraph_union(G, H, U)
graph(G), compose(G, G, H)
vertices_edges_to_ugraph([a, b], [a-b], G), complement(G, H)
list_to_rbtree([b-2, a-1, c-3], T), rb_lookup(b, V, T), rb_keys(T, K), rb_visit(T, P), print([V, K, P]), fail
list_to_rbtree([b-2, a-1], T), rb_insert(T, c, 3, T2), rb_size(T2, N), rb_max(T2, K, V), rb_min(T2, A, B), print([N, K, V, A, B]), fail
list_to_rbtree([b-2, a-1], T), \+ rb_insert_new(T, a, 3, _), rb_update(T, a, 5, T2), rb_lookup(a, V, T2), print(V), fail
list_to_rbtree([b-2, a-1], T), rb_delete(T, a, V, T2), rb_visit(T2, L), print(V-L), fail
list_to_rbtree([b-2, a-1], T), rb_next(T, a, N, V), rb_previous(T, b, P, W), print([N, V, P, W]), fail
list_to_rbtree([b-2, a-1], T), rb_map(T, double, T2), rb_visit(T2, L), print(L), fail
list_to_rbtree([b-2, a-1], T), rb_apply(T, a, double, T2), rb_visit(T2, L), print(L), fail
list_to_rbtree([b-2, a-1], T), forall(rb_in(K, V, T), print(K-V)), rb_new(E), rb_empty(E), fail
contains_term(f(_), g(f(1)))
contains_var(X, g(f(Y)))
contains_var(X, g(f(X)))
free_of_term(a, f(b))
free_of_var(X, f(X))
occurrences_of_term(a, f(a, g(a), b), N)
occurrences_of_term(f(_), f(f(1)), N)
occurrences_of_var(X, f(X, Y, g(X)), N)
sub_term(X, f(a, g(b)))
sub_var(X, f(Y, g(X)))
varnumbers(f('$VAR'(0), '$VAR'(1), '$VAR'(0)), T)
max_var_number(f('$VAR'(3), '$VAR'(1)), 0, M)
comma_list((a, b, c), L)
comma_list(C, [a, b, c])
semicolon_list((a ; b), L)
mkconj(true, a, C), mkconj(a, true, D), mkconj(a, b, E)
mkdisj(false, a, C), mkdisj(a, true, D), mkdisj(a, b, E)
pi_head(foo/2, H)
pi_head(PI, foo(_, _))
pi_head(PI, m:foo(_, _))
pi_head(foo//1, H)
head_name_arity(H, foo, 2)
most_general_goal(foo(a, b), G)
extend_goal(foo(a), [b, c], G)
is_predicate_indicator(foo/1)
is_predicate_indicator(foo)
is_control_goal((a, b))
is_control_goal(a)
string_lines("a\nb\n", L)
string_lines("a\nb", L)
string_lines(S, ["a", "b"])
dedent_lines("  a\n    b\n  c", L, [])
indent_lines("  ", "a\n\nb", L)
interpolate_string("Hello {Name}, {X}! {name} {}", S, ['Name' = "Bob", 'X' = 3], [])
interpolate_string("Hello {Name}", S, ['X' = 3], [])
is_alpha(0'a), is_digit(0'5), \+ is_upper(0'a), is_space(0' ), is_punct(0'!), is_white(9), is_endline(10)
is_digit(0'f, 16, W)
is_paren(0'(, X)
to_lower(0'a, L), to_upper(0'a, U), upper_lower(0'A, X)
random(1, 2, X)
random_select(X, [a], R)
randset(3, 3, S)
random_perm2(a, a, X, Y)
random_subseq([], X, Y)
maybe(1.0)
maybe(0.0)
maybe(1, 1)
argv_options(['--name=x', '--count=3', '--verbose', '--no-color', '-v', '-ab', file, '--', '--other'], P, O)
argv_options([a, '-x=1', '--long-name=2.5', '-3'], P, O)
argv_options([], P, O)
subsumes(f(X), f(a))
variant(f(X), f(Y))
same_functor(f(a), T)
mapargs(double, f(1, 2), T)
mapsubterms(ab, f(a, g(a), c), T)
foldsubterms(count_a, f(a, g(a), c), 0, N)
term_subsumer(f(a, b), f(a, c), G)
term_subsumer(f(a, a), f(b, b), G)
phrase(sequence(num, ",", L), ${'`1,2,3`'})
phrase(sequence("[", num, ",", "]", L), ${'`[1,2]`'})
phrase(sequence(digit, L), ${'`12`'}), !
phrase(optional("a", []), ${'`a`'})
phrase(optional("a", []), [])
foldl([X, A, B]>>(B is A + X), [1, 2], 0, S)
sublist([X]>>(X > 1), [1, 2, 3], L)
concat(a, 1, X)
checklist(atom, [a, b])
duplicate_term(f(X, Y), T)
copy_term(X, Y, L)
term_attvars(f(X), L)
attvar(X)
same_term(a, a)
is_most_general_term(f(X, Y))
is_most_general_term(f(X, X))
is_most_general_term([X, Y])
is_most_general_term(a)
get_string_code(1, "abc", C)
write_length(f(X, 'A b'), L, [quoted(true)]), L = _, fail
write_length(f('A b'), L, [quoted(true)])
call_dcg(([a], [b]), [a, b, c], R)
strip_module(a:b:c, M, P)
strip_module(x, M, P)
with_mutex(m, X = 1)
with_mutex(m, fail)
mutex_create(M), mutex_lock(M), mutex_unlock(M), mutex_destroy(M), M = _, fail
concurrent_maplist(double, [1, 2], L)
concurrent_forall(member(X, [1, 2]), integer(X))
concurrent(2, [X = 1, Y = 2], [])
name(X, "42")
name(X, "4a")
name(X, [])
name(foo, L)
name(12, L)
name(X, Y)
name(f(x), L)
name(X, "0x1A")
name(X, " 12")
ord_intersection([a, b, c], [b, c, d], X)
display(1 + 2)
setting(port, X)
setting(no_such_setting, X)
set_setting(port, 9000), setting(port, X), set_setting(port, 8080)
set_setting(port, -1)
set_setting(port, a)
set_setting(no_such_setting, 1)
setting_property(user:port, comment(C))
setting_property(user:port, type(T)), setting_property(user:port, default(D))
setting_property(no_such_setting, type(T))
findall(N, current_setting(N), L0), msort(L0, L), length(L, N), L = _, L0 = _, memberchk(user:port, L), fail
set_setting_default(title, other), setting(title, X)
setting(title, X)
convert_setting_text(integer, '42', X)
convert_setting_text(atom, '42', X)
call_with_time_limit(5, X = 1)
call_with_time_limit(0, true)
call_with_time_limit(-1, write(hello))
call_with_time_limit(0.0, _)
sleep(0)
sleep(-1)
sleep(_)
call_with_time_limit(5, fail)
call_with_time_limit(0.05, (repeat, fail))
call_with_time_limit(5, member(X, [1, 2]))
call_with_time_limit(5, throw(oops))
call_with_time_limit(a, true)
call_with_time_limit(_, true)
catch(call_with_time_limit(0.05, sleep(3)), E, true)
call_with_time_limit(5, catch(call_with_time_limit(0.05, (repeat, fail)), time_limit_exceeded, X = inner))
`,
  programs: [
    ':- meta_predicate each(1, ?).\n:- public each/2.\n:- module_transparent each/2.\n:- volatile seen/1.\neach(G, L) :- forall(member(X, L), call(G, X)).\n:- each([X]>>print(X), [1, 2]).',
    ':- thread_local counted/1.\n:- assertz(counted(1)), counted(X), print(X).',
    "main(Arguments) :- argv_options(Arguments, Positional, Options), print(Positional-Options).\n:- main([a, '--b=1']).",
    'name(a, b).\nflag(a, b, c).\n:- name(a, X), print(X), flag(X1, b, c), print(X1).',
  ],
};
