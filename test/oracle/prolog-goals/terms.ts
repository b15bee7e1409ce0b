/** The inspection of terms, reading, operators and grammars. */
import type { Topic } from '../../support/prolog-outcomes.ts';

export const terms: Topic = {
  name: 'terms',
  program: String.raw`
:- op(700, xfx, ===>).
:- op(200, xfy, **>).
rule1 ===> rule2.
greeting --> [hello], name.
name --> [world].
name --> [prolog].
digits([D|T]) --> digit(D), digits(T).
digits([D]) --> digit(D).
digit(D) --> [D], { code_type(D, digit) }.
anbn --> [].
anbn --> [a], anbn, [b].
expr(X) --> term(X0), expr_rest(X0, X).
expr_rest(X0, X) --> "+", !, term(Y), { X1 is X0 + Y }, expr_rest(X1, X).
expr_rest(X0, X) --> "-", !, term(Y), { X1 is X0 - Y }, expr_rest(X1, X).
expr_rest(X, X) --> [].
term(X) --> digits(Ds), { number_codes(X, Ds) }.
opt --> ( [a] ; [b] ), \+ [c].
cond(X) --> ( [a] -> { X = was_a } ; { X = other } ).
pushed, [x] --> [y].
call_it(G) --> call(G).
rest(S, S, S).
`,
  goals: String.raw`
functor(f(a, b), N, A)
functor(X, f, 2)
functor(X, f, 0)
functor(X, "s", 0)
functor(a, N, A)
functor(1.5, N, A)
functor([a], N, A)
functor(X, Y, 2)
functor(X, f, -1)
functor(X, f(a), 1)
functor(X, f, a)
functor(X, 1, 2)
arg(1, f(a, b), X)
arg(N, f(a, b), X)
arg(3, f(a), X)
arg(0, f(a), X)
arg(x, f(a), X)
arg(1, a, X)
arg(_, _, X)
f(a, b) =.. L
X =.. [f, a]
X =.. [a]
X =.. [1]
X =.. [1, 2]
X =.. [f|T]
X =.. [f(a), b]
X =.. []
X =.. Y
copy_term(f(X, Y, X), T)
copy_term([X|T], C)
term_variables(f(X, g(Y), X), L)
term_variables(f(X, Y), [A|T])
setarg(1, f(a), b)
T = f(a, b), setarg(1, T, c)
T = f(a), ( setarg(1, T, c), fail ; true )
T = f(a), nb_setarg(1, T, g(X))
T = f(a, b), arg(1, T, A), setarg(2, T, z)
X == Y
X == X
f(X) =@= f(Y)
f(X, Y) =@= f(Y, X)
f(X, X) =@= f(Y, Z)
f(X) \=@= f(a)
unify_with_occurs_check(X, f(X))
unify_with_occurs_check(X, f(Y))
subsumes_term(f(_), f(a))
subsumes_term(f(a), f(_))
a @< b, 1 @< a, "s" @< a, f(a) @> a, 1.0 @< 1
compare(O, f(a), g(a)), compare(P, f(a, b), g(a)), compare(Q, a, "a")
X @< Y
ground(f(a)), \+ ground(f(_))
atom(a), \+ atom("a"), \+ atom(1), atom([]) ; true
atom([])
atomic([]), is_list([])
[] == '[]'
atom('[]')
atomic("s"), compound(f(x)), \+ compound(a), var(_), nonvar(a), number(1), integer(1), float(1.0)
callable(a), callable(f(x)), \+ callable(1), \+ callable("s")
is_assoc(t), is_stream(user_output) ; true
compound_name_arguments(X, f, [a])
compound_name_arguments(X, f, [])
compound_name_arity(f(a, b), N, A)
compound_name_arity(f(), N, A)
X = f()
tab(2), write(x)
term_to_atom(T, 'X + Y + X')
numbervars(f(X, Y), 0, E), print(f(X, Y))
T = f(X, Y, Z), numbervars(T, 23, E), writeq(T), nl
copy_term(X-Y, A-B), A = 1
T = point{x: 1}, fail ; true
X = [1, 2|T], T = [3]
X = '$VAR'(1), print(X), nl, write_canonical(X), nl, writeq(X), nl
X = "a\tb", writeq(X), nl, write(X)
cyclic_term(a)
X = f(X), cyclic_term(X), fail ; true
term_variables(a, L)
nonground(f(X, a), V)
atom_to_term('p(X, Y, X)', T, Bs), Bs = [N = V|_]
read_term_from_atom('p(X, Y)', T, [])
term_string(T, "a + B")
term_to_atom(T, 'p(''A b'', "str", 0''a)')
open_string("foo(X, Y). bar.", S), read(S, A), read(S, B), read(S, C), close(S), print([A, B, C]), fail ; true
open_string("p(X, Y, _Z, X).", S), read_term(S, T, [variable_names(V)]), close(S), write(T-V), fail ; true
open_string("p(X, Y, X).", S), read_term(S, T, [singletons(V), variables(W)]), print(V-W), fail ; true
open_string("foo bar.", S), catch(read(S, _), error(E, _), true), print(E), fail ; true
open_string("line one\nline two\n", S), read_line_to_string(S, L1), read_line_to_string(S, L2), read_line_to_string(S, L3), print([L1, L2, L3]), fail ; true
open_string("abc", S), get_char(S, A), peek_char(S, B), get_char(S, C), get_char(S, D), get_char(S, E), print([A, B, C, D, E]), fail ; true
open_string("ab", S), read_string(S, _, T), print(T), fail ; true
term_to_atom(X, '')
catch(term_to_atom(X, 'a b'), error(syntax_error(E), _), true)
catch(atom_to_term('f(', _, _), error(syntax_error(E), _), true)
sformat(X, "a~w", [b])
% operators
writeq(rule1 ===> rule2), nl, writeq(**>(a, **>(b, c)))
X ===> Y
op(200, xfy, &&), writeq(&&(a, &&(b, c))), writeq(&&(&&(a, b), c)), op(0, xfy, &&)
op(9, fx, neg), writeq(neg(a)), writeq(neg(neg(a))), op(0, fx, neg)
op(1201, xfx, foo)
op(700, xxx, foo)
op(_, xfx, foo)
op(700, _, foo)
op(700, xfx, _)
op(700, xfx, ',')
op(700, xfx, '|')
op(700, xfx, [])
op(a, xfx, foo)
op(700, xfx, "foo")
op(700, xfx, [foo1, foo2]), current_op(P, T, foo2), op(0, xfx, [foo1, foo2])
current_op(P, T, is)
current_op(P, xfx, mod)
current_op(P, T, -)
current_op(P, T, no_such_op)
current_op(1201, T, O)
current_op(P, foo, O)
current_op(P, T, 1)
% grammars
phrase(greeting, [hello, world])
phrase(greeting, [hello, X])
phrase(greeting, [hello, world, again], R)
phrase(anbn, [a, a, b, b])
phrase(anbn, [a, b, b])
phrase(anbn, L)
atom_codes('12+30-2', Cs), phrase(expr(X), Cs)
phrase(expr(X), ${'`'}7+8${'`'})
phrase(digits(D), ${'`'}42${'`'}, R)
phrase(opt, [a])
phrase(opt, [b, c], R)
phrase(cond(X), [a])
phrase(cond(X), [], R)
phrase(pushed, [y], R)
phrase(call_it(rest(S)), [a, b], R)
phrase(([a], [b]), L)
phrase(([a] ; [b]), L)
phrase("ab", L)
phrase(!, L)
phrase([], L)
phrase({write(x)}, [])
phrase(\+ [a], [b], R)
phrase(name, a)
phrase(_, [a])
phrase(1, [a])
phrase(undefined_here, [a])
greeting(X, [])
dcg_translate_rule((a --> b, [c], {d}, !), R)
dcg_translate_rule((a --> "xy", b), R)
dcg_translate_rule(foo, R)
dcg_translate_rule((a :- b), R)
dcg_translate_rule(_, R)
dcg_translate_rule((a --> 1), R)
dcg_translate_rule((a, [p] --> b), R)
dcg_translate_rule((a(X) --> ( b ; c -> d ), \+ e), R)
string_codes("12", Cs), phrase(digits(Ds), Cs), atom_codes(A, Ds)
`,
};
