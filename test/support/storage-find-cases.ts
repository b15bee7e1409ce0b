/** Finding stored sessions by their facts: none that has a matching fact is left out, and each comes once, as it is. */
import { describe, expect, test } from 'vitest';
import type { SessionStorage } from '../../src/session/storage.ts';
import { atom, compound, float, int, list, str, type Term, Var } from '../../src/term/term.ts';
import { hostileNames } from './hostile-names.ts';
import { begin, change, factOf, plain, replacing } from './session-changes.ts';
import { found, type OpenPlace, openStorage, openTwo, stored } from './storage-place.ts';

/** What sessions have, by their ids. */
const FACTS: Readonly<Record<string, readonly string[]>> = {
  alice: ['user(alice)', 'cart(book, 3)', 'cart(pen, 1)'],
  bob: ['user(bob)', 'cart(book, 1)'],
  anyone: ['user(_)', 'cart(X, X)'],
  anything: ['X'],
  nothing: [],
  atoms: ['user', 'cart', 'a', "'[]'", '[]', '"user"', '1', '1.0', '-5'],
  numbers: ['n(1)', 'n(1.0)', 'n(-0.0)', 'n(100000000000000000000)', 'n("1")', "n('1')", 'n(nan)'],
  compounds: ['at(point(1, 2), here)', 'at([a, b], there)', 'at([], nowhere)', 'at({x}, X)', 'at(X, y)'],
  arities: ['user(alice, admin)', 'user()', 'f(1, 2, 3)'],
};

/** Patterns, and who has to be found among those that are no `anything`. */
const PATTERNS: readonly (readonly [pattern: string, ids: readonly string[]])[] = [
  ['user(alice)', ['alice', 'anyone']],
  ['user(carol)', ['anyone']],
  ['user(X)', ['alice', 'bob', 'anyone']],
  ['user(_, _)', ['arities']],
  ['user(alice, X)', ['arities']],
  ['user()', ['arities']],
  ['user', ['atoms']],
  ['"user"', ['atoms']],
  ['cart(book, _)', ['alice', 'bob', 'anyone']],
  ['cart(_, 1)', ['alice', 'bob', 'anyone']],
  ['cart(Item, Qty)', ['alice', 'bob', 'anyone']],
  ['[]', ['atoms']],
  ["'[]'", ['atoms']],
  ['1', ['atoms']],
  ['1.0', ['atoms']],
  ['-5', ['atoms']],
  ['n(1)', ['numbers']],
  ['n(1.0)', ['numbers']],
  ['n(-0.0)', ['numbers']],
  ['n(nan)', ['numbers']],
  ['n("1")', ['numbers']],
  ["n('1')", ['numbers']],
  ['n(100000000000000000000)', ['numbers']],
  ['at(point(1, Y), Where)', ['compounds']],
  ['at([a|_], _)', ['compounds']],
  ['at([], _)', ['compounds']],
  ['at({X}, z)', ['compounds']],
  ['at(nowhere, y)', ['compounds']],
  ['f(1, 2, X)', ['arities']],
  ['none(X)', []],
];

