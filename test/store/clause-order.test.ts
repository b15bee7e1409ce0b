/** Clauses keep the order in which they were asserted, at either end, whatever is retracted in between. */
import { ClauseStore } from 'clausal';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holds } from '../support/property.ts';

function facts(db: ClauseStore): unknown[] {
  return db
    .query('p(X)')
    .toArray()
    .map(({ X }) => X);
}

test('assertz adds behind the others, asserta before them', () => {
  const db = new ClauseStore();
  for (let i = 0; i < 30; i++) {
    db.assertz({ p: i });
    db.asserta({ p: -i - 1 });
  }
  expect(facts(db)).toEqual(Array.from({ length: 60 }, (_, i) => i - 30));
});

test('the same fact can be there many times', () => {
  const db = new ClauseStore();
  for (let i = 0; i < 3; i++) db.assertz('p(x)');
  expect(facts(db)).toEqual(['x', 'x', 'x']);
  db.retract('p(x)');
  expect(facts(db)).toEqual(['x', 'x']);
});

test('retract takes the first that matches, and says how', () => {
  const db = new ClauseStore();
  db.consult('p(a, 1). p(b, 2). p(a, 3).');
  expect(db.retract('p(a, N)')).toEqual({ N: 1 });
  expect(db.retract('p(a, N)')).toEqual({ N: 3 });
  expect(db.retract('p(a, N)')).toBeUndefined();
  expect(db.retract('nosuch(_)')).toBeUndefined();
  expect(db.query('p(X, Y)').toArray()).toEqual([{ X: 'b', Y: 2 }]);
});

test('retractall answers how many it removed', () => {
  const db = new ClauseStore();
  for (let i = 0; i < 100; i++) db.assertz({ p: [i % 3, i] });
  expect(db.retractall('p(1, _)')).toBe(33);
  expect(db.retractall('p(1, _)')).toBe(0);
  expect(db.retractall('p(_, _)')).toBe(67);
  expect(db.query('p(_, _)').exists()).toBe(false);
});

test('any sequence at both ends is what an array would be', () => {
  const step = fc.tuple(fc.constantFrom('asserta', 'assertz', 'retract', 'last', 'all'), fc.nat({ max: 5 }));
  holds(fc.array(step, { maxLength: 200 }), 200, (steps) => {
    const db = new ClauseStore();
    db.retractall('p(_)');
    let array: number[] = [];
    let made = 0;
    for (const [kind, n] of steps) {
      if (kind === 'asserta' || kind === 'assertz') {
        for (let i = 0; i <= n; i++) {
          db[kind]({ p: ++made });
          array = kind === 'asserta' ? [made, ...array] : [...array, made];
        }
      } else if (kind === 'all') {
        if (n === 0) array = db.retractall('p(_)') === array.length ? [] : array;
      } else {
        const gone = kind === 'last' ? array.at(-1) : array[0];
        if (gone !== undefined) expect(db.retract({ p: gone })?.fact).toEqual({ p: gone });
        array = array.filter((item) => item !== gone);
      }
      expect(facts(db)).toEqual(array);
    }
  });
});
