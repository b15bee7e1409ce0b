/** A backup of sessions in LMDB is all of them as they were at one moment, and can take the place of the file itself. */
import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { SessionChange, SessionStorage, StoredSession } from '../../src/session/storage.ts';
import { closeDatabases, openDatabases } from '../../src/storage/lmdb/databases.ts';
import { dataFile } from '../../src/storage/lmdb/file-check.ts';
import { atom, compound, int, Var } from '../../src/term/term.ts';
import { disagreements } from '../support/lmdb-check.ts';
import { newFolder, opened } from '../support/lmdb-storage.ts';
import { Program, type ServerProcess, Visitor } from '../support/stack.ts';
import { found } from '../support/storage-place.ts';
import { randomSessions, sameSession } from '../support/stored-sessions.ts';

const STATE = { lastUsed: 1000, idle: 600, until: Infinity, peer: atom('p'), opened: 1, first: 0, last: 0 };

function begin(id: string, session: Omit<StoredSession, 'id' | 'version'>): SessionChange {
  const { facts, ...state } = session;
  return { id, version: 0, state, added: facts, removed: [] };
}

/** Counts a session up: one fact goes and one comes, which is the version. */
function countedUp({ id, version, last, facts, ...state }: StoredSession): SessionChange {
  const added = [{ place: last + 1, fact: compound('count', [int(version + 1)]) }];
  return { id, version, state: { ...state, last: last + 1 }, added, removed: facts };
}

async function wrongIn(path: string): Promise<string[]> {
  const databases = openDatabases(path, {});
  const wrong = disagreements(databases);
  await closeDatabases(databases);
  return wrong;
}

const byId = (a: StoredSession, b: StoredSession) => (a.id < b.id ? -1 : 1);
const all = async (storage: SessionStorage) => (await found(storage, new Var())).sort(byId);

describe.each([
  ['a file', 'sessions.mdb', 'copy.mdb'],
  ['a folder', 'sessions', 'copy'],
])('a backup of %s', (_, name, copyName) => {
  test('has the same sessions with all of their facts, and indexes that agree with these', async () => {
    const folder = newFolder();
    const storage = opened({ path: join(folder, name) });
    const sessions = fc.sample(randomSessions(), { numRuns: 100, seed: 7 });
    await Promise.all(sessions.map((session, n) => storage.commit(begin(`s${n}`, session))));
    for (let n = 0; n < 100; n += 3) await storage.end(`s${n}`);
    await storage.touch('s1', { lastUsed: 3e9, idle: 60, until: Infinity });
    const copy = join(folder, copyName);
    await storage.backup(copy);

    expect(await wrongIn(copy)).toEqual([]);
    const [before, after] = [await all(storage), await all(opened({ path: copy }))];
    expect(before).toHaveLength(66);
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(after.filter((session, n) => !sameSession(session, before[n]!))).toEqual([]);
  });

  test('that is made while sessions change is of one moment', async () => {
    const folder = newFolder();
    const storage = opened({ path: join(folder, name) });
    const ids = ['a', 'b', 'c'];
    const facts = [{ place: 0, fact: compound('count', [int(1)]) }];
    await Promise.all(ids.map((id) => storage.commit(begin(id, { ...STATE, facts }))));
    let isOver = false;
    const counting = (async () => {
      while (!isOver) {
        const changes = ids.map((id) => countedUp(storage.load(id) as StoredSession));
        await Promise.all(changes.map((change) => storage.commit(change)));
      }
    })();
    const copies = Array.from({ length: 5 }, (_each, n) => join(folder, `backup-${n}`, copyName));
    try {
      for (const copy of copies) {
        const { version } = storage.load('a') as StoredSession;
        await vi.waitFor(() => expect(storage.load('a')!.version).toBeGreaterThan(version), {
          timeout: 10_000,
          interval: 1,
        });
        await storage.backup(copy);
      }
    } finally {
      isOver = true;
      await counting;
    }
    let last = 0;
    for (const copy of copies) {
      expect(await wrongIn(copy)).toEqual([]);
      const copied = await all(opened({ path: copy }));
      const { version } = copied[0]!;
      expect(version).toBeGreaterThan(last);
      last = version;
      // The three are changed by one transaction.
      expect(copied.map((session) => [session.id, session.version])).toEqual(ids.map((id) => [id, version]));
      for (const session of copied) {
        expect(session.facts.map(({ fact }) => fact)).toEqual([compound('count', [int(version)])]);
      }
    }
  });

  test('goes on in the place of the first one, which no process has open any more, for several processes', async () => {
    const folder = newFolder();
    const path = join(folder, name);
    const program = await Program.make();
    onTestFinished(() => program.remove());
    const config = { lmdb: { path } };
    const servers = await program.start(2, config);
    const visitor = new Visitor();
    const counts = async (port: number) => (await visitor.get(port, '/count')).body;
    await visitor.get(servers[0]!.port, '/begin?tokens=3');
    for (let n = 1; n <= 4; n++) expect(await counts(servers[n % 2]!.port)).toBe(`${n}`);
    const storage = opened({ path });
    const copy = join(folder, copyName);
    await storage.backup(copy);
    // What comes after it is no more when the copy is in its place.
    for (let n = 5; n <= 40; n++) expect(await counts(servers[n % 2]!.port)).toBe(`${n}`);
    await storage.close();
    await program.killAll();

    renameSync(dataFile(copy), dataFile(path));
    expect(existsSync(`${dataFile(path)}-writers`)).toBe(true);
    const again = (await program.start(2, config)) as [ServerProcess, ServerProcess];
    for (let n = 5; n <= 12; n++) expect(await counts(again[n % 2]!.port)).toBe(`${n}`);
    expect((await visitor.get(again[1].port, '/take')).body).toBe('0');
    expect((await visitor.get(again[0].port, '/read')).body).toBe(
      '{"name":""}\n{"token":1}\n{"token":2}\n{"counter":12}',
    );
    await program.killAll();
    expect(await wrongIn(path)).toEqual([]);
    expect((await all(opened({ path }))).map(({ id }) => id)).toEqual([visitor.id]);
  });
});
