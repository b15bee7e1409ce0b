/**
 * Indexes change what a lookup costs and nothing else: random facts and patterns answer as a scan of all facts does, at
 * any moment between asserts, retracts and transactions.
 */
import { _, ClauseStore, compound, type Term } from 'clausal';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Compound, Float, int, list, nil, Str, Atom as TermAtom, Var } from '../../src/term/term.ts';
import { holds } from '../support/property.ts';
import { Infinite, ReferenceStore } from '../support/reference-store.ts';
import { dumpTerm } from '../support/term-dump.ts';

/** With names the forms that hold them are kept, without them they are not. */
const variables = [new Var('X'), new Var('Y'), new Var()];

/** Parts that share keys in any index: an atom and a string of one text, an integer and a float of one value. */
const simple = fc.constantFrom<Term>(
  ...['a', 'b', 'c', '', '1', '__proto__'].map((name) => new TermAtom(name)),
  ...['a', '', '1'].map((text) => new Str(text)),
  ...[0, 1, 2, 2n ** 70n].map(int),
  ...[0, -0, 1, NaN, 2 ** 70].map((x) => new Float(x)),
  nil,
  new TermAtom('[]'),
);

const part: fc.Arbitrary<Term> = fc.letrec<{ part: Term }>((tie) => ({
  part: fc.oneof(
    { maxDepth: 4, depthSize: 'medium' },
    { weight: 6, arbitrary: simple },
    { weight: 1, arbitrary: fc.constantFrom<Term>(...variables) },
    {
      weight: 4,
      arbitrary: fc
        .tuple(fc.constantFrom('f', 'g', '__proto__'), fc.array(tie('part'), { maxLength: 2 }))
        .map(([name, args]) => new Compound(name, args)),
    },
    {
      weight: 1,
      arbitrary: fc.array(tie('part'), { minLength: 1, maxLength: 2 }).map((items) => list(items)),
    },
  ),
})).part;

/** Mostly few different first arguments, so that lists within an index get long enough for indexes of their own. */
const fact: fc.Arbitrary<Term> = fc
  .tuple(fc.oneof(fc.constantFrom<Term>(new TermAtom('a'), int(1)), part), part, part)
  .map((args) => new Compound('p', args));

const pattern: fc.Arbitrary<Term> = fc
  .tuple(
    fc.oneof(fc.constantFrom<Term>(...variables), part),
    fc.oneof(fc.constantFrom<Term>(...variables), part),
    fc.oneof(fc.constantFrom<Term>(...variables, new Var()), part),
  )
  .map((args) => new Compound('p', args));

type Step =
  | { readonly kind: 'asserta' | 'assertz'; readonly term: Term }
  | { readonly kind: 'query' | 'rule'; readonly term: Term }
  | { readonly kind: 'retract'; readonly term: Term; readonly most: number }
  | { readonly kind: 'transaction'; readonly steps: readonly Step[]; readonly isKept: boolean };

const steps: fc.Arbitrary<Step[]> = fc.letrec<{ step: Step; steps: Step[] }>((tie) => ({
  step: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('assertz' as const), term: fact }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('asserta' as const), term: fact }) },
    {
      weight: 8,
      arbitrary: fc.record({ kind: fc.constantFrom('query' as const, 'rule' as const), term: pattern }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('retract' as const),
        term: pattern,
        most: fc.constantFrom(0, 1, 2, Infinity),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('transaction' as const),
        steps: tie('steps') as fc.Arbitrary<Step[]>,
        isKept: fc.boolean(),
      }),
    },
  ) as fc.Arbitrary<Step>,
  steps: fc.array(tie('step') as fc.Arbitrary<Step>, { maxLength: 12 }),
})).steps;

class Both {
  readonly db = new ClauseStore();
  readonly reference = new ReferenceStore();

  run(step: Step): void {
    switch (step.kind) {
      case 'asserta':
      case 'assertz':
        this.db[step.kind](step.term);
        this.reference[step.kind](step.term);
        return;
      case 'transaction':
        this.#transaction(step);
        return;
      case 'retract':
        this.#retract(step.term, step.most);
        return;
      default:
        this.#query(step.term, step.kind === 'rule');
    }
  }

  /** Everything, in order. */
  checkAll(): void {
    this.#query(new Compound('p', [new Var(), new Var(), new Var()]), false);
  }

  #query(goal: Term, byRule: boolean): void {
    const expected = finite(() => this.reference.query(goal));
    if (expected === undefined) return;
    // By itself the goal is a pattern of facts; in a conjunction the machine runs it.
    const solutions = this.db.query(byRule ? compound(',', [new TermAtom('true'), goal]) : goal);
    const answers = solutions.toArray().map(({ term }) => (byRule ? (term as Compound).args[1]! : term));
    expect(answers.map(dumpTerm)).toEqual(expected.map(dumpTerm));
  }

  #retract(goal: Term, most: number): void {
    const expected = finite(() => {
      this.reference.query(goal); // an infinite answer further down would be met, too
      return this.reference.retract(goal, most);
    });
    if (expected === undefined) return;
    const answers: string[] = [];
    if (most === Infinity) {
      expect(this.db.retractall(goal)).toBe(expected.length);
    } else {
      const solutions = this.db.retractEach(goal)[Symbol.iterator]();
      for (let i = 0; i < most; i++) {
        const { value } = solutions.next();
        if (value !== undefined) answers.push(dumpTerm(value.term));
      }
      solutions.return?.();
      expect(answers).toEqual(expected.map(dumpTerm));
    }
  }

  #transaction({ steps: inner, isKept }: { steps: readonly Step[]; isKept: boolean }): void {
    const before = this.reference.facts;
    const abort = new Error('abort');
    try {
      this.db.transaction(() => {
        for (const step of inner) this.run(step);
        this.checkAll();
        if (!isKept) throw abort;
      });
    } catch (error) {
      if (error !== abort) throw error;
      this.reference.facts = before;
    }
  }
}

