/**
 * Conjunctions that begin with goals on facts are run in another way than all other goals. Nobody can tell: with `true`
 * before them they are run by the machine, and the answers are the same, in the same order.
 */
import { ClauseStore, type PrologError, readTerm } from 'clausal';
import { describe, expect, test } from 'vitest';
import { Random, seedOfRun } from '../support/random.ts';

const PARTS = [
  'a',
  'b',
  '1',
  '2',
  '1.0',
  '"a"',
  '[]',
  'f(a)',
  'f(b)',
  'f(1)',
  'g(a, b)',
  '[a]',
  '[a, b]',
  'f(f(a))',
];
const VARIABLES = ['X', 'Y', 'Z', '_'];

function randomStore(random: Random): ClauseStore {
  const db = new ClauseStore();
  for (const name of ['p', 'q']) {
    const count = random.pick([0, 3, 20]);
    db.retractall(`${name}(_, _)`);
    for (let i = 0; i < count; i++) db.assertz(`${name}(${random.pick(PARTS)}, ${random.pick(PARTS)})`);
  }
  db.consult('r(X, Y) :- q(X, Y). r(a, Z) :- p(Z, _). open(X, a). open(b, X).');
  return db;
}

function randomGoal(random: Random): string {
  const arg = () =>
    random.chance(0.6)
      ? random.pick(VARIABLES)
      : random.pick([...PARTS, 'f(X)', 'g(X, Y)', '[X]', '[X | Y]']);
  const onFacts = () => `${random.pick(['p', 'p', 'q'])}(${arg()}, ${arg()})`;
  const other = () =>
    random.pick([
      `r(${arg()}, ${arg()})`,
      `open(${arg()}, ${arg()})`,
      'X == Y',
      'X = Y',
      'X \\== Z',
      'X @< Y',
      `\\+ ${onFacts()}`,
      `(${onFacts()}, ${onFacts()})`,
      `(${onFacts()} ; X = c)`,
      'once(q(Y, _))',
      'true',
      'atom(X)',
    ]);
  const goals = [
    onFacts(),
    ...Array.from({ length: random.between(1, 4) }, () => (random.chance(0.7) ? onFacts() : other())),
  ];
  return goals.join(', ');
}

function answers(db: ClauseStore, goal: string): string[] {
  const shown: string[] = [];
  for (const { terms } of db.query(goal)) {
    if (shown.length === 500) break;
    const named = Object.entries(terms).map(
      ([name, term]) => `${name}=${String(term).replace(/_[G\d]+/g, '_')}`,
    );
    shown.push(named.sort().join(' '));
  }
  return shown;
}

test('random conjunctions answer as the machine does', () => {
  const seed = seedOfRun();
  const random = new Random(seed);
  let joined = 0;
  for (let i = 0; i < 300; i++) {
    const db = randomStore(random);
    for (let j = 0; j < 10; j++) {
      const goal = randomGoal(random);
      const found = answers(db, goal);
      expect(found, `SEED=${seed} ${goal}`).toEqual(answers(db, `true, ${goal}`));
      joined += found.length;
    }
  }
  expect(joined).toBeGreaterThan(1000);
});

describe('while a join is iterated', () => {
  function chain(): ClauseStore {
    const db = new ClauseStore();
    db.consult('p(1, a). p(2, b). p(3, c). q(a, x). q(b, y). q(c, z).');
    return db;
  }

  test('each goal sees its facts as they were when it was called', () => {
    for (const before of ['', 'true, ']) {
      const db = chain();
      const seen: unknown[] = [];
      for (const { N, V } of db.query(`${before}p(N, K), q(K, V)`)) {
        seen.push([N, V]);
        db.retractall('p(2, _)');
        db.assertz('p(4, a)');
        db.retractall('q(c, _)');
        db.assertz('q(b, w)');
      }
      expect(seen).toEqual([
        [1, 'x'],
        [2, 'y'],
        [2, 'w'],
      ]);
    }
  });

  test('a rule that comes meanwhile counts for the calls that come later', () => {
    for (const before of ['', 'true, ']) {
      const db = chain();
      const seen: unknown[] = [];
      for (const { N, V } of db.query(`${before}p(N, K), q(K, V), true`)) {
        if (seen.push([N, V]) === 1) db.assertz('q(K, rule(K)) :- K \\== a');
      }
      expect(seen).toEqual([
        [1, 'x'],
        [2, 'y'],
        [2, { rule: 'b' }],
        [3, 'z'],
        [3, { rule: 'c' }],
      ]);
    }
  });

  test('a solution that was given stays as it was', () => {
    const db = chain();
    const all = [...db.query('p(N, K), q(K, V)')];
    expect(all.map(({ N, K, V }) => [N, K, V])).toEqual([
      [1, 'a', 'x'],
      [2, 'b', 'y'],
      [3, 'c', 'z'],
    ]);
    expect(String(all[0]!.term)).toBe('p(1,a),q(a,x)');
  });
});

describe('a join', () => {
  test('that has no end in practice ends at its limit', () => {
    const db = new ClauseStore();
    for (let i = 0; i < 1000; i++) db.assertz({ p: i });
    const goal = 'p(A), p(B), p(C), p(D), A > 2000';
    expect(() => db.query(goal, { inferences: 10_000 }).first()).toThrow('inferences');
    expect(() => db.query('p(A), p(B), p(C), p(D), p(none)', { time: 50 }).first()).toThrow('time');
    expect(() => db.query('p(A), p(B), p(C), p(D), p(none)').first()).toThrow('inferences');
    expect(() => db.query('p(A), p(B)', { solutions: 10 }).count()).toThrow('solutions');
  });

  test('throws what a goal in it throws, and then is closed', () => {
    const db = new ClauseStore();
    db.consult('p(1). p(a). p(2).');
    const iterator = db.query('p(X), X > 0')[Symbol.iterator]();
    expect(iterator.next().value).toMatchObject({ X: 1 });
    expect(() => iterator.next()).toThrow('not a function');
    expect(iterator.next().done).toBe(true);
    expect(() => db.query('p(X), unknown(X)').first()).toThrow(
      expect.objectContaining<Partial<PrologError>>({ code: 'existence_error' }),
    );
  });

  test('of which a goal is a hundred thousand deep is not done by recursion', () => {
    const db = new ClauseStore();
    const deep = `${'f('.repeat(1e5)}a${')'.repeat(1e5)}`;
    db.assertz(`p(${deep})`);
    db.assertz('p(b)');
    expect(db.query(`p(X), p(${deep})`).count()).toBe(2);
    expect(db.query(`p(X), p(${deep.replace('a', 'Y')})`).count()).toBe(2);
    expect(db.query(readTerm(`(p(b), p(X), p(X))`)).count()).toBe(2);
  });
});
