/** Facts in storages: any term comes back as the same term, in the order of places, and a place names one fact for ever. */
import { describe, expect, test } from 'vitest';
import { atom, compound, float, int, list, nil, str, type Term, Var } from '../../src/term/term.ts';
import { hostileNames } from './hostile-names.ts';
import { begin, change, changed, type FactText, plain } from './session-changes.ts';
import { type OpenPlace, openStorage, stored } from './storage-place.ts';

const HOSTILE: Term[] = hostileNames.flatMap((name) => [
  atom(name),
  str(name),
  compound(name, []),
  compound(name, [atom('a')]),
  compound('f', [atom(name), str(name), list([atom(name)])]),
]);

const KINDS: readonly (readonly [kind: string, facts: readonly FactText[]])[] = [
  ['variables', ['p(X, Y, X)', 'p(_, _)', new Var('X'), 'q([A|B], A, B)', 'r(f(X), g(X))']],
  ['atomic terms', ['a', '"text"', '1', '1.0', '[]', "'[]'", '{}', '""', "''"]],
  [
    'integers',
    [
      0,
      1,
      -1,
      127,
      128,
      255,
      256,
      2 ** 31,
      2 ** 32,
      -(2 ** 31),
      Number.MAX_SAFE_INTEGER,
      Number.MIN_SAFE_INTEGER,
    ]
      .map((value) => compound('n', [int(value)]))
      .concat(
        [2n ** 53n, -(2n ** 53n), 2n ** 63n, 2n ** 64n, -(2n ** 64n), 3n ** 1000n, -(3n ** 1000n)].map(
          (value) => compound('n', [int(value)]),
        ),
      ),
  ],
  [
    'floats',
    [0, -0, 1, 0.1, -1.5, 1e22, 5e-324, Number.MAX_VALUE, Infinity, -Infinity, NaN].map((value) =>
      compound('x', [float(value)]),
    ),
  ],
  [
    'lists',
    [list([], nil), list([int(1), int(2)]), list([int(1)], atom('tail')), list([new Var()], new Var())],
  ],
  ['hostile names', HOSTILE],
  [
    'many arguments',
    [
      compound(
        'f',
        Array.from({ length: 1000 }, (_, i) => int(i)),
      ),
    ],
  ],
  ['long texts', [atom('é'.repeat(100_000)), compound('blob', [str('\0\n😀'.repeat(50_000)), atom('end')])]],
];

