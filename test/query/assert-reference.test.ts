/** `assertReference` and `erase`: a clause that can be taken back, and nothing else with it. */
import { type ClauseReference, ClauseStore } from 'clausal';
import { expect, test } from 'vitest';

test('erases just its own clause, once', () => {
  const db = new ClauseStore();
  db.assertz('p(1)');
  const reference = db.assertReference('p(1)');
  const erase = () => db.erase(reference);
  db.assertz('p(1)');
  const heard: string[] = [];
  db.watch('p(_)', (kind) => heard.push(kind));
  expect(erase()).toBe(true);
  expect(erase()).toBe(false);
  expect(db.query('p(1)').count()).toBe(2);
  expect(heard).toEqual(['erase']);
});

test('erases nothing where its clause is gone', () => {
  const db = new ClauseStore();
  let reference: ClauseReference | undefined;
  const erase = () => db.erase(reference!);
  expect(() =>
    db.transaction(() => {
      reference = db.assertReference('p(1)');
      throw new Error('undone');
    }),
  ).toThrow('undone');
  expect(erase()).toBe(false);
  db.assertz('p(1)');
  expect(erase()).toBe(false);
  expect(db.query('p(_)').count()).toBe(1);
});

test('is in front of the others where that is asked for', () => {
  const db = new ClauseStore();
  const last = db.assertReference('p(1)');
  const first = db.assertReference('p(0)', 'first');
  expect(db.query('p(X)').toArray()).toEqual([{ X: 0 }, { X: 1 }]);
  expect(first.order).toBeLessThan(last.order);
  expect(() => db.erase({ order: 1, isErased: false })).toThrow(
    'what assertReference() answered was expected',
  );
});

test('what is brought in and let go of quietly is found, and watchers are not told unless they ask', () => {
  const db = new ClauseStore();
  const told: string[] = [];
  const all: string[] = [];
  db.watch('p(X)', (kind, { X }) => told.push(`${kind} ${X}`));
  db.watch('p(X)', (kind, { X }) => all.push(`${kind} ${X}`), { hearsQuiet: true });
  db.quietly(() => {
    db.assertz('p(1)');
    db.transaction(() => db.assertz('p(2)'));
  });
  db.assertz('p(3)');
  expect(() =>
    db.quietly(() => {
      db.retract('p(1)');
      throw new Error('over');
    }),
  ).toThrow('over');
  db.retract('p(2)');
  expect(told).toEqual(['assert 3', 'erase 2']);
  expect(all).toEqual(['assert 1', 'assert 2', 'assert 3', 'erase 1', 'erase 2']);
  expect(db.query('p(X)').toArray()).toEqual([{ X: 3 }]);
});
