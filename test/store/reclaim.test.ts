/** Erased clauses are let go of: by the store at once or soon, by an iteration when it ends or is forgotten. */
import { _, ClauseStore, int, list, type Term } from 'clausal';
import { describe, expect, test } from 'vitest';
import { countHeld, heapInUse } from '../support/garbage.ts';

/** Asserts `p(Key, [I])` for as many facts, whose lists are watched: a fact holds those as they are. */
function filled(size: number): { db: ClauseStore; payloads: WeakRef<object>[] } {
  const db = new ClauseStore();
  const payloads: WeakRef<object>[] = [];
  for (let i = 0; i < size; i++) {
    const payload: Term = list([int(i)]);
    payloads.push(new WeakRef(payload));
    db.assertz({ p: [i % 100, payload] });
  }
  return { db, payloads };
}

/** Asks in such ways that every kind of index is there. */
function buildIndexes(db: ClauseStore): void {
  for (const goal of ['p(7, _)', 'p(_, [7])', 'p(7, [7])', 'p(_, _)']) db.query(goal).count();
}

/** What an erased clause may still be held by: a tail that is tidied with the next changes. */
const FEW = 20;

describe('erased clauses are let go of', () => {
  test('after retractall, indexes and all', async () => {
    const { db, payloads } = filled(1000);
    buildIndexes(db);
    expect(await countHeld(payloads)).toBe(1000);
    db.retractall('p(_, _)');
    expect(await countHeld(payloads)).toBeLessThanOrEqual(FEW);
  });

  test('after each way to erase', async () => {
    for (const erase of [
      (db: ClauseStore) => db.abolish('p/2'),
      (db: ClauseStore) => db.retractEach('p(_, _)').count(),
      (db: ClauseStore) => {
        while (db.retract('p(_, _)') !== undefined);
      },
      (db: ClauseStore) => db.transaction(() => db.retractall('p(_, _)')),
    ]) {
      const { db, payloads } = filled(500);
      buildIndexes(db);
      erase(db);
      buildIndexesOf(db);
      expect(await countHeld(payloads)).toBeLessThanOrEqual(FEW);
    }
  });

  test('after a transaction that was undone', async () => {
    const { db, payloads } = filled(10);
    const undone: WeakRef<object>[] = [];
    const filling = () => {
      for (let i = 0; i < 1000; i++) {
        const payload = list([int(i)]);
        undone.push(new WeakRef(payload));
        db.assertz({ p: [i % 100, payload] });
      }
      buildIndexes(db);
      throw new Error('undo');
    };
    expect(() => db.transaction(filling)).toThrow('undo');
    expect(await countHeld(undone)).toBeLessThanOrEqual(FEW);
    expect(await countHeld(payloads)).toBe(10);
  });

  test('the rest of them stays', async () => {
    const { db, payloads } = filled(1000);
    buildIndexes(db);
    db.retractall('p(_, [500])');
    for (let i = 0; i < 100; i += 2) db.retractall({ p: [i, list([int(i)])] });
    expect(await countHeld(payloads)).toBeGreaterThanOrEqual(949);
    expect(db.query('p(_, _)').count()).toBe(949);
  });
});

/** Goals on a predicate that may be unknown by now. */
function buildIndexesOf(db: ClauseStore): void {
  db.retractall('p(_, _)');
  buildIndexes(db);
}

describe('under an open iteration', () => {
  test('erased clauses are held by the iteration only, and not when it has ended', async () => {
    const { db, payloads } = filled(2000);
    const solutions = db.query('p(_, X)')[Symbol.iterator]();
    solutions.next();
    db.retractall('p(_, _)');
    for (let i = 0; i < 100; i++) db.assertz('p(new, new)');
    let seen = 1;
    while (!solutions.next().done) seen++;
    expect(seen).toBe(2000);
    solutions.return?.();
    expect(await countHeld(payloads)).toBeLessThanOrEqual(FEW);
    expect(solutions.next().done).toBe(true);
  });

  test('nothing is held once it is closed', async () => {
    const { db, payloads } = filled(2000);
    const solutions = db.query('p(_, X)')[Symbol.iterator]();
    solutions.next();
    db.retractall('p(_, _)');
    solutions.return?.();
    expect(await countHeld(payloads)).toBeLessThanOrEqual(FEW);
    expect(solutions.next().done).toBe(true);
  });

  test.each(['p(_, X)', 'p(_, X), true'])('nothing is held once it is abandoned: %s', async (goal) => {
    const { db, payloads } = filled(100_000);
    abandon(db, goal);
    db.retractall('p(_, _)');
    expect(await countHeld(payloads)).toBeLessThanOrEqual(FEW);
    expect(db.query('p(_, _)').exists()).toBe(false);
  });

  function abandon(db: ClauseStore, goal: string): void {
    const solutions = db.query(goal)[Symbol.iterator]();
    for (let i = 0; i < 10; i++) solutions.next();
  }
});

test('a million replacements take no more memory than a hundred thousand', async () => {
  const db = new ClauseStore();
  for (let i = 0; i < 1000; i++) db.assertz({ last_used: [i, 0] });
  const replace = (from: number, to: number) => {
    for (let i = from; i < to; i++) {
      const id = i % 1000;
      db.retractall({ last_used: [id, _] });
      db.assertz({ last_used: [id, i] });
    }
  };
  replace(0, 100_000);
  const before = await heapInUse();
  replace(100_000, 1_000_000);
  expect((await heapInUse()) - before).toBeLessThan(5);
  expect(db.query('last_used(_, _)').count()).toBe(1000);
  expect(db.query('last_used(7, T)').toArray()).toEqual([{ T: 999_007 }]);
});

test('a queue of which both ends move takes no more memory as it goes on', async () => {
  const db = new ClauseStore();
  for (let i = 0; i < 1000; i++) db.assertz({ job: i });
  const turn = (from: number, to: number) => {
    for (let i = from; i < to; i++) {
      db.retract('job(_)');
      db.assertz({ job: i });
    }
  };
  turn(1000, 20_000);
  const before = await heapInUse();
  turn(20_000, 120_000);
  expect((await heapInUse()) - before).toBeLessThan(5);
  expect(db.query('job(X)').first()).toEqual({ X: 119_000 });
});
