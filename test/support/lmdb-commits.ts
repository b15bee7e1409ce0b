/**
 * A program whose system calls are looked at: asks sessions in LMDB for one thing after another, and says on its output before each
 * what is asked for, and after it that it is answered. Its arguments: the path and the durability.
 */
import { writeSync } from 'node:fs';
import type { SessionChange, StoredSession } from '../../src/session/storage.ts';
import { lmdbStorage } from '../../src/storage/lmdb.ts';
import { atom, compound, str } from '../../src/term/term.ts';

const [path = '', durability = 'commit'] = process.argv.slice(2);
const storage = lmdbStorage({ path, durability: durability === 'batch' ? 'batch' : 'commit' });
storage.open(() => undefined);

function begin(id: string): SessionChange {
  const state = { lastUsed: 1, idle: 600, until: Infinity, peer: atom('p'), opened: 1, first: 0, last: 0 };
  const fact = compound('text', [str('x'.repeat(9000))]); // longer than two pages
  return { id, version: 0, state, added: [{ place: 0, fact }], removed: [] };
}

function next(id: string): SessionChange {
  const { version, last, ...state } = storage.load(id) as StoredSession;
  const added = [{ place: last + 1, fact: atom('more') }];
  return { id, version, state: { ...state, last: last + 1 }, added, removed: [] };
}

async function ask(what: string, work: () => Promise<unknown>): Promise<void> {
  writeSync(1, `asked: ${what}\n`);
  await work();
  writeSync(1, 'answered\n');
}

await ask('a session that begins', () => storage.commit(begin('a')));
await ask('a change', () => storage.commit(next('a')));
await ask('several at once', () => Promise.all(['b', 'c', 'd'].map((id) => storage.commit(begin(id)))));
await ask('one after several', () => storage.commit(next('b')));
await ask('a use', () => storage.touch('a', { lastUsed: 9, idle: 600, until: Infinity }));
await ask('an end', () => storage.end('a'));
await storage.close();