function finite<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof Infinite) return undefined;
    throw error;
  }
}

describe('answers are those of a scan', () => {
  test('whatever was asserted, asked, retracted and undone before', () => {
    holds(
      fc.tuple(fc.array(fact, { minLength: 10, maxLength: 40 }), steps, steps),
      250,
      ([facts, ...rounds]) => {
        const both = new Both();
        both.db.retractall('p(_, _, _)');
        for (const term of facts) both.run({ kind: 'assertz', term });
        for (const step of rounds.flat()) both.run(step);
        both.checkAll();
      },
    );
  });

  test('for every kind of argument at every place, before and after indexes are there', () => {
    const parts = fc.sample(part, { numRuns: 60, seed: 1 });
    const both = new Both();
    for (const term of parts) both.run({ kind: 'assertz', term: new Compound('p', [term, int(0), term]) });
    for (const term of parts) both.run({ kind: 'asserta', term: new Compound('p', [int(0), term, term]) });
    for (let round = 0; round < 2; round++) {
      for (const term of parts) {
        for (const at of [0, 1, 2]) {
          const args: Term[] = [new Var(), new Var(), new Var()];
          args[at] = term;
          both.run({ kind: round === 0 ? 'query' : 'rule', term: new Compound('p', args) });
        }
      }
    }
  });
});

describe('an index takes notice', () => {
  test('of clauses with a variable at its place, asserted before and after it was built', () => {
    const db = new ClauseStore();
    for (let i = 0; i < 100; i++) db.assertz(`p(k${i}, ${i})`);
    db.assertz('p(_, any)');
    const values = (key: string) =>
      db
        .query(`p(${key}, X)`)
        .toArray()
        .map(({ X }) => X);
    expect(values('k7')).toEqual([7, 'any']);
    db.asserta('p(_, first)');
    db.assertz('p(k7, last)');
    expect(values('k7')).toEqual(['first', 7, 'any', 'last']);
    expect(values('other')).toEqual(['first', 'any']);
    db.retract('p(_, any)');
    expect(values('k7')).toEqual(['first', 7, 'last']);
  });

  test('of facts that are replaced again and again, one of each functor, in turns', () => {
    const db = new ClauseStore();
    const names = Array.from({ length: 30 }, (_each, i) => `name${i % 15}`);
    const arities = names.map((_name, i) => (i < 15 ? 1 : 2));
    const expected = new Map<string, number>();
    const put = (i: number, value: number) => {
      const args = arities[i] === 1 ? [value] : [value, 'x'];
      db.replace({ s: ['a', { [names[i]!]: args.map(() => _) }] }, { s: ['a', { [names[i]!]: args }] });
      expected.set(`${names[i]}/${arities[i]}`, value);
    };
    for (let i = 0; i < 30; i++) put(i, i);
    for (let step = 0; step < 500; step++) {
      const i = (step * 7) % 30;
      put(i, step);
      if (step % 3 === 0) put((i + 11) % 30, step + 0.5);
      for (const j of [i, (i + 11) % 30, (i + 15) % 30]) {
        const pattern = arities[j] === 1 ? `s(a, ${names[j]}(N))` : `s(a, ${names[j]}(N, x))`;
        expect(Array.from(db.query(pattern), ({ N }) => N)).toEqual([
          expected.get(`${names[j]}/${arities[j]}`),
        ]);
      }
    }
    expect(db.query('s(a, _)').count()).toBe(30);
  });

  test('of a thousand variables at its place', () => {
    const db = new ClauseStore();
    for (let i = 0; i < 100; i++) db.assertz(`p(k${i}, ${i})`);
    expect(db.query('p(k3, X)').count()).toBe(1);
    for (let i = 0; i < 1000; i++) db.assertz(`p(_, v${i})`);
    expect(db.query('p(k3, X)').count()).toBe(1001);
    expect(db.retractall('p(k3, _)')).toBe(1001);
    expect(db.query('p(_, _)').count()).toBe(99);
  });

  test('of atoms and strings of one text, integers and floats of one value, big and small', () => {
    const db = new ClauseStore();
    const keys = [
      'a',
      '"a"',
      '1',
      '1.0',
      "'1'",
      '0',
      '0.0',
      '-0.0',
      '[]',
      "'[]'",
      'nan',
      '36893488147419103232',
    ];
    keys.forEach((key, i) => {
      db.assertz(`p(${key}, ${i})`);
    });
    for (let i = 0; i < 20; i++) db.assertz(`p(other, more)`);
    keys.forEach((key, i) => {
      expect([key, db.query(`p(${key}, X)`).toArray()]).toEqual([key, [{ X: i }]]);
    });
  });
});
