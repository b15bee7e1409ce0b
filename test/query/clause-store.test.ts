/** What goes into a clause store and what is refused; programs; the predicates that there are. */
import { _, type Clauselike, ClauseStore, compound, int, nil, pl, str, v } from 'clausal';
import { describe, expect, test } from 'vitest';
import { hostileNames } from '../support/hostile-names.ts';
import { refusal } from '../support/refusal.ts';

const modifyStatic = (pi: string) => `permission_error(modify,static_procedure,${pi})`;

/** Calls each of the ways to change or watch. */
const ways: readonly [string, (db: ClauseStore, clause: Clauselike) => unknown][] = [
  ['assertz', (db, clause) => db.assertz(clause)],
  ['asserta', (db, clause) => db.asserta(clause)],
  ['retract', (db, clause) => db.retract(clause)],
  ['retractEach', (db, clause) => db.retractEach(clause)],
  ['retractall', (db, clause) => db.retractall(clause)],
  ['replace', (db, clause) => db.replace('p(_)', clause)],
  ['replace with the pattern', (db, clause) => db.replace(clause, 'p(1)')],
  ['watch', (db, clause) => db.watch(clause, () => {})],
];

describe.each(ways)('%s', (_name, call) => {
  test.each<[Clauselike, string]>([
    ['atom(x)', modifyStatic('atom/1')],
    ['X = Y', modifyStatic('(=)/2')],
    ['X is Y', modifyStatic('(is)/2')],
    ['(a, b)', modifyStatic("(',')/2")],
    ['(a ; b)', modifyStatic('(;)/2')],
    ['(a -> b)', modifyStatic('(->)/2')],
    ['true', modifyStatic('true/0')],
    ['findall(X, Y, Z)', modifyStatic('findall/3')],
    ['atom(x) :- foo', modifyStatic('atom/1')],
    ['call(x, y, z)', modifyStatic('call/3')],
    [{ '=': [1, 2] }, modifyStatic('(=)/2')],
    [7, 'type_error(callable,7)'],
    ['7', 'type_error(callable,7)'],
    [str('text'), 'type_error(callable,"text")'],
    ['7 :- true', 'type_error(callable,7)'],
    ['"text" :- true', 'type_error(callable,"text")'],
    [v('X'), 'instantiation_error'],
    ['X', 'instantiation_error'],
    ['X :- true', 'instantiation_error'],
    [nil, 'type_error(callable,[])'],
  ])('refuses %j', (clause, error) => {
    const db = new ClauseStore();
    expect(refusal(() => call(db, clause))).toBe(error);
    expect([...db.predicates()]).toEqual([]);
  });

  test.each(['p(', 'p(a))', '', 'p. q', "p('a", 'p :- ', 'p(a) q'])('refuses the text %j', (text) => {
    const db = new ClauseStore();
    expect(refusal(() => call(db, text))).toMatch(/^syntax_error/);
    expect([...db.predicates()]).toEqual([]);
  });

  test('refuses what is no term', () => {
    const db = new ClauseStore();
    expect(() => call(db, undefined as unknown as string)).toThrow(TypeError);
    expect(() => call(db, { a: 1, b: 2 })).toThrow(TypeError);
    expect(() => call(db, { p: [1, new Date(0) as unknown as string] })).toThrow('in argument 2 of p');
  });
});

