/** Times of stored sessions: uses are noted, those that are due are found, and each ends once. */
import { expect, test } from 'vitest';
import { begin, change, plain } from './session-changes.ts';
import { connections, type OpenPlace, openStorage, openTwo, stored } from './storage-place.ts';

export function storageTimeCases(open: OpenPlace): void {
  test('a use is noted without a new version, and never goes back', async () => {
    const storage = await openStorage(open);
    await storage.commit(begin('a', ['user(alice)'], { lastUsed: 1000, idle: 600 }));
    const before = await stored(storage, 'a');
    expect(await storage.touch('a', { lastUsed: 1100.25, idle: 600, until: Infinity })).toBe(true);
    expect(plain(await stored(storage, 'a'))).toEqual(plain({ ...before, lastUsed: 1100.25 }));
    expect(await storage.touch('a', { lastUsed: 1050, idle: 600, until: Infinity })).toBe(true);
    expect(plain(await stored(storage, 'a'))).toEqual(plain({ ...before, lastUsed: 1100.25 }));
  });

  test('other timeouts are noted, longer and shorter ones', async () => {
    const storage = await openStorage(open);
    await storage.commit(begin('a', ['user(alice)']));
    const before = await stored(storage, 'a');
    for (const times of [
      { lastUsed: 1000, idle: Infinity, until: 5000.5 },
      { lastUsed: 1000, idle: 0, until: Infinity },
      { lastUsed: 900, idle: 60.125, until: 4000 },
    ]) {
      expect(await storage.touch('a', times)).toBe(true);
      expect(plain(await stored(storage, 'a'))).toEqual(plain({ ...before, ...times, lastUsed: 1000 }));
    }
  });

  test('a use of a session that is not there is told, and makes none', async () => {
    const storage = await openStorage(open);
    const times = { lastUsed: 1000, idle: 600, until: Infinity };
    expect(await storage.touch('a', times)).toBe(false);
    expect(await storage.load('a')).toBeUndefined();
    await storage.commit(begin('a'));
    await storage.end('a');
    expect(await storage.touch('a', times)).toBe(false);
    expect(await storage.load('a')).toBeUndefined();
    expect(await storage.due(1e12, 10)).toEqual([]);
  });

  test('a change after a use has the version that was known before it', async () => {
    const storage = await openStorage(open);
    await storage.commit(begin('a'));
    const before = await stored(storage, 'a');
    await storage.touch('a', { lastUsed: 1100, idle: 600, until: Infinity });
    expect(await storage.commit(change(before, { assertz: ['x'] }))).toEqual({ kind: 'done' });
  });

  test('a session ends once', async () => {
    const storage = await openStorage(open);
    await storage.commit(begin('a', ['user(alice)']));
    await storage.commit(begin('b', ['user(bob)']));
    expect(await storage.end('a')).toBe(true);
    expect(await storage.end('a')).toBe(false);
    expect(await storage.end('never')).toBe(false);
    expect(await storage.load('a')).toBeUndefined();
    expect((await stored(storage, 'b')).facts.length).toBe(1);
  });

  test('of all that end a session at the same time, one is told that it has', async () => {
    const opened = await connections(open, 3);
    const ids = Array.from({ length: 20 }, (_, i) => `session${i}`);
    for (const id of ids) await opened[0]!.storage.commit(begin(id, ['user(alice)']));
    const condition = { version: 1, lastUsed: 1000 };
    const answers = await Promise.all(
      ids.map((id, i) =>
        Promise.all(opened.map(({ storage }) => storage.end(id, i % 2 === 0 ? condition : undefined))),
      ),
    );
    expect(answers.map((told) => told.filter(Boolean).length)).toEqual(ids.map(() => 1));
    for (const id of ids) expect(await opened[2]!.storage.load(id)).toBeUndefined();
  });

  test('with a condition a session ends only if it has that version and was not used since', async () => {
    const storage = await openStorage(open);
    const lastUsed = 1_732_700_000.123456;
    await storage.commit(begin('a', ['user(alice)'], { lastUsed }));
    expect(await storage.end('a', { version: 2, lastUsed })).toBe(false);
    expect(await storage.end('a', { version: 0, lastUsed })).toBe(false);
    expect(await storage.end('a', { version: 1, lastUsed: lastUsed - 1 })).toBe(false);
    expect(await storage.end('a', { version: 1, lastUsed: lastUsed + 1e-6 })).toBe(false);
    expect((await stored(storage, 'a')).facts.length).toBe(1);
    expect(await storage.end('a', { version: 1, lastUsed })).toBe(true);
    expect(await storage.load('a')).toBeUndefined();
    expect(await storage.end('a', { version: 1, lastUsed })).toBe(false);
  });

  test('a session that was used or changed after it was found to be due does not end', async () => {
    const [one, other] = await openTwo(open);
    await one.commit(begin('used'));
    await one.commit(begin('changed'));
    const due = await one.due(1e6, 10);
    expect(due.map(({ id }) => id).sort()).toEqual(['changed', 'used']);
    await other.touch('used', { lastUsed: 2000, idle: 600, until: Infinity });
    await other.commit(change(await stored(other, 'changed'), { assertz: ['x'] }));
    for (const { id, version, lastUsed } of due) expect(await one.end(id, { version, lastUsed })).toBe(false);
    expect((await stored(one, 'used')).lastUsed).toBe(2000);
    expect((await stored(one, 'changed')).version).toBe(2);
  });

  test('sessions are due when they were unused for too long or have lived too long, the first ones first', async () => {
    const storage = await openStorage(open);
    const times: [id: string, lastUsed: number, idle: number, until: number][] = [
      ['idle 1600', 1000, 600, Infinity],
      ['idle 1100', 1000, 100, 9000],
      ['until 1300', 1000, 600, 1300],
      ['until 1200', 1200, Infinity, 1200],
      ['idle 90', 80, 10, Infinity],
      ['idle 10500', 500, 10_000, Infinity],
      ['never', 1000, Infinity, Infinity],
      ['before 1970', -20, 10, Infinity],
    ];
    for (const [id, lastUsed, idle, until] of times)
      await storage.commit(begin(id, ['x'], { lastUsed, idle, until }));
    const all = [
      'before 1970',
      'idle 90',
      'idle 1100',
      'until 1200',
      'until 1300',
      'idle 1600',
      'idle 10500',
    ];
    const ids = async (time: number, limit: number) => (await storage.due(time, limit)).map(({ id }) => id);
    expect(await ids(1e9, 100)).toEqual(all);
    expect(await ids(1e9, 7)).toEqual(all);
    expect(await ids(1e9, 3)).toEqual(all.slice(0, 3));
    expect(await ids(1e9, 1)).toEqual(all.slice(0, 1));
    expect(await ids(1600, 100)).toEqual(all.slice(0, 5));
    expect(await ids(1600.001, 100)).toEqual(all.slice(0, 6));
    expect(await ids(-1000, 100)).toEqual([]);
    expect(await ids(1e300, 100)).toEqual(all);
  });

  test('a session lives up to the moment at which its time is up', async () => {
    const storage = await openStorage(open);
    await storage.commit(begin('a', [], { lastUsed: 1_732_700_000.25, idle: 600 }));
    expect(await storage.due(1_732_700_600.25, 10)).toEqual([]);
    expect((await storage.due(1_732_700_600.2500002, 10)).map(({ id }) => id)).toEqual(['a']);
  });

  test('a session that is due comes whole', async () => {
    const storage = await openStorage(open);
    await storage.commit(begin('a', ['user(alice)', 'p(X, X)']));
    await storage.touch('a', { lastUsed: 1001, idle: 5, until: 3000 });
    expect((await storage.due(2000, 1)).map(plain)).toEqual([plain(await stored(storage, 'a'))]);
  });

  test('a session that is used is due later, one that gets a shorter timeout sooner, one that is ended never', async () => {
    const storage = await openStorage(open);
    for (const id of ['used', 'shortened', 'changed', 'ended', 'replaced', 'untouched'])
      await storage.commit(begin(id));
    await storage.touch('used', { lastUsed: 2000, idle: 600, until: Infinity });
    await storage.touch('shortened', { lastUsed: 1000, idle: 10, until: Infinity });
    await storage.commit(change(await stored(storage, 'changed'), { lastUsed: 1300, idle: 50 }));
    await storage.end('ended');
    const { id, version } = await stored(storage, 'replaced');
    await storage.commit({
      ...begin('new', [], { lastUsed: 1700, idle: 1 }),
      replaces: { id, version },
    });
    const due = (await storage.due(1e6, 10)).map((session) => session.id);
    expect(due).toEqual(['shortened', 'changed', 'untouched', 'new', 'used']);
    expect((await storage.due(1400, 10)).map((session) => session.id)).toEqual(['shortened', 'changed']);
    await storage.touch('shortened', { lastUsed: 1000, idle: Infinity, until: Infinity });
    expect((await storage.due(1400, 10)).map((session) => session.id)).toEqual(['changed']);
  });
}
