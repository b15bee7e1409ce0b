/** Terms of a million parts are written in linear time and without recursion, whatever their shape. */
import { expect, test } from 'vitest';
import { write, writeCanonical, writeq } from '../../src/syntax/writer.ts';
import { atom, compound, int, list, type Term, Var } from '../../src/term/term.ts';

const MILLION = 1_000_000;
const a = atom('a');

function nested(wrap: (inner: Term) => Term, levels = MILLION): Term {
  let term: Term = a;
  for (let depth = 0; depth < levels; depth++) term = wrap(term);
  return term;
}

test.each<[shape: string, term: () => Term, begins: string, length: number]>([
  ['an argument', () => nested((inner) => compound('f', [inner])), 'f(f(f(', 3 * MILLION + 1],
  ['the first of two', () => nested((inner) => compound('f', [inner, a])), 'f(f(f(', 5 * MILLION + 1],
  ['the head of a list', () => nested((inner) => list([inner])), '[[[', 2 * MILLION + 1],
  ['the left operand', () => nested((inner) => compound('-', [inner, a])), 'a-a-a', 2 * MILLION + 1],
  ['the right operand', () => nested((inner) => compound(',', [a, inner])), 'a,a,a', 2 * MILLION + 1],
  ['the bracketed operand', () => nested((inner) => compound('-', [a, inner])), 'a-(a-(', 4 * MILLION - 1],
  ['a prefix operator', () => nested((inner) => compound('-', [inner])), '- - -', 2 * MILLION],
  ['braces', () => nested((inner) => compound('{}', [inner])), '{{{', 2 * MILLION + 1],
  ['the tail of a list', () => list(new Array(MILLION).fill(a)), '[a,a,a', 2 * MILLION + 1],
  ['many arguments', () => compound('f', new Array(MILLION).fill(a)), 'f(a,a,a', 2 * MILLION + 2],
])('%s', (_, make, begins, length) => {
  const text = writeq(make());
  expect(text.startsWith(begins)).toBe(true);
  expect(text).toHaveLength(length);
});

test('write and writeCanonical, too', () => {
  const term = nested((inner) => compound('f', [inner, new Var()]), 300_000);
  expect(writeCanonical(term).endsWith(',_),_)')).toBe(true);
  expect(write(term).startsWith('f(f(')).toBe(true);
});

test('a circle of 100,000 different terms', () => {
  const last: Term[] = [a];
  let term: Term = compound('f', last);
  for (let i = 0; i < 100_000; i++) term = compound('g', [int(i), term]);
  last[0] = term;
  expect(writeq(term).startsWith('@(S_1,[S_1=g(99999,g(99998,')).toBe(true);
});

test('a term of shared parts that is small in memory and large as text', () => {
  let term: Term = a;
  for (let depth = 0; depth < 16; depth++) term = compound('f', [term, term]);
  expect(writeq(term)).toHaveLength(5 * 2 ** 16 - 4);
});
