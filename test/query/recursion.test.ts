/** Recursion by rules, a million levels of it, without JavaScript's stack. */
import { atom, ClauseStore, compound, int, list, type Term, Var, v } from 'clausal';
import { describe, expect, test } from 'vitest';

const MILLION = 1_000_000;
const TRUE = atom('true');

const db = new ClauseStore();
db.consult(`
  count(N, N).
  count(N, M) :- N < M, N1 is N + 1, count(N1, M).
  upto(N, M) :- ( N < M -> N1 is N + 1, upto(N1, M) ; true ).
  walk([]).
  walk([_ | T]) :- walk(T).
  len([], 0).
  len([_ | T], N) :- len(T, M), N is M + 1.
  append([], L, L).
  append([H | T], L, [H | R]) :- append(T, L, R).
  reverse(L, R) :- reverse(L, [], R).
  reverse([], R, R).
  reverse([H | T], A, R) :- reverse(T, [H | A], R).
  even(0).
  even(N) :- N > 0, M is N - 1, odd(M).
  odd(N) :- N > 0, M is N - 1, even(M).
  edge(a, b). edge(b, c). edge(c, d). edge(b, d).
  path(X, X, [X]).
  path(X, Z, [X | P]) :- edge(X, Y), path(Y, Z, P).
`);

const million: Term = list(Array.from({ length: MILLION }, (_, i) => int(i)));

describe('a million levels of', () => {
  test('counting up with the alternatives left open', () => {
    expect(db.query(`count(0, ${MILLION})`).exists()).toBe(true);
  });

  test('counting up with if-then-else', () => {
    expect(db.query(`upto(0, ${MILLION})`).count()).toBe(1);
  });

  test('walking a list', () => {
    expect(db.query({ walk: million }).count()).toBe(1);
  });

  test('recursion that is not the last call', () => {
    expect(db.query({ len: [million, v('N')] }).first()).toEqual({ N: MILLION });
  });

  test('two rules that call each other', () => {
    expect(db.query(`even(${MILLION})`).exists()).toBe(true);
  });
});

describe('a hundred thousand levels of', () => {
  const items = Array.from({ length: 100_000 }, (_, i) => i);

  test('building a list on the way back', () => {
    const { R } = db.query({ append: [items, ['end'], v('R')] }).first()!;
    expect(R).toEqual([...items, 'end']);
  });

  test('building a list on the way down', () => {
    const { R } = db.query({ reverse: [items, v('R')] }).first()!;
    expect(R).toEqual(items.toReversed());
  });

  test('goals in a row', () => {
    const goal = `${'true, '.repeat(100_000)}X = 1`;
    expect(db.query(goal).first()).toEqual({ X: 1 });
  });

  test('goals grouped to the left', () => {
    let goal: Term = TRUE;
    for (let i = 0; i < 100_000; i++) goal = compound(',', [goal, TRUE]);
    expect(db.query(goal).count()).toBe(1);
  });

  test.each<[name: string, wrap: (inner: Term) => Term]>([
    ['negations', (inner) => compound('\\+', [inner])],
    ['conditions', (inner) => compound('->', [inner, TRUE])],
    ['alternatives', (inner) => compound(';', [inner, compound('fail', [])])],
    ['calls', (inner) => compound('call', [inner])],
    ['goals once', (inner) => compound('once', [inner])],
    ['goals of which all solutions are found', (inner) => compound('findall', [TRUE, inner, new Var()])],
  ])('%s within each other', (_name, wrap) => {
    let goal: Term = TRUE;
    for (let i = 0; i < 100_000; i++) goal = wrap(goal);
    expect(db.query(goal).exists()).toBe(true);
  });
});

test('recursive rules find each way through a graph', () => {
  const paths = Array.from(db.query('path(a, d, P)'), ({ P }) => P);
  expect(paths).toEqual([
    ['a', 'b', 'c', 'd'],
    ['a', 'b', 'd'],
  ]);
});

test('append runs in every direction', () => {
  expect(db.query('append(X, Y, [a, b])').toArray()).toEqual([
    { X: [], Y: ['a', 'b'] },
    { X: ['a'], Y: ['b'] },
    { X: ['a', 'b'], Y: [] },
  ]);
  expect(db.query('append(X, [b], [a, b])').toArray()).toEqual([{ X: ['a'] }]);
});