export function storageFactCases(open: OpenPlace): void {
  describe('come back as the same terms:', () => {
    test.each(KINDS)('%s', async (_, facts) => {
      const storage = await openStorage(open);
      const beginning = begin('a', facts);
      await storage.commit(beginning);
      const session = await stored(storage, 'a');
      expect(plain(session)).toEqual(plain(changed(undefined, beginning)));

      const added = change(session, { assertz: facts, asserta: facts });
      await storage.commit(added);
      const more = await stored(storage, 'a');
      expect(plain(more)).toEqual(plain(changed(session, added)));

      const removed = change(more, { remove: ({ place }) => place % 2 === 0 });
      await storage.commit(removed);
      expect(plain(await stored(storage, 'a'))).toEqual(plain(changed(more, removed)));
    });

    test('deep terms and long lists', async () => {
      const storage = await openStorage(open);
      let deep: Term = atom('end');
      for (let i = 0; i < 30_000; i++) deep = compound('s', [deep]);
      const long = list(Array.from({ length: 30_000 }, (_, i) => int(i)));
      const beginning = begin('a', [compound('deep', [deep]), compound('long', [long])]);
      await storage.commit(beginning);
      const session = await stored(storage, 'a');
      expect(plain(session)).toEqual(plain(changed(undefined, beginning)));
      await storage.commit(change(session, { remove: (_, index) => index === 0 }));
      expect((await stored(storage, 'a')).facts.length).toBe(1);
    });

    test('peers', async () => {
      const storage = await openStorage(open);
      const peers = ['ip(10,0,0,1)', "'/run/app.sock'", '[]', 'f(X, Y, X)', 'none', '"\\x1F600\\"', "''"];
      for (const [i, text] of peers.entries()) {
        const beginning = begin(`peer${i}`, [], { peer: begin('', [text]).added[0]!.fact });
        await storage.commit(beginning);
        expect(plain(await stored(storage, `peer${i}`))).toEqual(plain(changed(undefined, beginning)));
      }
    });
  });

  test('a variable is another one in each fact, and in each copy of the session', async () => {
    const storage = await openStorage(open);
    const shared = new Var('X');
    await storage.commit(begin('a', [compound('p', [shared]), compound('q', [shared, shared])]));
    const [p, q] = (await stored(storage, 'a')).facts.map(({ fact }) => fact);
    expect(argument(p, 0)).not.toBe(argument(q, 0));
    expect(argument(q, 0)).toBe(argument(q, 1));
    (argument(p, 0) as Var).ref = atom('bound');
    shared.ref = atom('bound');
    const facts = (await stored(storage, 'a')).facts.map(({ fact }) => fact);
    expect(argument(facts[0], 0)).toMatchObject({ ref: undefined });
    expect(argument(facts[1], 0)).toMatchObject({ ref: undefined });
    shared.ref = undefined;
  });

  test('the order of facts is that of their places, those asserted in front before all others', async () => {
    const storage = await openStorage(open);
    await storage.commit(begin('a', ['n(0)', 'n(1)']));
    await storage.commit(
      change(await stored(storage, 'a'), { asserta: ['n(-1)', 'n(-2)'], assertz: ['n(2)'] }),
    );
    await storage.commit(
      change(await stored(storage, 'a'), { asserta: ['n(-3)'], remove: ({ place }) => place === 0 }),
    );
    // More than one digit, so that an order of texts would be another one.
    const many = Array.from({ length: 120 }, (_, i) => i);
    await storage.commit(
      change(await stored(storage, 'a'), {
        asserta: many.map((i) => `n(${-4 - i})`),
        assertz: many.map((i) => `n(${3 + i})`),
      }),
    );
    const { facts, first, last } = await stored(storage, 'a');
    const numbers = Array.from({ length: 246 }, (_, i) => i - 123).filter((i) => i !== 0);
    expect(facts.map(({ place }) => place)).toEqual(numbers);
    expect(facts.map(({ fact }) => `${fact}`)).toEqual(numbers.map((i) => `n(${i})`));
    expect([first, last]).toEqual([-123, 122]);
  });

  test('a place that was given is not forgotten when its fact, or all facts are gone', async () => {
    const storage = await openStorage(open);
    await storage.commit(begin('a', ['x', 'y', 'z']));
    await storage.commit(change(await stored(storage, 'a'), { asserta: ['w'] }));
    await storage.commit(change(await stored(storage, 'a'), { remove: () => true }));
    const empty = await stored(storage, 'a');
    expect([empty.facts.length, empty.first, empty.last]).toEqual([0, -1, 2]);
    await storage.commit(change(empty, { assertz: ['new'], asserta: ['front'] }));
    const { facts } = await stored(storage, 'a');
    expect(facts.map(({ place, fact }) => `${place} ${fact}`)).toEqual(['-2 front', '3 new']);
  });

  test('of equal facts, the one at the place that is removed is gone', async () => {
    const storage = await openStorage(open);
    await storage.commit(begin('a', ['x', 'x', 'x']));
    await storage.commit(change(await stored(storage, 'a'), { remove: ({ place }) => place === 1 }));
    expect((await stored(storage, 'a')).facts.map(({ place }) => place)).toEqual([0, 2]);
  });

  test('a session may have 10,000 facts, and change in many of them at once', async () => {
    const storage = await openStorage(open);
    const beginning = begin(
      'a',
      Array.from({ length: 10_000 }, (_, i) => compound('item', [int(i), str(`number ${i}`)])),
    );
    expect(await storage.commit(beginning)).toEqual({ kind: 'done' });
    const session = await stored(storage, 'a');
    expect(plain(session)).toEqual(plain(changed(undefined, beginning)));
    const edit = change(session, {
      remove: ({ place }) => place % 2 === 1,
      assertz: Array.from({ length: 3000 }, (_, i) => compound('more', [int(i)])),
    });
    expect(await storage.commit(edit)).toEqual({ kind: 'done' });
    const after = await stored(storage, 'a');
    expect(plain(after)).toEqual(plain(changed(session, edit)));
    const renewal = {
      ...begin(
        'b',
        after.facts.map(({ fact }) => fact),
      ),
      replaces: { ...after },
    };
    expect(await storage.commit(renewal)).toEqual({ kind: 'done' });
    expect(await storage.load('a')).toBeUndefined();
    expect((await stored(storage, 'b')).facts.length).toBe(8000);
    expect(await storage.end('b')).toBe(true);
  });
}

function argument(term: Term | undefined, index: number): Term {
  return (term as { args: readonly Term[] }).args[index]!;
}
