/** Listeners are told of each assert and erase that matches, one after the other, whatever they do themselves. */
import { _, ClauseStore, type Solution, v } from 'clausal';
import { describe, expect, test } from 'vitest';

/** Notes what `watch` tells: `assert {"X":1}`. */
function watching(
  db: ClauseStore,
  pattern: Parameters<ClauseStore['watch']>[0],
): { told: string[]; stop: () => void } {
  const told: string[] = [];
  const stop = db.watch(pattern, (kind, solution) => told.push(`${kind} ${JSON.stringify(solution)}`));
  return { told, stop };
}

/** What becomes an uncaught error while `run` and what it started are under way. */
async function uncaught(run: () => void): Promise<unknown[]> {
  const others = process.listeners('uncaughtException');
  const errors: unknown[] = [];
  process.removeAllListeners('uncaughtException');
  process.on('uncaughtException', (error) => errors.push(error));
  try {
    run();
    await new Promise((resolve) => setImmediate(resolve));
  } finally {
    process.removeAllListeners('uncaughtException');
    for (const other of others) process.on('uncaughtException', other);
  }
  return errors;
}

describe('watch', () => {
  test('tells of asserts and erases that match, in order', () => {
    const db = new ClauseStore();
    const { told } = watching(db, 'stock(Item, Qty)');
    db.assertz('stock(book, 3)');
    db.asserta({ stock: ['pen', 1] });
    db.assertz('other(book, 3)');
    db.assertz('stock(book)');
    db.retract('stock(book, _)');
    db.retractall('stock(_, _)');
    expect(told).toEqual([
      'assert {"Item":"book","Qty":3}',
      'assert {"Item":"pen","Qty":1}',
      'erase {"Item":"book","Qty":3}',
      'erase {"Item":"pen","Qty":1}',
    ]);
  });

  test('tells of a clause with a variable where the pattern has a compound, and the other way round', () => {
    const db = new ClauseStore();
    const { told } = watching(db, 'p(f(X), g)');
    db.consult('p(_, g). p(h(1), g). p(f(1, 2), g). p(f(2), _). p(a, g).');
    expect(told.length).toBe(2);
    const other = watching(db, 'p(X, Y)');
    db.assertz('p(f(3), g)');
    expect([told.length, other.told.length]).toEqual([3, 1]);
  });

  test.each<[string, Parameters<ClauseStore['watch']>[0], string[]]>([
    ['a constant', 'p(a, X)', ['1']],
    ['a value', { p: ['b', v('X')] }, ['{"f":[1,1]}', '{"f":[1,2]}']],
    ['a shared variable', 'p(_, f(X, X))', ['1']],
    ['nothing but the predicate', { p: [_, v('X')] }, ['1', '{"f":[1,1]}', '{"f":[1,2]}']],
    ['what no fact has', 'p(c, X)', []],
  ])('tells by pattern: %s', (_name, pattern, expected) => {
    const db = new ClauseStore();
    const values: string[] = [];
    db.watch(pattern, (kind, { X }) => kind === 'assert' && values.push(JSON.stringify(X)));
    db.consult('p(a, 1). p(b, f(1, 1)). p(b, f(1, 2)). q(a, 1).');
    expect(values).toEqual(expected);
  });

  test('gives the fact besides the variables', () => {
    const db = new ClauseStore();
    const solutions: Solution[] = [];
    db.watch('p(_, X)', (_kind, solution) => solutions.push(solution));
    db.assertz('p(a, f(b))');
    expect(solutions.map(({ fact, X, term }) => [fact, X, String(term)])).toEqual([
      [{ p: ['a', { f: 'b' }] }, { f: 'b' }, 'p(a,f(b))'],
    ]);
  });

  test('is told of rules by a pattern of rules', () => {
    const db = new ClauseStore();
    const facts = watching(db, 'p(_)');
    const rules = watching(db, 'p(_) :- q(_)');
    db.consult('p(1). p(X) :- q(X). p(X) :- r(X).');
    expect(facts.told).toHaveLength(1);
    expect(rules.told).toHaveLength(1);
  });

  test('matches a fact with variables', () => {
    const db = new ClauseStore();
    const { told } = watching(db, 'p(a, b)');
    db.assertz('p(X, X)');
    db.assertz('p(X, Y)');
    expect(told).toEqual(['assert {}']);
  });

  test('tells of what abolish and consult do', () => {
    const db = new ClauseStore();
    const { told } = watching(db, 'p(X)');
    db.consult('p(1). p(2).');
    db.abolish('p/1');
    expect(told).toEqual(['assert {"X":1}', 'assert {"X":2}', 'erase {"X":1}', 'erase {"X":2}']);
  });

  test('tells nothing of a consult that was refused', () => {
    const db = new ClauseStore();
    const { told } = watching(db, 'p(X)');
    expect(() => db.consult('p(1). p(2). p(')).toThrow();
    expect(told).toEqual([]);
  });

  test('refuses a bad pattern at once', () => {
    const db = new ClauseStore();
    expect(() => db.watch('p(', () => {})).toThrow(/syntax|expected/i);
    expect(() => db.watch(v('X'), () => {})).toThrow();
  });
});

