/** What one call of a predicate may make: goals that ask for more are refused before they keep the thread. */
import { SessionEngine } from 'clausal';
import { expect, test } from 'vitest';
import { TauProlog } from '../../../src/prolog/tau.ts';

const host = () => new TauProlog(new SessionEngine({ profile: 'swi' }), { output: () => {} });

test.each([
  'format("~20000000f", [1])',
  'format("~20000000e", [1])',
  'format("~100000000d", [1])',
  'format("~100000000D", [1])',
  'format("~*c", [100000000, 0\'x])',
  'format("~1000000000n")',
  'format("~`xt~1000000000|")',
  'format("~1000000000+")',
  'format("~99999999999999999999d", [1])',
  'tab(1000000000)',
  'tab(1 << 70)',
  'functor(T, f, 10000000)',
  'functor(T, f, 300000)',
  'functor(T, f, 30000)',
  'compound_name_arity(T, f, 10000000)',
  'length(L, 100000000)',
  'length(L, 300000)',
  'length(L, 30000)',
  'X is 2 ** 10000000, format("~d", [X])',
  'X is 2 ** 10000000, atom_length(X, N)',
  'X is 2 ** 10000000, nth_integer_root_and_remainder(2, X, R, M)',
  'format(atom(A), "~`xt~1000000|", []), atom_concat(A, A, B), atom_codes(B, C)',
  'format(atom(A), "~`xt~1000000|", []), atom_concat(A, A, B), atom_chars(B, C)',
  'format(atom(A), "~`,t~1000000|", []), atom_concat(A, A, B), atomic_list_concat(P, \',\', B)',
  'format(atom(A), "~`,t~1000000|", []), atom_concat(A, A, B), split_string(B, ",", "", P)',
  'crypto_n_random_bytes(100000000, Bytes)',
])('%s', async (goal) => {
  await expect(host().query(`catch((${goal}), error(E, _), true)`).first()).resolves.toMatchObject({
    E: { resource_error: 'memory' },
  });
});

test.each([
  'format(atom(A), "~100000f", [1]), atom_length(A, 100002)',
  'functor(T, f, 10000), functor(T, f, N)',
  'length(L, 10000), length(L, N)',
  'format(atom(A), "~`xt~100000|", []), atom_codes(A, C), length(C, 100000)',
  'nth_integer_root_and_remainder(1000000000, 5, 1, 4)',
  'X is 7 ** 10001, nth_integer_root_and_remainder(2, X, R, M), X =:= R * R + M, X < (R + 1) * (R + 1)',
])('but not: %s', async (goal) => {
  expect(await host().query(goal).exists()).toBe(true);
});
