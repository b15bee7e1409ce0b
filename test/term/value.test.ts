/** JavaScript values become terms and come back by the table of the design; what is refused is told what to write instead. */
import {
  _,
  atom,
  compound,
  Float,
  float,
  fromTerm,
  Int,
  int,
  list,
  nil,
  str,
  type Term,
  type TermLike,
  toTerm,
  Var,
  v,
} from 'clausal';
import { describe, expect, test } from 'vitest';
import { hostileNames } from '../support/hostile-names.ts';
import { dumpTerm } from '../support/term-dump.ts';

const f = (name: string, ...args: Term[]) => compound(name, args);

describe('toTerm and fromTerm', () => {
  test.each<[name: string, value: TermLike, term: Term, back: unknown]>([
    ['a string is an atom', 'ann', atom('ann'), 'ann'],
    ['an empty string is an atom', '', atom(''), ''],
    ['a capital letter makes no variable of a string', 'Ann', atom('Ann'), 'Ann'],
    ['"[]" is the atom, not the empty list', '[]', atom('[]'), '[]'],
    ['a safe integer is an integer', 42, int(42), 42],
    ['the largest safe integer is an integer', 2 ** 53 - 1, int(2 ** 53 - 1), 2 ** 53 - 1],
    ['minus zero is the integer 0', -0, int(0), 0],
    ['a small bigint is the same integer', 42n, int(42), 42],
    ['a large bigint is an integer', 2n ** 53n, int(2n ** 53n), 2n ** 53n],
    ['a negative large bigint is an integer', -(10n ** 30n), int(-(10n ** 30n)), -(10n ** 30n)],
    ['a fraction is a float', 0.5, float(0.5), 0.5],
    ['a number that is no safe integer is a float', 2 ** 53, float(2 ** 53), 2 ** 53],
    ['infinity is a float', -Infinity, float(-Infinity), -Infinity],
    ['NaN is a float', NaN, float(NaN), NaN],
    ['float(1) is a float', float(1), float(1), 1],
    ['str(x) is a Prolog string', str('x'), str('x'), 'x'],
    ['true is an atom', true, atom('true'), 'true'],
    ['false is an atom', false, atom('false'), 'false'],
    ['null is an atom', null, atom('null'), 'null'],
    ['an empty array is the empty list', [], nil, []],
    ['an array is a list', ['a', [1]], list([atom('a'), list([int(1)])]), ['a', [1]]],
    ['an object of a scalar is f(x)', { cart: 'x' }, f('cart', atom('x')), { cart: 'x' }],
    ['an object of null is f(null)', { cart: null }, f('cart', atom('null')), { cart: 'null' }],
    ['an object of an object is f(g(x))', { f: { g: 1 } }, f('f', f('g', int(1))), { f: { g: 1 } }],
    [
      'an object of an array is f(x, y)',
      { cart: ['x', 2] },
      f('cart', atom('x'), int(2)),
      { cart: ['x', 2] },
    ],
    ['an object of an array of one is f(x)', { cart: ['x'] }, f('cart', atom('x')), { cart: 'x' }],
    ['an object of an empty array is f()', { cart: [] }, f('cart'), { cart: [] }],
    ['an object of [[x]] is f([x])', { cart: [['x']] }, f('cart', list([atom('x')])), { cart: [['x']] }],
    ['an object of [[]] is f([])', { cart: [[]] }, f('cart', nil), { cart: [[]] }],
    ['an object of [[[]]] is f([[]])', { cart: [[[]]] }, f('cart', list([nil])), { cart: [[[]]] }],
    ['a term in a value is itself', [f('g')], list([f('g')]), [{ g: [] }]],
  ])('%s', (_name, value, term, back) => {
    expect(dumpTerm(toTerm(value))).toBe(dumpTerm(term));
    expect(fromTerm(toTerm(value))).toEqual(back);
  });

  test('numbers beyond the safe integers are bigints only when they are integers', () => {
    expect(toTerm(2 ** 60)).toBeInstanceOf(Float);
    expect(toTerm(2n ** 60n)).toBeInstanceOf(Int);
    expect(typeof fromTerm(toTerm(2 ** 60))).toBe('number');
    expect(typeof fromTerm(toTerm(2n ** 60n))).toBe('bigint');
    expect(typeof fromTerm(toTerm(7n))).toBe('number');
  });

  test('a term is itself, an unbound variable comes back as itself', () => {
    const term = f('f', atom('a'));
    expect(toTerm(term)).toBe(term);
    const variable = new Var();
    expect(toTerm(variable)).toBe(variable);
    expect(fromTerm(variable)).toBe(variable);
    expect(fromTerm(f('f', variable, list([variable])))).toEqual({ f: [variable, [variable]] });
  });

  test('a bound variable is what it is bound to', () => {
    const x = new Var();
    const y = new Var();
    y.ref = x;
    x.ref = list([int(1)]);
    expect(fromTerm(f('f', y, f('g', x)))).toEqual({ f: [[1], { g: [[1]] }] });
  });

  test('a list that does not end in [] is made of cells', () => {
    const tail = new Var();
    expect(fromTerm(list([int(1), int(2)], tail))).toEqual({ '[|]': [1, { '[|]': [2, tail] }] });
    expect(fromTerm(list([nil], atom('end')))).toEqual({ '[|]': [[], 'end'] });
    expect(dumpTerm(toTerm({ '[|]': [1, { '[|]': [2, []] }] }))).toBe(dumpTerm(list([int(1), int(2)])));
  });

  test('a frozen value and an object without a prototype are values like others', () => {
    const value: TermLike = Object.freeze({ f: Object.freeze([1, Object.freeze({ g: 2 })]) });
    expect(dumpTerm(toTerm(value))).toBe(dumpTerm(f('f', int(1), f('g', int(2)))));
    const bare: Record<string, TermLike> = Object.create(null);
    bare.f = 1;
    expect(dumpTerm(toTerm(bare))).toBe(dumpTerm(f('f', int(1))));
  });

  test.each(hostileNames.filter((name) => name !== '[|]'))('%j is an ordinary atom and functor', (name) => {
    expect(fromTerm(toTerm(name))).toBe(name);
    const value = toTerm({ [name]: [{ [name]: name }, [[name]]] });
    expect(dumpTerm(value)).toBe(dumpTerm(f(name, f(name, atom(name)), list([list([atom(name)])]))));
    const back = fromTerm(value) as Record<string, unknown>;
    expect(Object.getPrototypeOf(back)).toBe(Object.prototype);
    expect(Object.entries(back)).toEqual([[name, [{ [name]: name }, [[name]]]]]);
    expect(dumpTerm(toTerm(JSON.parse(JSON.stringify({ [name]: 1 }))))).toBe(dumpTerm(f(name, int(1))));
  });

  test('a key __proto__ changes no prototype', () => {
    const back = fromTerm(f('__proto__', f('polluted', atom('yes'))));
    expect(Object.keys(back as object)).toEqual(['__proto__']);
    expect('polluted' in {}).toBe(false);
    expect('polluted' in (back as object)).toBe(false);
  });
});

