/** Terms as bytes: every term comes back as it was, and bytes that are not as they were written are an error. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeTerm, encodeTerm } from '../../src/storage/term-bytes.ts';
import { printErrors } from '../../src/syntax/message.ts';
import { PrologError } from '../../src/term/error.ts';
import {
  Atom,
  atom,
  type Compound,
  compound,
  float,
  type Int,
  int,
  list,
  nil,
  str,
  type Term,
  Var,
} from '../../src/term/term.ts';
import { extended, flipped, forged, truncated } from '../support/damage.ts';
import { termInFormat1 } from '../support/format-1-writer.ts';
import { holds } from '../support/property.ts';
import { randomTerms } from '../support/random-terms.ts';
import { sameTerm } from '../support/same-term.ts';

printErrors();

const X = new Var('X');
const Y = new Var();

const MANY_TERMS: Readonly<Record<string, Term>> = {
  'the atom []': atom('[]'),
  'the empty list': nil,
  'the string []': str('[]'),
  'the empty atom': atom(''),
  'the empty string': str(''),
  'a compound without arguments': compound('f', []),
  'names of JavaScript': list(['__proto__', 'constructor', 'toString', 'hasOwnProperty'].map(atom)),
  'a compound named __proto__': compound('__proto__', [compound('__proto__', [atom('__proto__')])]),
  'a lone high surrogate': atom('a\ud800'),
  'a lone low surrogate': str('\udc00b'),
  'surrogates in the wrong order': compound('\udc00\ud800', [int(1)]),
  'a character beyond U+FFFF': atom('😀'),
  'all of Latin-1': atom(String.fromCharCode(...Array(256).keys())),
  'the ends of what takes one byte': list([atom('\xff'), atom('\u0100')]),
  'the character 0': atom('\0'),
  'texts of many lengths': list(
    Array.from({ length: 140 }, (_, length) => compound('é'.repeat(length), [str('€'.repeat(length))])),
  ),
  'a long text': str('lorem ipsum '.repeat(10_000)),
  'a long text beyond Latin-1': str('日本語'.repeat(10_000)),
  'small integers': list(Array.from({ length: 300 }, (_, i) => int(i - 150))),
  'integers about each power of two': list(
    Array.from({ length: 80 }, (_, i) => [2n ** BigInt(i) - 1n, 2n ** BigInt(i), -(2n ** BigInt(i))])
      .flat()
      .map(int),
  ),
  'the greatest safe integers': list([int(Number.MAX_SAFE_INTEGER), int(Number.MIN_SAFE_INTEGER)]),
  'the least integers that are not safe': list([int(2n ** 53n), int(-(2n ** 53n))]),
  'an integer of 30,000 digits': int(-(3n ** 60_000n)),
  floats: list([0, -0, 1, 0.1, 5e-324, Number.MAX_VALUE, NaN, Infinity, -Infinity, 600, 2 ** 53].map(float)),
  'a variable': X,
  'variables that are shared': compound('f', [X, Y, X, list([Y, new Var(), X])]),
  'many variables': list(manyVariables(40)),
  'compounds of many arguments': list(
    Array.from({ length: 200 }, (_, i) => compound('f', Array<Term>(i).fill(int(i)))),
  ),
  'many names': list(Array.from({ length: 200 }, (_, i) => compound(`f${i % 150}`, [atom(`f${i % 77}`)]))),
  'a partial list': list([int(1), int(2)], X),
  'a list with another end': list([list([int(1)], int(2)), atom('b')], str('end')),
  'list cells of other numbers of arguments': list([
    compound('[|]', [int(1)]),
    compound('[|]', [nil, nil, nil]),
  ]),
  'lists in lists': list([list([list([nil])]), nil, list([list([]), list([int(1)], list([int(2)]))])]),
};

describe.each([
  ['the format that is written', encodeTerm],
  ['format 1', termInFormat1],
])('terms in %s', (_, encode) => {
  test.each(Object.entries(MANY_TERMS))('come back: %s', (_, term) => {
    expect(sameAgain(term, encode)).toBe(true);
  });

  test('come back whatever they are', () => {
    holds(randomTerms(), 2000, (term) => {
      if (!sameAgain(term, encode)) throw new Error(`another term came back: ${decodeTerm(encode(term))}`);
    });
  });

  test('come back with any text', () => {
    holds(
      fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) }),
      500,
      (text) => {
        const back = decodeTerm(encode(compound(text, [atom(text), str(text)]))) as Compound;
        expect([back.name, ...back.args.map((arg) => (arg instanceof Atom ? arg.name : arg))]).toEqual([
          text,
          text,
          str(text),
        ]);
      },
    );
  });

  test('refuse every other bit', () => {
    for (const term of SAMPLES) for (const bytes of flipped(encode(term))) expectRefusal(bytes);
  });

  test('refuse bytes that are cut short', () => {
    for (const term of SAMPLES) for (const bytes of truncated(encode(term))) expectRefusal(bytes);
  });

  test('refuse bytes that something follows', () => {
    for (const term of SAMPLES) for (const bytes of extended(encode(term))) expectRefusal(bytes);
  });

  test('refuse bytes that are followed by more than the term, though the checksum is right', () => {
    const sealed = encode(atom('a'));
    expectRefusal(forged(Buffer.concat([sealed.subarray(0, -4), Buffer.of(0), sealed.subarray(-4)])));
  });

  test('are terms or refused, when bytes are another and the checksum is right', () => {
    let refused = 0;
    const change = fc.tuple(randomTerms(), fc.nat(), fc.nat({ max: 255 }), fc.nat(4));
    holds(change, 3000, ([term, at, byte, cut]) => {
      const sealed = encode(term);
      const content = sealed.subarray(2, -4);
      const changed = Buffer.from(content);
      changed[at % changed.length] = byte;
      const damaged = changed.subarray(0, Math.max(0, changed.length - cut));
      try {
        encodeTerm(decodeTerm(forged(Buffer.concat([sealed.subarray(0, 2), damaged, Buffer.alloc(4)]))));
      } catch (error) {
        expect(error).toBeInstanceOf(PrologError);
        refused++;
      }
    });
    expect(refused).toBeGreaterThan(100);
  });
});

describe('a term as bytes', () => {
  test('may be a list of 200,000 items', () => {
    const many = list(Array.from({ length: 200_000 }, (_, i) => compound('item', [int(i), new Var()])));
    expect(sameAgain(many)).toBe(true);
  });

  test.each<[string, number, (inner: Term) => Term]>([
    ['the first argument', 100_000, (inner) => compound('f', [inner, atom('x'), X])],
    ['the last argument', 1_000_000, (inner) => compound('f', [X, inner])],
    ['the only argument', 100_000, (inner) => compound('s', [inner])],
    ['the head of a list', 100_000, (inner) => list([inner, int(1)])],
    ['the end of a list', 100_000, (inner) => list([int(1)], compound('end', [inner]))],
    ['the end of a list of lists', 100_000, (inner) => list([list([inner], atom('end'))])],
  ])('may be nested deep in %s, %i times', (_, depth, wrap) => {
    let deep: Term = nil;
    for (let i = 0; i < depth; i++) deep = wrap(deep);
    expect(sameAgain(deep)).toBe(true);
  });

  test('may have ten thousand variables', () => {
    const variables = manyVariables(10_000);
    expect(sameAgain(list([...variables, ...variables]))).toBe(true);
  });

  test('has the values of variables that are bound', () => {
    const bound = new Var();
    const rest = new Var();
    bound.ref = atom('value');
    rest.ref = list([bound]);
    const back = decodeTerm(encodeTerm(compound('f', [bound, compound('[|]', [int(1), rest])])));
    expect(String(back)).toBe('f(value,[1,value])');
  });

  test('has variables of its own', () => {
    const back = decodeTerm(encodeTerm(compound('f', [X, Y, X]))) as Compound;
    expect(back.args[0]).toBe(back.args[2]);
    expect(new Set([X, Y, ...back.args]).size).toBe(4);
  });

  test('has integers as numbers where they are safe', () => {
    const values = [0, 63, 64, -1, 2 ** 53 - 1, 1 - 2 ** 53, 2n ** 53n, -(2n ** 53n)];
    expect(values.map((value) => (decodeTerm(encodeTerm(int(value))) as Int).value)).toEqual(values);
  });

  test('may be read out of the midst of other bytes', () => {
    const bytes = encodeTerm(compound('f', [str('text')]));
    const around = new Uint8Array(bytes.length + 20).fill(7);
    around.set(bytes, 10);
    expect(String(decodeTerm(around.subarray(10, 10 + bytes.length)))).toBe('f("text")');
  });

  test('stays as it is when others are written', () => {
    const bytes = encodeTerm(atom('first'));
    encodeTerm(atom('other'));
    expect(String(decodeTerm(bytes))).toBe('first');
  });

  test('is short: names are spelt once, small integers take a byte', () => {
    const items = Array.from({ length: 50 }, (_, i) => compound('item', [int(i), atom('pending')]));
    expect(encodeTerm(list(items)).length).toBeLessThan(50 * 3 + 30);
  });

  test('is refused for one that has no end, and the next one is written as ever', () => {
    const loop = new Var();
    loop.ref = compound('f', [Y, loop]);
    const circle = new Var();
    circle.ref = compound('[|]', [int(1), circle]);
    for (const endless of [loop, circle]) {
      expect(() => encodeTerm(endless)).toThrow("Cannot represent due to `cyclic_term'");
      expect(String(decodeTerm(encodeTerm(compound('g', [int(1)]))))).toBe('g(1)');
    }
  });
});

describe('the error for bytes', () => {
  test('that were damaged shows them, and says where and what was expected', () => {
    const bytes = encodeTerm(compound('cart', [atom('book'), int(3)]));
    bytes[5]! ^= 4;
    expect(() => decodeTerm(bytes)).toThrow(
      "Domain error: `stored_term' expected, found `'02 74 80 08 63 65 72 74 40 08 62 6f 6f 6b 03 28 ...'' (byte 15 of 19: expected the checksum of the bytes before it)",
    );
  });

  test.each(['abc', undefined, null, 7, [2, 0x74]])('that are none but %o says so', (value) => {
    expect(() => decodeTerm(value as never)).toThrow(TypeError);
    expect(() => decodeTerm(value as never)).toThrow(`${String(value)}; a Uint8Array was expected`);
  });

  test('that are too few says how many', () => {
    expect(() => decodeTerm(Buffer.of())).toThrow('expected 7 bytes or more');
    expect(() => decodeTerm(encodeTerm(nil).subarray(0, 6))).toThrow('byte 6 of 6: expected 7 bytes or more');
  });

  test('that are something else says so', () => {
    const state = forged(Buffer.from([2, 0x68, 0xe0, 0, 0, 0, 0]));
    expect(() => decodeTerm(state)).toThrow('byte 1 of 7: expected the letter of a term');
  });

  test('of a later release says which versions this one reads', () => {
    const later = encodeTerm(atom('a'));
    later[0] = 3;
    expect(() => decodeTerm(forged(later))).toThrow(
      "Domain error: `stored_term_version' expected, found `3' (this release reads formats 1 to 2)",
    );
    expect(() => decodeTerm(later)).toThrow(
      'expected the checksum of the bytes before it, or format 3, of a later release',
    );
  });

  test.each([
    [
      'a length beyond the bytes',
      [0x40, 0xfe, 0xff, 0xff, 0xff, 0x0f, 0x61],
      'byte 8 of 13: expected 2147483647 bytes more, not 1',
    ],
    [
      'a number without end',
      [0xe1, ...Array(20).fill(0xff)],
      'byte 3 of 27: expected a number up to 2 ** 53 - 1',
    ],
    [
      'more arguments than bytes',
      [0xc0, 0x02, 0x66, 0xff, 0xff, 0x03, 0x00],
      'expected a count of at most 1, not 65535',
    ],
    [
      'more items than bytes',
      [0xe7, 0xff, 0xff, 0xff, 0xff, 0x0f, 0x00],
      'expected a count of at most 1, not 4294967295',
    ],
    ['a list of no items', [0xe7, 0x00], 'expected a list of one item or more'],
    ['a name that was not spelt', [0x41], 'expected the number of one of 0 names'],
    ['a variable out of turn', [0xf1], 'expected variable 0 or an earlier one'],
    ['an unknown first byte', [0xe9], 'byte 2 of 7: expected the first byte of a term'],
    [
      'an integer that is too large for its kind',
      [0xe1, ...[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f]],
      'expected an integer of less than 2 ** 53',
    ],
    ['a large integer of no bytes', [0xe3, 0x00], 'expected a length'],
    ['arguments that are missing', [0x80, 0x02, 0x66, 0x00], 'expected more bytes'],
  ])('with %s says what was expected', (_, content, expected) => {
    expect(() => decodeTerm(forged(Buffer.from([2, 0x74, ...content, 0, 0, 0, 0])))).toThrow(expected);
  });

  test.each([
    ['an unknown letter', 'x', 'byte 2 of 7: expected the letter of a term'],
    ['a variable out of turn', 'v\x01', 'expected variable 0 or an earlier one'],
    ['no digits', 'i\x00', 'expected decimal digits'],
    ['other digits', 'i\x060x1', 'expected decimal digits'],
    ['more arguments than bytes', 'c\x02f\x02n', 'expected a count of at most 1, not 2'],
    ['more arguments than others leave', 'c\x02f\x02c\x02f\x02nn', 'expected a count of at most 1, not 2'],
  ])('of format 1 with %s says what was expected', (_, content, expected) => {
    const bytes = Buffer.from(`\x01t${content}\0\0\0\0`, 'latin1');
    expect(() => decodeTerm(forged(bytes))).toThrow(expected);
  });

  test('that promise more and more arguments comes before room is made for them', () => {
    const levels = 100_000;
    const content = Buffer.concat([
      Buffer.from([0xc0, 0x02, 0x66, 0x80, 0x80, 0x04]),
      ...Array<Buffer>(levels).fill(Buffer.from([0xc1, 0xff, 0xff, 0x03])),
    ]);
    expect(() => decodeTerm(forged(Buffer.concat([Buffer.of(2, 0x74), content, Buffer.alloc(4)])))).toThrow(
      'expected a count of at most',
    );
  });
});

/** Terms that have every kind in them, for damage. */
const SAMPLES: readonly Term[] = [
  atom('a'),
  int(0),
  compound('cart', [atom('book'), int(3), X]),
  compound('f', [
    list([int(-5), int(1000), int(2n ** 70n), float(1.5), str('text'), str('日本')], Y),
    compound('g', []),
    list([atom('a'), atom('f'), nil, X, Y, X]),
    compound('h', [int(1), int(2), int(3), int(4), int(5)]),
  ]),
];

function sameAgain(term: Term, encode: (term: Term) => Buffer = encodeTerm): boolean {
  return sameTerm(decodeTerm(encode(term)), term);
}

function expectRefusal(bytes: Buffer): void {
  let found: Term | undefined;
  try {
    found = decodeTerm(bytes);
  } catch (error) {
    if (error instanceof PrologError && error.code === 'domain_error') return;
    throw error;
  }
  throw new Error(`${bytes.toString('hex')} was read as ${found}`);
}

function manyVariables(count: number): Var[] {
  return Array.from({ length: count }, () => new Var());
}
