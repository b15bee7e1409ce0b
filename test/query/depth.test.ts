/** Terms of a million levels and lists of 200,000 elements go through everything, and use no JavaScript stack. */
import {
  atom,
  ClauseStore,
  compareTerms,
  compound,
  fromTerm,
  int,
  list,
  type Term,
  type TermLike,
  toTerm,
  type Value,
  Var,
} from 'clausal';
import { beforeAll, describe, expect, test } from 'vitest';
import { copyTerm } from '../../src/term/copy.ts';
import { deref } from '../../src/term/term.ts';
import { isAcyclic, isGround, isVariant, termVariables } from '../../src/term/walk.ts';

const MILLION = 1_000_000;
/** Twenty times what recursion over a list would survive. */
const LENGTH = 200_000;

/** The parts of a kind of large term, made of an innermost part and taken apart again. */
interface Shape {
  readonly count: number;
  /** The term around `inner`. */
  readonly term: (inner: Term) => Term;
  /** A JavaScript value of that term, with the innermost part `'x'`. */
  readonly value: () => TermLike;
  /** How many levels or elements a term has. */
  readonly size: (term: Term) => number;
  /** The same of a value. */
  readonly valueSize: (value: Value) => number;
}

/** Follows the arguments at the place to the end, counting. */
function depth(term: Term, place: number): number {
  let levels = 0;
  let part = deref(term);
  while ('args' in part && part.args.length > place) {
    levels++;
    part = deref(part.args[place]!);
  }
  return levels;
}

const shapes: Record<string, Shape> = {
  'a nested term, a million levels deep,': {
    count: MILLION,
    term: (inner) => {
      let term = inner;
      for (let i = 0; i < MILLION; i++) term = compound('f', [term]);
      return term;
    },
    value: () => {
      let value: TermLike = 'x';
      for (let i = 0; i < MILLION; i++) value = { f: value };
      return value;
    },
    size: (term) => depth(term, 0),
    valueSize: (value) => {
      let levels = 0;
      for (let part = value; typeof part === 'object'; part = (part as { f: Value }).f) levels++;
      return levels;
    },
  },
  'a list of 200,000 elements': {
    count: LENGTH,
    term: (inner) => list([inner, ...Array.from({ length: LENGTH - 1 }, (_, i) => int(i))]),
    value: () => ['x', ...Array.from({ length: LENGTH - 1 }, (_, i) => i)],
    size: (term) => depth(term, 1),
    valueSize: (value) => (value as Value[]).length,
  },
};

describe.each(Object.entries(shapes))('%s', (_name, { count, term: around, value, size, valueSize }) => {
  const x = new Var();
  let ground: Term;
  let open: Term;
  beforeAll(() => {
    ground = around(atom('x'));
    open = around(x);
  });

  test('is made of a value and becomes one', () => {
    const made = toTerm(value());
    expect(size(made)).toBe(count);
    expect(compareTerms(made, ground)).toBe(0);
    expect(valueSize(fromTerm(made))).toBe(count);
  });

  test('is copied and compared, with its variables', () => {
    const copied = copyTerm(open);
    expect(size(copied)).toBe(count);
    expect(termVariables(open)).toEqual([x]);
    expect(termVariables(copied)).not.toEqual([x]);
    expect(compareTerms(open, ground)).toBeLessThan(0);
    expect([isGround(ground), isGround(open), isAcyclic(open)]).toEqual([true, false, true]);
  });

  test('is unified', () => {
    expect(new ClauseStore().query(compound('=', [open, ground])).exists()).toBe(true);
  });

  test('is asserted, found and retracted', () => {
    const db = new ClauseStore();
    db.assertz(compound('p', [ground]));
    const { X } = db.query('p(X)').first()!.terms as { X: Term };
    expect(size(X)).toBe(count);
    db.assertz(compound('p', [open]));
    expect(db.query('p(_)').count()).toBe(2);
    expect(db.retract(compound('p', [ground]))).toEqual({});
    expect(db.query('p(_)').count()).toBe(1);
  });
});

test('a list of 200,000 elements with a variable in it goes through a rule', () => {
  const db = new ClauseStore();
  db.consult('copied(X, Z) :- copy_term(X, Y), Y = Z, X \\== Z.');
  const open = list([new Var(), ...Array.from({ length: LENGTH - 1 }, (_, i) => int(i))]);
  const { Z } = db.query(compound('copied', [open, new Var('Z')])).first()!.terms as { Z: Term };
  expect(isVariant(Z, open)).toBe(true);
});

test('arrays within each other, a million of them, become a term and come back', () => {
  let value: TermLike = 'x';
  for (let i = 0; i < MILLION; i++) value = [value];
  let back: Value = fromTerm(toTerm(value));
  let levels = 0;
  for (; Array.isArray(back); back = back[0]!) levels++;
  expect([levels, back]).toEqual([MILLION, 'x']);
});

test('a fact of a hundred thousand arguments', () => {
  const db = new ClauseStore();
  const args = Array.from({ length: 100_000 }, (_, i) => i);
  for (let i = 0; i < 10; i++) db.assertz({ wide: [i, ...args] });
  const pattern = [7, ...args.map(() => new Var())];
  expect(db.query({ wide: pattern }).count()).toBe(1);
  expect(db.retractall({ wide: pattern })).toBe(1);
});