describe('a listener', () => {
  test('hears nothing more once it has stopped', () => {
    const db = new ClauseStore();
    const { told, stop } = watching(db, 'p(X)');
    db.assertz('p(1)');
    stop();
    stop();
    db.assertz('p(2)');
    expect(told).toEqual(['assert {"X":1}']);
  });

  test('given twice is told twice, and stopped one by one', () => {
    const db = new ClauseStore();
    let calls = 0;
    const listener = () => void calls++;
    const stop = db.watch('p(_)', listener);
    db.watch('p(_)', listener);
    db.assertz('p(1)');
    stop();
    db.assertz('p(2)');
    expect(calls).toBe(3);
  });

  test('is told after those that were there before', () => {
    const db = new ClauseStore();
    const order: number[] = [];
    for (const i of [1, 2, 3]) db.watch('p(_)', () => order.push(i));
    db.assertz('p(x)');
    expect(order).toEqual([1, 2, 3]);
  });

  test('that stops itself or another while being told changes nothing for the rest', () => {
    const db = new ClauseStore();
    const order: string[] = [];
    const stops: (() => void)[] = [];
    for (const name of ['a', 'b', 'c', 'd']) {
      stops.push(
        db.watch('p(_)', () => {
          order.push(name);
          if (name === 'b') for (const i of [1, 2]) stops[i]!();
        }),
      );
    }
    db.assertz('p(1)');
    db.assertz('p(2)');
    expect(order.join('')).toBe('abdad');
  });

  test('that changes the store is told of that next, and everyone of all in one order', () => {
    const db = new ClauseStore();
    const one: unknown[] = [];
    db.watch('p(X)', (_kind, { X }) => {
      one.push(X);
      if (Number(X) < 3) db.assertz({ p: Number(X) + 1 });
    });
    const two: unknown[] = [];
    db.watch('p(X)', (_kind, { X }) => two.push(X));
    db.assertz('p(0)');
    expect(one).toEqual([0, 1, 2, 3]);
    expect(two).toEqual([0, 1, 2, 3]);
    expect(db.query('p(_)').count()).toBe(4);
  });

  test('can retract what it is told of, and run transactions', () => {
    const db = new ClauseStore();
    const { told } = watching(db, 'q(X)');
    db.watch('p(X)', (kind, { X }) => {
      if (kind === 'erase') return;
      db.transaction(() => {
        db.retract({ p: X as string });
        db.assertz({ q: X as string });
      });
    });
    db.transaction(() => void [db.assertz('p(1)'), db.assertz('p(2)')]);
    expect(db.query('p(_)').exists()).toBe(false);
    expect(told).toEqual(['assert {"X":1}', 'assert {"X":2}']);
  });

  test('that is added while others are told hears only of what comes later', () => {
    const db = new ClauseStore();
    const late: unknown[] = [];
    let isAdded = false;
    db.watch('p(_)', () => {
      if (isAdded) return;
      isAdded = true;
      db.watch('p(X)', (_kind, { X }) => late.push(X));
    });
    db.transaction(() => void [db.assertz('p(1)'), db.assertz('p(2)')]);
    expect(late).toEqual([]);
    db.assertz('p(3)');
    expect(late).toEqual([3]);
  });

  test('that throws stops neither the change nor the others, and its error is uncaught', async () => {
    const db = new ClauseStore();
    const error = new Error('listener');
    db.watch('p(_)', () => {
      throw error;
    });
    const { told } = watching(db, 'p(X)');
    const errors = await uncaught(() => {
      db.assertz('p(1)');
      db.transaction(() => void db.assertz('p(2)'));
      db.retract('p(1)');
    });
    expect(errors).toEqual([error, error, error]);
    expect(told).toEqual(['assert {"X":1}', 'assert {"X":2}', 'erase {"X":1}']);
    expect(db.query('p(X)').toArray()).toEqual([{ X: 2 }]);
  });

  test('makes its predicate one that is watched, until it ends, unless it only keeps something in step', () => {
    const db = new ClauseStore();
    expect(db.isWatched('p', 1)).toBe(false);
    db.watch('p(_)', () => {}, { keepsStep: true });
    db.watchClauses('p', 1, () => {}, { keepsStep: true });
    expect(db.isWatched('p', 1)).toBe(false);
    for (const stop of [db.watch('p(7)', () => {}), db.watchClauses('p', 1, () => {})]) {
      expect(db.isWatched('p', 1)).toBe(true);
      expect(db.isWatched('p', 2)).toBe(false);
      stop();
    }
    expect(db.isWatched('p', 1)).toBe(false);
  });
});
