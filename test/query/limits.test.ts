/** No query hangs or takes the process down: beyond a limit it ends with a resource error, and the store goes on. */
import { ClauseStore, type Limits } from 'clausal';
import { describe, expect, test } from 'vitest';
import { refusal } from '../support/refusal.ts';

function store(limits?: Limits): ClauseStore {
  const db = new ClauseStore(limits);
  db.consult(`
    p :- p.
    q :- q, true.
    g(X) :- g(s(X)).
    edge(a, b). edge(b, c). edge(c, a).
    left(X, Z) :- left(X, Y), edge(Y, Z).
    path(X, Y) :- edge(X, Y).
    path(X, Z) :- edge(X, Y), path(Y, Z).
    loop :- between(1, inf, _), fail.
    double(X) :- double(f(X, X)).
    n(1). n(2). n(3).
  `);
  return db;
}

describe('inferences', () => {
  test.each([
    'p',
    'q',
    'g(0)',
    'left(a, X)',
    'path(a, nowhere)',
    'loop',
    'double(x)',
    'between(1, inf, X), X < 0',
    'length(L, N), N < 0',
    'member(x, L), fail',
    'length(L, 1000000), fail ; loop',
    '\\+ p',
    'findall(X, between(1, inf, X), L)',
    'forall(between(1, inf, X), X > 0)',
    'aggregate_all(count, between(1, inf, _), N)',
    '(p -> true ; true)',
    'call(p)',
    'G = p, G',
    'once(loop)',
  ])('end %s', (goal) => {
    expect(refusal(() => store().query(goal, { inferences: 30_000 }).first())).toBe(
      'resource_error(inferences)',
    );
  });

  test('end the search, not what was found before', () => {
    const solutions = store().query('path(a, X)', { inferences: 1000 })[Symbol.iterator]();
    expect([1, 2, 3, 4].map(() => solutions.next().value?.X)).toEqual(['b', 'c', 'a', 'b']);
    let found = 0;
    expect(
      refusal(() => {
        for (;;) {
          if (solutions.next().done) return;
          found++;
        }
      }),
    ).toBe('resource_error(inferences)');
    expect(found).toBeGreaterThan(10);
    expect(solutions.next().done).toBe(true);
  });

  test('are counted for each run by itself', () => {
    const query = store().query('n(X), n(Y), n(Z)', { inferences: 200 });
    for (let i = 0; i < 20; i++) expect(query.count()).toBe(27);
  });

  test('suffice exactly or not', () => {
    const goal = '(X = 1, X == 1, X >= 1)';
    expect(store().query(goal, { inferences: 3 }).exists()).toBe(true);
    expect(refusal(() => store().query(goal, { inferences: 2 }).exists())).toBe('resource_error(inferences)');
    expect(refusal(() => store().query(goal, { inferences: 0 }).exists())).toBe('resource_error(inferences)');
  });

  test('of the store hold for queries that set no limits of their own', () => {
    const db = store({ inferences: 1000 });
    expect(refusal(() => db.query('p').first())).toBe('resource_error(inferences)');
    const goal = 'between(1, 5000, X), X >= 4000';
    expect(db.query(goal, { inferences: 100_000 }).first()).toEqual({ X: 4000 });
  });

  test('are limited without being asked to', () => {
    expect(refusal(() => store().query('p').first())).toBe('resource_error(inferences)');
  });
});

describe('memory', () => {
  test('ends left recursion without any limit being set', () => {
    const db = store();
    expect(refusal(() => db.query('left(a, X)').first())).toMatch(/^resource_error\((stack|memory)\)$/);
    expect(db.query('path(a, X)').first()).toEqual({ X: 'b' });
  });

  test('is not needed for an endless loop that keeps nothing', () => {
    const before = process.memoryUsage().heapUsed;
    expect(refusal(() => store().query('loop', { inferences: 3_000_000 }).first())).toBe(
      'resource_error(inferences)',
    );
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(200e6);
  });

  test('ends an integer that is too large', () => {
    expect(refusal(() => store().query('X is 2 ** (2 ** 100)').first())).toMatch(/^resource_error/);
    expect(refusal(() => store().query('X is 7 ^ 7 ^ 7 ^ 7').first())).toMatch(/^resource_error/);
    expect(refusal(() => store().query('X is 1 << (1 << 60)').first())).toMatch(/^resource_error/);
  });

  test('ends a list that is too long', () => {
    expect(refusal(() => store().query('length(L, 100000000000)').first())).toMatch(/^resource_error/);
  });
});

