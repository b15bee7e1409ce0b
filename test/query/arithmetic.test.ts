/** Arithmetic by itself: depth, bounds, laws. That it agrees with SWI-Prolog is for `test/oracle/` to say. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluate } from '../../src/query/arithmetic/evaluate.ts';
import { compareValues } from '../../src/term/order.ts';
import { atom, float, type Int, int, type Term, Var } from '../../src/term/term.ts';
import { call, outcome } from '../support/arithmetic.ts';

const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);

/** Checks a law for integers of all sizes; a failure prints the seed. */
function forIntegers(law: (x: bigint, y: bigint) => void): void {
  const integer = fc.oneof(
    fc.integer({ min: -20, max: 20 }).map(BigInt),
    fc.maxSafeInteger().map(BigInt),
    fc.bigInt({ min: -(2n ** 54n), max: 2n ** 54n }),
    fc.bigInt({ min: -(2n ** 200n), max: 2n ** 200n }),
  );
  fc.assert(fc.property(integer, integer, law), { numRuns: 2000, seed });
}

function integerValue(name: string, ...args: bigint[]): bigint {
  const { value } = evaluate(call(name, ...args.map(int))) as Int;
  // What fits is a number and only the rest is a bigint, or terms that are equal would not be the same.
  expect(typeof value).toBe(Number.isSafeInteger(Number(value)) ? 'number' : 'bigint');
  return BigInt(value);
}

/** `wrap(wrap(… 1))`, of a million levels. */
function million(wrap: (inner: Term) => Term): Term {
  let term: Term = int(1);
  for (let i = 0; i < 1_000_000; i++) term = wrap(term);
  return term;
}

describe('integers are exact', () => {
  test('in sums, differences and products', () => {
    forIntegers((x, y) => {
      expect(integerValue('+', x, y)).toBe(x + y);
      expect(integerValue('-', x, y)).toBe(x - y);
      expect(integerValue('*', x, y)).toBe(x * y);
    });
  });

  test('in both ways to divide', () => {
    forIntegers((x, y) => {
      if (y === 0n) return;
      expect(integerValue('//', x, y)).toBe(x / y);
      expect(integerValue('rem', x, y)).toBe(x % y);
      const [quotient, rest] = [integerValue('div', x, y), integerValue('mod', x, y)];
      expect(quotient * y + rest).toBe(x);
      expect(rest === 0n || rest > 0n === y > 0n).toBe(true);
      expect((rest < 0n ? -rest : rest) < (y < 0n ? -y : y)).toBe(true);
    });
  });

  test('in exact divisions by /', () => {
    forIntegers((x, y) => {
      if (y !== 0n) expect(integerValue('/', x * y, y)).toBe(x);
    });
  });

  test('in bits', () => {
    forIntegers((x, y) => {
      expect(integerValue('/\\', x, y)).toBe(x & y);
      expect(integerValue('\\/', x, y)).toBe(x | y);
      expect(integerValue('xor', x, y)).toBe(x ^ y);
      expect(integerValue('\\', x)).toBe(~x);
      const distance = y % 300n;
      expect(integerValue('<<', x, distance)).toBe(x << distance);
      expect(integerValue('>>', x, distance)).toBe(x >> distance);
      if (x > 0n) {
        const bits = x.toString(2);
        expect(integerValue('msb', x)).toBe(BigInt(bits.length - 1));
        expect(integerValue('lsb', x)).toBe(BigInt(bits.length - 1 - bits.lastIndexOf('1')));
        expect(integerValue('popcount', x)).toBe(BigInt(bits.replaceAll('0', '').length));
      }
    });
  });

  test('in divisors, multiples and powers', () => {
    forIntegers((x, y) => {
      const divisor = integerValue('gcd', x, y);
      if (divisor !== 0n) expect([x % divisor, y % divisor]).toEqual([0n, 0n]);
      const product = x * y;
      expect(divisor * integerValue('lcm', x, y)).toBe(product < 0n ? -product : product);
      const exponent = (y < 0n ? -y : y) % 20n;
      expect(integerValue('**', x, exponent)).toBe(x ** exponent);
      if (x >= 0n && y > 0n) expect(integerValue('powm', x, exponent, y)).toBe(x ** exponent % y);
    });
  });
});

