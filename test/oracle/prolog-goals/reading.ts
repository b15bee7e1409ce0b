/** Reading terms, characters and lines, here from texts that are opened. */
import type { Topic } from '../../support/prolog-outcomes.ts';

export const reading: Topic = {
  name: 'reading',
  program: `
:- dynamic stream/1.
opened(Text) :- open_string(Text, S), retractall(stream(_)), assertz(stream(S)).
on(Goal) :- stream(S), Goal =.. [Name|Args], With =.. [Name, S|Args], call(With).
`,
  goals: String.raw`
opened("a(X, Y). b. "), on(read(A)), on(read(B)), on(read(C)), on(close)
opened("p(X, _Y, X)."), on(read_term(T, [variable_names(N), variables(V), singletons(O)])), on(close)
opened("p q. r."), catch(on(read(_)), error(E, _), true), on(read(T))
opened("p q. r."), catch(on(read(_)), error(E, stream(_, L, P, C)), true)
opened("a.\n\nb.\n  c d. "), on(read(_)), on(read(_)), catch(on(read(_)), error(E, stream(_, L, P, C)), true)
opened("ab c d. "), on(get_char(_)), catch(on(read(_)), error(E, stream(_, L, P, C)), true)
opened("a"), catch(on(read(_)), error(E, stream(_, L, P, C)), true)
opened("f(a"), catch(on(read(_)), error(E, _), true), on(read(X))
opened("foo. bar"), on(read(X)), on(get_char(C)), on(read_string(N, T))
opened("foo.%c\nbar."), on(read(X)), on(read(Y))
opened("X = 1.5. y."), on(read(X)), on(read(Y))
opened("'a. b'. \"c. d\". 0'. . e."), on(read(A)), on(read(B)), on(read(C)), on(read(D))
opened("/* a. /* b. */ c. "), on(read(A))
opened("ab\ncd"), on(get_char(A)), on(peek_char(B)), on(get_code(C)), on(read_line_to_string(D)), on(read_line_to_codes(E))
opened("ab\r\ncd\n"), on(read_line_to_string(A)), on(read_line_to_string(B)), on(read_line_to_string(C))
opened("ab\ncd"), on(read_line_to_codes(A, B)), on(read_line_to_codes(C, D)), on(read_line_to_codes(E, F))
opened("ab"), on(read_stream_to_codes(A, B))
opened("ab"), on(read_stream_to_codes(A)), on(read_stream_to_codes(B))
opened("abcd"), on(peek_string(2, A)), on(peek_string(9, B)), on(read_string(3, C)), on(read_string(3, D))
opened("abcd"), on(peek_string(_, A))
opened("abcd"), on(peek_string(-1, A))
opened("abcd"), on(read_string(a, A))
opened("abcabc"), on(skip(0'c)), on(get_char(A)), on(skip(c)), on(get_char(B)), on(skip(x))
opened("abc"), on(skip(_))
opened("abc"), on(skip(foo))
opened("abc"), on(copy_stream_data(user_output))
opened("abc"), on(copy_stream_data(user_output, 2)), on(get_char(C))
opened("a"), \+ on(at_end_of_stream), on(get_char(A)), on(at_end_of_stream), on(get_char(B))
opened("é😀"), on(peek_char(A)), on(get_char(A)), on(get_char(B)), on(get_code(C))
opened("x"), on(read_term(T, foo))
opened("x. y."), catch(on(read_term(T, _)), error(E, _), true), on(read(U))
opened("x. "), on(set_input), read(X), set_input(user_input), on(close)
prompt(Old, Old)
prompt(Old, New), New == Old
prompt(Old, ''), prompt(Now, Old)
prompt(_, f(x))
prompt(_, "text")
get_char(user_output, _)
read(_, X)
read(nothing_such, X)
`,
};
