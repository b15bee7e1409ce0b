/** `assertErasable`: a clause that can be taken back, and nothing else with it. */
import { ClauseStore } from 'clausal';
import { expect, test } from 'vitest';

test('erases just its own clause, once', () => {
  const db = new ClauseStore();
  db.assertz('p(1)');
  const erase = db.assertErasable('p(1)');
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
  let erase = () => true;
  expect(() =>
    db.transaction(() => {
      erase = db.assertErasable('p(1)');
      throw new Error('undone');
    }),
  ).toThrow('undone');
  expect(erase()).toBe(false);
  db.assertz('p(1)');
  expect(erase()).toBe(false);
  expect(db.query('p(_)').count()).toBe(1);
});
