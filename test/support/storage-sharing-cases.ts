/** Storages of one place share its sessions: changes are told to the others, counters stay exact, and closing ends it all. */
import { describe, expect, test } from 'vitest';
import type { SessionStorage } from '../../src/session/storage.ts';
import { begin, change, changed, factOf, plain, replacing } from './session-changes.ts';
import { connections, found, type OpenPlace, openTwo, stored, untilTold } from './storage-place.ts';

export function storageSharingCases(open: OpenPlace): void {
  describe('listeners', () => {
    test('are told of what other storages begin, change, replace and end, and of nothing that their own does', async () => {
      const [one, other] = await connections(open, 2);
      const tell = async (id: string, version: number) => untilTold(one!.told, id, version);
      const own = begin('own', ['x']);
      await one!.storage.commit(own);
      await one!.storage.commit(change(changed(undefined, own), { assertz: ['y'] }));

      await other!.storage.commit(begin('a', ['user(alice)']));
      await tell('a', 1);
      await other!.storage.commit(change(await stored(other!.storage, 'a'), { assertz: ['more'] }));
      await tell('a', 2);
      await one!.storage.end('own');
      await other!.storage.commit(replacing(await stored(other!.storage, 'a'), begin('b', ['user(alice)'])));
      await tell('a', 0);
      await tell('b', 1);
      await other!.storage.end('b');
      await tell('b', 0);
      expect(new Set(one!.told.map(([id]) => id))).toEqual(new Set(['a', 'b']));
    });

    test('are told by each storage, when all of them change one session', async () => {
      const opened = await connections(open, 3);
      await opened[0]!.storage.commit(begin('a'));
      for (let version = 2; version < 8; version++) {
        const { storage } = opened[version % 3]!;
        await storage.commit(change(await stored(storage, 'a'), { assertz: [`v(${version})`] }));
        for (const listening of opened) {
          if (listening.storage !== storage) await untilTold(listening.told, 'a', version);
        }
      }
      for (const [i, { told }] of opened.entries()) {
        const others = told.filter(([, version]) => version > 1).map(([, version]) => version);
        expect(others.every((version) => version % 3 !== i)).toBe(true);
      }
    });

    test('are not told of what was not done, and not of mere uses', async () => {
      const [one, other] = await connections(open, 2);
      await other!.storage.commit(begin('a', ['x']));
      await untilTold(one!.told, 'a', 1);
      one!.told.length = 0;
      const before = await stored(other!.storage, 'a');
      await other!.storage.commit(begin('a', ['y']));
      await other!.storage.commit({ ...change(before, { assertz: ['y'] }), version: 5 });
      await other!.storage.commit(replacing({ ...before, version: 5 }, begin('b')));
      await other!.storage.end('a', { version: 9, lastUsed: 1000 });
      await other!.storage.end('none');
      await other!.storage.touch('none', { lastUsed: 2000, idle: 1, until: Infinity });
      await other!.storage.touch('a', { lastUsed: 2000, idle: 1, until: Infinity });
      await other!.storage.commit(begin('last'));
      await untilTold(one!.told, 'last', 1);
      // Where a session cannot replace another one in one step, others may be told that it begins and ends.
      const begun = one!.told.filter(([id]) => id === 'b');
      expect(begun.at(-1)?.[1] ?? 0).toBe(0);
      expect(one!.told.filter(([id]) => id !== 'b')).toEqual([['last', 1]]);
    });

    test('are told of ids as they are', async () => {
      const [one, other] = await connections(open, 2);
      for (const id of ['a:b', '{}', 'é 日本 😀', 'x'.repeat(1000), '"\\\'', '0']) {
        await other!.storage.commit(begin(id));
        await untilTold(one!.told, id, 1);
        await other!.storage.end(id);
        await untilTold(one!.told, id, 0);
      }
    });
  });

  test('what one storage has answered, another one finds at once', async () => {
    const [one, other] = await openTwo(open);
    for (let i = 0; i < 20; i++) {
      const beginning = begin(`s${i}`, ['user(alice)'], { lastUsed: 1000 + i });
      await one.commit(beginning);
      expect(plain(await stored(other, `s${i}`))).toEqual(plain(changed(undefined, beginning)));
      expect((await found(other, factOf('user(alice)'))).length).toBe(1);
      await other.touch(`s${i}`, { lastUsed: 3000 + i, idle: 600, until: Infinity });
      expect((await stored(one, `s${i}`)).lastUsed).toBe(3000 + i);
      expect((await one.due(1e6, 10)).map(({ id }) => id)).toEqual([`s${i}`]);
      expect(await other.end(`s${i}`)).toBe(true);
      expect(await one.load(`s${i}`, 1)).toBeUndefined();
    }
  });

  test('counters that several storages count up at the same time are exact, and tokens are taken once', async () => {
    const storages = (await connections(open, 3)).map(({ storage }) => storage);
    const tokens = Array.from({ length: 30 }, (_, i) => `token(${i})`);
    for (const id of ['a', 'b']) await storages[0]!.commit(begin(id, ['counter(0)', ...tokens]));
    const taken = await Promise.all(
      storages.flatMap((storage) =>
        ['a', 'b'].flatMap((id) => [countUp(storage, id, 10), countUp(storage, id, 10)]),
      ),
    );
    for (const id of ['a', 'b']) {
      const { facts, version } = await stored(storages[1]!, id);
      const counter = facts.filter(({ fact }) => `${fact}`.startsWith('counter'));
      expect(counter.map(({ fact }) => `${fact}`)).toEqual(['counter(60)']);
      expect([version, facts.length]).toEqual([61, 1]);
    }
    expect(taken.flat().length).toBe(60);
    expect(new Set(taken.flat()).size).toBe(60);
  });

  test('a change and the end of a session at the same time: it is gone after, and the change is not half there', async () => {
    const [one, other] = await openTwo(open);
    for (let i = 0; i < 20; i++) {
      const beginning = begin(`s${i}`, ['x']);
      await one.commit(beginning);
      const edit = change(changed(undefined, beginning), { assertz: ['y'] });
      const [outcome, isEnded] = await Promise.all([one.commit(edit), other.end(`s${i}`)]);
      expect(isEnded).toBe(true);
      expect(['done', 'gone']).toContain(outcome.kind);
      expect(await one.load(`s${i}`)).toBeUndefined();
    }
    expect(await found(one, factOf('X'))).toEqual([]);
    expect(await one.due(1e9, 100)).toEqual([]);
  });

  describe('a storage that is closed', () => {
    test('has done what was under way', async () => {
      const [one, other] = await openTwo(open);
      const begun = Array.from({ length: 20 }, async (_, i) => one.commit(begin(`s${i}`, ['x'])));
      await one.close();
      for (const outcome of await Promise.all(begun)) expect(outcome).toEqual({ kind: 'done' });
      for (let i = 0; i < 20; i++) expect((await stored(other, `s${i}`)).facts.length).toBe(1);
    });

    test('refuses everything, and says why', async () => {
      const [one] = await openTwo(open);
      await one.commit(begin('a', ['x']));
      await one.close();
      const uses: [name: string, use: () => unknown][] = [
        ['load', () => one.load('a')],
        ['commit', () => one.commit(begin('b'))],
        ['touch', () => one.touch('a', { lastUsed: 2000, idle: 600, until: Infinity })],
        ['end', () => one.end('a')],
        ['due', () => one.due(1e9, 10)],
        ['find', () => found(one, factOf('X'))],
      ];
      for (const [name, use] of uses) {
        await expect(Promise.resolve().then(use), name).rejects.toThrow(/closed/);
      }
    });

    test('leaves the others as they are, and is told nothing more', async () => {
      const [one, other, third] = await connections(open, 3);
      await one!.storage.commit(begin('a', ['x']));
      await one!.storage.close();
      await other!.storage.commit(change(await stored(other!.storage, 'a'), { assertz: ['y'] }));
      await untilTold(third!.told, 'a', 2);
      expect((await stored(third!.storage, 'a')).facts.length).toBe(2);
      expect(one!.told).toEqual([]);
    });
  });
}

/** Counts a session's counter up so many times, taking one of its tokens each time while there are any; answers those. */
async function countUp(storage: SessionStorage, id: string, times: number): Promise<string[]> {
  const taken: string[] = [];
  let session = await stored(storage, id);
  for (let done = 0; done < times; ) {
    const counter = session.facts.find(({ fact }) => `${fact}`.startsWith('counter'))!;
    const token = session.facts.find(({ fact }) => `${fact}`.startsWith('token'));
    const count = Number(/\d+/.exec(`${counter.fact}`)![0]);
    const edit = change(session, {
      assertz: [`counter(${count + 1})`],
      remove: (fact) => fact.place === counter.place || fact.place === token?.place,
    });
    const outcome = await storage.commit(edit);
    if (outcome.kind === 'gone') throw new Error(`session ${id} is gone`);
    session = outcome.kind === 'conflict' ? outcome.now : changed(session, edit);
    if (outcome.kind === 'conflict') continue;
    done++;
    if (token !== undefined) taken.push(`${id} ${token.fact}`);
  }
  return taken;
}
