/** Lookups touch few clauses whatever part of the goal is bound: counted, not timed. */
import { ClauseStore, compound, readTerm, type Term } from 'clausal';
import { describe, expect, test } from 'vitest';
import { clauseLiteral } from '../../src/query/literals.ts';
import { sizeOf } from '../../src/store/clause-list.ts';
import { Database } from '../../src/store/database.ts';
import type { Predicate } from '../../src/store/predicate.ts';
import { Numbering } from '../../src/term/skeleton.ts';
import type { Compound } from '../../src/term/term.ts';

const SIZE = 2000;

function assertz(database: Database, fact: string): void {
  database.assert(clauseLiteral(readTerm(fact), database), true);
}

/** How many clauses of the predicate a goal would try. */
function touched(predicate: Predicate, goal: string): number {
  const numbering = new Numbering();
  const { args } = readTerm(goal) as Compound;
  return sizeOf(predicate.candidates(args.map((arg) => numbering.skeleton(arg))));
}

function filled(fact: (i: number) => string): { database: Database; predicate: Predicate } {
  const database = new Database();
  for (let i = 0; i < SIZE; i++) assertz(database, fact(i));
  const { name, args } = readTerm(fact(0)) as Compound;
  return { database, predicate: database.find(name, args.length)! };
}

test.each<[place: string, fact: (i: number) => string, goal: string, most: number]>([
  ['the first argument', (i) => `p(k${i}, x)`, 'p(k77, _)', 1],
  ['the second argument', (i) => `p(k${i % 10}, v${i})`, 'p(_, v77)', 1],
  ['the eighth argument', (i) => `p(a, b, c, d, e, f, g, v${i})`, 'p(_, _, _, _, _, _, _, v77)', 1],
  ['the functor of an argument', (i) => `p(k, f${i}(x))`, 'p(_, f77(_))', 1],
  ['the arity of an argument', (i) => (i % 500 === 0 ? 'p(k, f(x, y))' : 'p(k, f(x))'), 'p(_, f(_, _))', 4],
  ['the inside of the first argument', (i) => `p(user(u${i}), x)`, 'p(user(u77), _)', 1],
  [
    'the inside of the second argument',
    (i) => `session_data(s${i}, user(u${i}))`,
    'session_data(_, user(u77))',
    1,
  ],
  ['two levels inside', (i) => `p(k, f(a, g(v${i})))`, 'p(_, f(_, g(v77)))', 1],
  ['the second element of a list', (i) => `p(k, [a, v${i}])`, 'p(_, [_, v77 | _])', 1],
  ['an integer', (i) => `p(${i})`, 'p(77)', 1],
  ['a string', (i) => `p("${i}")`, 'p("77")', 1],
  ['a float', (i) => `p(${i}.5)`, 'p(77.5)', 1],
  ['the second argument among clauses of one first argument', (i) => `p(same, v${i})`, 'p(same, v77)', 1],
  [
    'the inside of the second among clauses of one first argument',
    (i) => `p(s, f(v${i}))`,
    'p(s, f(v77))',
    1,
  ],
  ['a combination of two that are each shared by many', (i) => `p(a${i % 40}, b${i % 51})`, 'p(a3, b3)', 8],
])('a goal with %s bound touches few clauses', (_place, fact, goal, most) => {
  const { predicate } = filled(fact);
  expect(touched(predicate, goal)).toBeGreaterThanOrEqual(1);
  expect(touched(predicate, goal)).toBeLessThanOrEqual(most);
});

describe('indexes', () => {
  test('find nothing without touching anything', () => {
    const { predicate } = filled((i) => `p(k${i}, f(v${i}))`);
    for (const goal of ['p(nokey, _)', 'p(_, f(nokey))', 'p(_, g(_))', 'p(_, atom)']) {
      expect([goal, touched(predicate, goal)]).toEqual([goal, 0]);
    }
  });

  test('stay right as clauses come and go', () => {
    const { database, predicate } = filled((i) => `p(k${i}, f(v${i}))`);
    expect(touched(predicate, 'p(_, f(v5))')).toBe(1);
    assertz(database, 'p(new, f(v5))');
    expect(touched(predicate, 'p(_, f(v5))')).toBe(2);
    const { items, start, end } = predicate.clauses;
    for (const clause of items.slice(start, end)) database.erase(clause);
    for (const goal of ['p(_, f(v5))', 'p(k5, _)', 'p(_, _)']) expect(touched(predicate, goal)).toBe(0);
    assertz(database, 'p(new, f(v5))');
    expect(touched(predicate, 'p(_, f(v5))')).toBe(1);
  });

  test('add clauses with a variable at their place, and only those', () => {
    const { database, predicate } = filled((i) => `p(k${i}, x)`);
    assertz(database, 'p(_, y)');
    expect(touched(predicate, 'p(k7, _)')).toBe(2);
    expect(touched(predicate, 'p(nokey, _)')).toBe(1);
  });

  test('are built anew where a predicate grew out of being all alike', () => {
    const database = new Database();
    for (let i = 0; i < 20; i++) assertz(database, 'p(same, x)');
    const predicate = database.find('p', 2)!;
    expect(touched(predicate, 'p(same, _)')).toBe(20);
    for (let i = 0; i < SIZE; i++) assertz(database, `p(k${i}, x)`);
    expect(touched(predicate, 'p(k77, _)')).toBe(1);
  });
});

test('a query tries no more clauses than the inside of its second argument leaves', () => {
  const db = new ClauseStore();
  for (let i = 0; i < SIZE; i++) db.assertz({ session_data: [`s${i}`, { user: `u${i}` }] });
  const found = db.query('session_data(S, user(u77))', { inferences: 4 }).toArray();
  expect(found).toEqual([{ S: 's77' }]);
});

test('a join by rules costs what it finds', () => {
  const db = new ClauseStore();
  for (let i = 0; i < SIZE; i++) {
    db.assertz({ user: [`s${i}`, `u${i}`] });
    db.assertz({ cart: [`s${i}`, { item: [`i${i % 1000}`, i] }] });
  }
  db.assertz('buyer(Item, User) :- cart(S, item(Item, _)), user(S, User)');
  const goal: Term = compound('buyer', (readTerm('f(i5, User)') as Compound).args);
  expect(db.query(goal, { inferences: 20 }).toArray()).toEqual([{ User: 'u5' }, { User: 'u1005' }]);
});