describe('assertz and asserta', () => {
  test.each<[Clauselike, string]>([
    ['p :- 1', 'type_error(callable,1)'],
    ['p :- a, 1', 'type_error(callable,(a,1))'],
    ['p :- (a ; "b")', 'type_error(callable,(a;"b"))'],
    ['p :- \\+ 3', 'type_error(callable,\\+3)'],
    ['p :- X', 'instantiation_error'],
    ['p(_) :- X', 'instantiation_error'],
    [':- p', modifyStatic('(:-)/1')],
    ['p --> q', modifyStatic('(-->)/2')],
    ['(a :- b) :- c', modifyStatic('(:-)/2')],
  ])('refuse the rule %s', (rule, error) => {
    const db = new ClauseStore();
    expect(refusal(() => db.assertz(rule))).toBe(error);
    expect(refusal(() => db.asserta(rule))).toBe(error);
    expect([...db.predicates()]).toEqual([]);
  });

  test('take a fact in each of its forms', () => {
    const db = new ClauseStore();
    const name = 'it is';
    db.assertz('f(a, 1)');
    db.assertz('f(b, 2).');
    db.assertz({ f: ['c', 3] });
    db.assertz(compound('f', [str('d'), int(4)]));
    db.assertz(pl`f(${name}, ${5})`);
    db.assertz('f(e, 6) :- true');
    db.assertz('atom');
    expect(Array.from(db.query('f(X, Y)'), ({ X, Y }) => [X, Y])).toEqual([
      ['a', 1],
      ['b', 2],
      ['c', 3],
      ['d', 4],
      ['it is', 5],
      ['e', 6],
    ]);
    expect(db.query('atom').exists()).toBe(true);
  });

  test('take a rule whose body is a variable of its head, or has variables as goals', () => {
    const db = new ClauseStore();
    db.consult('s(G) :- G. both(A, B) :- A, B. f(1). f(2). wrapped(w(G)) :- G.');
    expect(db.query('s(f(X))').toArray()).toEqual([{ X: 1 }, { X: 2 }]);
    expect(db.query('both(f(X), X > 1)').toArray()).toEqual([{ X: 2 }]);
    expect(db.query('wrapped(w(f(X)))').count()).toBe(2);
    expect(refusal(() => db.query('s(_)').first())).toBe('instantiation_error');
  });

  test('copy what they are given: its variables are its own from then on', () => {
    const db = new ClauseStore();
    const x = v('X');
    db.assertz(compound('same', [x, x]));
    db.assertz(compound('other', [x, _, _]));
    expect(db.query('same(1, Y)').first()).toEqual({ Y: 1 });
    expect(db.query('other(1, 2, 3)').exists()).toBe(true);
    expect(x.ref).toBeUndefined();
  });
});

describe('retract', () => {
  const db = new ClauseStore();

  test('of a head is for facts, of head and body for rules too', () => {
    db.consult('r(X) :- q(X). r(1). r(X) :- p(X), q(X). r(2).');
    expect(db.retract('r(X)')).toEqual({ X: 1 });
    expect(db.retract('r(X) :- q(Y)')).toMatchObject({});
    expect(db.retract('r(A) :- B')?.B).toMatchObject({
      ',': [{ p: expect.anything() }, { q: expect.anything() }],
    });
    expect(db.retract('r(A) :- B')).toEqual({ A: 2, B: 'true' });
    expect(db.retract('r(_) :- _')).toBeUndefined();
  });

  test('by retractall is refused with a body, which would be no part of the pattern', () => {
    const db = new ClauseStore();
    db.consult('p(1). p(2) :- q(2).');
    expect(() => db.retractall('p(_) :- q(_)')).toThrow("No permission to modify static procedure `(:-)/2'");
    expect(db.query('p(1)').exists()).toBe(true);
  });

  test('by retractall takes facts and rules by their head, and makes the predicate known', () => {
    db.consult('s(1). s(X) :- q(X). s(2).');
    expect(db.retractall('s(1)')).toBe(2);
    expect(db.query('s(X)').toArray()).toEqual([{ X: 2 }]);
    expect(db.retractall('fresh(_)')).toBe(0);
    expect(db.query('fresh(_)').exists()).toBe(false);
  });

  test('leaves a predicate known that has no clause any more', () => {
    db.assertz('once_only(1)');
    db.retract('once_only(1)');
    expect(db.query('once_only(_)').exists()).toBe(false);
  });
});

