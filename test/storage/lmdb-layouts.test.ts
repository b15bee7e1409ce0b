/**
 * Files that earlier releases have written are opened with all that is in them. Those in formats/ are never written anew: a
 * change that would need it is another layout.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { StoredSession } from '../../src/session/storage.ts';
import { closeDatabases, openDatabases } from '../../src/storage/lmdb/databases.ts';
import { type LmdbStorage, lmdbStorage } from '../../src/storage/lmdb.ts';
import { readTerm } from '../../src/syntax/reader.ts';
import { writeTerm } from '../../src/syntax/writer.ts';
import { atom, type Term, Var } from '../../src/term/term.ts';
import { disagreements } from '../support/lmdb-check.ts';
import { newFolder } from '../support/lmdb-storage.ts';

const FILES = ['layout-1-heads.mdb.gz', 'layout-1-sessions.mdb.gz'];

function unpacked(name: string): string {
  const path = join(newFolder(), 'sessions.mdb');
  writeFileSync(path, gunzipSync(readFileSync(join(import.meta.dirname, 'formats', name))));
  return path;
}

async function using<T>(path: string, use: (storage: LmdbStorage) => T | Promise<T>): Promise<T> {
  const storage = lmdbStorage({ path });
  storage.open(() => undefined);
  try {
    return await use(storage);
  } finally {
    await storage.close();
  }
}

function shown({ id, version, lastUsed, idle, until, opened, first, last, peer, facts }: StoredSession) {
  const text = (fact: Term) => writeTerm(fact, { quoted: true }).replace(/_\d+/g, '_');
  const texts = facts.map(({ place, fact }) => `${place} ${text(fact)}`);
  return { id, version, times: [lastUsed, idle, until, opened], places: [first, last], peer, texts };
}

const SESSIONS = [
  {
    id: 'alice',
    version: 2,
    times: [1000, 600, Infinity, 990],
    places: [0, 3],
    peer: atom('192.0.2.1'),
    texts: ['0 user(alice)', `2 note('a b',"text",[1,2.5,_|_])`, '3 visits(12345678901234567890)'],
  },
  {
    id: 'bob',
    version: 1,
    times: [1200, 600, 1500, 990],
    places: [0, 0],
    peer: atom('192.0.2.1'),
    texts: ['0 user(bob)'],
  },
  {
    id: 'empty',
    version: 1,
    times: [1000, 600, Infinity, 990],
    places: [0, -1],
    peer: atom('192.0.2.1'),
    texts: [],
  },
];

test.each(FILES)('%s has its sessions, which are found, changed and ended as others are', async (name) => {
  const path = unpacked(name);
  await using(path, async (storage) => {
    expect([...storage.find(new Var())].map(shown)).toEqual(SESSIONS);
    expect([...storage.find(readTerm('user(bob)'))].map(({ id }) => id)).toEqual(['bob']);
    expect((await storage.due(1550, 9)).map(({ id }) => id)).toEqual(['bob']);
    const alice = storage.load('alice') as StoredSession;
    const added = [{ place: 4, fact: readTerm('late') }];
    const change = {
      id: 'alice',
      version: 2,
      state: { ...alice, last: 4 },
      added,
      removed: [alice.facts[0]!],
    };
    expect(await storage.commit(change)).toEqual({ kind: 'done' });
    expect(await storage.touch('empty', { lastUsed: 1300, idle: 600, until: Infinity })).toBe(true);
    expect(await storage.end('bob')).toBe(true);
  });
  const databases = openDatabases(path, {});
  expect(disagreements(databases)).toEqual([]);
  await closeDatabases(databases);
  const after = await using(path, (storage) => [...storage.find(new Var())].map(shown));
  expect(after).toMatchObject([
    { id: 'alice', version: 3, texts: [...SESSIONS[0]!.texts.slice(1), '4 late'] },
    { id: 'empty', version: 1, times: [1300, 600, Infinity, 990] },
  ]);
});

test('a file of an earlier layout of which one session is damaged has the others', async () => {
  const path = unpacked(FILES[0]!);
  const bytes = readFileSync(path);
  for (let at = 0; (at = bytes.indexOf('user@\x06bob', at)) >= 0; ) bytes[at + 7]! ^= 1;
  writeFileSync(path, bytes);
  await using(path, (storage) => {
    expect(shown(storage.load('alice') as StoredSession)).toEqual(SESSIONS[0]);
    expect(() => storage.load('bob')).toThrow('cannot read session bob, which is damaged');
  });
});
