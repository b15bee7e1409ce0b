/** Forms: facts that differ only in their constants share one, however they were written, and no store keeps endlessly many. */
import {
  _,
  ClauseStore,
  compound,
  float,
  int,
  list,
  readTerm,
  str,
  type Term,
  type TermLike,
  Var,
  v,
} from 'clausal';
import { describe, expect, test } from 'vitest';
import { clauseLiteral, goalLiteral } from '../../src/query/literals.ts';
import { Database } from '../../src/store/database.ts';
import type { Literal } from '../../src/store/literal.ts';

function asserted(...facts: TermLike[]): Literal[] {
  const database = new Database();
  return facts.map((fact) => {
    const literal = clauseLiteral(typeof fact === 'string' ? readTerm(fact) : fact, database);
    database.assert(literal, true);
    return literal;
  });
}

/** What stands in the slots of a literal. */
function constantsOf({ first, second, third, others = [] }: Literal): unknown[] {
  return [first, second, third, ...others].filter((constant) => constant !== undefined);
}

describe('facts share a form', () => {
  test.each<[name: string, facts: TermLike[]]>([
    ['that differ in their constants', ['p(a, f(1))', 'p(b, f(2))', 'p("c", f(2.5))', 'p([], f(g))']],
    [
      'written as text, value and term',
      ['p(a, f(1))', { p: ['b', { f: 2 }] }, compound('p', [int(1), compound('f', [int(2)])])],
    ],
    ['with a list, which is a constant', ['p([a], f(b))', { p: [['x', 'y'], { f: [[1]] }] }]],
    ['with variables of the same names', ['p(X, f(Y, X, a))', { p: [v('X'), { f: [v('Y'), v('X'), 1] }] }]],
  ])('%s', (_name, facts) => {
    const forms = new Set(asserted(...facts).map(({ form }) => form));
    expect(forms.size).toBe(1);
    expect([...forms][0]!.isKept).toBe(true);
  });

  test('with goals of that form', () => {
    const database = new Database();
    database.assert(clauseLiteral({ p: ['a', 'b'] }, database), true);
    expect(goalLiteral({ p: ['c', 'd'] }, database).form).toBe(clauseLiteral({ p: [1, 2] }, database).form);
    expect(goalLiteral({ p: ['c', v('X')] }, database).form).toBe(
      goalLiteral(readTerm('p(1, X)'), database).form,
    );
    expect(goalLiteral({ p: ['c', v('X')] }, database).form).not.toBe(
      goalLiteral({ p: ['c', v('Y')] }, database).form,
    );
  });
});

describe('facts do not share a form', () => {
  test.each([
    ['p(a, f(1))', 'p(a, g(1))'],
    ['p(a, f(1))', 'p(a, f(1, 2))'],
    ['p(a, f(1))', 'p(a, b)'],
    ['p(X, X)', 'p(X, Y)'],
    ['p(_, _)', 'p(X, X)'],
  ])('%s and %s', (one, other) => {
    const [a, b] = asserted(one, other);
    expect(a!.form).not.toBe(b!.form);
  });
});

test('the constants of a literal are those of the fact from left to right', () => {
  const [literal] = asserted('p(a, f(1, g("s")), [x], 2.0)');
  expect(constantsOf(literal!)).toEqual(['a', 1, str('s'), list([readTerm('x')]), float(2)]);
});

