/** Transactions: all of the changes or, after a throw, none, and the listeners hear of what was kept. */
import { ClauseStore } from 'clausal';
import { describe, expect, test } from 'vitest';
import { dumpTerm } from '../support/term-dump.ts';

/** Everything that can be asked of the store. */
function state(db: ClauseStore): unknown {
  const facts = (goal: string) => {
    try {
      return Array.from(db.query(goal), ({ term }) => dumpTerm(term));
    } catch (error) {
      return (error as Error).message;
    }
  };
  return {
    predicates: [...db.predicates()],
    all: facts('p(_, _)'),
    first: facts('p(k5, _)'),
    second: facts('p(_, f(5))'),
    rules: facts('r(_)'),
    other: facts('q(_)'),
  };
}

function filled(): ClauseStore {
  const db = new ClauseStore();
  for (let i = 0; i < 20; i++) db.assertz(`p(k${i}, f(${i}))`);
  db.consult('r(X) :- p(X, f(N)), N > 15. r(none).');
  state(db); // builds the indexes
  return db;
}

const changes: readonly [string, (db: ClauseStore) => unknown][] = [
  ['asserts at both ends', (db) => [db.asserta('p(k5, f(5))'), db.assertz('p(k5, f(5))')]],
  ['a retract from the middle', (db) => db.retract('p(k5, _)')],
  ['retracts of the first and the last', (db) => [db.retract('p(_, _)'), db.retract('p(k19, _)')]],
  ['a retract of everything', (db) => db.retractall('p(_, _)')],
  ['a retract of everything and asserts', (db) => [db.retractall('p(_, _)'), db.assertz('p(k5, f(5))')]],
  ['an assert that is retracted again', (db) => [db.assertz('p(k5, f(5))'), db.retractall('p(k5, _)')]],
  ['a replacement, a hundred times over', (db) => replace(db, 100)],
  ['rules', (db) => [db.retract('r(_) :- B'), db.asserta('r(first)'), db.assertz('r(X) :- X = last')]],
  ['abolish', (db) => [db.abolish('p/2'), db.abolish('r/1')]],
  ['abolish and asserts', (db) => [db.abolish('p/2'), db.assertz('p(k5, f(5))')]],
  ['a new predicate', (db) => db.assertz('q(1)')],
  ['a new predicate without clauses', (db) => db.retractall('q(_)')],
  ['a new predicate that is abolished', (db) => [db.assertz('q(1)'), db.abolish('q/1')]],
  ['queries that build indexes', (db) => [db.assertz('p(_, f(5))'), state(db), db.retract('p(_, f(5))')]],
  [
    'a retraction that is left early',
    (db) => {
      for (const { X } of db.retractEach('p(X, _)')) if (X === 'k9') break;
    },
  ],
];

function replace(db: ClauseStore, times: number): void {
  for (let i = 0; i < times; i++) {
    db.retractall('p(k5, _)');
    db.assertz({ p: ['k5', { f: i }] });
  }
}

describe.each(changes)('%s', (_name, change) => {
  test('are kept by a transaction that returns, as they are without one', () => {
    const [inside, outside] = [filled(), filled()];
    expect(inside.transaction(() => [change(inside), 42])).toHaveProperty('1', 42);
    change(outside);
    expect(state(inside)).toEqual(state(outside));
  });

  test('are undone by a throw, which comes out', () => {
    const db = filled();
    const before = state(db);
    const error = new Error('no');
    const throwing = () =>
      db.transaction(() => {
        change(db);
        throw error;
      });
    for (let i = 0; i < 3; i++) {
      expect(throwing).toThrow(error);
      expect(state(db)).toEqual(before);
    }
    change(db);
    const again = filled();
    change(again);
    expect(state(db)).toEqual(state(again));
  });

  test('are undone in an inner transaction while those of the outer one stay', () => {
    const db = filled();
    db.transaction(() => {
      db.retract('p(k3, _)');
      db.assertz('p(outer, f(5))');
      const before = state(db);
      expect(() => db.transaction(() => void [change(db), missing()])).toThrow('missing');
      expect(state(db)).toEqual(before);
    });
    const outer = filled();
    outer.retract('p(k3, _)');
    outer.assertz('p(outer, f(5))');
    expect(state(db)).toEqual(state(outer));
  });

  test('are undone when an inner transaction returns and the outer one throws', () => {
    const db = filled();
    const before = state(db);
    const throwing = () =>
      db.transaction(() => {
        change(db);
        db.transaction(() => {
          db.assertz('p(inner, f(5))');
          db.retract('p(_, _)');
        });
        missing();
      });
    expect(throwing).toThrow('missing');
    expect(state(db)).toEqual(before);
  });
});

function missing(): never {
  throw new Error('missing');
}