export function storageFindCases(open: OpenPlace): void {
  describe('found by a fact:', () => {
    test.each(PATTERNS)('%s', async (pattern, ids) => {
      const storage = await openStorage(open);
      await beginAll(storage);
      await expectFound(storage, factOf(pattern), ['anything', ...ids]);
    });

    test.each(['X', '_'])('%s finds all sessions', async (pattern) => {
      const storage = await openStorage(open);
      await beginAll(storage);
      await expectFound(storage, factOf(pattern), Object.keys(FACTS));
    });

    test('a bound variable is what it is bound to', async () => {
      const storage = await openStorage(open);
      await beginAll(storage);
      const variable = new Var();
      variable.ref = atom('bob');
      await expectFound(storage, compound('user', [variable]), ['bob', 'anyone', 'anything']);
    });

    test('facts of hostile and of long names, each by itself', async () => {
      const storage = await openStorage(open);
      const long = 'é'.repeat(3000);
      const facts = [...hostileNames, long, `${long}!`, '\uffff', '\u{10ffff}'].flatMap((name) => [
        atom(name),
        str(name),
        compound(name, [atom('a')]),
        compound('f', [atom(name)]),
        compound('f', [str(name)]),
        compound(name, [atom(name), int(1)]),
      ]);
      await Promise.all(facts.map((fact, i) => storage.commit(begin(`s${i}`, [fact]))));
      for (const [i, fact] of facts.entries()) await expectFound(storage, fact, [`s${i}`]);
      const all = await found(storage, compound('f', [new Var()]));
      expect(all.length).toBeGreaterThanOrEqual(2 * (hostileNames.length + 4));
    });

    test('facts with numbers at the limits', async () => {
      const storage = await openStorage(open);
      const numbers = [
        ...[0, -1, 255, 2 ** 32, Number.MAX_SAFE_INTEGER].map(int),
        ...[2n ** 64n, -(2n ** 64n), 10n ** 1000n, 10n ** 1000n + 1n].map(int),
        ...[0, -0, 0.1, Infinity, -Infinity, NaN, 5e-324].map(float),
      ];
      for (const [i, number] of numbers.entries())
        await storage.commit(begin(`s${i}`, [compound('n', [number])]));
      for (const [i, number] of numbers.entries())
        await expectFound(storage, compound('n', [number]), [`s${i}`]);
    });
  });

  test('a session comes once, however many facts of it match', async () => {
    const storage = await openStorage(open);
    const facts = Array.from({ length: 50 }, (_, i) => `cart(item${i % 5}, ${i})`);
    for (const id of ['a', 'b']) await storage.commit(begin(id, [...facts, 'cart(_, _)', 'X', 'Y']));
    for (const pattern of ['cart(item1, _)', 'cart(_, _)', 'cart(item1, 6)', 'X']) {
      const sessions = await found(storage, factOf(pattern));
      expect(sessions.map(({ id }) => id).sort()).toEqual(['a', 'b']);
    }
  });

  test('sessions are found by what they have now', async () => {
    const [storage, other] = await openTwo(open);
    await storage.commit(begin('a', ['user(alice)', 'user(alice)', 'role(admin)']));
    await other.commit(change(await stored(other, 'a'), { remove: ({ place }) => place === 0 }));
    await expectFound(storage, factOf('user(alice)'), ['a']);
    await other.commit(change(await stored(other, 'a'), { remove: ({ place }) => place === 1 }));
    await expectNotFound(storage, factOf('user(alice)'));
    await other.commit(change(await stored(other, 'a'), { asserta: ['user(bob)', 'user(X)'] }));
    await expectFound(storage, factOf('user(bob)'), ['a']);
    await expectFound(storage, factOf('user(carol)'), ['a']);
    await other.commit(change(await stored(other, 'a'), { remove: ({ place }) => place === -2 }));
    await expectNotFound(storage, factOf('user(carol)'));

    await other.commit(replacing(await stored(other, 'a'), begin('b', ['user(bob)'])));
    await expectFound(storage, factOf('user(bob)'), ['b']);
    await expectNotFound(storage, factOf('role(admin)'));
    await other.end('b');
    await expectNotFound(storage, factOf('user(bob)'));
    await expectNotFound(storage, factOf('X'));
  });

  test('a change that is not done is not found', async () => {
    const storage = await openStorage(open);
    await storage.commit(begin('a', ['user(alice)']));
    await storage.commit(begin('b', ['user(bob)']));
    const before = await stored(storage, 'a');
    await storage.commit({ ...change(before, { assertz: ['late'], remove: () => true }), version: 7 });
    await storage.commit(replacing(before, begin('b', ['late'])));
    await storage.commit({ ...change(before, { assertz: ['late'] }), id: 'c' });
    await expectNotFound(storage, factOf('late'));
    await expectFound(storage, factOf('user(alice)'), ['a']);
  });

  test('a session that ends or begins again while others are found comes once at most, and as it is', async () => {
    const storage = await openStorage(open);
    const ids = Array.from({ length: 60 }, (_, i) => `s${i}`);
    for (const id of ids) await storage.commit(begin(id, ['user(alice)']));
    const seen: string[] = [];
    for await (const session of storage.find(factOf('user(_)'))) {
      seen.push(session.id);
      if (seen.length > 1) continue;
      for (const id of ids) {
        await storage.end(id);
        if (id === session.id) await storage.commit(begin(id, ['user(alice)']));
      }
    }
    expect(seen.length).toBe(new Set(seen).size);
  });

  test('whoever wants no more sessions leaves off, and the storage works on', async () => {
    const storage = await openStorage(open);
    for (let i = 0; i < 30; i++) await storage.commit(begin(`s${i}`, ['user(alice)']));
    for (let i = 0; i < 30; i++) {
      for await (const { id } of storage.find(new Var())) {
        expect(id).toMatch(/^s\d+$/);
        break;
      }
    }
    expect((await found(storage, new Var())).length).toBe(30);
  });

  test('all of 500 sessions are found, and those of one fact, and no others, by it', async () => {
    const storage = await openStorage(open);
    const ids = Array.from({ length: 500 }, (_, i) => `s${i}`);
    await Promise.all(
      ids.map((id, i) => storage.commit(begin(id, ['x', `user(u${i})`, `group(${i % 10})`]))),
    );
    await expectFound(storage, new Var(), ids);
    await expectFound(storage, list([int(1)]), []);
    await expectFound(storage, factOf('user(u77)'), ['s77']);
    for (const [fact, ids] of [
      ['user(u77)', ['s77']],
      ['user(u7)', ['s7']],
      ['user(u500)', []],
      ['user', []],
      ['x(u77)', []],
    ] as const) {
      const all = await found(storage, factOf(fact));
      expect([fact, all.map((each) => each.id)]).toEqual([fact, ids]);
    }
    const group = ids.filter((_, i) => i % 10 === 3);
    expect((await found(storage, factOf('group(3)'))).map(({ id }) => id).sort()).toEqual(group.sort());
  });
}

async function beginAll(storage: SessionStorage): Promise<void> {
  for (const [id, facts] of Object.entries(FACTS)) await storage.commit(begin(id, facts));
}

/** That all of these are found, each once, and every one as it is stored. */
async function expectFound(storage: SessionStorage, pattern: Term, ids: readonly string[]): Promise<void> {
  const sessions = await found(storage, pattern);
  const foundIds = sessions.map(({ id }) => id);
  expect(foundIds.length).toBe(new Set(foundIds).size);
  expect(foundIds).toEqual(expect.arrayContaining([...ids]));
  const now = await Promise.all(foundIds.map((id) => stored(storage, id)));
  expect(sessions.map(plain)).toEqual(now.map(plain));
}

/** That no session comes which has no such fact, and nothing that could match it. */
async function expectNotFound(storage: SessionStorage, pattern: Term): Promise<void> {
  const sessions = await found(storage, pattern);
  for (const session of sessions) expect(plain(session)).toEqual(plain(await stored(storage, session.id)));
  if (pattern instanceof Var) expect(sessions).toEqual([]);
}
