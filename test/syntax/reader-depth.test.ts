/** Depth and length cost the reader memory and time in proportion, and no JavaScript stack. */
import { describe, expect, test } from 'vitest';
import { Reader, readTerm } from '../../src/syntax/reader.ts';
import { PrologSyntaxError } from '../../src/syntax/syntax-error.ts';
import { Compound, deref, type Int, nil, properList, type Term } from '../../src/term/term.ts';

const MILLION = 1_000_000;

/** How many compounds lie on the way to the innermost, through the argument of each that `path` says. */
function depth(term: Term, path: (compound: Compound) => Term | undefined): number {
  let count = 0;
  for (let part: Term | undefined = term; part instanceof Compound; part = path(part)) count++;
  return count;
}

const first = (compound: Compound): Term | undefined => compound.args[0];
const last = (compound: Compound): Term | undefined => compound.args[compound.args.length - 1];

describe('a term nested a million deep', () => {
  test.each([
    ['compounds', MILLION, 'f(', ')', first],
    ['lists, braces and brackets', MILLION / 4, '[{((', '))}]', first],
    ['prefix operators', MILLION, '- ', '', first],
    ['infix operators to the left', MILLION, '', '+x', first],
    ['infix operators to the right', MILLION, 'x,', '', last],
    ['brackets behind operators', MILLION / 2, 'a:-(', ')', last],
  ])('%s', (_name, count, open, close, path) => {
    const term = readTerm(`${open.repeat(count)}x${close.repeat(count)}`);
    expect(depth(term, path)).toBeGreaterThanOrEqual(count);
  });
});

test('a list of a million elements', () => {
  const items = properList(readTerm(`[${'1,'.repeat(MILLION - 1)}1]`));
  expect(items).toHaveLength(MILLION);
});

test('a compound of a million arguments', () => {
  const term = readTerm(`f(${'a,'.repeat(MILLION - 1)}a)`) as Compound;
  expect(term.args).toHaveLength(MILLION);
});

test('a term of 100,000 variables', () => {
  const names = Array.from({ length: 100_000 }, (_, i) => `V${i}`).join(',');
  const term = readTerm(`f(g(${names}),g(${names}))`) as Compound;
  const [left, right] = term.args as [Compound, Compound];
  expect(left.args.every((variable, i) => deref(variable) === right.args[i])).toBe(true);
});

test('text that is a list of 100,000 codes', () => {
  expect(properList(readTerm(`\`${'x'.repeat(100_000)}\``))).toHaveLength(100_000);
});

describe('an integer of a million digits', () => {
  for (const [name, text, digits] of [
    ['decimal', '9'.repeat(MILLION), 3_321_929],
    ['in groups', '9_'.repeat(MILLION - 1).concat('9'), 3_321_929],
    ['hexadecimal', `0x${'F'.repeat(MILLION)}`, 4 * MILLION],
    ['of radix 36', `36'${'Z'.repeat(MILLION)}`, 5_169_926],
  ] as const) {
    test(name, () => {
      const { value } = readTerm(text) as Int;
      expect(value.toString(16).length).toBeCloseTo(digits / 4, -1);
    });
  }
});

describe('a megabyte of nonsense is answered in time that is not its square', () => {
  for (const piece of [
    '(',
    'f(',
    "'",
    '"',
    '`',
    '/*',
    '*/',
    "0'",
    "016'f,",
    "'\\",
    '. ',
    '-',
    ',',
    '|',
    '1 ',
    '1_',
    '_',
    '%\n',
    'X{',
    '\ud800',
    '\0',
  ]) {
    test(JSON.stringify(piece), () => {
      const text = piece.repeat(MILLION / piece.length);
      try {
        readTerm(text);
      } catch (error) {
        expect(error).toBeInstanceOf(PrologSyntaxError);
      }
    });
  }
});

test('100,000 syntax errors in one line are told one by one', () => {
  const reader = new Reader('a b. '.repeat(100_000));
  for (let i = 0; i < 100_000; i++) {
    const column = 5 * i + 3;
    try {
      reader.read();
    } catch (error) {
      if ((error as PrologSyntaxError).column !== column) throw error;
    }
  }
  expect(reader.read()).toBeUndefined();
});

test('reading a term leaves no part of it behind for the next', () => {
  expect(() => readTerm('f(a, [b, - c, (d')).toThrow(PrologSyntaxError);
  expect(readTerm('[]')).toBe(nil);
});
