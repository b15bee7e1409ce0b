/** The logical update view: an iteration sees the clauses that were there when it began, whatever happens meanwhile. */
import { ClauseStore, type Solutions } from 'clausal';
import { describe, expect, test } from 'vitest';

/** Below and above the size from which on there are indexes and spare room. */
const SIZES = [1, 2, 8, 9, 12];

function filled(size: number): ClauseStore {
  const db = new ClauseStore();
  for (let i = 0; i < size; i++) db.assertz({ p: ['key', i] });
  db.assertz('rule(X) :- p(_, X)');
  return db;
}

/** Ways to iterate over the same facts: as a pattern, by a rule, and by index. */
const ways = ['p(_, X)', 'rule(X)', 'p(key, X)', 'p(_, X), true'] as const;

function numbers(size: number): number[] {
  return Array.from({ length: size }, (_, i) => i);
}

/** Iterates and calls `meanwhile` after the solution number `at`. */
function iterate(solutions: Solutions, at: number, meanwhile: () => void): unknown[] {
  const found: unknown[] = [];
  for (const { X } of solutions) {
    found.push(X);
    if (found.length - 1 === at) meanwhile();
  }
  return found;
}

describe.each(ways)('%s, at each position,', (goal) => {
  test('sees every clause that is retracted meanwhile', () => {
    for (const size of SIZES) {
      for (let at = 0; at < size; at++) {
        for (let gone = 0; gone < size; gone++) {
          const db = filled(size);
          expect(iterate(db.query(goal), at, () => db.retract({ p: ['key', gone] }))).toEqual(numbers(size));
          expect(db.query(goal).count()).toBe(size - 1);
        }
      }
    }
  });

  test('sees all when all are retracted, and none of those asserted meanwhile', () => {
    for (const size of SIZES) {
      for (let at = 0; at < size; at++) {
        const db = filled(size);
        const meanwhile = () => {
          db.retractall('p(_, _)');
          for (let i = 0; i < size; i++) {
            db.assertz({ p: ['key', `z${i}`] });
            db.asserta({ p: ['key', `a${i}`] });
          }
        };
        expect(iterate(db.query(goal), at, meanwhile)).toEqual(numbers(size));
        expect(db.query(goal).count()).toBe(2 * size);
      }
    }
  });

  test('sees none that is asserted meanwhile', () => {
    for (const size of SIZES) {
      for (let at = 0; at < size; at++) {
        for (const how of ['asserta', 'assertz'] as const) {
          const db = filled(size);
          expect(iterate(db.query(goal), at, () => db[how]('p(key, new)'))).toEqual(numbers(size));
          expect(db.query(goal).count()).toBe(size + 1);
        }
      }
    }
  });

  test('ends when every solution asserts another one', () => {
    const db = filled(10);
    for (const { X } of db.query(goal)) db.assertz({ p: ['key', Number(X) + 10] });
    expect(
      db
        .query(goal)
        .toArray()
        .map(({ X }) => X),
    ).toEqual(numbers(20));
  });
});

test('an iteration begins with its first step, not with the query', () => {
  const db = filled(3);
  const solutions = db.query('p(_, X)');
  db.assertz('p(key, 3)');
  expect(solutions.count()).toBe(4);
  db.retractall('p(_, _)');
  expect(solutions.count()).toBe(0);
});

test('a goal further right sees the predicate as it is each time that it is called', () => {
  const db = new ClauseStore();
  db.consult('p(1). p(2). p(3). q(a).');
  const seen: unknown[] = [];
  for (const { X, Y } of db.query('p(X), q(Y)')) {
    seen.push([X, Y]);
    if (Y === 'a') db.assertz('q(b)');
    if (X === 2) db.retractall('q(_)');
  }
  expect(seen).toEqual([
    [1, 'a'],
    [2, 'a'],
    [2, 'b'],
  ]);
});