describe('a fact comes back as it was', () => {
  test.each<[TermLike]>([
    [{ p: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] }],
    [{ p: { f: { g: { h: { i: { j: [1, 'x', { k: [] }] } } } } } }],
    [{ p: { wide: Array.from({ length: 20 }, (_each, i) => i) } }],
    [{ p: [-0, 0.5, 2 ** 60, 10n ** 30n, 7n] }],
    [{ p: [true, null, 'true', 'null', '[]'] }],
    [{ p: [{ __proto__: null, constructor: 'x' }, 'toString'] }],
    [{ p: [[], [[]], { f: [] }, { f: [[]] }] }],
  ])('%o', (fact) => {
    const db = new ClauseStore();
    db.assertz(fact);
    db.assertz(fact);
    const name = Object.keys(fact as object)[0]!;
    const content = (fact as Record<string, unknown>)[name];
    const pattern = { [name]: Array.isArray(content) ? content.map(() => _) : _ };
    const terms = [...db.query(pattern as TermLike)].map(({ term }) => String(term));
    expect(terms).toEqual([String(readTerm(terms[0]!)), terms[0]]);
    expect(db.query(fact).count()).toBe(2);
    expect(db.retractall(fact)).toBe(2);
    expect(db.query(pattern as TermLike).count()).toBe(0);
  });
});

test('an atom, a string, an integer and a float of one text or value are four constants', () => {
  const db = new ClauseStore();
  const terms: Term[] = [readTerm('a'), str('a'), int(1), float(1)];
  for (const term of terms) db.assertz({ p: [term, term] });
  for (const term of terms) {
    expect(db.query({ p: [term, v('X')] }).toArray().length).toBe(1);
    expect(db.query({ p: [v('X'), v('X')] }).count()).toBe(4);
    expect(String(db.query({ p: [term, v('X')] }).first()?.terms.X)).toBe(String(term));
  }
});

test('a getter that queries the same predicate while its value is taken does no harm', () => {
  const db = new ClauseStore();
  db.assertz({ p: ['a', { f: 1 }, 'z'] });
  const nosy = {
    get f() {
      expect(db.query({ p: ['a', { f: 1 }, v('Z')] }).first()).toMatchObject({ Z: 'z' });
      db.assertz({ p: ['b', { f: 2 }, 'y'] });
      return 3;
    },
  };
  db.assertz({ p: ['c', nosy, 'x'] });
  expect([...db.query('p(A, f(B), C)')].map(({ A, B, C }) => [A, B, C])).toEqual([
    ['a', 1, 'z'],
    ['b', 2, 'y'],
    ['c', 3, 'x'],
  ]);
});

describe('a predicate of facts of endlessly many forms', () => {
  const db = new ClauseStore();
  const size = 20_000;
  for (let i = 0; i < size; i++) db.assertz({ p: [i, { [`f${i}`]: [i, 'x'] }] });

  test('answers for all of them', () => {
    for (const i of [0, 1, 4000, 5000, size - 1]) {
      expect(db.query({ p: [v('I'), { [`f${i}`]: [v('J'), v('X')] }] }).toArray()).toMatchObject([
        { I: i, J: i, X: 'x' },
      ]);
      expect(db.query({ p: [i, v('F')] }).first()?.F).toEqual({ [`f${i}`]: [i, 'x'] });
      expect(db.query({ p: [i, { [`f${i}`]: [i, 'y'] }] }).exists()).toBe(false);
    }
    expect(db.query('p(_, F)').count()).toBe(size);
  });

  test('keeps no more than a few thousand', () => {
    const forms = new Set<unknown>();
    const database = new Database();
    for (let i = 0; i < size; i++) {
      const literal = clauseLiteral({ p: [i, { [`f${i}`]: [i, 'x'] }] }, database);
      if (literal.form.isKept) forms.add(literal.form);
    }
    expect(forms.size).toBeLessThan(5000);
  });
});

test('a variable without a name is like _ where it stands once, and one variable where it stands twice', () => {
  const db = new ClauseStore();
  db.consult('p(a, a). p(a, b).');
  const [x, y] = [new Var(), new Var()];
  expect(db.query({ p: [x, y] }).count()).toBe(2);
  expect(db.query({ p: [x, x] }).count()).toBe(1);
  expect(db.query('p(_, _)').count()).toBe(2);
  const [one, other] = asserted('p(_, x)', { p: [_, 'y'] });
  expect(one!.form).toBe(other!.form);
});
