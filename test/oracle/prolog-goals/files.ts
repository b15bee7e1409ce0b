/** Files: their names, opening them, reading and writing them. Each goal works in files of its own. */
import type { Topic } from '../../support/prolog-outcomes.ts';

export const files: Topic = {
  name: 'files',
  program: String.raw`
:- use_module(library(readutil)).
:- use_module(library(filesex), [directory_file_path/3, relative_file_name/3]).
:- use_module(library(pio)).
:- use_module(library(edinburgh)).
% in(File): a file with two clauses and a comment.
in(F) :- fresh(F), open(F, write, S), format(S, "a(1).~nb(\"x y\").~n% c~n", []), close(S).
fresh(F) :- tmp_file_stream(text, F, S), close(S).
with(F, H, G) :- setup_call_cleanup(open(F, read, H), G, close(H)).
content(F) :- read_file_to_string(F, S, []), writeq(S), nl.
all([H|T]) --> [H], !, all(T).
all([]) --> [].
`,
  goals: String.raw`
member(F, ['/a/b/c.txt', '/a/b/', a, '', /, 'a.b.c', '/a/', 'a/b', '.x', 'x.', //]), file_base_name(F, B), file_directory_name(F, D)
file_base_name("s.t", B), file_directory_name("s.t", D)
file_base_name(a//b, B)
file_base_name(_, B)
member(F, ['a.b', a, '/x/y.z/w', 'a.b.c', '.x', 'x.', "s.pl"]), file_name_extension(B, E, F)
file_name_extension(a, pl, F)
file_name_extension(a, '.pl', F)
file_name_extension('a.pl', pl, F)
file_name_extension('a.b', pl, F)
file_name_extension(B, pl, 'a.pl')
file_name_extension(B, txt, 'a.pl')
file_name_extension(a, '', F)
file_name_extension(_, _, _)
directory_file_path(a, b, P)
directory_file_path('a/', b, P)
directory_file_path('.', b, P)
directory_file_path(a, '/b', P)
directory_file_path(D, F, 'a/b/c')
relative_file_name('/a/b/c', '/a/d/e', R)
is_absolute_file_name('/a')
is_absolute_file_name(a)
absolute_file_name('/a/../b/./c', A)
absolute_file_name(x, A, [relative_to('/q')])
absolute_file_name('/no/such/file', A, [access(read)])
absolute_file_name('/no/such/file', A, [access(read), file_errors(fail)])
absolute_file_name(x, A, [extensions([pl]), relative_to('/q')])
in(F), absolute_file_name(F, A, [access(read)]), F == A, fail
in(F), exists_file(F), \+ exists_directory(F), access_file(F, read), print(yes), fail
exists_directory('/')
exists_file('/')
exists_file('/no/such/file')
exists_directory('/no/such/file')
exists_file(_)
exists_file(f(x))
in(F), access_file(F, foo)
access_file('/no/such/file', none)
access_file('/no/such/file', write)
access_file('/no/such/file', read)
in(F), size_file(F, S), print(S), time_file(F, T), float(T), fail
size_file('/no/such/file', S)
time_file('/no/such/file', S)
directory_files('/no/such/directory', L)
fresh(F), delete_file(F), make_directory(F), directory_files(F, L), msort(L, M), print(M), delete_directory(F), \+ exists_directory(F), print(gone), fail
fresh(F), catch(make_directory(F), error(E, _), true), E =.. [N|_], print(N), fail
delete_directory('/no/such/directory')
fresh(F), delete_file(F), catch(delete_file(F), error(existence_error(file, G), _), true), G == F, print(gone), fail
delete_file('/no/such/file')
in(F), atom_concat(F, '.old', G), rename_file(F, G), exists_file(G), \+ exists_file(F), content(G), delete_file(G), fail
rename_file('/no/such/file', '/no/such/file2')
in(F), content(F), fail
in(F), read_file_to_codes(F, Cs, []), length(Cs, N), print(N), fail
in(F), read_file_to_terms(F, Ts, []), print(Ts), fail
read_file_to_string('/no/such/file', S, [])
read_file_to_terms('/no/such/file', S, [])
in(F), open(F, read, H), read(H, X), read_term(H, Y, []), read(H, Z), close(H), print(X-Y-Z), fail
in(F), with(F, H, (read_line_to_string(H, A), read_line_to_codes(H, B), read_line_to_string(H, C), read_line_to_string(H, D))), atom_codes(E, B), print([A, E, C, D]), fail
fresh(F), open(F, write, H), format(H, "hello ~w~n", [x]), write(H, foo), nl(H), close(H), content(F), fail
in(F), open(F, append, H), write(H, more), close(H), content(F), fail
in(F), open(F, update, H), write(H, 'MORE'), close(H), content(F), fail
in(F), open(F, read, _, [alias(inp)]), read_line_to_string(inp, L), close(inp), print(L), fail
in(F), open(F, read, _, [alias(inp2)]), catch(open(F, read, _, [alias(inp2)]), error(E, _), true), close(inp2), print(E), fail
open('/no/such/file', read, _)
open('/no/such/file', write, _)
open('/no/such/file', read, _, [])
open(_, read, _)
open('/no/such/file', _, _)
open('/no/such/file', foo, _)
open('/no/such/file', 1, _)
open(f(x), read, _)
in(F), open(F, read, s)
in(F), open(F, read, _, _)
close(_)
close(foo)
in(F), open(F, read, H), close(H), catch(read(H, _), error(existence_error(stream, _), _), print(closed)), fail
in(F), open(F, read, H), close(H), catch(close(H), error(existence_error(stream, _), _), print(closed)), fail
in(F), with(F, H, catch(write(H, x), error(permission_error(A, B, _), _), print(A-B))), fail
fresh(F), open(F, write, H), catch(read(H, _), error(permission_error(A, B, _), _), print(A-B)), close(H), fail
fresh(F), current_output(O), tell(F), write(abc), told, append(F), write(def), told, set_output(O), content(F), fail
in(F), see(F), read(X), seen, print(X), fail
see('/no/such/file')
tell('/no/such/file')
seeing(S), telling(T)
in(F), with(F, H, (get_char(H, A), peek_char(H, B), get_code(H, C))), print([A, B, C]), fail
in(F), with(F, H, (read_string(H, _, _), get_char(H, A), at_end_of_stream(H))), print(A), fail
in(F), with(F, H, (read_string(H, 4, A), read_string(H, "\n", "\r", B, C))), print([A, B, C]), fail
in(F), with(F, H, (read_string(H, "", "", B, C))), print([B, C]), fail
in(F), with(F, H, copy_stream_data(H, user_output)), fail
in(F), with(F, H, ( stream_property(H, file_name(G)), G == F, stream_property(H, mode(M)), stream_property(H, input) )), print(M), fail
in(F), phrase_from_file(all(Cs), F), length(Cs, N), print(N), fail
fresh(F), open(F, write, W, [type(binary)]), put_byte(W, 200), put_byte(W, 10), close(W), open(F, read, R, [type(binary)]), get_byte(R, A), peek_byte(R, B), get_byte(R, B), get_byte(R, C), close(R), print([A, B, C]), fail
fresh(F), open(F, write, W, [encoding(iso_latin_1)]), write(W, 'é'), close(W), size_file(F, N), open(F, read, R, [encoding(iso_latin_1)]), get_char(R, C), close(R), print(N-C), fail
fresh(F), open(F, write, W, [encoding(utf8)]), write(W, 'é'), close(W), size_file(F, N), print(N), fail
fresh(F), setup_call_cleanup(open(F, write, S), with_output_to(string(T), ( write(a), write(S, b) )), close(S)), print(T), content(F), fail
fresh(F), current_output(O), open(F, write, S), set_output(S), write(x), set_output(O), close(S), write(y), content(F), fail
open_null_stream(S), write(S, abc), close(S), print(done), fail
wildcard_match("*.{a,b}", "x.a")
wildcard_match("*.{a,b}", "x.c")
wildcard_match("[a-c]?z", bxz)
member(P, ['[b-a]', '[]', '[a-]', '[-a]', '[^a]', '[a-c-e]', '[\\]a]', '[a-\\d]', '{}', '{a,}', '{a,{b,-}}', '{*}', '**', '*?', 'a{b{c,d},e}f', '{a\\,b,c}', '{[,],x}', 'a,b', 'a}', '\\', '\\*', '\\a', '']), member(T, [a, b, c, -, ^, '', 'a,b', abcf, aef, 'a}', *, (','), '\\', é, '😀']), wildcard_match(P, T), write(P-T), nl, fail
wildcard_match('[a', a)
wildcard_match('[a\\', a)
wildcard_match('{a,b', a)
wildcard_match('{a', b)
wildcard_match(_, a)
wildcard_match(a, f(x))
member(N, [toString, constructor, '__proto__', hasOwnProperty]), getenv(N, V)
open('/dev/null', read, S), read(S, T), close(S), print(T), fail
open('/dev/null', write, S), write(S, x), close(S), print(written), fail
read_file_to_string('/dev/null', S, [])
catch(( open('/dev/full', write, S), write(S, x), flush_output(S) ), error(io_error(A, T), context(_, M)), true), T == S, print(A-M), fail
exists_file('a\0\b')
exists_directory('a\0\b')
access_file('a\0\b', read)
size_file('a\0\b', _)
open('a\0\b', read, _)
delete_file('a\0\b')
exists_file('/etc/passwd/x')
exists_directory('/etc/passwd/x')
time_file('/etc/passwd/x', _)
in(F), same_file(F, F), print(same), fail
tmp_file(x, F), atom(F), \+ exists_file(F), print(new), fail
working_directory(D, D), atom(D), sub_atom(D, _, 1, 0, /), print(ok), fail
`,
};
