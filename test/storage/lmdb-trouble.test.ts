/** What LMDB cannot do is an error that says where, what is wrong and what was expected, and what was stored before is intact. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { open } from 'lmdb';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { SessionChange } from '../../src/session/storage.ts';
import { type LmdbStorage, type LmdbStorageOptions, lmdbStorage } from '../../src/storage/lmdb.ts';
import '../../src/syntax/writer.ts';
import { atom, compound, str, Var } from '../../src/term/term.ts';
import { newFolder, opened } from '../support/lmdb-storage.ts';
import { NO_SMALL_DISK, smallDisk } from '../support/small-disk.ts';

function begin(id: string, text = 'short'): SessionChange {
  const state = { lastUsed: 1, idle: 600, until: Infinity, peer: atom('p'), opened: 1, first: 0, last: 0 };
  return { id, version: 0, state, added: [{ place: 0, fact: compound('text', [str(text)]) }], removed: [] };
}

describe('options', () => {
  const refused: [string, unknown, string][] = [
    ['no path', {}, 'path: undefined; the name of a file or folder was expected'],
    ['an empty path', { path: '' }, "path: ''; the name of a file or folder was expected"],
    ['durability', { path: 'x', durability: 'no' }, "durability: 'no'; 'commit' or 'batch' was expected"],
    [
      'batch',
      { path: 'x', batch: -1 },
      'batch: -1; a number of milliseconds of at least 0 and at most 1000 was expected',
    ],
    ['poll', { path: 'x', poll: '1' }, "poll: '1'; a number of milliseconds of at least 1 was expected"],
    ['mapSize', { path: 'x', mapSize: NaN }, 'mapSize: NaN; a number of bytes of at least 1 was expected'],
  ];
  test.each(refused)('%s is refused when it is not what it has to be', (_, options, message) => {
    expect(() => lmdbStorage(options as LmdbStorageOptions)).toThrow(message);
  });
});

describe('a file that cannot be opened', () => {
  test.each([
    ['text', 'hello world '.repeat(1000)],
    ['a few bytes', 'hello'],
    ['zeros', Buffer.alloc(20_000)],
  ])('as it has %s, is left alone', (_, content) => {
    const path = join(newFolder(), 'x.mdb');
    writeFileSync(path, content);
    const message = `${path}: cannot open the sessions: it is not an LMDB file`;
    expect(() => lmdbStorage({ path }).open(() => undefined)).toThrow(message);
    expect(readFileSync(path)).toEqual(Buffer.from(content));
  });

  test('as it was cut short, is told of before something is read', async () => {
    const path = join(newFolder(), 'x.mdb');
    const storage = opened({ path });
    for (let i = 0; i < 30; i++) await storage.commit(begin(`s${i}`, 'x'.repeat(5000)));
    await storage.close();
    const cut = join(newFolder(), 'cut.mdb');
    writeFileSync(cut, readFileSync(path).subarray(0, 5 * 4096));
    expect(() => lmdbStorage({ path: cut }).open(() => undefined)).toThrow(/it ends after 5 pages.*backup/);
  });

  test('as another program has written it, is left alone', async () => {
    const path = join(newFolder(), 'x.mdb');
    const other = open<string, string>({ path });
    await other.put('theirs', 'value');
    await other.close();
    const message = 'it has the databases theirs; those of clausal were expected';
    expect(() => lmdbStorage({ path }).open(() => undefined)).toThrow(message);
    const again = open<string, string>({ path });
    expect([...again.getKeys()]).toEqual(['theirs']);
    await again.close();
  });

  test('as it is of a later layout, is left alone', async () => {
    const path = join(newFolder(), 'x.mdb');
    await opened({ path }).close();
    const other = open({ path, encoding: 'binary' });
    await other.openDB({ name: 'layout', encoding: 'binary' }).put('version', Buffer.from('7'));
    await other.close();
    const message = 'its layout is version 7; 1 to 2 were expected, as this release reads';
    expect(() => lmdbStorage({ path }).open(() => undefined)).toThrow(message);
  });

  test('as a folder has its name, says that the name is one of a file', () => {
    const path = join(newFolder(), 'x.mdb');
    mkdirSync(path);
    expect(() => lmdbStorage({ path }).open(() => undefined)).toThrow('it is a folder; a file was expected');
  });

  test('as its file system is read-only, says so', async ({ skip }) => {
    const folder = smallDisk(2) ?? skip(NO_SMALL_DISK);
    const path = join(folder, 'x.mdb');
    await opened({ path }).close();
    execFileSync('mount', ['-o', 'remount,ro', folder]);
    const message = /EROFS.*a file system that can be written was expected/;
    expect(() => lmdbStorage({ path }).open(() => undefined)).toThrow(message);
    const inNewFolder = lmdbStorage({ path: join(folder, 'new', 'x.mdb') });
    expect(() => inNewFolder.open(() => undefined)).toThrow(message);
  });
});

test('on a full disk changes fail with a clear error, what was answered is intact, and it goes on when there is space', async ({
  skip,
}) => {
  const folder = smallDisk(2) ?? skip(NO_SMALL_DISK);
  // LMDB prints the errors of its transactions.
  const printed = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  onTestFinished(() => printed.mockRestore());
  const ballast = join(folder, 'ballast');
  writeFileSync(ballast, Buffer.alloc(300_000));
  const path = join(folder, 'x.mdb');
  const storage = opened({ path });
  let failure: unknown;
  let done = 0;
  for (; failure === undefined; done++) {
    await storage.commit(begin(`s${done}`, 'x'.repeat(5000))).catch((error) => (failure = error));
  }
  done--;
  expect(done).toBeGreaterThan(50);
  expect(String(failure)).toContain(`${path}: cannot change session s${done}:`);
  expect(String(failure)).toMatch(/disk is full|more space was expected/);
  const more = [1, 2, 3].map((i) => storage.commit(begin(`more${i}`, 'x'.repeat(5000))));
  expect((await Promise.allSettled(more)).map(({ status }) => status)).toEqual(Array(3).fill('rejected'));

  for (let i = 0; i < done; i++) expect(storage.load(`s${i}`)).toMatchObject({ version: 1 });
  expect(storage.load(`s${done}`)).toBeUndefined();
  rmSync(ballast);
  expect(await storage.commit(begin('after', 'x'.repeat(5000)))).toEqual({ kind: 'done' });
  await storage.close();
  expect(opened({ path }).load('after')).toMatchObject({ version: 1 });
});

describe('a damaged session', () => {
  /** Three sessions, of which one bit of `bad` is another one: of its last use, which is in its head alone, or in a fact. */
  async function damaged(where: string): Promise<LmdbStorage> {
    const folder = newFolder();
    const path = join(folder, 'x.mdb');
    const storage = opened({ path });
    await storage.commit(begin('good', 'good'));
    await storage.commit(begin('bad', 'BADBADBADBAD'));
    await storage.commit(begin('last', 'last'));
    await storage.touch('bad', { lastUsed: 1234.5, idle: 600, until: Infinity });
    await storage.close();
    const copy = join(folder, 'copy.mdb');
    const bytes = readFileSync(path);
    const lastUsed = Buffer.alloc(8);
    lastUsed.writeDoubleLE(1234.5);
    const part = where === 'a fact' ? Buffer.from('BADBADBADBAD') : lastUsed;
    for (let at = 0; (at = bytes.indexOf(part, at)) >= 0; ) bytes[at + 6]! ^= 1;
    writeFileSync(copy, bytes);
    return opened({ path: copy });
  }

  const message = /copy\.mdb: cannot read session bad, which is damaged: /;

  test.each(['its head', 'a fact'])('is an error that names it, as %s is damaged', async (where) => {
    const storage = await damaged(where);
    expect(() => storage.load('bad')).toThrow(message);
    await expect(storage.commit({ ...begin('bad'), version: 1 })).rejects.toThrow(message);
  });

  test.each(['its head', 'a fact'])(
    'is no harm to others, as %s is damaged, and told of after them',
    async (where) => {
      const storage = await damaged(where);
      expect(storage.load('good')).toMatchObject({ version: 1 });
      const found: string[] = [];
      const findAll = () => {
        for (const { id } of storage.find(new Var())) found.push(id);
      };
      expect(findAll).toThrow(message);
      expect(found).toEqual(['good', 'last']);
      expect((await storage.due(1e9, 9)).map(({ id }) => id).sort()).toEqual(['good', 'last']);
      for (const id of found) await storage.end(id);
      await expect(storage.due(1e9, 9)).rejects.toThrow(message);
    },
  );

  test.each(['its head', 'a fact'])('can be ended, as %s is damaged', async (where) => {
    const storage = await damaged(where);
    expect(await storage.end('bad')).toBe(true);
    expect(storage.load('bad')).toBeUndefined();
    expect(await storage.end('bad')).toBe(false);
    expect([...storage.find(new Var())].map(({ id }) => id)).toEqual(['good', 'last']);
    expect([...storage.find(compound('text', [str('BADBADBADBAD')]))]).toEqual([]);
    expect((await storage.due(1e9, 9)).map(({ id }) => id).sort()).toEqual(['good', 'last']);
  });
});

test('an id that cannot be a key is that of no session, and refused when one is to begin', async () => {
  const storage = opened({ path: join(newFolder(), 'x.mdb') });
  for (const id of ['', 'a\0b', '\ud800', 'x'.repeat(2000)]) {
    expect(storage.load(id)).toBeUndefined();
    expect(await storage.touch(id, { lastUsed: 1, idle: 1, until: 1 })).toBe(false);
    expect(await storage.end(id)).toBe(false);
    expect(await storage.commit({ ...begin(id), version: 1 })).toEqual({ kind: 'gone' });
    await expect(storage.commit(begin(id))).rejects.toThrow('session_id');
  }
});
