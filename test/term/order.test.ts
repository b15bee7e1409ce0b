/** The standard order of terms is a total order, and the one that SWI-Prolog has. */
import { atom, compareTerms, compound, float, int, list, nil, str, type Term, Var } from 'clausal';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { holds } from '../support/property.ts';
import { randomTerms } from '../support/random-terms.ts';
import { dumpTerm } from '../support/term-dump.ts';

const f = (name: string, ...args: Term[]) => compound(name, args);

/** Like random terms, but often almost equal. */
const terms = fc.oneof(
  randomTerms(),
  fc.constantFrom<Term>(
    ...[int(1), float(1), int(0), float(0), float(-0), float(NaN), int(2n ** 53n), float(2 ** 53)],
    ...[int(2n ** 53n + 1n), int(-(2n ** 70n)), float(-(2 ** 70)), float(Infinity), atom('a'), str('a')],
    ...[atom('[]'), nil, atom(''), f('a'), f('a', int(1)), f('a', float(1)), f('b', int(1)), list([int(1)])],
  ),
);

describe('compareTerms', () => {
  test('orders kinds, then numbers by value, texts by code point, compounds by arity, name and arguments', () => {
    const older = new Var();
    const younger = new Var();
    const ordered: Term[] = [
      older,
      younger,
      float(NaN),
      float(-Infinity),
      int(-(10n ** 400n)),
      int(-1),
      float(-0),
      float(0),
      int(0),
      float(0.5),
      float(1),
      int(1),
      int(2n ** 53n - 1n),
      float(2 ** 53),
      int(2n ** 53n),
      int(2n ** 53n + 1n),
      float(2 ** 53 + 2),
      float(Infinity),
      int(10n ** 400n),
      str(''),
      str('A'),
      str('a'),
      nil,
      atom(''),
      atom('A'),
      atom('[]'),
      atom('a'),
      atom('aa'),
      atom('b'),
      atom('é'),
      atom('\uffff'),
      atom('\u{10000}'),
      atom('\u{1f600}'),
      f('z'),
      f('a', int(1)),
      f('b', float(1)),
      f('b', int(1)),
      list([]) === nil ? f('b', nil) : nil,
      list([int(1)]),
      list([int(1), int(2)]),
      f('a', int(0), int(9)),
      f('a', int(1), int(0)),
      f('a', int(0), int(0), int(0)),
    ];
    // '[|]' stands before 'a' among the names of two arguments.
    ordered.forEach((left, i) => {
      ordered.forEach((right, j) => {
        expect([Math.sign(compareTerms(left, right)), String(left), String(right)]).toEqual([
          Math.sign(i - j),
          String(left),
          String(right),
        ]);
      });
    });
  });

  test('is reflexive, antisymmetric and transitive', () => {
    holds(fc.tuple(terms, terms, terms), 5000, ([a, b, c]) => {
      expect(compareTerms(a, a)).toBe(0);
      expect(Math.sign(compareTerms(a, b))).toBe(0 - Math.sign(compareTerms(b, a)));
      const [low, middle, high] = [a, b, c].sort(compareTerms) as [Term, Term, Term];
      expect(compareTerms(low, middle)).toBeLessThanOrEqual(0);
      expect(compareTerms(middle, high)).toBeLessThanOrEqual(0);
      expect(compareTerms(low, high)).toBeLessThanOrEqual(0);
      if (compareTerms(low, middle) === 0) {
        expect(Math.sign(compareTerms(low, high))).toBe(Math.sign(compareTerms(middle, high)));
      }
    });
  });

  test('is 0 only for terms that are the same', () => {
    const shared = new Var();
    const again = fc
      .tuple(terms, terms)
      .map(([a, b]): [Term, Term] => [f('f', a, shared), f('f', b, shared)]);
    holds(again, 5000, ([a, b]) => {
      // Variables are named by occurrence in a dump: with all of them in one term, equal dumps mean equal variables.
      const isSame = dumpTerm(f('p', a, b)) === dumpTerm(f('p', a, a)) && dumpTerm(a) === dumpTerm(b);
      expect(compareTerms(a, b) === 0).toBe(isSame);
    });
  });

  test('follows bindings', () => {
    const x = new Var();
    const y = new Var();
    y.ref = x;
    expect(compareTerms(x, y)).toBe(0);
    x.ref = int(3);
    expect(compareTerms(f('f', y), f('f', int(3)))).toBe(0);
    expect(compareTerms(y, int(4))).toBeLessThan(0);
  });

  test('sorts an array as sort() wants it', () => {
    const sorted = [str('b'), atom('b'), int(2), f('a', int(1)), int(1), atom('a')].sort(compareTerms);
    expect(sorted.map(String)).toEqual(['1', '2', '"b"', 'a', 'b', 'a(1)']);
  });
});

describe('infinite terms', () => {
  /** `X = f(X, Last)` as a circle of `size` compounds. */
  const circle = (size: number, last: Term): Term => {
    const end = new Var();
    let term: Term = end;
    for (let i = 0; i < size; i++) term = f('f', term, last);
    end.ref = term;
    return term;
  };

  test('are equal when they unfold to the same', () => {
    expect(compareTerms(circle(1, int(1)), circle(1, int(1)))).toBe(0);
    expect(compareTerms(circle(2, int(1)), circle(3, int(1)))).toBe(0);
  });

  test('differ where what they unfold to differs', () => {
    expect(compareTerms(f('g', circle(1, int(1)), int(1)), f('g', circle(2, int(1)), int(2)))).toBeLessThan(
      0,
    );
    expect(
      compareTerms(f('g', circle(1, int(1)), int(2)), f('g', circle(2, int(1)), int(1))),
    ).toBeGreaterThan(0);
  });
});

test('terms that share parts many times over compare in time', () => {
  const doubled = (leaf: Term): Term => {
    let term = leaf;
    for (let i = 0; i < 60; i++) term = f('f', term, term);
    return term;
  };
  expect(compareTerms(doubled(int(1)), doubled(int(1)))).toBe(0);
  expect(compareTerms(doubled(int(1)), doubled(int(2)))).toBeLessThan(0);
});
