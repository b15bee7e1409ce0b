/** What goes in comes out: values through terms, and terms through values. */
import { isDeepStrictEqual } from 'node:util';
import { fromTerm, type TermLike, toTerm } from 'clausal';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Atom, Compound, Float, type Int, int, list, nil, type Term, Var } from '../../src/term/term.ts';
import { hostileNames } from '../support/hostile-names.ts';
import { holds } from '../support/property.ts';

const name = fc.oneof(fc.string({ maxLength: 5, unit: 'binary' }), fc.constantFrom(...hostileNames));

const number = fc.oneof(
  fc.integer(),
  fc.maxSafeInteger(),
  fc.double({ noDefaultInfinity: false }).map((x) => (Object.is(x, -0) ? 0 : x)),
);

const hugeInteger = fc.bigInt({ min: 2n ** 53n, max: 2n ** 80n }).chain((n) => fc.constantFrom(n, -n));

/** Values in the form in which they come back: an argument list of one scalar or compound is not in an array. */
const values: fc.Arbitrary<TermLike> = fc.letrec<{ value: TermLike; object: TermLike }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, depthSize: 'large' },
    name,
    number,
    hugeInteger,
    fc.array(tie('value'), { maxLength: 4 }),
    tie('object'),
  ),
  object: fc
    .tuple(name, fc.array(tie('value'), { maxLength: 4 }))
    // A proper list written as a cell would come back as an array.
    .filter(([functor, args]) => !(functor === '[|]' && args.length === 2 && Array.isArray(args[1])))
    .map(([functor, args]) => {
      const [only] = args;
      return { [functor]: args.length === 1 && only !== undefined && !Array.isArray(only) ? only : args };
    }),
})).value;

/** Terms that a value tells everything of: no Prolog strings, no floats that are integers. */
const terms: fc.Arbitrary<Term> = fc.letrec<{ term: Term }>((tie) => ({
  term: fc.oneof(
    { maxDepth: 5, depthSize: 'large' },
    name.map((text) => new Atom(text)),
    fc.maxSafeInteger().map(int) as fc.Arbitrary<Int>,
    hugeInteger.map(int),
    fc
      .double()
      .filter((x) => !Number.isSafeInteger(x))
      .map((x) => new Float(x)),
    fc.constant(nil),
    fc.constantFrom(new Var(), new Var()),
    fc
      .tuple(name, fc.array(tie('term'), { maxLength: 4 }))
      .map(([functor, args]) => new Compound(functor, args)),
    fc
      .tuple(fc.array(tie('term'), { minLength: 1, maxLength: 4 }), fc.oneof(fc.constant(nil), tie('term')))
      .map(([items, tail]) => list(items, tail)),
  ),
})).term;

test('a value comes back from its term', () => {
  holds(values, 3000, (value) => {
    expect(isDeepStrictEqual(fromTerm(toTerm(value)), value)).toBe(true);
  });
});

test('a term comes back from its value', () => {
  holds(terms, 3000, (term) => {
    expect(toTerm(fromTerm(term))).toStrictEqual(term);
  });
});

test('whatever is made of a random value is a term or a TypeError, and its value is the same again', () => {
  const anything = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withSparseArray: true,
  });
  holds(anything, 3000, (value) => {
    let term: Term;
    try {
      term = toTerm(value as TermLike);
    } catch (error) {
      expect(error).toBeInstanceOf(TypeError);
      expect((error as Error).message).toMatch(/^cannot make a term of /);
      return;
    }
    const back = fromTerm(term);
    expect(isDeepStrictEqual(fromTerm(toTerm(back)), back)).toBe(true);
  });
});
