/** Stored sessions change and are replaced, all of it or nothing: of what several do to one version of a session, one is done. */
import { expect, test } from 'vitest';
import type { ChangeOutcome, StoredSession } from '../../src/session/storage.ts';
import { begin, change, changed, plain, replacing } from './session-changes.ts';
import { type OpenPlace, openStorage, openTwo, stored } from './storage-place.ts';

export function storageChangeCases(open: OpenPlace): void {
  changeCases(open);
  replaceCases(open);
}

function changeCases(open: OpenPlace): void {
  test('a change of the version that is stored makes the next one', async () => {
    const storage = await openStorage(open);
    await storage.commit(begin('a', ['user(alice)', 'cart(book, 1)', 'cart(pen, 2)']));
    const before = await stored(storage, 'a');
    const edit = change(before, {
      assertz: ['cart(lamp, 3)'],
      remove: (_, index) => index === 1,
      ...{ lastUsed: 1200, idle: 30, until: 8000 },
    });
    expect(await storage.commit(edit)).toEqual({ kind: 'done' });
    const after = await stored(storage, 'a');
    expect(after.version).toBe(2);
    expect(plain(after)).toEqual(plain(changed(before, edit)));
  });

  test('a change may change the state alone, and takes peer and opening as they are given', async () => {
    const storage = await openStorage(open);
    await storage.commit(begin('a', ['user(alice)']));
    const before = await stored(storage, 'a');
    const edit = { ...change(before, {}), state: { ...begin('a').state, ...stateOf(before), opened: 900 } };
    await storage.commit(edit);
    expect(plain(await stored(storage, 'a'))).toEqual(plain(changed(before, edit)));
  });

  test('a change of another version changes nothing and is answered with the session as it is', async () => {
    const storage = await openStorage(open);
    await storage.commit(begin('a', ['user(alice)']));
    const before = await stored(storage, 'a');
    await storage.commit(change(before, { assertz: ['second'] }));
    const now = await stored(storage, 'a');
    for (const version of [0, 1, 3]) {
      const late = { ...change(before, { assertz: ['third'], lastUsed: 3000, idle: 1 }), version };
      expectConflict(await storage.commit(late), now);
    }
    expect(plain(await stored(storage, 'a'))).toEqual(plain(now));
  });

  test('a change of a session that is not there, or not any more, says that it is gone and makes none', async () => {
    const storage = await openStorage(open);
    const beginning = begin('a', ['user(alice)']);
    expect(await storage.commit({ ...beginning, version: 1 })).toEqual({ kind: 'gone' });
    expect(await storage.load('a')).toBeUndefined();
    await storage.commit(beginning);
    const before = await stored(storage, 'a');
    await storage.end('a');
    expect(await storage.commit(change(before, { assertz: ['late'] }))).toEqual({ kind: 'gone' });
    expect(await storage.load('a')).toBeUndefined();
  });

  test('the time of last use never goes back with a change', async () => {
    const storage = await openStorage(open);
    await storage.commit(begin('a', [], { lastUsed: 1000 }));
    await storage.touch('a', { lastUsed: 2000, idle: 600, until: Infinity });
    const before = await stored(storage, 'a');
    await storage.commit(change(before, { assertz: ['x'], lastUsed: 1500 }));
    expect((await stored(storage, 'a')).lastUsed).toBe(2000);
    await storage.commit(change(await stored(storage, 'a'), { lastUsed: 2500 }));
    expect((await stored(storage, 'a')).lastUsed).toBe(2500);
  });

  test('of the same change by many, one is done', async () => {
    const [one, other] = await openTwo(open);
    await one.commit(begin('a', ['token(1)']));
    const before = await stored(one, 'a');
    const takes = Array.from({ length: 20 }, (_, i) =>
      (i % 2 === 0 ? one : other).commit(change(before, { remove: () => true, assertz: [`taken(${i})`] })),
    );
    const kinds = (await Promise.all(takes)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'done').length).toBe(1);
    expect(kinds.filter((kind) => kind === 'conflict').length).toBe(19);
    const after = await stored(other, 'a');
    expect([after.version, after.facts.length]).toEqual([2, 1]);
    expect(`${after.facts[0]!.fact}`).toBe(`taken(${kinds.indexOf('done')})`);
  });
}

function replaceCases(open: OpenPlace): void {
  test('a session that replaces another one begins when that ends', async () => {
    const storage = await openStorage(open);
    await storage.commit(begin('old', ['user(alice)', 'cart(book, 1)'], { lastUsed: 3000 }));
    const renewal = replacing(
      await stored(storage, 'old'),
      begin('new', ['user(alice)'], { lastUsed: 2000 }),
    );
    expect(await storage.commit(renewal)).toEqual({ kind: 'done' });
    expect(await storage.load('old')).toBeUndefined();
    const session = await stored(storage, 'new');
    expect(plain(session)).toEqual(plain(changed(undefined, renewal)));
    expect(session.version).toBe(1);
    expect(await storage.end('old')).toBe(false);
  });

  test('a session that has changed is not replaced, and comes as it is', async () => {
    const storage = await openStorage(open);
    await storage.commit(begin('old', ['user(alice)']));
    const before = await stored(storage, 'old');
    await storage.commit(change(before, { assertz: ['more'] }));
    const now = await stored(storage, 'old');
    expectConflict(await storage.commit(replacing(before, begin('new', ['user(alice)']))), now);
    expect(plain(await stored(storage, 'old'))).toEqual(plain(now));
    expect(await storage.load('new')).toBeUndefined();
  });

  test('a session that is gone is not replaced', async () => {
    const storage = await openStorage(open);
    await storage.commit(begin('old', ['user(alice)']));
    const before = await stored(storage, 'old');
    await storage.end('old');
    expect(await storage.commit(replacing(before, begin('new', ['user(alice)'])))).toEqual({ kind: 'gone' });
    expect(await storage.load('new')).toBeUndefined();
  });

  test('a session whose new id is taken is not replaced, and the one that has that comes as it is', async () => {
    const storage = await openStorage(open);
    await storage.commit(begin('old', ['user(alice)']));
    await storage.commit(begin('new', ['user(bob)']));
    const [before, taken] = [await stored(storage, 'old'), await stored(storage, 'new')];
    expectConflict(await storage.commit(replacing(before, begin('new', ['user(alice)']))), taken);
    expect(plain(await stored(storage, 'old'))).toEqual(plain(before));
    expect(plain(await stored(storage, 'new'))).toEqual(plain(taken));
  });

  test('of many that replace one session, one begins', async () => {
    const storages = await openTwo(open);
    await storages[0].commit(begin('old', ['user(alice)']));
    const before = await stored(storages[0], 'old');
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        storages[i % 2]!.commit(replacing(before, begin(`new${i}`, ['user(alice)']))),
      ),
    );
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['done', ...Array(9).fill('gone')]);
    const there = await Promise.all(outcomes.map((_, i) => storages[0].load(`new${i}`, 1)));
    expect(there.map((session) => session !== undefined)).toEqual(
      outcomes.map(({ kind }) => kind === 'done'),
    );
  });
}

function expectConflict(outcome: ChangeOutcome, now: StoredSession): void {
  expect(outcome.kind === 'conflict' && plain(outcome.now)).toEqual(plain(now));
}

function stateOf({ peer, opened, lastUsed, idle, until, first, last }: StoredSession) {
  return { peer, opened, lastUsed, idle, until, first, last };
}
