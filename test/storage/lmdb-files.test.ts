/** What sessions in LMDB have beyond the contract: answers on disk, writes gathered, backups, lazy times, pages, missed changes. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { SessionChange, SessionTimes, StoredSession } from '../../src/session/storage.ts';
import { decodeChanges, encodeChanges } from '../../src/storage/lmdb/change-record.ts';
import { closeDatabases, type Databases, openDatabases } from '../../src/storage/lmdb/databases.ts';
import { changeKey, readDueKey } from '../../src/storage/lmdb/keys.ts';
import type { LmdbStorage } from '../../src/storage/lmdb.ts';
import { atom, compound, int, type Term, Var } from '../../src/term/term.ts';
import { disagreements } from '../support/lmdb-check.ts';
import { newFolder, opened } from '../support/lmdb-storage.ts';

function newPath(): string {
  return join(newFolder(), 'sessions.mdb');
}

function databasesOf(path: string): Databases {
  const databases = openDatabases(path, {});
  onTestFinished(() => closeDatabases(databases));
  return databases;
}

function begin(id: string, facts: readonly Term[] = [], times: Partial<SessionTimes> = {}): SessionChange {
  const state = { lastUsed: 1000, idle: 600, until: Infinity, peer: atom('p'), opened: 1, first: 0, last: 9 };
  const added = facts.map((fact, place) => ({ place, fact }));
  return { id, version: 0, state: { ...state, ...times }, added, removed: [] };
}

function next(session: StoredSession, fact: Term): SessionChange {
  const { id, version, last } = session;
  const added = [{ place: last + 1, fact }];
  return { id, version, state: { ...session, last: last + 1 }, added, removed: [] };
}

const user = (name: string) => compound('user', [atom(name)]);

function idsFound(storage: LmdbStorage, pattern: Term): string[] {
  return [...storage.find(pattern)].map(({ id }) => id);
}

describe('durability', () => {
  test('of commit: what was answered is there for who opens the file anew', async () => {
    const path = newPath();
    const storage = opened({ path });
    await storage.commit(begin('a', [user('alice')]));
    await storage.close();
    expect(opened({ path }).load('a')).toMatchObject({ version: 1, facts: [{ fact: user('alice') }] });
  });

  test('of batch: changes of several turns of the event loop are one transaction', async () => {
    const path = newPath();
    const storage = opened({ path, durability: 'batch', batch: 300 });
    const { root } = databasesOf(path);
    const transactions: number[] = [];
    // Two that come together let it wait for two the next time.
    await Promise.all([storage.commit(begin('a')), storage.commit(begin('b'))]);
    const before = lastTransaction(root);
    const first = storage.commit(begin('c'));
    for (let turn = 0; turn < 5; turn++) {
      await new Promise(setImmediate);
      transactions.push(lastTransaction(root));
    }
    expect(new Set(transactions)).toEqual(new Set([before]));
    await Promise.all([first, storage.commit(begin('d'))]);
    expect(lastTransaction(root)).toBe(before + 1);
    expect(idsFound(storage, new Var())).toEqual(['a', 'b', 'c', 'd']);
  });

  test('of batch: a change that is alone is answered when the time is over', async () => {
    const storage = opened({ path: newPath(), durability: 'batch', batch: 20 });
    await Promise.all([storage.commit(begin('a')), storage.commit(begin('b'))]);
    expect(await storage.commit(begin('c'))).toEqual({ kind: 'done' });
  });

  test('changes of one session that are asked for at once are made one after the other, and none twice', async () => {
    for (const durability of ['commit', 'batch'] as const) {
      const storage = opened({ path: newPath(), durability });
      await storage.commit(begin('a'));
      const session = storage.load('a') as StoredSession;
      const outcomes = await Promise.all([1, 2, 3].map((i) => storage.commit(next(session, int(i)))));
      expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['conflict', 'conflict', 'done']);
      expect(storage.load('a')).toMatchObject({ version: 2, facts: [{ place: 10 }] });
    }
  });

  test('closing waits for what was asked for', async () => {
    const path = newPath();
    const storage = opened({ path, durability: 'batch', batch: 1000 });
    const outcomes = Promise.all([storage.commit(begin('a')), storage.commit(begin('b'))]);
    await storage.close();
    expect(await outcomes).toEqual([{ kind: 'done' }, { kind: 'done' }]);
    expect(idsFound(opened({ path }), new Var())).toEqual(['a', 'b']);
  });
});

describe('a backup', () => {
  test('is a file with all sessions, smaller where there was free space, and leaves the first one in use', async () => {
    const path = newPath();
    const storage = opened({ path });
    for (let i = 0; i < 20; i++) await storage.commit(begin(`s${i}`, [atom('x'.repeat(50_000))]));
    for (let i = 1; i < 20; i++) await storage.end(`s${i}`);
    const copy = join(path, '..', 'backup', 'copy.mdb');
    await storage.backup(copy);
    expect(statSync(copy).size).toBeLessThan(statSync(path).size / 3);
    await storage.commit(begin('later'));
    expect(idsFound(opened({ path: copy }), new Var())).toEqual(['s0']);
  });

  test('takes nothing away that is there already', async () => {
    const path = newPath();
    const storage = opened({ path });
    await storage.backup(`${path}-copy.mdb`);
    await expect(storage.backup(`${path}-copy.mdb`)).rejects.toThrow(/-copy\.mdb: cannot write a backup: /);
    expect(existsSync(`${path}-copy.mdb`)).toBe(true);
  });
});

describe('the index of times', () => {
  function entries({ root, due }: Databases): [string, number][] {
    root.resetReadTxn();
    return [...due.getKeys()].map((key) => {
      const { id, time } = readDueKey(key);
      return [id, time];
    });
  }

  test('is not written by a use of a session, and moved when the time has come', async () => {
    const path = newPath();
    const [storage, databases] = [opened({ path }), databasesOf(path)];
    await storage.commit(begin('a', [], { lastUsed: 1000, idle: 600 }));
    await storage.touch('a', { lastUsed: 1500, idle: 600, until: Infinity });
    expect(entries(databases)).toEqual([['a', 1600]]);
    expect(await storage.due(1700, 10)).toEqual([]);
    expect(entries(databases)).toEqual([['a', 2100]]);
    expect((await storage.due(2101, 10)).map(({ id }) => id)).toEqual(['a']);
  });

  test('has a session earlier when its time is made shorter, and no more when it lives for ever', async () => {
    const path = newPath();
    const [storage, databases] = [opened({ path }), databasesOf(path)];
    await storage.commit(begin('a', [], { lastUsed: 1000, idle: 600 }));
    await storage.touch('a', { lastUsed: 1000, idle: 10, until: Infinity });
    expect((await storage.due(1011, 10)).map(({ id }) => id)).toEqual(['a']);
    await storage.touch('a', { lastUsed: 1000, idle: Infinity, until: Infinity });
    expect(await storage.due(1e9, 10)).toEqual([]);
    expect(entries(databases)).toEqual([]);
    await storage.touch('a', { lastUsed: 1000, idle: Infinity, until: 1100 });
    expect((await storage.due(1101, 10)).map(({ id }) => id)).toEqual(['a']);
    expect(disagreements(databases)).toEqual([]);
  });

  test('gives the first that are due first, of more sessions than a page has, however many were used', async () => {
    const storage = opened({ path: newPath() });
    const idle = (i: number) => ((i * 7919) % 1500) + 1;
    const all = Array.from({ length: 1500 }, (_, i) => storage.commit(begin(`s${i}`, [], { idle: idle(i) })));
    await Promise.all(all);
    const uses = Array.from({ length: 700 }, (_, i) =>
      storage.touch(`s${i}`, { lastUsed: 3000, idle: idle(i), until: Infinity }),
    );
    await Promise.all(uses);
    const expected = Array.from({ length: 800 }, (_, i) => i + 700).sort((a, b) => idle(a) - idle(b));
    const due = await storage.due(3000, 50);
    expect(due.map(({ id }) => id)).toEqual(expected.slice(0, 50).map((i) => `s${i}`));
    expect(await storage.due(3000, 10_000)).toHaveLength(800);
  });
});

test('sessions are found that are more than a page, while they change, each once', async () => {
  const path = newPath();
  const storage = opened({ path });
  const facts = (i: number) => [user(`u${i}`), user('all'), compound('user', [new Var()])];
  const begins = Array.from({ length: 650 }, (_, i) => storage.commit(begin(`s${i}`, facts(i))));
  await Promise.all(begins);
  for (const pattern of [new Var(), user('all'), compound('user', [new Var()])]) {
    const ids = new Set<string>();
    for (const { id, version } of storage.find(pattern)) {
      expect(ids.has(id)).toBe(false);
      ids.add(id);
      if (ids.size % 100 === 1) {
        await storage.end(`s${ids.size}`);
        await storage.commit(begin(`s${ids.size}`, facts(ids.size)));
      }
      expect(version).toBe(1);
    }
    expect(ids.size).toBeGreaterThanOrEqual(649);
  }
  expect(disagreements(databasesOf(path))).toEqual([]);
});

test('who has missed changes is told of all sessions that it has ever loaded', async () => {
  const path = newPath();
  const told: [string, number][] = [];
  const storage = opened({ path, poll: 5 }, (id, version) => told.push([id, version]));
  const other = opened({ path });
  await storage.commit(begin('a'));
  await storage.commit(begin('b'));
  await other.commit(begin('c'));
  await vi.waitFor(() => expect(told).toEqual([['c', 1]]));
  await storage.end('b');
  // As if a writer had changed so many sessions that it has kept only the last of them.
  const { changes } = databasesOf(path);
  await changes.put(changeKey(7, 20_000), encodeChanges(Date.now(), [{ id: 'z', version: 0 }]));
  await vi.waitFor(() =>
    expect(told).toEqual([
      ['c', 1],
      ['z', 0],
      ['a', 1],
    ]),
  );
});

test('changes of one turn of the event loop are told of by one record, which goes to disk with them', async () => {
  const path = newPath();
  const storage = opened({ path });
  await storage.commit(begin('first'));
  const { root, changes } = databasesOf(path);
  const before = lastTransaction(root);
  await Promise.all(['a', 'b', 'c'].map((id) => storage.commit(begin(id))));
  expect(lastTransaction(root)).toBe(before + 1);
  root.resetReadTxn();
  const records = [...changes.getRange()].map(({ value }) => decodeChanges(value).map(({ id }) => id));
  expect(records).toEqual([['first'], ['a', 'b', 'c']]);
});

test('a session of which the end was asked for, and came to nothing, is told of as it is', async () => {
  const path = newPath();
  const told: [string, number][] = [];
  const storage = opened({ path, poll: 5 }, (id, version) => told.push([id, version]));
  await storage.commit(begin('a'));
  const ends = ['a', 'z'].map((id) => ({ id, version: 0 }));
  await databasesOf(path).changes.put(changeKey(7, 1), encodeChanges(Date.now(), ends));
  await vi.waitFor(() =>
    expect(told).toEqual([
      ['a', 1],
      ['z', 0],
    ]),
  );
});

test('what a process that is long gone has left of its changes goes, and that of others stays', async () => {
  const path = newPath();
  const { root, changes } = databasesOf(path);
  const change = (time: number) => encodeChanges(time, [{ id: 'a', version: 1 }]);
  await changes.put(changeKey(7, 1), change(Date.now() - 7_200_000));
  await changes.put(changeKey(7, 2), change(Date.now() - 7_200_000));
  await changes.put(changeKey(8, 1), change(Date.now() - 7_200_000));
  await changes.put(changeKey(8, 2), change(Date.now()));
  opened({ path });
  root.resetReadTxn();
  expect([...changes.getKeys()]).toEqual([changeKey(8, 1), changeKey(8, 2)]);
});

function lastTransaction(root: Databases['root']): number {
  return (root.getStats() as { lastTxnId: number }).lastTxnId;
}