describe('an infinite term', () => {
  test('comes back as an object that contains itself', () => {
    const x = new Var();
    const term = f('f', atom('a'), x);
    x.ref = term;
    const back = fromTerm(term) as { f: [string, unknown] };
    expect(back.f[0]).toBe('a');
    // The way round the circle may be longer than one object.
    let inner = back;
    for (let i = 0; i < 10; i++) inner = inner.f[1] as typeof back;
    expect(inner.f[0]).toBe('a');
  });

  test('comes back from a circular list as cells that contain themselves', () => {
    const x = new Var();
    x.ref = list([int(1), int(2)], x);
    let cell = fromTerm(x) as { '[|]': [number, unknown] };
    const items: number[] = [];
    for (let i = 0; i < 6; i++) {
      items.push(cell['[|]'][0]);
      cell = cell['[|]'][1] as typeof cell;
    }
    expect(items).toEqual([1, 2, 1, 2, 1, 2]);
  });
});

describe('what stands for no term is a TypeError that says the value, the place and what to write instead', () => {
  const refused = (value: unknown) => () => toTerm(value as TermLike);

  class Money {
    amount = 1;
  }

  test.each<[string, unknown, string]>([
    [
      'undefined',
      undefined,
      'cannot make a term of undefined: write _ for an anonymous variable, null for the atom null',
    ],
    ['a function', Math.max, 'cannot make a term of the function max: write its result'],
    [
      'a function without a name',
      (
        () => () =>
          1
      )(),
      'cannot make a term of the function (anonymous): write its result',
    ],
    ['a symbol', Symbol('s'), 'cannot make a term of Symbol(s): write a string'],
    [
      'a Date',
      new Date(0),
      'cannot make a term of an object of class Date: write date.getTime() / 1000, or date.toISOString()',
    ],
    ['a Map', new Map(), 'cannot make a term of an object of class Map: write an array, [...value]'],
    ['a Set', new Set([1]), 'cannot make a term of an object of class Set: write an array, [...value]'],
    [
      'an object without keys',
      {},
      'cannot make a term of the object {}: an object stands for one compound term and has its functor as the only key, { cart: [x, y] } for cart(x, y)',
    ],
    [
      'an object of several keys',
      { item: 'book', qty: 1 },
      'cannot make a term of an object of 2 keys (item, qty): an object stands for one compound term and has its functor as the only key, { cart: [x, y] } for cart(x, y)',
    ],
    [
      'an object of a class',
      new Money(),
      'cannot make a term of an object of class Money: an object stands for one compound term and has its functor as the only key, { cart: [x, y] } for cart(x, y)',
    ],
  ])('%s', (_name, value, message) => {
    expect(refused(value)).toThrow(new TypeError(message));
  });

  test.each<[string, unknown, string]>([
    ['in an array', ['a', undefined], 'undefined in an array:'],
    ['in an array in an argument', { cart: [['a', undefined]] }, 'undefined in an array:'],
    ['as the only argument', { cart: undefined }, 'undefined in argument 1 of cart:'],
    ['as the second argument', { cart: ['x', { b: [] }, {}] }, 'the object {} in argument 3 of cart:'],
    ['deeper', { a: [1, { b: ['x', new Date(0)] }] }, 'an object of class Date in argument 2 of b:'],
    ['in a hole of an array', new Array(2), 'undefined in an array:'],
    // biome-ignore lint/suspicious/noSparseArray: the subject
    ['in a hole of an argument list', { f: [1, , 3] }, 'undefined in argument 2 of f:'],
    ['under a hostile name', { f: { ['__proto__']: undefined } }, 'undefined in argument 1 of __proto__:'],
  ])('%s', (_name, value, message) => {
    expect(refused(value)).toThrow(TypeError);
    expect(refused(value)).toThrow(`cannot make a term of ${message}`);
  });

  test('the boxed number, string and boolean', () => {
    for (const boxed of [Object(1), Object('s'), Object(true)]) expect(refused(boxed)).toThrow(TypeError);
  });

  test('an array or object that contains itself', () => {
    const array: unknown[] = ['a'];
    array.push(array);
    const object: Record<string, unknown> = {};
    object.f = [1, { g: object }];
    const twice: unknown[] = [];
    twice.push(twice, twice);
    for (const value of [array, object, twice]) {
      expect(refused(value)).toThrow(TypeError);
      expect(refused(value)).toThrow(/cannot make a term of an (array|object) in .*: it contains itself/);
    }
  });

  test('but not one that occurs twice', () => {
    const shared = [1];
    expect(dumpTerm(toTerm({ f: [shared, shared] }))).toBe(dumpTerm(f('f', list([int(1)]), list([int(1)]))));
  });
});

describe('_ and v', () => {
  test('_ is a variable named _', () => {
    expect(_).toBeInstanceOf(Var);
    expect(_.name).toBe('_');
    expect(v._).toBe(_);
  });

  test('v.Name and v("Name") make variables of that name', () => {
    const { Item, Qty } = v;
    expect([Item?.name, Qty?.name, v('Other').name, v('_G1').name, v('Éa').name]).toEqual([
      'Item',
      'Qty',
      'Other',
      '_G1',
      'Éa',
    ]);
  });

  test.each(['qty', '', '1', 'a', 'A b', 'constructor', 'X-Y', 'toString'])(
    'v(%j) is a TypeError',
    (name) => {
      const message = `v(${JSON.stringify(name)}): a variable's name begins with a capital letter or _, as in v.Qty`;
      expect(() => v(name)).toThrow(new TypeError(message));
      expect(() => v[name]).toThrow(new TypeError(message));
    },
  );

  test('v.__proto__ is a variable like others', () => {
    expect(v('__proto__').name).toBe('__proto__');
    expect(v('__proto__')).toBeInstanceOf(Var);
  });
});