describe('replace', () => {
  test('removes facts and rules by their head, adds a clause at the end, and answers how many it removed', () => {
    const db = new ClauseStore();
    db.consult('p(1, a). p(2, b). p(X, b) :- q(X). p(3, c).');
    expect(db.replace('p(_, b)', { p: [4, 'd'] })).toBe(2);
    expect(Array.from(db.query('p(X, _)'), ({ X }) => X)).toEqual([1, 3, 4]);
    expect(db.replace({ p: [9, _] }, 'p(5, e)')).toBe(0);
    expect(db.query('p(_, _)').count()).toBe(4);
  });

  test('is one change to those who watch, and to iterations that are under way', () => {
    const db = new ClauseStore();
    db.consult('p(1). p(2).');
    const told: unknown[] = [];
    db.watch('p(X)', (kind, { X }) => told.push([kind, X, db.query('p(_)').count()]));
    const seen: unknown[] = [];
    for (const { X } of db.query('p(X)')) {
      seen.push(X);
      db.replace('p(_)', { p: [Number(X) + 10] });
    }
    expect(seen).toEqual([1, 2]);
    expect(told).toEqual([
      ['erase', 1, 1],
      ['erase', 2, 1],
      ['assert', 11, 1],
      ['erase', 11, 1],
      ['assert', 12, 1],
    ]);
  });

  test('is undone with the transaction that it is in', () => {
    const db = new ClauseStore();
    db.consult('p(1). p(2).');
    expect(() =>
      db.transaction(() => {
        db.replace('p(1)', 'p(3)');
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(Array.from(db.query('p(X)'), ({ X }) => X)).toEqual([1, 2]);
  });

  test('changes nothing when the clause is refused', () => {
    const db = new ClauseStore();
    db.assertz('p(1)');
    expect(() => db.replace('p(_)', 'atom(x)')).toThrow();
    expect(() => db.replace('p(_)', 'p(')).toThrow();
    expect(db.query('p(1)').exists()).toBe(true);
  });
});

describe('abolish', () => {
  test('makes a predicate unknown, and only that', () => {
    const db = new ClauseStore();
    db.consult('p(1). p(1, 2). p :- q.');
    db.abolish('p/1');
    expect(refusal(() => db.query('p(_)').first())).toBe('existence_error(procedure,p/1)');
    expect(db.query('p(_, X)').first()).toEqual({ X: 2 });
    expect([...db.predicates()].sort()).toEqual(['p/0', 'p/2']);
    db.assertz('p(new)');
    expect(db.query('p(X)').toArray()).toEqual([{ X: 'new' }]);
    db.abolish('unknown/3');
  });

  test.each<[Clauselike, string]>([
    ['p', 'type_error(predicate_indicator,p)'],
    ['p/a', 'type_error(integer,a)'],
    ['1/1', 'type_error(atom,1)'],
    ['p/(-1)', 'domain_error(not_less_than_zero,-1)'],
    ['p/_', 'instantiation_error'],
    ['_/1', 'instantiation_error'],
    ['atom/1', modifyStatic('atom/1')],
  ])('refuses %s', (pi, error) => {
    expect(refusal(() => new ClauseStore().abolish(pi))).toBe(error);
  });
});

describe('consult', () => {
  test('adds a program in the order of its text', () => {
    const db = new ClauseStore();
    db.assertz('p(0)');
    db.consult('% facts\np(1).\np(2). /* a rule */ p(X) :-\n  q(X).\nq(3).\n');
    expect(Array.from(db.query('p(X)'), ({ X }) => X)).toEqual([0, 1, 2, 3]);
    db.consult('');
    db.consult('% nothing\n');
  });

  test.each([
    ['a syntax error', 'p(1). q(2). p('],
    ['a missing full stop', 'p(1). q(2)'],
    ['a directive', 'p(1). :- q.'],
    ['a clause of a built-in predicate', 'p(1). atom(x).'],
    ['a body that is none', 'p(1). q :- 1.'],
    ['a grammar rule', 'p(1). q --> r.'],
  ])('adds nothing of a program with %s', (_name, program) => {
    const db = new ClauseStore();
    db.assertz('p(0)');
    expect(() => db.consult(program)).toThrow();
    expect(db.query('p(X)').toArray()).toEqual([{ X: 0 }]);
    expect([...db.predicates()]).toEqual(['p/1']);
  });
});

describe('predicates', () => {
  test('are listed as name/arity, in order, those without clauses too', () => {
    const db = new ClauseStore();
    db.consult("b(1). a. 'it is'(1, 2). (x + y). b(2).");
    db.retractall('none(_)');
    db.query('unknown(_)');
    db.retract('unknown(_)');
    expect([...db.predicates()]).toEqual(['b/1', 'a/0', "'it is'/2", '(+)/2', 'none/1']);
  });

  test('of the library are redefined by clauses, until those are abolished', () => {
    const db = new ClauseStore();
    expect(db.query('member(X, [a])').toArray()).toEqual([{ X: 'a' }]);
    const prepared = db.query('member(X, [a])');
    db.assertz('member(mine, _)');
    expect(prepared.toArray()).toEqual([{ X: 'mine' }]);
    expect(db.query('G = member(X, [a]), G').toArray()).toMatchObject([{ X: 'mine' }]);
    db.retract('member(mine, _)');
    expect(prepared.toArray()).toEqual([]);
    db.abolish('member/2');
    expect(prepared.toArray()).toEqual([{ X: 'a' }]);
  });

  test('of the library are used by rules that were there before, and back again', () => {
    const db = new ClauseStore();
    db.consult('first(X) :- member(X, [a, b]).');
    expect(db.query('first(X)').count()).toBe(2);
    expect(() =>
      db.transaction(() => {
        db.consult('member(c, _).');
        expect(db.query('first(X)').toArray()).toEqual([{ X: 'c' }]);
        throw new Error('undo');
      }),
    ).toThrow('undo');
    expect(db.query('first(X)').count()).toBe(2);
  });

  test.each(hostileNames.filter((name) => !['!', ':-', ',', '|', '[|]', '[]', '{}', 'true'].includes(name)))(
    'can be called %j',
    (name) => {
      const db = new ClauseStore();
      const missing = () => db.query({ [name]: [_, _, _] }).first();
      expect(refusal(missing)).toMatch(/^existence_error\(procedure,/);
      for (let i = 0; i < 20; i++) db.assertz({ [name]: [name, { [name]: i }, i] });
      db.assertz(compound(':-', [compound(name, []), compound(name, [str(name), int(1), v('X')])]));
      expect(db.query({ [name]: [v('A'), { [name]: 7 }, v('B')] }).toArray()).toEqual([{ A: name, B: 7 }]);
      expect(db.query({ [name]: [name, v('F'), 3] }).first()).toEqual({ F: { [name]: 3 } });
      expect(db.query(compound(name, [])).exists()).toBe(false);
      expect([...db.predicates()].map((pi) => pi.slice(pi.lastIndexOf('/')).replace(' ', ''))).toEqual([
        '/3',
        '/0',
      ]);
      expect(db.retractall({ [name]: [name, _, _] })).toBe(20);
    },
  );
});

test('a goal of the same text is prepared once and still sees what changes', () => {
  const db = new ClauseStore();
  const ask = () => db.query('p(X), \\+ q(X)').toArray();
  expect(ask).toThrow();
  db.consult('p(1). p(2). q(1).');
  expect(ask()).toEqual([{ X: 2 }]);
  db.assertz('p(X) :- r(X)');
  db.consult('r(3).');
  expect(ask()).toEqual([{ X: 2 }, { X: 3 }]);
  db.abolish('p/1');
  expect(ask).toThrow();
  for (let i = 0; i < 2500; i++) db.query(`X = ${i}`).first();
  db.consult('p(4).');
  expect(ask()).toEqual([{ X: 4 }]);
});

test('two stores have nothing in common', () => {
  const [one, two] = [new ClauseStore(), new ClauseStore()];
  one.assertz('p(1)');
  two.assertz('p(2)');
  expect([one.query('p(X)').toArray(), two.query('p(X)').toArray()]).toEqual([[{ X: 1 }], [{ X: 2 }]]);
});
