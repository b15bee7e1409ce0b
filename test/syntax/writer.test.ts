/** The writer by itself: what each option does, and that what is written reads back. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Operators } from '../../src/syntax/operators.ts';
import { readTerm } from '../../src/syntax/reader.ts';
import {
  print,
  type WriteOptions,
  write,
  writeCanonical,
  writeq,
  writeTerm,
} from '../../src/syntax/writer.ts';
import { atom, Compound, compound, float, int, list, nil, str, type Term, Var } from '../../src/term/term.ts';
import { isVariant } from '../../src/term/walk.ts';
import { randomTerms } from '../support/random-terms.ts';
import { trickyTerms } from '../support/tricky-terms.ts';

const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);

describe('what is written reads back to the same term', () => {
  const readsBack = (term: Term, text: string): void => {
    expect(isVariant(readTerm(text), term), text).toBe(true);
  };

  test('for picked terms', () => {
    for (const term of trickyTerms) {
      readsBack(term, writeTerm(term));
      readsBack(term, writeCanonical(term));
      readsBack(term, writeTerm(term, { spacing: 'next_argument', escapes: 'hexadecimal' }));
    }
  });

  test(`for random terms (SEED=${seed})`, () => {
    const property = fc.property(randomTerms(), (term) => {
      readsBack(term, writeTerm(term));
      readsBack(term, writeCanonical(term));
      readsBack(term, writeTerm(term, { ignoreOps: true }));
    });
    // Shrinking terms this large would take minutes; the seed finds the same one again
    fc.assert(property, { numRuns: 2000, seed, endOnFailure: true });
  });

  test('with operators of the user', () => {
    const operators = Operators.swi();
    operators.op(700, 'xfx', 'likes');
    operators.op(100, 'yf', 'post');
    operators.op(200, 'yf', list([nil, atom('{}')]));
    for (const text of [
      'a likes b',
      '(a likes b)likes c',
      'a post post',
      '(a+b)post',
      'f(x)[1,2]',
      'f {x}',
      '(a+b){x}',
    ]) {
      expect(writeTerm(readTerm(text, { operators }), { operators })).toBe(text);
    }
  });

  test('for names that JavaScript objects have', () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      readsBack(compound(name, [atom(name)]), writeTerm(compound(name, [atom(name)])));
    }
  });
});

describe('the relatives of write_term/2', () => {
  const X = new Var();
  const term = compound('f', [
    atom('A b'),
    str('s\x1b'),
    compound('$VAR', [int(27)]),
    compound('{}', [X]),
    X,
    new Var('Y'),
  ]);
  const names: WriteOptions = { variableNames: new Map([[X, 'X']]) };

  test.each([
    ['writeTerm', writeTerm(term, names), `f('A b',"s\\u001B",'$VAR'(27),{X},X,Y)`],
    ['numberVars', writeTerm(term, { ...names, numberVars: true }), `f('A b',"s\\u001B",B1,{X},X,Y)`],
    ['quoted: false', writeTerm(term, { ...names, quoted: false }), 'f(A b,s\x1b,$VAR(27),{X},X,Y)'],
    ['writeCanonical', writeCanonical(term), `f('A b',"s\\x1B\\",'$VAR'(27),{}(A),A,_)`],
    ['write', write(atom('A b')), 'A b'],
    ['writeq', writeq(atom('\x1b')), String.raw`'\x1B\'`],
    ['print', print(atom('\x1b')), String.raw`'\u001B'`],
  ])('%s', (_, text, expected) => {
    expect(text).toBe(expected);
  });

  test('a variable is written with its name, or one made of its age', () => {
    expect(writeTerm(new Var('Qty'))).toBe('Qty');
    expect(writeTerm(new Var())).toMatch(/^_\d+$/);
    expect(writeTerm(new Var('Qty'), { variableNames: () => 'Other' })).toBe('Other');
    expect(writeTerm(new Var('Qty'), { variableNames: () => undefined })).toBe('Qty');
  });

  test('a bound variable is written as its value', () => {
    const bound = new Var('X');
    bound.ref = int(3);
    expect(writeTerm(list([bound], bound))).toBe('[3|3]');
  });
});

/** The cases of SWI-Prolog's own test_write.pl that are about what is written here. */
describe("SWI-Prolog's test_write.pl", () => {
  const A = new Var('A');
  const B = new Var('B');
  const x = (...args: Term[]): Term => compound('x', args);
  const named = (...variables: [Var, string][]): WriteOptions => ({ variableNames: new Map(variables) });
  const numbered = compound('$VAR', [int(0)]);

  test.each([
    ['singletons', writeCanonical(x(new Var(), new Var())), 'x(_,_)'],
    ['variables', writeCanonical(x(B, B)), 'x(A,A)'],
    ['numbervars', writeCanonical(x(compound('$VAR', [int(1)]), A)), "x('$VAR'(1),_)"],
    ['dot in atom', writeCanonical(atom('a.b')), "'a.b'"],
    ['dot in wide atom', writeCanonical(atom('и.й')), "'и.й'"],
    ['variable name', writeq(atom('Аи')), "'Аи'"],
    ['braces', writeCanonical(compound('{}', [atom('a')])), '{}(a)'],
    ['braces', writeCanonical(readTerm('{a,b}')), "{}(','(a,b))"],
    ['wide', writeCanonical(atom('α')), "'α'"],
    ['comment', writeq(atom('/*')), "'/*'"],
    ['comment', writeq(atom('/*+')), "'/*+'"],
    ['comment', writeq(atom('+/*')), '+/*'],
    ['comment', writeq(atom('%')), "'%'"],
    ['quote_non_ascii(false)', writeTerm(atom('α')), 'α'],
    ['quote_non_ascii(true)', writeTerm(atom('α'), { quoteNonAscii: true }), "'α'"],
    ['variable_names', writeTerm(x(A), named([A, 'B'])), 'x(B)'],
    ['variable_names, quoted', writeTerm(x(numbered, A), named([A, 'B'])), "x('$VAR'(0),B)"],
    ['and numbervars', writeTerm(x(numbered, A), { ...named([A, 'B']), numberVars: true }), 'x(A,B)'],
    ['unquoted', writeTerm(x(numbered, A), { ...named([A, 'B']), quoted: false }), 'x($VAR(0),B)'],
    ['nan', write(float(Number.NaN)), '1.5NaN'],
  ])('%s', (_, text, expected) => {
    expect(text).toBe(expected);
  });
});

