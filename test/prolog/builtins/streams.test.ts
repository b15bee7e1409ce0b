/** Reading from texts and from the input of the host; output that searches collect at the same time. */
import { expect, test } from 'vitest';
import { SessionEngine } from '../../../src/index.ts';
import { TauProlog } from '../../../src/prolog/tau.ts';
import { describeGoals } from '../../support/builtin-goals.ts';

describeGoals(
  'texts that are opened',
  String.raw`
open_string("a(X, Y). b. ", S), read(S, A), read(S, B), read(S, C), close(S), X = x, fail ; true
open_string("p(X, _Y, X).", S), read_term(S, T, [variable_names(N), variables(V), singletons(O)]), print([T, N, V, O]), fail ; true
open_string("p q. r.", S), catch(read(S, _), error(E, _), true), print(E), read(S, T), print(T), fail ; true
open_string("ab\ncd", S), get_char(S, A), peek_char(S, B), get_code(S, C), read_line_to_string(S, D), read_line_to_codes(S, E), print([A, B, C, D, E]), fail ; true
open_string("é😀", S), get_char(S, A), get_char(S, B), get_char(S, C), print([A, B, C]), at_end_of_stream(S), fail ; true
open_string("text", S), read_string(S, L, T), print(L-T), fail ; true
open_string("x", S), close(S), catch(read(S, _), error(E, _), true), functor(E, N, A), print(N/A), fail ; true
open_string("1 + 2. ", S), set_input(S), read(X), set_input(user_input), close(S), print(X), fail ; true
open_string(_, S)
open_string("x", S), catch(nl(S), error(E, _), true), functor(E, N, A), print(N/A), fail ; true
`,
);

test('user_input is the text that the host was given', async () => {
  let output = '';
  const prolog = new TauProlog(new SessionEngine(), {
    input: 'first(X, Y).\nhello world\nlast.',
    output: (text) => {
      output += text;
    },
  });
  const goal =
    'read(T), get_char(_), read_line_to_string(user_input, L), read(U), read(E), print([T, L, U, E]), nl';
  expect(await prolog.query(goal).exists()).toBe(true);
  expect(output.replace(/_G?\d+/g, '_')).toBe('[first(_,_),"hello world",last,end_of_file]\n');
  await prolog.close();
});

test('searches that collect output at the same time keep it apart', async () => {
  let output = '';
  const prolog = new TauProlog(new SessionEngine(), {
    output: (text) => {
      output += text;
    },
  });
  prolog.define('pause/0', () => new Promise<undefined>((resolve) => setImmediate(() => resolve(undefined))));
  const goal = (name: string) =>
    prolog.query(`with_output_to(string(S), forall(between(1, 3, I), (write(${name}-I), pause)))`).first();
  const [a, b] = await Promise.all([goal('a'), goal('b'), prolog.query('pause, write(shown)').exists()]);
  expect([a?.S, b?.S, output]).toEqual(['a-1a-2a-3', 'b-1b-2b-3', 'shown']);
  await prolog.close();
});

test('output is not collected any more after a failure or an error', async () => {
  let output = '';
  const prolog = new TauProlog(new SessionEngine(), {
    output: (text) => {
      output += text;
    },
  });
  await prolog.query('with_output_to(string(_), (write(lost), fail)) ; write(a)').exists();
  await prolog.query('catch(with_output_to(string(_), (write(lost), throw(x))), x, write(b))').exists();
  await prolog.query('catch(format(atom(_), "lost ~a", [f(x)]), _, write(c))').exists();
  expect(output).toBe('abc');
  await prolog.close();
});

test('halt ends the search, whatever the program catches', async () => {
  const prolog = new TauProlog(new SessionEngine());
  await expect(prolog.query('catch(halt(3), _, true)').exists()).rejects.toMatchObject({
    term: expect.objectContaining({ name: 'unwind' }),
  });
  await prolog.close();
});

test('a program may define anew what is in the library, and not what is in the system', async () => {
  const prolog = new TauProlog(new SessionEngine());
  await prolog.consult('random_member(mine, _).');
  expect(await prolog.query('random_member(X, [a])').first()).toEqual({ X: 'mine' });
  await expect(prolog.consult('atom_length(_, 1).')).rejects.toThrow(/No permission/);
  await expect(prolog.consult('format(_, 1).')).rejects.toThrow(/No permission/);
  await prolog.close();
});
