/** Terms of any depth, and lists of any length, are terms as any others in programs. */
import { Compound, compound, int, list, SessionEngine, type Term, Var } from 'clausal';
import { TauProlog } from 'clausal/tau';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

/** More than any recursion survives. */
const DEPTH = 20_000;
const LENGTH = 200_000;

let host: TauProlog;
beforeEach(async () => {
  host = new TauProlog(new SessionEngine({ gc: 'passive' }));
  await host.consult(':- dynamic(kept/1).\nequal(X, X).\n');
});
afterEach(() => host.close());

const holds = (goal: string, X: Term) =>
  host.query(goal, { bindings: { X }, isLeftToEngine: false }).exists();

function nested(make: (inner: Term) => Term, core: Term): Term {
  let term = core;
  for (let i = 0; i < DEPTH; i++) term = make(term);
  return term;
}

const GOALS = [
  'equal(X, Y), X == Y',
  'assertz(kept(X)), kept(Y), retract(kept(X)), X =@= Y',
  'copy_term(X, Y), X =@= Y, findall(X, true, [Z]), X =@= Z',
  'Y = g(X), Y = g(Z), equal(f(Z, V, W), f(V, W, X))',
  'catch(throw(X), Y, true), X =@= Y',
  'variant_sha1(X, H), copy_term(X, Y), variant_sha1(Y, H)',
];

describe.each([
  ['f(f(…))', (inner: Term) => compound('f', [inner])],
  ['… + 1 + 1', (inner: Term) => compound('+', [inner, int(1)])],
  ['1 ^ 1 ^ …', (inner: Term) => compound('^', [int(1), inner])],
])('%s', (_name, make) => {
  test.each(GOALS)('%s', { timeout: 120_000 }, async (goal) => {
    expect(await holds(goal, nested(make, new Var('End')))).toBe(true);
  });
});

test.each(GOALS)('f(f(…)) without variables: %s', { timeout: 120_000 }, async (goal) => {
  expect(
    await holds(
      goal,
      nested((inner) => compound('f', [inner]), int(0)),
    ),
  ).toBe(true);
});

test('a list of 200,000', { timeout: 240_000 }, async () => {
  const items = list(Array.from({ length: LENGTH }, (_, i) => int(i)));
  expect(await holds('equal(X, Y), assertz(kept(Y)), kept(Z), length(Z, 200000)', items)).toBe(true);
});

test.each([
  ['the elements of a list are bound one by one', 'length(L, 20000), maplist(=(x), L), msort(L, L)'],
  ['a list is made from the front', 'numlist(1, 20000, L), maplist(succ, L, M), last(M, 20001)'],
  ['a recursion comes back from its end', 'length(L, 20000), count(L, 20000)'],
])(
  '%s, 20,000 of them, in time that is not the square of that',
  { timeout: 240_000 },
  async (_what, goal) => {
    await host.consult('count([], 0).\ncount([_|T], N) :- count(T, M), N is M + 1.\n');
    expect(await host.query(goal, { isLeftToEngine: false }).exists()).toBe(true);
  },
);

test('terms that contain themselves, at whatever depth, are an error', async () => {
  const shallow = new Var('X');
  const cyclic = new Compound('f', [int(1), new Compound('g', [shallow])]);
  for (const goal of ['X = f(1, g(X))', 'X = f(X, X)', 'X = [1|X]', 'equal(X-Y, f(Y)-g(X))']) {
    await expect(host.query(`${goal}, !`).first()).rejects.toMatchObject({
      code: expect.stringMatching(/^(representation|resource)_error$/),
    });
  }
  expect(await holds('X = f(1, g(Y)), var(Y)', cyclic)).toBe(true);
});