describe('what is not as in SWI-Prolog, on purpose', () => {
  test.each([
    ["'.'(1,5) would read as a float", compound('.', [int(1), int(5)]), "'.'(1,5)"],
    ['/*→ would read as a comment', atom('/*→'), "'/*→'"],
    ["the functor '[]' is not the reserved symbol", compound('[]', [atom('a')]), "'[]'(a)"],
    ['a character whose code ends like that of a digit is none', compound('-', [atom('ж')]), '-ж'],
  ])('%s', (_, term, expected) => {
    expect(writeTerm(term)).toBe(expected);
  });

  test('an operator that needs a space has one on both sides, whatever its name', () => {
    const operators = Operators.swi();
    operators.op(700, 'xfx', '→');
    expect(writeTerm(compound('→', [atom('+'), atom('b')]), { operators })).toBe('(+)→b');
    expect(writeTerm(compound('→', [compound('+', [atom('')]), int(1)]), { operators, quoted: false })).toBe(
      '+ → 1',
    );
  });
});

describe('a term with cycles is written as @(Template, Substitutions)', () => {
  const cyclic = (name: string, ...rest: Term[]): Term => {
    const args: Term[] = [];
    const term = new Compound(name, args);
    args.push(...rest, term);
    return term;
  };

  test.each([
    ['f', writeq(cyclic('f')), '@(S_1,[S_1=f(S_1)])'],
    ['a list', writeq(cyclic('[|]', atom('a'))), '@(S_1,[S_1=[a|S_1]])'],
    ['inside', print(list([cyclic('-')])), '@([S_1],[S_1= -S_1])'],
  ])('%s', (_, text, expected) => {
    expect(text).toBe(expected);
  });

  test('or, with maxDepth, as far as that goes', () => {
    expect(writeTerm(cyclic('f'), { maxDepth: 4 })).toBe('f(f(f(f(...))))');
  });
});
