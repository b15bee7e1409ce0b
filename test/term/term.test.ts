/** How terms are made and told apart. */
import { atom, Compound, compound, Float, float, Int, int, isTerm, list, nil, str, Var } from 'clausal';
import { describe, expect, test } from 'vitest';
import { IndicatorMap } from '../../src/term/indicator-map.ts';
import { type Atomic, deref, isCallable, listElements, properList, sameAtomic } from '../../src/term/term.ts';
import { hostileNames } from '../support/hostile-names.ts';

describe('int', () => {
  test('is a number where that is exact, a bigint beyond', () => {
    expect(int(5n).value).toBe(5);
    expect(int(-0).value).toBe(0);
    expect(Object.is(int(-0).value, 0)).toBe(true);
    expect(int(BigInt(Number.MAX_SAFE_INTEGER)).value).toBe(Number.MAX_SAFE_INTEGER);
    expect(int(BigInt(Number.MAX_SAFE_INTEGER) + 1n).value).toBe(2n ** 53n);
    expect(int(BigInt(Number.MIN_SAFE_INTEGER)).value).toBe(Number.MIN_SAFE_INTEGER);
    expect(int(BigInt(Number.MIN_SAFE_INTEGER) - 1n).value).toBe(-(2n ** 53n));
  });

  test.each([0.5, NaN, Infinity, 2 ** 53])('of %s is a RangeError', (value) => {
    expect(() => int(value)).toThrow(new RangeError(`int(${value}): not a safe integer; pass a bigint`));
  });
});

test('isTerm tells terms from values', () => {
  for (const term of [atom('a'), int(1), float(1), str('s'), nil, new Var(), compound('f', [])]) {
    expect(isTerm(term)).toBe(true);
  }
  for (const value of ['a', 1, null, undefined, [], { name: 'a' }]) expect(isTerm(value)).toBe(false);
});

test('atoms, strings, integers and floats that look alike are not the same', () => {
  const atomics: Atomic[] = [
    ...[atom('1'), str('1'), int(1), float(1), atom('[]'), nil, str('[]')],
    ...[float(0), float(-0), float(NaN), int(0), int(2n ** 53n), float(2 ** 53)],
  ];
  const copies: Atomic[] = [
    ...[atom('1'), str('1'), new Int(1), new Float(1), atom('[]'), nil, str('[]')],
    ...[float(0), float(-0), float(NaN), int(0), int(2n ** 53n), float(2 ** 53)],
  ];
  atomics.forEach((a, i) => {
    copies.forEach((b, j) => {
      expect(sameAtomic(a, b)).toBe(i === j);
    });
  });
});

test('atoms and compounds are callable, the empty list and the rest are not', () => {
  expect([atom('a'), compound('f', []), list([int(1)])].map(isCallable)).toEqual([true, true, true]);
  expect([nil, int(1), float(1), str('s'), new Var()].some(isCallable)).toBe(false);
});

test('deref goes to the end of a chain of bindings, of any length', () => {
  const end = new Var();
  let start = end;
  for (let i = 0; i < 1_000_000; i++) {
    const variable = new Var();
    variable.ref = start;
    start = variable;
  }
  expect(deref(start)).toBe(end);
  end.ref = atom('a');
  expect(deref(start)).toBe(end.ref);
});

describe('lists', () => {
  test('are cells that end in [] or the given tail', () => {
    const tail = new Var();
    expect(list([])).toBe(nil);
    expect(list([], tail)).toBe(tail);
    expect(listElements(list([int(1), int(2)], tail))).toEqual({ items: [int(1), int(2)], tail });
    expect(properList(list([int(1), nil]))).toEqual([int(1), nil]);
  });

  test('without [] at their end are not proper', () => {
    for (const term of [list([int(1)], new Var()), list([int(1)], atom('a')), atom('[]'), new Var()]) {
      expect(properList(term)).toBeUndefined();
    }
  });

  test('are followed through bindings', () => {
    const tail = new Var();
    tail.ref = list([int(2)]);
    const whole = new Var();
    whole.ref = list([int(1)], tail);
    expect(properList(whole)).toEqual([int(1), int(2)]);
  });

  test.each([1, 2, 3, 7, 8, 9])('that run in a circle of %i end', (size) => {
    const again = new Var();
    again.ref = list(
      Array.from({ length: size }, (_, i) => int(i)),
      again,
    );
    for (const before of [0, 1, 5]) {
      const lead = Array.from({ length: before }, () => atom('lead'));
      const { items, tail } = listElements(list(lead, again));
      expect(tail).toBeInstanceOf(Compound);
      expect(items.length).toBeGreaterThanOrEqual(before + size);
      expect(properList(list(lead, again))).toBeUndefined();
    }
  });
});

describe('an IndicatorMap', () => {
  test('keeps names and arities apart, hostile ones too', () => {
    const map = new IndicatorMap<string>();
    for (const name of hostileNames) for (const arity of [0, 1, 2]) map.set(name, arity, `${name}/${arity}`);
    for (const name of hostileNames) {
      for (const arity of [0, 1, 2]) expect(map.get(name, arity)).toBe(`${name}/${arity}`);
      expect(map.get(name, 3)).toBeUndefined();
    }
    expect(new IndicatorMap().get('constructor', 0)).toBeUndefined();
  });

  test('replaces and forgets', () => {
    const map = new IndicatorMap<number>();
    map.set('a', 1, 1);
    map.set('b', 1, 2);
    map.set('a', 1, 3);
    map.set('a', 2, 4);
    expect([...map.values()]).toEqual([3, 4, 2]);
    map.delete('a', 1);
    map.delete('a', 9);
    map.delete('c', 1);
    expect([map.get('a', 1), map.get('a', 2), [...map.values()]]).toEqual([undefined, 4, [4, 2]]);
    for (const arity of [3, 4, 5]) map.set('a', arity, arity);
    map.delete('a', 4);
    map.delete('a', 5);
    map.set('a', 6, 6);
    expect([...map.values()]).toEqual([4, 3, 6, 2]);
    for (const arity of [2, 3, 6]) map.delete('a', arity);
    expect([map.size, [...map.values()]]).toEqual([1, [2]]);
  });
});