describe('solutions', () => {
  test('beyond the limit are an error, up to it they are not', () => {
    const three = store().query('n(X)', { solutions: 3 });
    expect(three.toArray()).toHaveLength(3);
    expect(three.count()).toBe(3);
    const two = store().query('n(X)', { solutions: 2 });
    expect(refusal(() => two.toArray())).toBe('resource_error(solutions)');
    expect(refusal(() => two.count())).toBe('resource_error(solutions)');
    expect(two.first()).toEqual({ X: 1 });
    const iterator = two[Symbol.iterator]();
    expect([iterator.next().value, iterator.next().value]).toEqual([{ X: 1 }, { X: 2 }]);
    expect(refusal(() => iterator.next())).toBe('resource_error(solutions)');
    expect(iterator.next().done).toBe(true);
  });

  test('of rules are limited in the same way', () => {
    const goal = store().query('path(a, X)', { solutions: 5 });
    expect(refusal(() => goal.toArray())).toBe('resource_error(solutions)');
  });
});

describe('time', () => {
  test.each(['p', 'g(0)', 'loop', 'length(L, N), N < 0', 'member(x, L), fail'])('ends %s', (goal) => {
    expect(refusal(() => store().query(goal, { time: 100 }).first())).toBe('resource_error(time)');
  });

  test('ends goals each of which takes long', () => {
    const goal = 'length(L, 20000), between(1, inf, _), copy_term(L, M), L == M';
    expect(refusal(() => store().query(goal, { time: 100 }).first())).toBe('resource_error(time)');
  });

  test('that the caller takes between solutions does not count', () => {
    const solutions = store().query('n(X), X > 0', { time: 50 })[Symbol.iterator]();
    solutions.next();
    for (const end = performance.now() + 100; performance.now() < end; );
    expect(solutions.next().value).toEqual({ X: 2 });
    expect(solutions.next().value).toEqual({ X: 3 });
  });
});

test.each([
  { inferences: Number.NaN },
  { time: -1 },
  { solutions: '5' as unknown as number },
  { inferences: null as unknown as number },
])('limits that are no numbers from 0 up are refused: %o', (limits) => {
  const [name, value] = Object.entries(limits)[0]!;
  const message = `limit ${name}: ${value}; a number from 0 up was expected`;
  expect(() => store().query('p', limits)).toThrow(new RangeError(message));
  expect(() => new ClauseStore(limits)).toThrow(new RangeError(message));
});

test('a conjunction of nothing but true, shared in itself, ends at the limit of inferences', () => {
  const db = store();
  const goal = `${Array.from({ length: 25 }, (_, i) => `G${i + 1} = (G${i}, G${i})`).join(', ')}, G25`;
  expect(refusal(() => db.query(`G0 = true, ${goal}`, { inferences: 5000 }).first())).toBe(
    'resource_error(inferences)',
  );
});

test.each(['(G0 ; G0)', '(G0 -> true ; G0)', 'findall(_, (G0 ; G0), [_])'])(
  'a goal of nothing but fail, shared in itself, ends at the limit of inferences: %s',
  (pattern) => {
    const goals = Array.from(
      { length: 40 },
      (_, i) => `G${i + 1} = ${pattern.replaceAll('G0', `G${i}`)}`,
    ).join(', ');
    expect(refusal(() => store().query(`G0 = fail, ${goals}, G40`, { inferences: 5000 }).first())).toBe(
      'resource_error(inferences)',
    );
  },
);

test('a query that has one limit of its own keeps the others of the store', () => {
  const db = store({ inferences: 1000 });
  expect(refusal(() => db.query('p', { solutions: 5 }).first())).toBe('resource_error(inferences)');
  expect(refusal(() => db.query('p', { inferences: 10_000, time: 1e6 }).first())).toBe(
    'resource_error(inferences)',
  );
});

test('after an error of any kind the store is as it was', () => {
  const db = store();
  for (const goal of ['p', 'left(a, X)', 'n(X), missing(X)', 'n(X), Y is foo + X']) {
    expect(() => db.query(goal, { inferences: 5000 }).toArray()).toThrow();
    expect(db.query('n(X), n(Y), X < Y').count()).toBe(3);
  }
});
