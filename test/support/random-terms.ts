/** Random terms that are hard on reader and writer: operators in every role, hostile names, numbers at the limits. */
import fc from 'fast-check';
import { Atom, Compound, Float, type Int, int, list, nil, Str, type Term, Var } from '../../src/term/term.ts';

const NAMES = [
  ...'a b foo fooBar x_1 é ñandú 日本 αβγ ªx'.split(' '),
  ...'A Foo _ _x Ünder 1a 9 a.b hello\tworld'.split(' '),
  ...'+ - * / ** ^ = == =.. :- --> ?- -> *-> ; , | ! . .. : :: \\ \\+ @ # $ & ~ < > => := ? ` " \' % /* // */ /*a ->> → →+ × «» ‿ €'.split(
    ' ',
  ),
  ...'mod is rem rdiv dynamic table initialization discontiguous xor as div tnot >:< :<'.split(' '),
  ...'{} [] () {a} [a] $VAR S T end_of_file'.split(' '),
  ...[
    '',
    ' ',
    'a b',
    'A b',
    "don't",
    'say "hi"',
    'back\\slash',
    'new\nline',
    '\t',
    '\0',
    '\x07\b\v\f\r\x1b\x7f',
    '\xa0',
    '\xad',
  ],
  ...[
    '\u200b',
    '\ufeff',
    'e\u0301',
    '\u0301',
    '😀',
    'a😀',
    '²',
    'a²',
    '½',
    '\u2028',
    '١',
    'a١',
    '\ue000',
    'Ⅷ',
    'ǅ',
    '·',
    'a·',
  ],
];

const OPERATORS =
  '+ - * / ** ^ = :- --> ?- -> *-> ; , | : \\ \\+ $ => := . mod is rdiv dynamic table xor'.split(' ');

const name = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...NAMES) },
  { weight: 1, arbitrary: fc.string({ maxLength: 4, unit: 'grapheme-ascii' }) },
);
const operator = fc.constantFrom(...OPERATORS);

const integer = fc.oneof(
  fc.integer({ min: -3, max: 30 }).map(int),
  fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map(int),
);

const FLOATS = [
  0,
  -0,
  1,
  -1,
  0.1,
  1e15,
  1e14,
  -1e15,
  123456789012345680,
  1e22,
  1e-4,
  1e-5,
  5e-324,
  1.7976931348623157e308,
  1 / 3,
  1234567890123456.5,
  Infinity,
  -Infinity,
  NaN,
];
const float = fc
  .oneof(fc.constantFrom(...FLOATS), fc.double(), fc.double({ min: -1e6, max: 1e6 }))
  .map((value) => new Float(value));

/** Atoms, numbers, strings, and variables out of the few given. */
function simple(variables: readonly Var[]): fc.Arbitrary<Term> {
  return fc.oneof(
    { weight: 5, arbitrary: name.map((text) => new Atom(text)) },
    { weight: 3, arbitrary: operator.map((text) => new Atom(text)) },
    { weight: 3, arbitrary: integer as fc.Arbitrary<Int> },
    { weight: 1, arbitrary: float },
    { weight: 1, arbitrary: name.map((text) => new Str(text)) },
    { weight: 1, arbitrary: fc.constant(nil) },
    { weight: 2, arbitrary: fc.constantFrom(...variables) },
  );
}

/** Terms that share a few variables. `extraOperators` are used as functors as often as SWI-Prolog's own. */
export function randomTerms(extraOperators: readonly string[] = []): fc.Arbitrary<Term> {
  const variables = [new Var(), new Var(), new Var()];
  const functor = fc.oneof(operator, fc.constantFrom(...OPERATORS, ...extraOperators));
  return fc.letrec<{ term: Term }>((tie) => {
    const term = tie('term');
    const compound = (names: fc.Arbitrary<string>, min: number, max: number): fc.Arbitrary<Term> =>
      fc
        .tuple(names, fc.array(term, { minLength: min, maxLength: max }))
        .map(([functorName, args]) => new Compound(functorName, args));
    return {
      term: fc.oneof(
        { maxDepth: 5, depthSize: 'large' },
        { weight: 4, arbitrary: simple(variables) },
        { weight: 4, arbitrary: compound(functor, 2, 2) },
        { weight: 3, arbitrary: compound(functor, 1, 1) },
        { weight: 2, arbitrary: compound(name, 0, 3) },
        { weight: 1, arbitrary: compound(fc.constant('{}'), 1, 1) },
        { weight: 1, arbitrary: compound(fc.constant('$VAR'), 1, 1) },
        {
          weight: 1,
          arbitrary: fc
            .tuple(fc.array(term, { minLength: 1, maxLength: 3 }), fc.oneof(fc.constant(nil as Term), term))
            .map(([items, tail]) => list(items, tail)),
        },
      ),
    };
  }).term;
}