describe('inside of a transaction', () => {
  test('its changes are seen at once', () => {
    const db = filled();
    db.transaction(() => {
      db.assertz('q(1)');
      expect(db.query('q(X)').first()).toEqual({ X: 1 });
      db.retractall('p(_, _)');
      expect(db.query('p(_, _)').exists()).toBe(false);
    });
  });

  test('a refused change undoes nothing by itself', () => {
    const db = filled();
    db.transaction(() => {
      db.assertz('q(1)');
      expect(() => db.assertz('atom(x)')).toThrow();
      db.assertz('q(2)');
    });
    expect(db.query('q(_)').count()).toBe(2);
  });

  test('what is thrown need not be an error', () => {
    const db = filled();
    const before = state(db);
    for (const thrown of [undefined, null, 'text', 0]) {
      let caught: unknown = 'nothing';
      try {
        db.transaction(() => {
          db.retractall('p(_, _)');
          throw thrown;
        });
      } catch (error) {
        caught = error;
      }
      expect(caught).toBe(thrown);
      expect(state(db)).toEqual(before);
    }
  });

  test('a hundred levels unwind', () => {
    const db = filled();
    const before = state(db);
    const nest = (level: number): void =>
      db.transaction(() => {
        db.assertz({ q: level });
        if (level === 100) throw new Error('bottom');
        nest(level + 1);
      });
    expect(() => nest(0)).toThrow('bottom');
    expect(state(db)).toEqual(before);
  });
});

describe('a function that returns a promise', () => {
  const message =
    'transaction(fn): fn returned a promise; a transaction is synchronous: await first, then change the facts';

  test('is refused, and what it did so far is undone', () => {
    const db = filled();
    const before = state(db);
    const asynchronous = async () => {
      db.retractall('p(_, _)');
      await undefined;
    };
    expect(() => db.transaction(asynchronous)).toThrow(new TypeError(message));
    expect(state(db)).toEqual(before);
  });

  test('is refused once when the promise rejects, too', async () => {
    const db = filled();
    const before = state(db);
    const rejecting = async () => {
      db.retractall('p(_, _)');
      throw new Error('rejected');
    };
    expect(() => db.transaction(rejecting)).toThrow(new TypeError(message));
    await new Promise((resolve) => setImmediate(resolve)); // an unhandled rejection would fail the run
    expect(state(db)).toEqual(before);
  });

  test('is refused inside of another transaction, which may go on', () => {
    const db = filled();
    db.transaction(() => {
      db.assertz('q(1)');
      expect(() => db.transaction(async () => db.assertz('q(2)'))).toThrow(TypeError);
      db.assertz('q(3)');
    });
    expect(db.query('q(X)').toArray()).toEqual([{ X: 1 }, { X: 3 }]);
  });
});

describe('listeners', () => {
  function watched(): { db: ClauseStore; told: string[] } {
    const db = filled();
    const told: string[] = [];
    db.watch('p(X, _)', (kind, { X }) => told.push(`${kind} ${X}`));
    return { db, told };
  }

  test('hear of the changes in order, after the outermost transaction', () => {
    const { db, told } = watched();
    db.transaction(() => {
      db.assertz('p(new, x)');
      db.transaction(() => void db.retract('p(k3, _)'));
      expect(told).toEqual([]);
    });
    expect(told).toEqual(['assert new', 'erase k3']);
  });

  test('hear nothing of what was undone', () => {
    const { db, told } = watched();
    expect(() => db.transaction(() => void [db.retractall('p(_, _)'), missing()])).toThrow('missing');
    expect(told).toEqual([]);
    db.transaction(() => {
      expect(() => db.transaction(() => void [db.assertz('p(inner, x)'), missing()])).toThrow('missing');
      db.assertz('p(outer, x)');
    });
    expect(told).toEqual(['assert outer']);
  });

  test('hear of a fact that came and went within it', () => {
    const { db, told } = watched();
    db.transaction(() => {
      db.assertz('p(brief, x)');
      db.retract('p(brief, _)');
    });
    expect(told).toEqual(['assert brief', 'erase brief']);
  });

  test('find the store as the transaction left it', () => {
    const db = filled();
    const counts: number[] = [];
    db.watch('p(_, _)', () => counts.push(db.query('p(_, _)').count()));
    db.transaction(() => {
      for (let i = 0; i < 3; i++) db.assertz('p(new, x)');
    });
    expect(counts).toEqual([23, 23, 23]);
  });
});

test('a fact that is replaced ten thousand times in one transaction is found in time', () => {
  const db = filled();
  db.transaction(() => replace(db, 10_000));
  expect(db.query('p(k5, X)').toArray()).toEqual([{ X: { f: 9999 } }]);
});
