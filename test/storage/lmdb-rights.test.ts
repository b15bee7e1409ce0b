/** Files and folders that this process may not write are told of by name, with what was expected, and stay as they are. */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { SessionChange, StoredSession } from '../../src/session/storage.ts';
import { lmdbStorage } from '../../src/storage/lmdb.ts';
import { atom } from '../../src/term/term.ts';
import { bundle } from '../support/bundle.ts';

const READ_ONLY = 0o444;
const WRITE_ONLY = 0o222;
const WRITABLE = 0o666;

let folder = '';
let program = '';
let places = 0;
/** Of the sessions, in a folder that anybody may write. */
let path = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'clausal-rights-'));
  chmodSync(folder, 0o755);
  program = await bundle('lmdb-unprivileged.ts', folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeEach(() => {
  const place = join(folder, `${++places}`);
  mkdirSync(place);
  chmodSync(place, 0o777);
  path = join(place, 'sessions.mdb');
});

/** Makes a file with a session, and lets anybody write it and what belongs to it. */
async function stored(): Promise<void> {
  const storage = lmdbStorage({ path });
  storage.open(() => undefined);
  const state = { lastUsed: 1, idle: 600, until: Infinity, peer: atom('p'), opened: 1, first: 0, last: -1 };
  const change: SessionChange = { id: 'a', version: 0, state, added: [], removed: [] };
  await storage.commit(change);
  await storage.close();
  const at = extname(path) === '' ? path : join(path, '..');
  for (const name of readdirSync(at)) chmodSync(join(at, name), WRITABLE);
  chmodSync(at, 0o777);
}

/** What a process says that is not root's. */
function openedByOthers(at = path): string {
  return execFileSync(process.execPath, [program, at], { encoding: 'utf8' });
}

/** What is left is as it was: who may write it finds the session, and no process is waited for. */
async function expectIntact(before: Buffer): Promise<void> {
  expect(readFileSync(path)).toEqual(before);
  expect(existsSync(`${path}-opening`)).toBe(false);
  const storage = lmdbStorage({ path });
  storage.open(() => undefined);
  expect((storage.load('a') as StoredSession).version).toBe(1);
  await storage.close();
}

test('sessions that another user has made open when this one may write all of their files', async () => {
  await stored();
  expect(openedByOthers()).toBe('open');
});

/** The error of a process that is not root's. */
function expectRefused(at = path): void {
  const said = openedByOthers(at);
  const message = `Error: ${at}: cannot open the sessions: EACCES: permission denied, `;
  expect(said.slice(0, message.length)).toBe(message);
  expect(said).toMatch(/ \(a place that this process may write was expected\)$/);
}

describe('an error with the path and what was expected comes', () => {
  test.each([
    ['of the sessions may be read and not written', '', READ_ONLY],
    ['of the sessions may be written and not read', '', WRITE_ONLY],
    ['by which LMDB locks it may not be written', '-lock', READ_ONLY],
    ['of those who commit may not be written', '-writers', READ_ONLY],
  ])('when the file %s', async (_, suffix, mode) => {
    await stored();
    const before = readFileSync(path);
    chmodSync(path + suffix, mode);
    expectRefused();
    chmodSync(path + suffix, WRITABLE);
    await expectIntact(before);
  });

  test('when the lock of LMDB in a folder of sessions may not be written', async () => {
    path = join(path, '..', 'sessions');
    await stored();
    chmodSync(join(path, 'lock.mdb'), READ_ONLY);
    expectRefused();
  });

  test('when the folder of the file may not be written', async () => {
    await stored();
    const before = readFileSync(path);
    chmodSync(join(path, '..'), 0o555);
    expectRefused();
    chmodSync(join(path, '..'), 0o777);
    await expectIntact(before);
  });

  test('when the folder may not be written and nothing is in it', () => {
    const place = join(path, '..');
    chmodSync(place, 0o555);
    expectRefused();
    expectRefused(join(place, 'new', 'sessions.mdb'));
    expectRefused(join(place, 'sessions'));
    expect(readdirSync(place)).toEqual([]);
  });
});
