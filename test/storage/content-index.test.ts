/** The content index: whatever unifies with a pattern is under the keys and prefixes of the pattern. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchTerm } from '../../src/query/match-term.ts';
import { indexKey, lookup } from '../../src/storage/content-index.ts';
import { readTerm } from '../../src/syntax/reader.ts';
import { atom, Compound, compound, float, int, nil, str, type Term, Var } from '../../src/term/term.ts';
import { holds } from '../support/property.ts';
import { randomTerms } from '../support/random-terms.ts';

describe('a fact', () => {
  test.each([
    ['cart(book,3)', 'ccart/2:abook'],
    ['cart(7,3)', 'ccart/2:i7'],
    ['cart(-255)', 'ccart/1:i-ff'],
    ['cart(-0.0)', 'ccart/1:f-0'],
    ['cart("a b")', 'ccart/1:sa%0020b'],
    ['cart([])', 'ccart/1:n'],
    ["cart('[]')", 'ccart/1:a%005b%005d'],
    ['cart(X)', 'ccart/1:_'],
    ['cart(point(1,2))', 'ccart/1:cpoint/2'],
    ['cart()', 'ccart/0'],
    ['cart', 'acart'],
    ["'a/b:c'(x)", 'ca%002fb%003ac/1:ax'],
    ['日本(x)', 'c%65e5%672c/1:ax'],
    ['X', '_'],
    ['[a]', 'c%005b%007c%005d/2:aa'],
  ])('%s has the key %s', (text, key) => {
    expect(indexKey(readTerm(text))).toBe(key);
  });

  test('has a key of printable ASCII of at most 200 characters', () => {
    const text = fc.string({
      unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
      maxLength: 200,
    });
    const argument = fc.oneof(randomTerms(), text.map(atom), text.map(str), fc.bigInt().map(int));
    holds(fc.tuple(text, fc.array(argument, { maxLength: 2 })), 1000, ([name, args]) => {
      for (const fact of [
        compound(name, args),
        atom(name),
        str(name),
        compound('f', [compound(name, args)]),
      ]) {
        expect(indexKey(fact)).toMatch(/^[!-~]{1,200}$/);
      }
    });
  });

  test('has a short key, however long its characters are when they are escaped', () => {
    const name = '日'.repeat(60);
    expect(indexKey(compound(name, [compound(name, [])])).length).toBeLessThan(130);
  });

  test('has another key when a long argument is another, even near its end', () => {
    const arguments_ = [atom, str].flatMap((make) =>
      ['a', '日', '\ud800', '\ud801'].flatMap((end) =>
        [59, 60, 61, 1000].map((length) => make('x'.repeat(length) + end)),
      ),
    );
    const numbers = [0n, 1n].map((more) => int(10n ** 5000n + more));
    const keys = [...arguments_, ...numbers].map((argument) => indexKey(compound('f', [argument])));
    expect(new Set(keys).size).toBe(arguments_.length + numbers.length);
    expect(Math.max(...keys.map((key) => key.length))).toBeLessThan(100);
  });

  test('of each kind of argument has a key of its own', () => {
    const kinds = [
      atom('1'),
      str('1'),
      int(1),
      float(1),
      nil,
      atom('[]'),
      str('[]'),
      new Var(),
      atom('_'),
      atom('n'),
      compound('1', []),
    ];
    expect(new Set(kinds.map((kind) => indexKey(compound('f', [kind])))).size).toBe(kinds.length);
    expect(new Set(kinds.map(indexKey)).size).toBe(kinds.length);
  });

  test('has the key of what its variables are bound to', () => {
    const bound = new Var();
    bound.ref = compound('f', [new Var()]);
    ((bound.ref as Compound).args[0] as Var).ref = atom('x');
    expect(indexKey(bound)).toBe('cf/1:ax');
  });
});

describe('a pattern', () => {
  test('with a first argument looks at few keys and no prefix', () => {
    expect(lookup(readTerm('cart(book,Q)'))).toEqual({
      keys: ['ccart/2:abook', 'ccart/2:_', '_'],
      prefixes: [],
    });
    expect(lookup(readTerm('cart(p(X),Q)'))).toEqual({
      keys: ['ccart/2:cp/1', 'ccart/2:_', '_'],
      prefixes: [],
    });
    expect(lookup(readTerm('cart'))).toEqual({ keys: ['acart', '_'], prefixes: [] });
    expect(lookup(readTerm('cart()'))).toEqual({ keys: ['ccart/0', '_'], prefixes: [] });
  });

  test('with a variable as first argument looks at all facts of its name and number of arguments', () => {
    const { keys, prefixes } = lookup(readTerm('cart(I,3)'));
    expect([keys, prefixes]).toEqual([['_'], ['ccart/2:']]);
  });

  test('that is a variable looks everywhere', () => {
    expect(lookup(new Var())).toEqual({ keys: [], prefixes: [''] });
  });

  test('finds every fact that unifies with it', () => {
    let unified = 0;
    holds(fc.tuple(facts, facts), 5000, ([fact, pattern]) => {
      if (matchTerm(pattern, fact) === undefined) return;
      unified++;
      expect(isFound(fact, pattern)).toBe(true);
    });
    expect(unified).toBeGreaterThan(200);
  });

  test('finds every fact that it was made of, by variables in the place of parts', () => {
    const generalised = fc.tuple(randomTerms(), fc.infiniteStream(fc.boolean()));
    holds(generalised, 3000, ([fact, choices]) => {
      const pattern = withVariables(fact, () => choices.next().value as boolean);
      expect(matchTerm(pattern, fact)).toBeDefined();
      expect(isFound(fact, pattern)).toBe(true);
      expect(isFound(pattern, fact)).toBe(true);
    });
  });

  test('leaves out facts of other names and first arguments', () => {
    const pattern = readTerm('cart(book,Q)');
    const others = [
      'cart(pen,1)',
      'cart("book",1)',
      'cart(book)',
      'carts(book,1)',
      'cart(book(x),1)',
      'cart',
    ];
    expect(others.filter((text) => isFound(readTerm(text), pattern))).toEqual([]);
    expect(
      ['cart(A)', 'cart(1,2,3)', 'cart2(x,y)'].filter((text) =>
        isFound(readTerm(text), readTerm('cart(A,B)')),
      ),
    ).toEqual([]);
  });
});

/** Few names and arguments, so that many unify. */
const atomic = fc.constantFrom<Term>(
  ...[
    atom('a'),
    atom('b'),
    atom('[]'),
    nil,
    str('a'),
    int(1),
    float(1),
    float(-0),
    float(0),
    float(NaN),
    int(2n ** 70n),
  ],
  new Var(),
  new Var(),
);
const inner = fc.oneof(
  atomic,
  fc
    .tuple(fc.constantFrom('a', 'f'), fc.array(atomic, { maxLength: 2 }))
    .map(([name, args]) => compound(name, args)),
);
const facts = fc.oneof(
  { weight: 1, arbitrary: inner },
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom('a', 'f'), fc.array(inner, { maxLength: 2 }))
      .map(([name, args]) => compound(name, args)),
  },
);

function isFound(fact: Term, pattern: Term): boolean {
  const key = indexKey(fact);
  const { keys, prefixes } = lookup(pattern);
  return keys.includes(key) || prefixes.some((prefix) => key.startsWith(prefix));
}

/** The term with fresh variables in the place of itself or of parts that are chosen. */
function withVariables(term: Term, isChosen: () => boolean): Term {
  if (isChosen() && isChosen()) return new Var();
  if (!(term instanceof Compound)) return term;
  return compound(
    term.name,
    term.args.map((arg) => withVariables(arg, isChosen)),
  );
}