describe('an expression', () => {
  test('may be a million deep, on the left, on the right, in one argument and in strange functions', () => {
    const one = int(1);
    expect(outcome(million((inner) => call('+', inner, one)))).toBe('1000001');
    expect(outcome(million((inner) => call('+', one, inner)))).toBe('1000001');
    expect(outcome(million((inner) => call('-', inner)))).toBe('1');
    expect(outcome(million((inner) => call('powm', inner, one, int(7))))).toBe('1');
    expect(outcome(million((inner) => call('foo', inner)))).toBe(
      `error('type_error'('evaluable','/'('foo',1)))`,
    );
  });

  test('that contains itself is a type error', () => {
    for (const make of [
      (x: Term) => call('+', int(1), x),
      (x: Term) => call('+', x, x),
      (x: Term) => call('-', x),
      (x: Term) => call('foo', x, int(1)),
    ]) {
      const x = new Var();
      x.ref = make(x);
      expect(() => evaluate(x)).toThrow(expect.objectContaining({ code: 'type_error' }));
    }
  });

  test('whose parts are shared costs what it takes in memory', () => {
    let term: Term = float(0.5);
    for (let i = 0; i < 1000; i++) term = call('max', term, term);
    expect(outcome(term)).toBe('f(0.5)');
  });

  test('is evaluated from its last argument, which decides on the error', () => {
    expect(outcome(call('+', atom('a'), atom('b')))).toBe(`error('type_error'('evaluable','/'('b',0)))`);
    expect(outcome(call('+', atom('a'), new Var()))).toBe(`error('instantiation_error')`);
  });

  test('may name what every JavaScript object has, which is no function', () => {
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
      expect(outcome(atom(name))).toBe(`error('type_error'('evaluable','/'('${name}',0)))`);
      expect(outcome(call(name, int(1)))).toBe(`error('type_error'('evaluable','/'('${name}',1)))`);
    }
  });
});

describe('what would take too much is a resource error, at once:', () => {
  const seven = int(7);
  const large = call('<<', int(1), int(2 ** 25));
  const cases: Record<string, Term> = {
    'a tower of powers': call('**', seven, call('**', seven, call('**', seven, seven))),
    'a power with an exponent beyond 64 bits': call('**', int(2), int(10n ** 30n)),
    'a long shift': call('<<', int(1), call('<<', int(1), int(40))),
    'a shift to the right by less than nothing': call('>>', int(1), int(-(10n ** 30n))),
    'a product of large numbers': call('*', large, call('*', large, large)),
    'a common multiple of large numbers': call('lcm', call('+', large, int(1)), large),
    'a common divisor of large numbers': call('gcd', call('+', large, int(1)), large),
    'a modular power of large numbers': call('powm', int(3), large, large),
    'a random number of many digits': call('random', call('<<', int(1), int(2 ** 26 - 1))),
  };
  for (const [name, expression] of Object.entries(cases)) {
    test(name, () => {
      expect(outcome(expression)).toBe(`error('resource_error'('memory'))`);
    });
  }

  test('a sum of an integer that was made too large elsewhere', () => {
    const largest = int(1n << (2n ** 30n - 1n));
    expect(outcome(call('+', largest, largest))).toBe(`error('resource_error'('memory'))`);
  });
});

test('compareValues is NaN for NaN, so that no relation holds but inequality', () => {
  for (const x of [int(1), float(1), float(Number.NaN), int(10n ** 400n)]) {
    expect(compareValues(float(Number.NaN), x)).toBeNaN();
    expect(compareValues(x, float(Number.NaN))).toBeNaN();
  }
});

test('compareValues orders integers exactly and next to a float as floats', () => {
  expect(compareValues(int(2n ** 53n + 1n), int(2n ** 53n))).toBe(1);
  expect(compareValues(int(2n ** 53n + 1n), float(2 ** 53))).toBe(0);
  expect(compareValues(int(2n ** 53n), int(-(10n ** 40n)))).toBe(1);
  expect(compareValues(float(-0), int(0))).toBe(0);
});

test('random numbers are within their bounds', () => {
  for (const bound of [1n, 2n, 10n, 2n ** 32n, 2n ** 40n, 10n ** 30n]) {
    for (let i = 0; i < 100; i++) {
      const value = integerValue('random', bound);
      expect(value >= 0n && value < bound).toBe(true);
    }
  }
  const { value } = evaluate(atom('random_float'));
  expect(value > 0 && value < 1).toBe(true);
});

test('cputime does not go back', () => {
  const before = evaluate(atom('cputime'));
  expect(compareValues(evaluate(atom('cputime')), before)).toBeGreaterThanOrEqual(0);
});
