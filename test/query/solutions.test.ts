/** Solutions are found one by one, as often as asked for, and look like plain objects. */
import { inspect } from 'node:util';
import { _, ClauseStore, compound, type Solution, Var, v } from 'clausal';
import { describe, expect, test } from 'vitest';
import { hostileNames } from '../support/hostile-names.ts';
import { refusal } from '../support/refusal.ts';

function edges(): ClauseStore {
  const db = new ClauseStore();
  db.consult(`
    edge(a, b). edge(b, c). edge(c, d).
    path(X, Y) :- edge(X, Y).
    path(X, Z) :- edge(X, Y), path(Y, Z).
  `);
  return db;
}

/** The first values of `X`. */
function take(solutions: Iterable<Solution>, count: number): unknown[] {
  const found: unknown[] = [];
  for (const { X } of solutions) {
    found.push(X);
    if (found.length === count) break;
  }
  return found;
}

describe('solutions are found when they are asked for:', () => {
  test.each([
    ['between(1, inf, X)', [1, 2, 3]],
    ['member(x, L), L = [_ | _], X = 1', [1, 1, 1]],
    ['length(L, X)', [0, 1, 2]],
    ['edge(X, _) ; between(7, inf, X)', ['a', 'b', 'c']],
    ['between(1, inf, N), X is N * N', [1, 4, 9]],
  ])('an endless goal gives its first ones: %s', (goal, first) => {
    expect(take(edges().query(goal), 3)).toEqual(first);
  });

  test('an error after the first ones comes when they are used up', () => {
    const db = edges();
    const solutions = db.query('X = 1 ; X = 2 ; missing(X)')[Symbol.iterator]();
    expect([solutions.next().value, solutions.next().value]).toEqual([{ X: 1 }, { X: 2 }]);
    expect(refusal(() => solutions.next())).toBe('existence_error(procedure,missing/1)');
    expect(solutions.next()).toEqual({ done: true, value: undefined });
  });

  test('first and exists look no further than the first', () => {
    const db = edges();
    expect(db.query('X = 1 ; missing(X)').first()).toEqual({ X: 1 });
    expect(db.query('X = 1 ; missing(X)').exists()).toBe(true);
    expect(() => db.query('X = 1 ; missing(X)').count()).toThrow();
    expect(() => db.query('X = 1 ; missing(X)').toArray()).toThrow();
  });

  test('a bad goal is refused at once, an unknown predicate when it is called', () => {
    const db = edges();
    expect(() => db.query('edge(')).toThrow();
    expect(() => db.query(7)).toThrow();
    const unknown = db.query('missing(X)');
    expect(refusal(() => unknown.first())).toBe('existence_error(procedure,missing/1)');
  });
});

describe('the ways to ask', () => {
  test('all give the same', () => {
    const solutions = edges().query('path(a, X)');
    const all = [{ X: 'b' }, { X: 'c' }, { X: 'd' }];
    expect([...solutions]).toEqual(all);
    expect(solutions.toArray()).toEqual(all);
    expect(solutions.first()).toEqual(all[0]);
    expect(solutions.count()).toBe(3);
    expect(solutions.exists()).toBe(true);
  });

  test('say so when there is none', () => {
    const solutions = edges().query('path(d, X)');
    expect([...solutions]).toEqual([]);
    expect(solutions.toArray()).toEqual([]);
    expect(solutions.first()).toBeUndefined();
    expect(solutions.count()).toBe(0);
    expect(solutions.exists()).toBe(false);
  });

  test('run the goal anew each time', () => {
    const db = edges();
    const solutions = db.query('edge(X, _)');
    expect(solutions.count()).toBe(3);
    db.assertz('edge(z, z)');
    expect(take(solutions, 9)).toEqual(['a', 'b', 'c', 'z']);
    expect(take(solutions, 2)).toEqual(['a', 'b']);
    expect(take(solutions, 9)).toEqual(['a', 'b', 'c', 'z']);
  });

  test('end for good: an iterator that is done or closed stays so', () => {
    const db = edges();
    for (const goal of ['edge(X, _)', 'path(X, _)']) {
      const closed = db.query(goal)[Symbol.iterator]();
      closed.next();
      expect(closed.return?.()).toEqual({ done: true, value: undefined });
      expect(closed.next()).toEqual({ done: true, value: undefined });
      const done = db.query(goal)[Symbol.iterator]();
      while (!done.next().done);
      db.assertz('edge(y, z)');
      expect(done.next().done).toBe(true);
      const unused = db.query(goal)[Symbol.iterator]();
      unused.return?.();
      expect(unused.next().done).toBe(true);
    }
  });

  test('nest: a query runs while another one does, of the same text', () => {
    const db = edges();
    const pairs: string[] = [];
    for (const { X } of db.query('path(X, _)')) {
      for (const { X: Y } of db.query('path(X, _)')) pairs.push(`${X}${Y}`);
    }
    expect(pairs).toHaveLength(36);
    expect(new Set(pairs).size).toBe(9);
  });
});

