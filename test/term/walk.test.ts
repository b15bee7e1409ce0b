/** Variables of terms, ground terms, finite terms and variants. */
import { atom, compound, float, int, list, nil, str, type Term, Var } from 'clausal';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isAcyclic, isGround, isVariant, termVariables, walk } from '../../src/term/walk.ts';
import { holds } from '../support/property.ts';
import { randomTerms } from '../support/random-terms.ts';
import { dumpTerm } from '../support/term-dump.ts';

const f = (name: string, ...args: Term[]) => compound(name, args);

/** More parts than the algorithms visit before they begin to remember them. */
const padding = list(Array.from({ length: 120_000 }, () => int(0)));

function infinite(): Var {
  const x = new Var();
  x.ref = f('f', x);
  return x;
}

/** `f(f(…, …), f(…, …))`: 2 ** depth leaves that are all the same one. */
function doubled(leaf: Term, depth = 60): Term {
  let term = leaf;
  for (let i = 0; i < depth; i++) term = f('f', term, term);
  return term;
}

describe('walk', () => {
  test('visits the parts from left to right, each before what is in it', () => {
    const names: string[] = [];
    walk(f('f', f('g', atom('a')), list([atom('b')])), (part) => {
      names.push('name' in part && part.name !== undefined ? part.name : '?');
      return true;
    });
    expect(names).toEqual(['f', 'g', 'a', '[|]', 'b', '[]']);
  });

  test('stops when told to', () => {
    let visits = 0;
    expect(walk(f('f', int(1), int(2), int(3)), () => ++visits < 3)).toBe(false);
    expect(visits).toBe(3);
  });
});

describe('termVariables', () => {
  test('gives each unbound variable once, in order of occurrence', () => {
    const [x, y, z, bound] = [new Var(), new Var(), new Var(), new Var()];
    bound.ref = f('g', z, x);
    expect(termVariables(f('f', y, bound, list([x], y)))).toEqual([y, z, x]);
    expect(termVariables(atom('a'))).toEqual([]);
  });

  test('ends on infinite terms and on those that share parts', () => {
    const y = new Var();
    const x = new Var();
    x.ref = f('f', x, y);
    expect(termVariables(x)).toEqual([y]);
    expect(termVariables(doubled(y))).toEqual([y]);
  });
});

describe('isGround', () => {
  test('is so for a term without unbound variables', () => {
    const bound = new Var();
    bound.ref = int(1);
    expect(isGround(f('f', bound, list([atom('a'), str('s'), float(1)])))).toBe(true);
    expect(isGround(f('f', list([new Var()])))).toBe(false);
    expect(isGround(new Var())).toBe(false);
    expect(isGround(nil)).toBe(true);
  });

  test('ends on infinite terms and on those that share parts', () => {
    expect(isGround(infinite())).toBe(true);
    expect(isGround(doubled(int(1)))).toBe(true);
  });
});

describe('isAcyclic', () => {
  test('is so for finite terms, whatever they share', () => {
    const part = f('g', int(1));
    expect(isAcyclic(f('f', part, part, list([part])))).toBe(true);
    expect(isAcyclic(doubled(int(1)))).toBe(true);
    expect(isAcyclic(f('f', padding))).toBe(true);
  });

  test('is not so where a part contains itself, however far down', () => {
    expect(isAcyclic(infinite())).toBe(false);
    // Finite parts on the way round, of any size, and a cycle behind more parts than are looked at one by one.
    for (let size = 0; size < 20; size++) {
      const again = new Var();
      again.ref = f('f', list(Array.from({ length: size }, () => int(0))), again);
      expect(isAcyclic(again)).toBe(false);
    }
    expect(isAcyclic(f('f', doubled(int(1)), infinite()))).toBe(false);
    expect(isAcyclic(f('f', infinite(), doubled(int(1))))).toBe(false);
    expect(isAcyclic(f('f', padding, list([int(1)], f('g', infinite()))))).toBe(false);
    const x = new Var();
    x.ref = list([int(1), int(2)], x);
    expect(isAcyclic(x)).toBe(false);
  });
});

describe('isVariant', () => {
  const [x, y, z] = [new Var(), new Var(), new Var()];

  test.each<[boolean, Term, Term]>([
    [true, x, y],
    [true, f('f', x, y), f('f', y, x)],
    [true, f('f', x, y, x), f('f', y, z, y)],
    [false, f('f', x, y), f('f', x, x)],
    [false, f('f', x, x), f('f', x, y)],
    [false, f('f', x, y, x), f('f', y, z, z)],
    [false, x, atom('a')],
    [false, atom('a'), x],
    [false, f('f', x), f('g', x)],
    [false, f('f', x), f('f', x, x)],
    [false, int(1), float(1)],
    [false, atom('a'), str('a')],
    [false, nil, atom('[]')],
    [true, float(NaN), float(NaN)],
    [false, float(0), float(-0)],
    [true, int(2n ** 70n), int(2n ** 70n)],
  ])('is %s of %s and %s', (expected, left, right) => {
    expect(isVariant(left, right)).toBe(expected);
  });

  test('is what a numbering of the variables in order of occurrence tells', () => {
    holds(fc.tuple(randomTerms(), randomTerms()), 2000, ([a, b]) => {
      expect(isVariant(a, b)).toBe(dumpTerm(a) === dumpTerm(b));
      expect(isVariant(a, a)).toBe(true);
    });
  });

  test('ends on infinite terms', () => {
    expect(isVariant(infinite(), infinite())).toBe(true);
    expect(isVariant(f('g', infinite(), x), f('g', infinite(), atom('a')))).toBe(false);
  });

  test('is not fooled in a large term by parts that stand on both sides', () => {
    const [fx, fy, fz] = [f('f', x), f('f', y), f('f', z)];
    expect(isVariant(list([padding, fx, fy, fx]), list([padding, fy, fz, fz]))).toBe(false);
    expect(isVariant(list([padding, fx, fy, fx]), list([padding, fy, fz, fy]))).toBe(true);
  });
});