test('two iterations of one query go their own ways', () => {
  const db = filled(4);
  const solutions = db.query('p(_, X)');
  const [one, two] = [solutions[Symbol.iterator](), solutions[Symbol.iterator]()];
  expect([one.next().value, one.next().value, two.next().value]).toEqual([{ X: 0 }, { X: 1 }, { X: 0 }]);
  db.retract('p(key, 2)');
  expect([one.next().value, two.next().value, two.next().value]).toEqual([{ X: 2 }, { X: 1 }, { X: 2 }]);
});

describe('retractEach, at each position,', () => {
  test('retracts what it reaches, and leaves the rest', () => {
    for (const size of SIZES) {
      for (let at = 0; at < size; at++) {
        const db = filled(size);
        for (const { X } of db.retractEach('p(_, X)')) if (X === at) break;
        expect(
          db
            .query('p(_, X)')
            .toArray()
            .map(({ X }) => X),
        ).toEqual(numbers(size).slice(at + 1));
      }
    }
  });

  test('retracts none that is asserted meanwhile', () => {
    for (const size of SIZES) {
      for (let at = 0; at < size; at++) {
        const db = filled(size);
        const meanwhile = () => {
          db.asserta('p(key, a)');
          db.assertz('p(key, z)');
        };
        expect(iterate(db.retractEach('p(_, X)'), at, meanwhile)).toEqual(numbers(size));
        expect(db.query('p(_, X)').toArray()).toEqual([{ X: 'a' }, { X: 'z' }]);
      }
    }
  });

  test('passes over what others retract meanwhile: each clause is retracted once', () => {
    for (const size of SIZES) {
      for (let at = 0; at < size; at++) {
        for (let gone = 0; gone < size; gone++) {
          const db = filled(size);
          const found = iterate(db.retractEach('p(_, X)'), at, () => db.retract({ p: ['key', gone] }));
          expect(found).toEqual(numbers(size).filter((i) => i <= at || i !== gone));
        }
      }
    }
  });

  test('shares the clauses between two of them', () => {
    const db = filled(10);
    const [one, two] = [db.retractEach('p(_, X)'), db.retractEach('p(key, X)')].map((each) =>
      each[Symbol.iterator](),
    );
    const found: unknown[] = [];
    for (let i = 0; i < 6; i++) found.push(one!.next().value?.X, two!.next().value?.X);
    expect(found.filter((x) => x !== undefined)).toEqual(numbers(10));
    expect(db.query('p(_, _)').exists()).toBe(false);
  });
});

test('abolish under an iteration changes nothing for it', () => {
  const db = filled(9);
  expect(iterate(db.query('p(_, X)'), 2, () => db.abolish('p/2'))).toEqual(numbers(9));
  expect(iterate(filled(9).query('rule(X)'), 2, () => db.abolish('rule/1'))).toEqual(numbers(9));
});

test('a transaction undone under an iteration changes nothing for it', () => {
  for (let at = 0; at < 12; at++) {
    const db = filled(12);
    const undone = () => {
      db.retractall('p(_, _)');
      db.assertz('p(key, new)');
      throw new Error('undo');
    };
    const meanwhile = () => expect(() => db.transaction(undone)).toThrow('undo');
    expect(iterate(db.query('p(_, X)'), at, meanwhile)).toEqual(numbers(12));
    expect(
      db
        .query('p(_, X)')
        .toArray()
        .map(({ X }) => X),
    ).toEqual(numbers(12));
  }
});

test('100,000 clauses erased under an iteration are all seen by it, and by no other', () => {
  const db = new ClauseStore();
  for (let i = 0; i < 100_000; i++) db.assertz({ p: ['key', i] });
  const solutions = db.query('p(_, X)')[Symbol.iterator]();
  expect(solutions.next().value).toEqual({ X: 0 });
  expect(db.retractall('p(_, _)')).toBe(100_000);
  for (let i = 0; i < 1000; i++) db.assertz({ p: ['key', -i] });
  expect(db.query('p(_, _)').count()).toBe(1000);
  let next = 1;
  for (let step = solutions.next(); !step.done; step = solutions.next()) {
    if (step.value.X !== next++) throw new Error(`${step.value.X} where ${next - 1} was to come`);
  }
  expect(next).toBe(100_000);
});