describe('a solution', () => {
  test('has the named variables and nothing else to be seen', () => {
    const solution = edges().query('edge(X, Y), edge(Y, _), _ = 1').first();
    expect(Object.keys(solution!)).toEqual(['X', 'Y']);
    expect(JSON.stringify(solution)).toBe('{"X":"a","Y":"b"}');
    expect(inspect(solution)).toBe("{ X: 'a', Y: 'b' }");
    expect({ ...solution }).toStrictEqual({ X: 'a', Y: 'b' });
    expect(solution).toEqual({ X: 'a', Y: 'b' });
    expect(structuredClone(solution)).toEqual({ X: 'a', Y: 'b' });
    const names: string[] = [];
    for (const name in solution) names.push(name);
    expect(names).toEqual(['X', 'Y']);
  });

  test('of a goal without variables is an empty object', () => {
    const solution = edges().query('edge(a, _)').first();
    expect(solution).toEqual({});
    expect(inspect(solution)).toBe('{}');
  });

  test('has the goal with its values besides: .fact, .term, .terms', () => {
    const { fact, term, terms } = edges()
      .query({ edge: [v('X'), _] })
      .first()!;
    expect(fact).toEqual({ edge: ['a', 'b'] });
    expect(String(term)).toBe('edge(a,b)');
    expect(Object.entries(terms).map(([name, value]) => [name, String(value)])).toEqual([['X', 'a']]);
  });

  test('has strings, lists and floats as terms where the values do not tell them', () => {
    const { X, Y, Z, terms } = edges().query(`X = "text", Y = 1.0, Z = ["a", b]`).first()!;
    expect([X, Y, Z]).toEqual(['text', 1, ['a', 'b']]);
    expect([terms.X, terms.Y, terms.Z].map(String)).toEqual(['"text"', '1.0', '["a",b]']);
  });

  test('has a Var where nothing was bound, the same for variables that were unified', () => {
    const solution = edges().query('A = B, C = f(A, D)').first()!;
    expect(solution.A).toBeInstanceOf(Var);
    expect(solution.B).toBe(solution.A);
    expect(solution.C).toEqual({ f: [solution.A, solution.D] });
    expect(solution.D).not.toBe(solution.A);
  });

  test('stays as it is when the query goes on', () => {
    const solutions = edges().query('member(X, [f(Y), g(Y)]), member(Y, [1, 2])')[Symbol.iterator]();
    const kept: Solution[] = [];
    for (let step = solutions.next(); !step.done; step = solutions.next()) kept.push(step.value);
    expect(kept).toEqual([
      { X: { f: 1 }, Y: 1 },
      { X: { f: 2 }, Y: 2 },
      { X: { g: 1 }, Y: 1 },
      { X: { g: 2 }, Y: 2 },
    ]);
    expect(kept.map(({ term }) => String(term).length > 0)).toEqual([true, true, true, true]);
    expect(kept[1]!.fact).toEqual({
      ',': [{ member: [{ f: 2 }, [{ f: 2 }, { g: 2 }]] }, { member: [2, [1, 2]] }],
    });
  });

  test('can be asked with again', () => {
    const db = edges();
    const { term } = db.query('edge(a, X)').first()!;
    expect(db.query(term).exists()).toBe(true);
    const open = db.query('X = f(Y)').first()!;
    db.assertz(compound('keep', [open.terms.X!]));
    expect(db.query('keep(f(1))').exists()).toBe(true);
  });

  test('of a retract has the values that were retracted', () => {
    const db = edges();
    expect(db.retract('edge(X, c)')).toEqual({ X: 'b' });
    const { fact } = db.retract({ edge: [_, _] })!;
    expect(fact).toEqual({ edge: ['a', 'b'] });
  });

  test.each(['__proto__', '_constructor', 'Constructor', '_', '_1', 'Ünder', 'Éa', 'X'.repeat(1000)])(
    'has the value of a variable called %.20s',
    (name) => {
      const solution = edges().query(`edge(a, ${name})`).first()!;
      const isNamed = name !== '_';
      expect(Object.keys(solution)).toEqual(isNamed ? [name] : []);
      if (isNamed) expect(Object.getOwnPropertyDescriptor(solution, name)?.value).toBe('b');
      expect(solution.fact).toEqual({ edge: ['a', 'b'] });
      expect('polluted' in {}).toBe(false);
    },
  );

  test.each(hostileNames.filter((name) => name !== '_'))('has the value of a Var named %j', (name) => {
    const solution = edges()
      .query({ edge: ['b', new Var(name)] })
      .first()!;
    expect(Object.entries(solution)).toEqual([[name, 'c']]);
    expect(Object.entries(edges().retract({ edge: ['b', new Var(name)] })!)).toEqual([[name, 'c']]);
  });
});
